"""Messy notes, as tired people type them, and what becomes of each in a letter."""

from dataclasses import replace

import pytest

from letters.drafting import Concern, Gift, Recipient, Topic, draft
from letters.drafting.blanks import without_blanks
from letters.drafting.doubts import doubt
from letters.drafting.lexicon import lexicon_of
from letters.drafting.notes import about_reader, as_answer, as_asked, as_question, decision, of_oneself
from letters.drafting.shapes import judge
from letters.drafting.spelled import written_out
from tests.letters.test_drafting import RICH, facts


@pytest.mark.parametrize(
    ("typed", "full"),
    [
        ("crisps w/ less salt", "crisps with less salt"),
        ("no CV w/o a photo", "no CV without a photo"),
        ("approx. 3 yrs on wards", "about 3 years on wards"),
        ("after 3 yrs.", "after 3 years."),
        ("i dont panic", "I don't panic"),
        ("the bus lane + the survey", "the bus lane and the survey"),
        ("SAFETY", "safety"),
        ("DRIVER RETENTION", "driver retention"),
        ("TACHOGRAPH INFRINGEMENTS", "TACHOGRAPH INFRINGEMENTS"),
        ("NHS", "NHS"),
        ("12 hour nights", "12-hour nights"),
        ("4 year gaps", "4-year gaps"),
        ("12 hour a day", "12 hour a day"),
        ("Staff Turnover", "staff turnover"),
        ("Strictly Come Dancing", "Strictly Come Dancing"),
        ("budgets lol", "budgets"),
        ("the garden :)", "the garden"),
        ("12 hr nights with hr", "12-hour nights with HR"),
        ("kids like me and i’d have them back", "kids like me and I'd have them back"),
        ("teams that ship w/out review", "teams that ship without review"),
        ("teams w/old code", "teams with old code"),
        ("bbc piece abt the nhs", "BBC piece about the NHS"),
        ("late sat nights at amazon", "late Saturday nights at Amazon"),
        ("“the 3am spreadsheet”", "the 3am spreadsheet"),
        ("“calm” - my last manager", "“calm” - my last manager"),
        ("she knew every childs name", "she knew every child's name"),
        ("her grandmothers recipes", "her grandmother's recipes"),
        ("every 2 weeks", "every 2 weeks"),
        ("closed on sundays", "closed on Sundays"),
        ("10 yrs experience", "10 years' experience"),
        ("A level maths", "A-level maths"),
        ("doors per hr", "doors per hour"),
    ],
)
def test_a_note_is_written_out_as_it_was_meant(typed: str, full: str):
    assert written_out(typed, lexicon_of("en")) == full


@pytest.mark.parametrize(
    ("noted", "shape", "told"),
    [
        ("she had read my drawings before the call", "that", "that you had read my drawings before the call"),
        ("he answers complaints himself on Fridays", "that", "that you answer complaints yourself on Fridays"),
        ("She cycles in january", "that", "that you cycle in January"),
        ("that she pays everyone the living wage", "that", "that you pay everyone the living wage"),
        ("he carries the keys and greets everyone", "that", "that you carry the keys and greet everyone"),
        ("he listens, asks and waits", "that", "that you listen, ask and wait"),
        ("she was honest and is still there", "that", "that you were honest and are still there"),
        ("She still flies the coast on weekends", "that", "that you still fly the coast on weekends"),
        ("He let his daughter show me round", "that", "that you let your daughter show me round"),
        ("she's been there 20 yrs", "that", "that you have been there 20 years"),
        ("remembered my name", "that", "that you remembered my name"),
        ("she knelt in the mud in office shoes", "that", "that you knelt in the mud in office shoes"),
        ("He'd walked the route that morning", "that", "that you had walked the route that morning"),
        ("she'll learn Polish for the team", "that", "that you will learn Polish for the team"),
        ("she sings alto & hides it", "that", "that you sing alto and hide it"),
        ("that nothing is lost without two signatures", "that", "that nothing is lost without two signatures"),
        ("answered her own phone", "that", "that you answered your own phone"),
        ("takes his tea up the tower", "that", "that you take your tea up the tower"),
        ("how openly she spoke about the losses", "clause", "how openly you spoke about the losses"),
        ("how she asked the caretaker for his view", "clause", "how you asked the caretaker for his view"),
        ("how he talked about failing the launch", "clause", "how you talked about failing the launch"),
        ("why she left banking", "clause", "why you left banking"),
        ("her pro bono fridays", "noun", "your pro bono Fridays"),
        ("her patience with my jargon", "noun", "your patience with my jargon"),
        ("her loupe from 1962", "noun", "your loupe from 1962"),
        ("She closed the laptop before we began", "that", "that you closed the laptop before we began"),
        ("knew every family's first language", "that", "that you knew every family's first language"),
        ("that it is the dancer, every time", "that", "that it is the dancer, every time"),
        ("his glossary of 4,000 terms", "noun", "your glossary of 4,000 terms"),
        ("his sister's choir", "noun", "your sister's choir"),
        ("the team eats together", "that", "that the team eats together"),
    ],
)
def test_a_note_about_the_reader_is_told_to_the_reader(noted: str, shape: str, told: str):
    note = about_reader(noted, "en", may_state=True)
    assert (note.shape, note.text) == (shape, told)


