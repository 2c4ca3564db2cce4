"""Names as they are half caught, and typed on a phone: it is asked for one, or the whole stands, never a wrong half."""

import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letters.drafting import Recipient, draft
from letters.drafting.address import salutation
from letters.drafting.wordings import wordings
from tests.letters.test_drafting import facts

ASKED = "Dear [... what is their name?],"

HEARD = [
    "Anna", "Bell", "APT", "dr", "Prof.", "mr", "Mrs", "sister", "chef", "VP", "Eng", "HR", "hr?", "(HR)", "and", "&", "or", "the",
    "tall", "one", "something", "van", "de", "O'Brien", "MCDONALD", "J.", "li", "Wei", "from", "Payroll", "née", "Abdul", "bin",
    "PhD", "MSc,", "who", "x", "Karen's", "deputy", "?", "!!", ":", "\"Bo\"", "(or Mo)", "Ольга", "李伟", "s@bell.example", "S/N", "2nd",
]  # fmt: skip


def opening(name: str, formality: str = "formal", honorific: str = "", company: str = "") -> str:
    return salutation(Recipient(name, honorific, company=company), formality, wordings("en"))


@pytest.mark.parametrize(
    ("name", "formality"),
    [*product(
        [
            "VP Eng", "VP Kanban", "QA Eng", "HR Business Partner", "Talent Acquisition", "Senior Dev", "Ops", "MD", "QS",
            "SENCO", "El Jefe",  # what they do
            "Trudy APT", "Smith JM", "Phil QS",  # letters nobody can read
            "CFO + Anita", "Bev/Raj", "Mark (or Mike)", "Dr Patel / Dr Shah",  # two, or two guesses
            "sarah.jones@acme.example", "hr@bakery.example", "linkedin.example/in/sam",
            "something Patel", "Mr Tom something", "whatshisname", "Ms. Chen-ish", "Karen's deputy",
            "not Bruce, the other one", "mate of Keith", "Moran et al", "Jan, then Keith", "Bev plus one", "PA to CEO",
            "sarah.jones", "Anaesthetist", "Consultant Anaesthetist Dr Hans Bell", "Madame la directrice",
            "M. le directeur", "Duke of Kent's estate mgr", "Rm 4",
            "Mr Okon-ish (sounded Nigerian)", "Capt Sully type", "Anna & Mr (Mo)", "ghillie (Sparrow?)", "conc. Alfonso", "Mr C Head (HoD)", "Ron, Sue", "The Duchess", "lyn Kay", "lyn likes dogs", "Dr Kay LM", "Dr Kay, Dr Moss", "Kay & ?", "Leeds Kay", "Mum", "Mr Bossy Pants", "gf of CEO", "tall", "Karen's", "Prof. MSc", "MSc,", "O'Brien + Prof.", "Steward (Nico)", "HR=Pam", "Ken -> Pam", "Pam.HR", "1) Pam, 2) Ken", "Pam|Ken", "Pam x Ken", "Mr/Mrs Ward", "Mr(s) Ward",
            "Mr. Mrs. Ward", "Prof Ward - Prof Bell", "Prof Ward (and Bell)", "ken who reports to pam", "pam call me pamela",
            "Dear Sir or Madam", "Search Committee", "Mr PAM bell", "Ward, Bell & Partners", "Kelp (Nico)", "Margaret (Peggy)", "Dr. Seuss-looking man", "Ex-boss", "Team-lead",
            "Acme Ltd", "Blue Arrow recruitment", "Google", "A. N. Other", "Prof.", "smith, john",
        ],
        ["formal", "friendly"],
    )],
)  # fmt: skip
def test_a_name_that_is_not_surely_one_is_asked_for(name: str, formality: str):
    assert opening(name, formality) == ASKED


