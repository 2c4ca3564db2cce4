from hypothesis import given
from hypothesis import strategies as st

from desk.doubles import Double, Entered, doubles
from desk.folding import folded

TOM = Entered(1, "Tom Reyes", "Harbour & Field")


def pairs(*people: Entered) -> list[tuple[int, int]]:
    return [(double.first.pk, double.second.pk) for double in doubles(people)]


def test_one_mail_address_is_one_person_whatever_the_name():
    one = Entered(3, "Tom Reyes", "Harbour & Field", "tom@harbour.example")
    other = Entered(2, "Thomas Reyes", "Elsewhere", "TOM@harbour.example")
    assert doubles([one, other]) == (Double(other, one),)


def test_one_name_at_one_company_is_one_person_however_it_is_typed():
    assert pairs(TOM, Entered(2, "tom  REYES", "harbour & field", "tom@harbour.example")) == [(1, 2)]
    assert pairs(Entered(4, "Zoë Ødegård", "Łódź"), Entered(5, "Zoe Odegard", "Lodz")) == [(4, 5)]


def test_two_of_a_name_are_told_apart_by_company_or_mail():
    assert pairs(TOM, Entered(2, "Tom Reyes", "Stadtmuseum")) == []
    assert pairs(Entered(1, "Tom", "A", "t1@a.example"), Entered(2, "Tom", "A", "t2@a.example")) == []


def test_no_mail_address_is_not_one_that_two_share():
    assert pairs(Entered(1, "A"), Entered(2, "B")) == []


def test_of_three_each_later_one_stands_beside_the_earliest_like_it():
    assert pairs(TOM, Entered(2, "Tom Reyes", "Harbour & Field"), Entered(3, "TOM REYES", "Harbour & Field")) == [
        (1, 2), (1, 3),
    ]  # fmt: skip
    apart = Entered(2, "Tom Reyes", "Harbour & Field", "b@x.example")
    first = Entered(1, "Tom Reyes", "Harbour & Field", "a@x.example")
    assert pairs(first, apart, Entered(3, "Tom Reyes", "Harbour & Field", "b@x.example")) == [(2, 3)]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Ann", "ann ", "Ánn", "Bo"]),
            st.sampled_from(["", "A", "a"]),
            st.sampled_from(["", "X", "x"]),
        )
    )
)
def test_each_entry_stands_beside_the_earliest_that_it_agrees_with(details):
    people = [Entered(pk, *each) for pk, each in enumerate(details)]

    def agree(one: Entered, other: Entered) -> bool:
        if one.email and other.email:
            return one.email.lower() == other.email.lower()
        alike = [folded(person.name).strip() + "|" + folded(person.company) for person in (one, other)]
        return alike[0] == alike[1]

    earliest = {
        person.pk: min((other.pk for other in people[: person.pk] if agree(other, person)), default=None)
        for person in people
    }
    assert {second: first for first, second in pairs(*people)} == {
        pk: first for pk, first in earliest.items() if first is not None
    }