@pytest.mark.parametrize(
    "noted",
    [
        "SHE DROVE HGV HERSELF FOR 11 YEARS",
        "she and her team eat together",
        "she treats them like adults",
        "he said the shop grew and was happy",
        "she asks and sprongs",
        "she'd like to",
        "Her staff meal. Everyone sat down together!",
        "she (the boss) knew",
        "he told her the numbers",
        "loved the garden",
        "that the window opens",
        "the price rises",
        "nights start in April",
        "depends on the week",
        "own desk",
        "that the tenant signs",
        "boxes labelled by hand",
        "everything in order",
        "fair",
        "patient",
        "the guard dog called Susan",
        "how she explains things w/o making you feel small",
        "laughs",
        "she is, every year",
        "patients do, from January",
        "they all eat lunch together",
        "call volume sat nights",
        "calls fri nights",
        "old knackered forklift trucks",
        "reading age of yr7s",
        "the mgt style",
        "good vibes",
        "wife expecting",
        "walks people to the shelf",
        "boiler 1962",
        "kids 1st glasses",
        "barry lies on the floor with the shy ones",
        "wing lockdowns cancel lessons",
        "posh car lol",
        "laughed at own joke and apologised",
        "she laughed then apologised",
        "asked nothing about her own money, odd for a chair",
        "fixed the maser herself, true story",
        "she cleans with us",
    ],
)
def test_a_note_that_cannot_surely_be_told_to_the_reader_is_quoted(noted: str):
    assert about_reader(noted, "en", may_state=True).shape == "other"


def test_two_that_belong_together_share_their_article():
    noted = ("mother and baby unit", "garden & pond", "rotas and canteen", "the bus lane and the survey")
    assert [judge(each).text for each in noted] == [
        "the mother and baby unit",
        "the garden and pond",
        "rotas and the canteen",
        "the bus lane and the survey",
    ]


def test_at_night_has_no_article():
    assert judge("inspecting at night on ropes").text == "inspecting at night on ropes"
    assert judge("working at night").text == "working at night"
    assert judge("sales targets").shape == "noun"


def test_a_verb_may_stand_in_the_name_of_a_thing():
    assert [judge(noted).text for noted in ("tower rescue certificate", "the quiet control room")] == [
        "the tower rescue certificate",
        "the quiet control room",
    ]


def test_a_remark_meant_for_nobody_is_quoted():
    notes = ("creepy quiet control room", "boring", "their scruffy office", "her weird laugh", "the shitty printers")
    assert [about_reader(noted, "en", may_state=True).shape for noted in notes] == ["other"] * 5
    assert about_reader("the quiet control room", "en", may_state=True).shape == "noun"


