"""A later round's letter says everything in other words than the earlier one's, and no two on a panel share theirs."""

from datetime import timedelta
from itertools import combinations

import pytest

from interviews.models import PanelSeat, Position
from interviews.panel import WORDINGS, set_panel
from letters.drafting.wordings import languages, wordings
from letters.known import draft_of
from tests.factories import HELD_AT, letter_to, make_interview, make_position, make_user, seat

pytestmark = pytest.mark.django_db

ANN = seat("Ann Bell", topics=["rotas"], impressed_me="the rota on the wall", concern="weekend work")
BEN = seat("Ben Cole", topics=["rotas"], impressed_me="the rota on the wall", concern="weekend work")
CAI = seat("Cai Dunn", topics=["rotas"], impressed_me="the rota on the wall", concern="weekend work")


def sentences(interview, name):
    return {sentence.text for sentence in draft_of(letter_to(interview, name)).sentences}


def rounds_of(owner, *panels):
    position = make_position(owner, key_message="I turn volunteers into a team that stays.")
    Position.objects.filter(pk=position.pk).update(written_so_far="")
    return [
        make_interview(owner, position=position, starts_at=HELD_AT + timedelta(days=number), panel=panel)
        for number, panel in enumerate(panels)
    ]


@pytest.mark.parametrize("order", [[ANN, BEN, CAI], [CAI, BEN, ANN], [BEN, ANN], [BEN]])
def test_no_sentence_of_the_first_round_is_repeated_in_the_second(order):
    for _ in range(8):  # positions of other numbers choose other wordings
        first, second = rounds_of(make_user(), [ANN, BEN, CAI], order)
        for entry in order:
            assert sentences(first, entry.name) & sentences(second, entry.name) == set()


def test_four_rounds_with_one_person_are_four_letters():
    rounds = rounds_of(make_user(), [ANN, BEN], [ANN], [CAI, ANN], [ANN, BEN, CAI])
    for one, other in combinations(rounds, 2):
        assert sentences(one, "Ann Bell") & sentences(other, "Ann Bell") == set()


def test_a_panel_of_six_shares_no_sentence_in_the_second_round_either():
    people = [seat(f"Person {number}", topics=["rotas"]) for number in range(6)]
    first, second = rounds_of(make_user(), people, people[::-1])
    for interview in (first, second):
        for one, other in combinations(people, 2):
            assert sentences(interview, one.name) & sentences(interview, other.name) == set()


def test_every_list_of_wordings_is_as_long_as_the_voices_take_it_to_be():
    lengths = {len(options) for language in languages() for options in wordings(language).moves.values()}
    assert lengths == set(WORDINGS)


def test_a_voice_stays_when_the_panel_is_arranged_anew():
    (interview,) = rounds_of(make_user(), [ANN, BEN])
    voices = dict(interview.seats.values_list("interviewer__name", "voice"))
    seats = {one.interviewer.name: one.pk for one in interview.seats.all()}
    set_panel(interview, [seat("Ben Cole", seat=seats["Ben Cole"]), seat("Ann Bell", seat=seats["Ann Bell"]), CAI])
    assert dict(interview.seats.values_list("interviewer__name", "voice")) == voices | {"Cai Dunn": 2}


def test_more_than_there_are_voices_are_seated_all_the_same():
    (interview,) = rounds_of(make_user(), [seat(f"Person {number}") for number in range(66)])
    assert PanelSeat.objects.filter(interview=interview).count() == 66