@pytest.mark.parametrize(
    ("name", "formal", "friendly"),
    [
        ("MD Janet", "Dear Janet,", "Dear Janet,"),
        ("Dr Janet Reid MD", "Dear Dr Reid,", "Dear Janet,"),
        ("Quantity Surveyor Phil", "Dear Phil,", "Dear Phil,"),
        ("Boss: Alan", "Dear Alan,", "Dear Alan,"),
        ("Randstad (Tim)", "Dear Tim,", "Dear Tim,"),
        ("Tim, Blue Arrow recruitment", "Dear Tim,", "Dear Tim,"),
        ("Tom something", "Dear Tom,", "Dear Tom,"),
        ("Pia (PA to Ms Moran)", "Dear Pia,", "Dear Pia,"),
        ("Ex-boss of Tim, Hannah V", "Dear Hannah,", "Dear Hannah,"),
        ("Chief Exec Lorna Bell OBE", "Dear Lorna Bell,", "Dear Lorna,"),
        ("Miss. Bell, Head Girl Guide", "Dear Miss Bell,", "Dear Miss Bell,"),
        ("Linda Moss, née Potts", "Dear Linda Moss,", "Dear Linda,"),
        ("Linda Moss née Potts", "Dear Linda Moss,", "Dear Linda,"),
        ("MR. AND MRS. DROVER", "Dear Mr. and Mrs. Drover,", "Dear Mr. and Mrs. Drover,"),
        ("Branch manager (Sue Bell)", "Dear Sue Bell,", "Dear Sue,"),
        ("FAO Pam Ward", "Dear Pam Ward,", "Dear Pam,"),
        ("Dear Pam", "Dear Pam,", "Dear Pam,"),
        ("Pam c/o Ken", "Dear Pam,", "Dear Pam,"),
        ("Tom from Macy's", "Dear Tom,", "Dear Tom,"),
        ("Mr Ma", "Dear Mr Ma,", "Dear Mr Ma,"),
        ("Lord Mayor's PA: Gwen", "Dear Gwen,", "Dear Gwen,"),
        ("Hon Sec. Wendy Frame", "Dear Wendy Frame,", "Dear Wendy,"),
        ("porter Ted", "Dear Ted,", "Dear Ted,"),
        ("Our Kev", "Dear Kev,", "Dear Kev,"),
        ("Jon-without-an-h", "Dear Jon,", "Dear Jon,"),
        ("Dr Funke A-O", "Dear Dr Funke,", "Dear Dr Funke,"),
        ("Engr. (Dr.) Nwosu", "Dear Engr. Nwosu,", "Dear Engr. Nwosu,"),
        ("Lyn not Lynn", "Dear Lyn,", "Dear Lyn,"),
        ("Lynn w 2 Ns", "Dear Lynn,", "Dear Lynn,"),
        ("lyn lol", "Dear Lyn,", "Dear Lyn,"),
        ("Lyn Unknown", "Dear Lyn,", "Dear Lyn,"),
        ("quiet Lyn", "Dear Lyn,", "Dear Lyn,"),
        ("gaffer Ken", "Dear Ken,", "Dear Ken,"),
        ("DrKay", "Dear Dr Kay,", "Dear Dr Kay,"),
        ("Lyn Kay Dr", "Dear Dr Kay,", "Dear Lyn,"),
        ("Sunday Okafor", "Dear Sunday Okafor,", "Dear Sunday,"),
        ("ms bell ward", "Dear Ms Ward,", "Dear Bell,"),
        ("moss, sue", "Dear Sue Moss,", "Dear Sue,"),
        ("Moss, Sue", "Dear Sue Moss,", "Dear Sue,"),
        ("reception - Tiny Tim", "Dear Tim,", "Dear Tim,"),
        ("Ex-RAF Dave", "Dear Dave,", "Dear Dave,"),
        ("Miss Tolbert / spa", "Dear Miss Tolbert,", "Dear Miss Tolbert,"),
        ("shop lady Mrs. Petrou?", "Dear Mrs. Petrou,", "Dear Mrs. Petrou,"),
        ("Anna Vogt-Brandl, Personalabteilung", "Dear Anna Vogt-Brandl,", "Dear Anna,"),
        ("Mr. Dobbs, Personalabteilung", "Dear Mr. Dobbs,", "Dear Mr. Dobbs,"),
        ("Eng. Mgr. Wills-Cole", "Dear Wills-Cole,", "Dear Wills-Cole,"),
        ("Van der Berg, Pieter", "Dear Pieter Van der Berg,", "Dear Pieter Van der Berg,"),
        ("Hon. Treasurer - Giles Frost", "Dear Giles Frost,", "Dear Giles,"),
        ("Wardrobe mistress Flo", "Dear Flo,", "Dear Flo,"),
        ("Ade from 5-a-side", "Dear Ade,", "Dear Ade,"),
        ("Mr Patel jr", "Dear Mr Patel,", "Dear Mr Patel,"),
        ("Dr Sarah Jones tues", "Dear Dr Jones,", "Dear Sarah,"),
        ("Sarah Jones | Talent @ Acme", "Dear Sarah Jones,", "Dear Sarah,"),
        ("Pam&Ken", "Dear Pam & Ken,", "Dear Pam & Ken,"),
        ("Sharon.", "Dear Sharon,", "Dear Sharon,"),
        ("Sharon Mc something", "Dear Sharon,", "Dear Sharon,"),
        ("Jo from the canteen", "Dear Jo,", "Dear Jo,"),
        ("Tim with the beard", "Dear Tim,", "Dear Tim,"),
        ("Moran Ms", "Dear Ms Moran,", "Dear Ms Moran,"),
        ("JONES (payroll), DAI", "Dear Dai Jones,", "Dear Dai,"),
        ("Hans Bell, MSc, PhD", "Dear Hans Bell,", "Dear Hans,"),
        ("Hans Bell MSc PhD", "Dear Hans Bell,", "Dear Hans,"),
        ("S/N Bola", "Dear Bola,", "Dear Bola,"),
        ("RN Bola", "Dear Bola,", "Dear Bola,"),
        ("Lisa-from-agency", "Dear Lisa,", "Dear Lisa,"),
        ("'Bruce'", "Dear Bruce,", "Dear Bruce,"),
        ("tues - Sarah", "Dear Sarah,", "Dear Sarah,"),
        ("iPhone (Sarah)", "Dear Sarah,", "Dear Sarah,"),
        ("Tom W-something", "Dear Tom,", "Dear Tom,"),
        ("Mr. something Patel", "Dear Mr. Patel,", "Dear Mr. Patel,"),
        ("Mr Ravi sir", "Dear Mr Ravi,", "Dear Mr Ravi,"),
        ("Sarah Jones <sarah@acme.example>", "Dear Sarah Jones,", "Dear Sarah,"),
        ("Jean DUPONT", "Dear Jean Dupont,", "Dear Jean,"),
    ],
)
def test_what_is_surely_no_part_of_a_name_goes(name: str, formal: str, friendly: str):
    assert (opening(name), opening(name, "friendly")) == (formal, friendly)