@pytest.mark.parametrize(
    ("honorific", "name", "noted", "told"),
    [
        ("Mr", "Patel", "she answered her own phone", False),
        ("", "Mr. Patel", "answered her own phone", False),
        ("Mr", "Patel", "her rescue greyhounds", False),
        ("Mr", "Patel", "he answered his own phone", True),
        ("Ms", "Poole", "he answered his own phone", False),
        ("Frau Dr.", "Vogt", "he answered his own phone", False),
        ("Frau Dr.", "Vogt", "she answered her own phone", True),
        ("Dr", "Vogt", "she answered her own phone", True),
        ("", "Kim Bell", "he answered his own phone", True),
    ],
)
def test_who_has_another_title_is_not_the_reader(honorific: str, name: str, noted: str, told: bool):
    letter = draft(facts(recipient=Recipient(name, honorific), impressed_me=noted))
    assert ("impressed.named" in [sentence.move for sentence in letter.sentences]) == told


def test_in_the_readers_answer_she_is_somebody_else():
    letter = draft(
        facts(recipient=Recipient("Kim Bell"), my_question="why the last one left", helpful_answer="she had twins")
    )
    assert '"she had twins" [...' in letter.text


def test_a_statement_is_no_topic():
    assert about_reader("she answers complaints herself", "en").shape == "other"
    assert about_reader("how she answers complaints", "en").text == "how you answer complaints"


@pytest.mark.parametrize(
    ("noted", "shape", "text"),
    [
        ("led a team of 12", "sentence", "I led a team of 12"),
        ("Worked nights for 3 yrs", "sentence", "I worked nights for 3 years"),
        ("have run convoys", "sentence", "I have run convoys"),
        ("turn volunteers into a team that stays", "sentence", "I turn volunteers into a team that stays"),
        ("keep calm under pressure", "sentence", "I keep calm under pressure"),
        ("i dont panic", "sentence", "I don't panic"),
        ("Children read more when they choose the book", "statement", "children read more when they choose the book"),
        ("families open the door to me", "statement", "families open the door to me"),
        ("clients ring me first", "statement", "clients ring me first"),
        ("no object has ever left my sight", "statement", "no object has ever left my sight"),
        ("Every child leaves with a book.", "statement", "every child leaves with a book"),
        ("the team halved no-shows", "statement", "the team halved no-shows"),
        ("Amateurs sing better when nobody shouts.", "statement", "Amateurs sing better when nobody shouts"),
        ("old people walk further with me", "statement", "old people walk further with me"),
        ("weeds fear me", "statement", "weeds fear me"),
        ("kept bees for ten years", "sentence", "I kept bees for ten years"),
        ("When something drifts I know which screw.", "sentence", "when something drifts I know which screw"),
        ("I remember names. And dogs.", "sentence", "I remember names and dogs"),
        ("renewed it last week", "sentence", "I renewed it last week"),
        ("half of my choir is over 70", "statement", "half of my choir is over 70"),
        ("In Aleppo we kept the power on", "sentence", "in Aleppo we kept the power on"),
        ("we are moving in spring", "sentence", "we are moving in spring"),
        (
            "I wrote the leaflet that went through every door",
            "sentence",
            "I wrote the leaflet that went through every door",
        ),
        ("work experience in three countries", "noun", "work experience in three countries"),
    ],
)
def test_what_one_says_of_oneself_in_short_becomes_whole(noted: str, shape: str, text: str):
    note = of_oneself(noted, "en")
    assert (note.shape, note.text) == (shape, text)


@pytest.mark.parametrize(
    "noted",
    [
        "Forgot the Duke of Edinburgh stuff!",
        "I HAVE RUN CONVOYS IN WORSE",
        "quick learner needs little guidance",
        "team player, love early shifts",
        "good w people",
        "never late",
        "teaching AND grants? both",
        "15 Jahre Getriebe, davon 6 in Serie",
        "she trusts me",
        "reliable",
        "should be clearer",
        "cleared by two doctors, drove trucks since",
        "made redundant twice",
        "hard working",
        "can do attitude",
        "built to last",
        "run kitchens",
        "my numbers add up",
        "done in 2019",
        "expired in May, renewal takes ten days",
        "ended in 2020",
        "based in Leeds",
        "promoted twice in a year",
        "my remark about steel being finished",
        "x-ray passes first time",
        "wants somebody for ten years",
        "I said I prefer days - not true, I prefer nights",
        "I have a van - a big one",
        "my mum, 2 years in March, supervised since",
        "I looked scared at the gate, wasn't",
    ],
)
def test_what_is_no_whole_saying_is_quoted(noted: str):
    assert of_oneself(noted, "en").shape == "other"


@pytest.mark.parametrize(
    ("noted", "named"),
    [
        ("no German", "the question of German"),
        ("no CS degree??", "the question of a CS degree"),
        ("no phd", "the question of a PhD"),
        ("not enough experience", "the question of experience"),
        ("lack of references", "the question of references"),
        ("no big grant yet", "the question of a big grant"),
        ("gap 2019-21", "the gap from 2019 to 2021"),
        ("gap in cv 2019-2021", "the gap in my CV from 2019 to 2021"),
        ("gap in CV", "the gap in my CV"),
        ("dutch", "my Dutch"),
        ("German A2", "my German (A2)"),
        ("B2 French", "my French (B2)"),
        ("B2", "B2"),
        ("age", "my age"),
        ("distance from family", "the distance from my family"),
        ("commute?", "my commute"),
        ("too junior", "whether I am too junior"),
        ("overqualified", "whether I am overqualified"),
        ("will I stay after qualifying", "whether I will stay after qualifying"),
        ("do I drive", "whether I drive"),
        ("behaviour mgmt", "behaviour management"),
    ],
)
def test_a_doubt_is_named_calmly(noted: str, named: str):
    note = doubt(noted)
    assert note.shape != "other"
    assert note.text == named


@pytest.mark.parametrize(
    "noted",
    [
        "salary??",
        "no longer certified",
        "can he lead?",
        "panics?",
        "only 8 months on wards",
        "NO CIVILIAN EXPERIENCE",
        "AGE 59",
        "?",
    ],
)
def test_a_doubt_that_cannot_be_named_is_quoted(noted: str):
    assert doubt(noted).shape == "other"


def test_an_answer_may_open_with_yes_or_no():
    assert as_answer("no, but I was 4 years with someone who had", "en").text == (
        "no, but I was 4 years with someone who had"
    )
    assert as_answer("Yes. I have a house here", "en").text == "yes, I have a house here"
    assert as_answer("no way", "en").shape == "other"
    assert as_answer("Irish passport", "en").text == "Irish passport"


@pytest.mark.parametrize(
    ("noted", "put"),
    [
        ("how many shows does a chorus member sing ?", "How many shows does a chorus member sing?"),
        ("how do you lead people?", "How do you lead people?"),
        ("is there parking", "Is there parking?"),
        ("why did the last one leave ??", "Why did the last one leave?"),
        ("which failure taught you most??", "Which failure taught you most?"),
        ("what can i do in the first week?", "What can I do in the first week?"),
        ("how shifts are planned", ""),
        ("team size?", ""),
        ("wie groß ist das Team?", ""),
        ("is she the boss?", ""),
        ("budgets", ""),
    ],
)
def test_a_question_that_was_put_is_told_from_one_that_is_named(noted: str, put: str):
    assert as_asked(noted, "en") == put


def test_a_question_stands_in_the_letter_as_it_was_put():
    letter = draft(facts(my_question="how do you decide what NOT to build?", helpful_answer="the fridge list"))
    assert '"How do you decide what NOT to build?"' in letter.text
    assert [sentence.move for sentence in letter.sentences if "question" in sentence.move] == ["question.asked_helpful"]


@pytest.mark.parametrize(
    ("noted", "named"),
    [
        ("how you know a visit has worked", "how you know a visit has worked"),
        ("whether chaplains carry keys?", "whether chaplains carry keys"),
        ("which fall cost the most", "which fall cost the most"),
        ("what your team needs", "what your team needs"),
    ],
)
def test_a_question_may_be_named_with_the_reader_in_it(noted: str, named: str):
    note = as_question(noted, "en")
    assert (note.shape, note.text) == ("clause", named)