@pytest.mark.parametrize(
    ("name", "formal", "friendly"),
    [
        ("Proffessor Grey", "Dear Professor Grey,", "Dear Professor Grey,"),
        ("docter Smith", "Dear Doctor Smith,", "Dear Doctor Smith,"),
        ("Mister Trudy", "Dear Mr Trudy,", "Dear Mr Trudy,"),
        ("prof dr habil Jürgen", "Dear Prof Jürgen,", "Dear Prof Jürgen,"),
        ("SSgt Wilkes", "Dear SSgt Wilkes,", "Dear SSgt Wilkes,"),
        ("Flt Lt Amy Rowe", "Dear Flt Lt Amy Rowe,", "Dear Flt Lt Amy Rowe,"),
        ("Assoc Prof Jane Reid", "Dear Assoc Prof Jane Reid,", "Dear Assoc Prof Jane Reid,"),
        ("The Reverend Canon Ann Dew", "Dear Reverend Canon Ann Dew,", "Dear Reverend Canon Ann Dew,"),
        ("Sheikh Ali", "Dear Sheikh Ali,", "Dear Sheikh Ali,"),
        ("Mr.Chowdhury", "Dear Mr. Chowdhury,", "Dear Mr. Chowdhury,"),
        ("Mrs Justice Amara QC", "Dear Mrs Justice Amara,", "Dear Justice Amara,"),
        ("Councilor Beth Ann Bell", "Dear Councilor Beth Ann Bell,", "Dear Councilor Beth Ann Bell,"),
        ("Alhaji Dr. Musa Bello", "Dear Alhaji Dr. Musa Bello,", "Dear Alhaji Dr. Musa Bello,"),
        ("Messrs Ward", "Dear Messrs Ward,", "Dear Messrs Ward,"),
        ("Purser Ken", "Dear Purser Ken,", "Dear Purser Ken,"),
        ("Dott.ssa Rossi", "Dear Dott.ssa Rossi,", "Dear Dott.ssa Rossi,"),
        ("bishop Mark", "Dear Bishop Mark,", "Dear Bishop Mark,"),
        ("ward sister Bridget", "Dear Sister Bridget,", "Dear Sister Bridget,"),
        ("Pastry chef Bo", "Dear Chef Bo,", "Dear Chef Bo,"),
        ("careers officer Pam", "Dear Pam,", "Dear Pam,"),
        ("Hr Adler", "Dear Hr Adler,", "Dear Hr Adler,"),
        ("WO2 Khan", "Dear WO2 Khan,", "Dear WO2 Khan,"),
        ("Familie Potts", "Dear Familie Potts,", "Dear Familie Potts,"),
        ("DI Karl Maier", "Dear DI Karl Maier,", "Dear DI Karl Maier,"),
    ],
)
def test_a_title_is_spelled_right_and_is_no_given_name(name: str, formal: str, friendly: str):
    assert (opening(name), opening(name, "friendly")) == (formal, friendly)