@pytest.mark.parametrize(
    ("noted", "form", "words"),
    [
        ("“you'll hear from us mid next week”", "told", "you'll hear from us mid next week"),
        ("we'll let you know.", "told", "we'll let you know"),
        ("end of next week", "named", "end of next week"),
        ("before Christmas", "named", "before Christmas"),
        ("by friday", "named", "by Friday"),
        ("sunday", "named", "Sunday"),
        ("day", "", "day"),
        ("she said they'd call", "", "she said they'd call"),
        ("I should hear by Friday", "", "I should hear by Friday"),
        ("they'll let me know", "", "they'll let me know"),
        ("réponse d'ici le 4 décembre", "", "réponse d'ici le 4 décembre"),
    ],
)
def test_words_about_a_decision_are_theirs_or_a_time_or_a_note(noted: str, form: str, words: str):
    assert decision(noted, "en") == (form, words)


def test_an_answer_that_says_there_is_nothing_is_not_logged():
    full = replace(
        RICH,
        impressed_me="n/a",
        my_question="?",
        key_message="None.",
        left_out="-",
        topics=(Topic("nothing really"), Topic("jazz")),
        concerns=(Concern("no concerns"), Concern("my German", "half", "tbd")),
    )
    assert without_blanks(full) == replace(
        full,
        impressed_me="",
        my_question="",
        key_message="",
        left_out="",
        topics=(Topic("jazz"),),
        concerns=(Concern("my German", "half", ""),),
    )
    assert "n/a" not in draft(full).text


def test_a_doubt_and_an_answer_that_both_do_not_fit_share_one_gap():
    letter = draft(facts(concerns=(Concern("only 8 months on wards", "half", "8 months yes but 3 yrs as HCA"),)))
    assert '"only 8 months on wards" "8 months yes but 3 yrs as HCA" [... ' in letter.text


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("users who never write tickets", "users who never write tickets"),
        ("teenagers who stop coming at 13", "teenagers who stop coming at 13"),
        ("the Cézanne that got stuck at customs", "the Cézanne that got stuck at customs"),
        ("details that can be built", "details that can be built"),
        ("complaints by phone", "complaints by phone"),
        ("power cuts", "power cuts"),
        ("lapses after year three", "lapses after year three"),
        ("minibus licence (D1)", "the minibus licence (D1)"),
        ("kids who think they can", "kids who think they can"),
        ("headlines that lie", "headlines that lie"),
        ("graves that move", "graves that move"),
        ("feet that crack in the heat", "feet that crack in the heat"),
        ("peat that burns underground", "peat that burns underground"),
        ("families in the same corridor", "families in the same corridor"),
        ("the babies' garden", "the babies' garden"),
        ("no shows", "no-shows"),
        ("natural wine & its faults", "natural wine and its faults"),
        ("boxes with no labels", "boxes with no labels"),
        ("dialysis at weekends", "dialysis at weekends"),
        ("12 hour nights", "12-hour nights"),
    ],
)
def test_a_noun_with_what_it_does_may_stand_in_a_sentence(typed: str, shown: str):
    assert (judge(typed).shape, judge(typed).text) == ("noun", shown)


def test_an_acronym_takes_the_article_of_its_sound():
    shown = [
        judge(text, article="a").text for text in ("NHS leaflet", "university project", "honest review", "UX course")
    ]
    assert shown == ["an NHS leaflet", "a university project", "an honest review", "a UX course"]


def test_what_is_one_word_with_a_capital_is_no_strength():
    assert '"Shorter." [...' in draft(facts(key_message="Shorter.")).text


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("IRC paper on spare parts", "an IRC paper on spare parts"),
        ("MLA list of cylinders", "an MLA list of cylinders"),
        ("RTPI paper on trust", "an RTPI paper on trust"),
        ("SPIE note on baffles", "a SPIE note on baffles"),
        ("Shelter briefing on Awaab's Law", "a Shelter briefing on Awaab's Law"),
        ("The Courtauld has put its letters online", "the Courtauld has put its letters online"),
        ("paper in Taxon on old labels", "a paper in Taxon on old labels"),
        ("Ceramic Review on cobalt", "Ceramic Review on cobalt"),
        ("Every Layout", "Every Layout"),
        ("The rota book by Ada Moss", "the rota book by Ada Moss"),
        ("the IPKat post about Getty", "the IPKat post about Getty"),
        ("Claire's note on wine", "Claire's note on wine"),
        ("Domus on the walls at Ricola", "Domus on the walls at Ricola"),
        ("Noda museum of soy sauce", "Noda museum of soy sauce"),
        ("review in Macromolecules on moisture cure", "a review in Macromolecules on moisture cure"),
        ("waxing tables by snow temperature", "waxing tables by snow temperature"),
    ],
)
def test_a_gift_has_its_article(typed: str, shown: str):
    letter = draft(facts(gift=Gift("article", typed)))
    assert next(sentence.text for sentence in letter.sentences if "gift" in sentence.facts).endswith(f": {shown}.")


@pytest.mark.parametrize(
    "typed",
    [
        "that nat geo one about bees & coffee",
        "v good foam latex forum",
        "that the museum is free",
        "cousin sells paper cheap, Mo 0161 496 0000",
        "NYT thing about AI voices",
        "article / podcast on bees",
        "ask Dave!! he knows",
        "the thing -> see link",
    ],
)
def test_a_gift_noted_in_haste_is_quoted(typed: str):
    moves = [sentence.move for sentence in draft(facts(gift=Gift("article", typed))).sentences]
    assert "quote.gift" in moves
    assert "gift.article" not in moves


def test_a_gift_that_is_its_own_address_is_said_once():
    for channel in ("hand", "email"):
        letter = draft(facts(gift=Gift("website", "windy.com", "https://www.windy.com/"), channel=channel))
        assert letter.text.count("windy.com") == 1


def test_what_was_said_of_the_work_comes_before_a_hobby_even_as_a_note():
    topics = (Topic("her daughter's cello exam", is_personal=True), Topic("rosters that nobody can read?!"))
    moves = [sentence.move for sentence in draft(facts(topics=topics)).sentences]
    assert moves[:3] == ["gratitude.general", "quote.topic", "also.topic"]
    assert draft(facts(topics=topics[:1])).sentences[0].move == "gratitude.topic"


def test_a_follow_up_says_what_was_left_out_before_it_gives():
    logged = facts(
        kind="follow_up",
        words=110,
        left_out="I speak Polish",
        key_message="I close files",
        gift=Gift("tip", "the closure course runs again in May, and it is worth every hour of the three days it takes"),
    )
    moves = [sentence.move for sentence in draft(logged).sentences]
    assert "left_out.sentence" in moves


def test_a_follow_up_speaks_of_a_topic_whatever_the_gift_is_for():
    gift = Gift("article", "the report on rotas that the county has put on its pages this week", topic="winter rotas")
    logged = facts(kind="follow_up", topics=(Topic("winter rotas"), Topic("budgets")), gift=gift, words=140)
    moves = [sentence.move for sentence in draft(logged).sentences]
    assert "follow_topic.named" in moves
    assert "gift.lead" not in moves


def test_a_noted_answer_never_stands_without_its_question():
    for words in range(30, 140, 5):
        logged = facts(
            my_question="who do I ring at 3am?", helpful_answer="you ring me", key_message="I stay", words=words
        )
        moves = [sentence.move for sentence in draft(logged).sentences]
        assert ("question.asked" in moves) == ("quote.helpful" in moves), words


def test_a_feast_has_its_capitals_and_no_article():
    assert judge("mothers day").text == "Mother's Day"
    assert judge("mothers day chaos").text == "Mother's Day chaos"


def test_a_lesser_topic_that_does_not_fit_opens_no_gap_where_something_weightier_found_no_room():
    notes = facts(
        topics=(Topic("brewers who don't write things down"), Topic("infected hoses")),
        impressed_me="that she smelled the hose first",
        key_message="I taste before I measure",
        to_correct="it was Brettanomyces and not Lactobacillus in that batch",
        title="Quality Technician",
        company="Pivovar Kocour s.r.o.",
        words=107,
    )
    assert "infected hoses" not in draft(notes).text
    assert "infected hoses" in draft(replace(notes, words=0)).text