@pytest.mark.parametrize(
    ("honorific", "name", "whole"),
    [
        ("", "O'BRIEN KATE", "O'Brien Kate"),
        ("", "MCDONALD RONALD", "McDonald Ronald"),
        ("", "Abdul Rahman", "Abdul Rahman"),
        ("", "Dee Dee", "Dee Dee"),
        ("", "Porter Ted", "Porter Ted"),
        ("", "Nguyen Van B.", "Nguyen Van B."),
        ("Mr", "O Sullivan", "O Sullivan"),
        ("", "Rep. Ward", "Rep. Ward"),
        ("", "Skibbereen Sue", "Skibbereen Sue"),
        ("", "Comrade Wojtek", "Comrade Wojtek"),
        ("Ms", "Tan Mei Ling", "Tan Mei Ling"),
        ("", "Mohammed (Mo) A. + Mohammed S.", "Mohammed A. and Mohammed S."),
        ("Mr", "Ahmad bin Ismail", "Ahmad bin Ismail"),
        ("", "Mama Joyce", "Mama Joyce"),
        ("Ms", "Nguyen thi", "Nguyen Thi"),
        ("Mr", "Shaikh Abdul Rahman", "Shaikh Abdul Rahman"),
    ],
)
def test_a_name_of_which_no_half_is_sure_stands_whole(honorific: str, name: str, whole: str):
    assert opening(name, honorific=honorific) == f"Dear {honorific} {whole},".replace("  ", " ")
    assert opening(name, "friendly", honorific) == f"Dear {whole},"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Sam, Kelp & Co", "Dear Sam,"),
        ("Sam @ kelp & co", "Dear Sam,"),
        ("Kelp & Co - Sam", "Dear Sam,"),
        ("Sam (Kelp & Co)", "Dear Sam,"),
        ("Kelp & Co", ASKED),
        ("Sam Kelp", "Dear Sam Kelp,"),
    ],
)
def test_the_company_is_no_part_of_a_name(name: str, shown: str):
    assert opening(name, company="Kelp & Co") == shown


def test_the_letters_of_the_company_behind_a_name_are_none_of_it():
    assert opening("Gov Marsh HMP", company="HMP Leyhill") == "Dear Gov Marsh,"


def test_one_known_by_an_initial_is_met_with_the_title():
    letter = draft(facts(others=("Dr. T. Brandt-Svensson", "T. Moss"), key_message="I am never late"))
    others = next(sentence.text for sentence in letter.sentences if sentence.move == "others.named")
    assert "Dr. Brandt-Svensson and T. Moss" in others


def test_the_shorthand_of_a_particle_belongs_to_the_family_name():
    assert opening("jan-willem vd berg", honorific="Mr") == "Dear Mr vd Berg,"


def test_two_who_share_a_seat_are_told_in_one_row_with_the_others():
    letter = draft(facts(others=("Flo + Ned", "Mr & Mrs Pugh", "Dr Lim + Dr Lim"), key_message="I am never late"))
    others = next(sentence.text for sentence in letter.sentences if sentence.move == "others.named")
    assert "Flo, Ned, Mr & Mrs Pugh, Dr Lim and Dr Lim" in others


@pytest.mark.parametrize("family", ["Bishop", "Judge", "Sergeant", "Lord"])
def test_a_title_behind_another_is_a_family_name(family: str):
    assert [opening(f"Mr {family}"), opening(family, honorific="Ms"), opening(family)] == [
        f"Dear Mr {family},",
        f"Dear Ms {family},",
        ASKED,
    ]


@pytest.mark.parametrize("given", ["Dev", "Storm", "Marina", "Young", "Rose", "Mark", "Bea", "Grace", "Om", "Ai"])
@pytest.mark.parametrize("family", ["Okafor", "Little", "Bell", "Cook", "Marsh", "Church", "Street", "Smart", "Moody"])
def test_a_name_made_of_words_is_a_name(given: str, family: str):
    assert (opening(f"{given} {family}"), opening(f"{given} {family}", "friendly")) == (
        f"Dear {given} {family},",
        f"Dear {given},",
    )


def spoken(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


@given(st.lists(st.sampled_from(HEARD), min_size=1, max_size=5), st.sampled_from([" ", ", ", " / ", " - ", "-", " + "]))
def test_no_salutation_says_a_word_that_was_not_typed(words: list[str], between: str):
    shown = opening(between.join(words), "friendly")
    assert shown == ASKED or {*spoken(shown)} <= {*spoken(" ".join(words)), "dear", "and"}


@given(st.text(max_size=40), st.text(max_size=10), st.text(max_size=20))
def test_whatever_was_typed_opens_with_one_line(name: str, honorific: str, company: str):
    for formality in ("formal", "friendly"):
        shown = opening(name, formality, honorific, company)
        assert [shown[:5], shown[-1], shown.count("\n")] == ["Dear ", ",", 0]
