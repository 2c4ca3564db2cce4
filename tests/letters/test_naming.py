"""Names, titles and companies as they were typed, and as they stand in a letter."""

import pytest

from letters.advice import AdviceFacts, advise
from letters.drafting import Recipient, draft
from letters.drafting.address import salutation
from letters.drafting.naming import company_of, title_of
from letters.drafting.wordings import wordings
from tests.letters.test_drafting import facts


@pytest.mark.parametrize(
    ("honorific", "name", "shown"),
    [
        ("MS", "ANDREA POOLE", "Dear Ms Poole,"),
        ("mrs", "o'brien", "Dear Mrs O'Brien,"),
        ("mevr.", "Joke de Vries", "Dear Mevr. de Vries,"),
        ("", "siobhan mcdonald", "Dear Siobhan McDonald,"),
        ("", "maria de la cruz", "Dear Maria de la Cruz,"),
        ("", "JP", "Dear JP,"),
        ("", "佐藤 健一", "Dear 佐藤 健一,"),
        ("", "田中 (たなか)", "Dear 田中,"),
        ("Ms", "Li Na", "Dear Ms Li Na,"),
        ("M.", "Jean-Baptiste de La Tour", "Dear M. de La Tour,"),
        ("Herr", "Dr. Klaus Weber", "Dear Herr Dr. Weber,"),
        ("Ms", "Dr. Lena Vogt", "Dear Dr. Vogt,"),
        ("Prof. dr.", "Prof. dr. Annemiek de Wit", "Dear Prof. dr. de Wit,"),
        ("Dra.", "Dr. Carmen Solís", "Dear Dra. Solís,"),
        ("Dr.", "Theodora “Teddy” Banks", "Dear Dr. Banks,"),
        ("", "the manager, Lorraine", "Dear Lorraine,"),
        ("", "Lorraine, the manager", "Dear Lorraine,"),
        ("", "Karen, Head of HR", "Dear Karen,"),
        ("", "Karen (HR?)", "Dear Karen,"),
        ("", "Tom from finance", "Dear Tom,"),
        ("", "Mike - ops", "Dear Mike,"),
        ("", "Jess Moreno / HR", "Dear Jess Moreno,"),
        ("", "Chris (she/her)", "Dear Chris,"),
        ("", "Rose Baker", "Dear Rose Baker,"),
        ("", "Grace", "Dear Grace,"),
        ("", "the manager", "Dear [... what is their name?],"),
        ("", "lady from HR", "Dear [... what is their name?],"),
        ("", "depot manager", "Dear [... what is their name?],"),
        ("", "procurement lady", "Dear [... what is their name?],"),
        ("", "Didn't catch her name", "Dear [... what is their name?],"),
        ("", "Mr Rigby Snr", "Dear Mr Rigby,"),
        ("", "somebody's PA", "Dear [... what is their name?],"),
        ("", "a young person, 15", "Dear [... what is their name?],"),
        ("", "Store Manager", "Dear [... what is their name?],"),
        ("", "girl from HR", "Dear [... what is their name?],"),
        ("Dr", "Vuong Thi Hoa", "Dear Dr Vuong Thi Hoa,"),
        ("", "Shift manager Kev", "Dear Kev,"),
        ("", "Dr Meera Nair CEng", "Dear Dr Nair,"),
        ("M.", "Jean DUPONT", "Dear M. Dupont,"),
        ("", "JP Smith", "Dear JP Smith,"),
        ("", "Flo + Ned", "Dear Flo and Ned,"),
        ("Dr.", "Dr. Rodrigo Peña Lozano", "Dear Dr. Rodrigo Peña Lozano,"),
        ("Ms", "Mary Jane Smith", "Dear Ms Smith,"),
        ("", "Year 6: Ella & Mo", "Dear Ella & Mo,"),
        ("", "Old Mr Tuckwell", "Dear Mr Tuckwell,"),
        ("", "Branch manager (Sue?)", "Dear Sue,"),
        ("", "Branch manager", "Dear [... what is their name?],"),
        ("", "Dr. rer. nat. Anna Bell", "Dear Dr. Bell,"),
        ("", "apl. Prof. Dr. Anna Bell", "Dear Prof. Bell,"),
        ("", "Dr van Dijk", "Dear Dr van Dijk,"),
        ("", "M. et Mme Aubry", "Dear M. et Mme Aubry,"),
        ("", "Lord Bell of Leeds", "Dear Lord Bell,"),
        ("", "Mrs bell", "Dear Mrs Bell,"),
        ("", "HR Anna", "Dear Anna,"),
        ("", "Anna, CEO", "Dear Anna,"),
        ("", "Anna, Tom and Sue", "Dear Anna, Tom and Sue,"),
        ("", "2. Anna Bell...", "Dear Anna Bell,"),
        ("", "Anna Bell she/her", "Dear Anna Bell,"),
        ("", "anna-maria", "Dear Anna-Maria,"),
        ("", "Interviewer #1", "Dear [... what is their name?],"),
        ("", "Mr ?", "Dear [... what is their name?],"),
        ("", "To be confirmed", "Dear [... what is their name?],"),
        ("", "Head of X", "Dear [... what is their name?],"),
        ("", "Darren tl", "Dear Darren,"),
        ("", "mohammed the boss", "Dear Mohammed,"),
        ("", "TONY", "Dear Tony,"),
        ("", "dhr. Kees de Bruin", "Dear Dhr. Kees de Bruin,"),
        ("Dr", "Dr Hamish Lockhart FRIAS", "Dear Dr Lockhart,"),
        ("Ms", "Maria Teresa GARCIA", "Dear Ms Maria Teresa GARCIA,"),
        ("", "Mr. Okafor, broker", "Dear Mr. Okafor,"),
        ("", "Master mason John David", "Dear John David,"),
        ("", "HR", "Dear [... what is their name?],"),
        ("Lord", "Lord Asquith-Baines", "Dear Lord Asquith-Baines,"),
        ("Canon", "Canon Julian Marsh", "Dear Canon Marsh,"),
        ("Imam", "imam Hasan", "Dear Imam Hasan,"),
        ("", "Big Steve", "Dear Steve,"),
        ("", "wee davie (driver)", "Dear Davie,"),
        ("", "Stuart Little", "Dear Stuart Little,"),
        ("Mr", "Little", "Dear Mr Little,"),
        ("", "Mr & Mrs Pugh", "Dear Mr & Mrs Pugh,"),
        ("Mr", "mr and mrs pugh", "Dear Mr and Mrs Pugh,"),
        ("", "Depot mgr", "Dear [... what is their name?],"),
        ("", "Recruitment", "Dear [... what is their name?],"),
        ("Sister", "Sr Immaculata", "Dear Sister Immaculata,"),
        ("Sr", "Sister Immaculata", "Dear Sr Immaculata,"),
        ("Lord", "Bell", "Dear Lord Bell,"),
        ("", "O'Neill, P. (Ms)", "Dear Ms O'Neill,"),
        ("", "Founder (Max?)", "Dear Max,"),
        ("", "Mr and Mrs Lindqvist", "Dear Mr and Mrs Lindqvist,"),
        ("", "Cpl/PC Sam 'Sparky' Watts", "Dear PC Sam Watts,"),
        ("", "Lorna & her mum", "Dear [... what is their name?],"),
        ("", "Old Pete + young Pete", "Dear [... what is their name?],"),
        ("", "Supervisor: 'Mac' MacAulay", "Dear Mac MacAulay,"),
        ("", "noreply", "Dear [... what is their name?],"),
        ("", "The Very Rev'd Dr Simon Achterberg", "Dear Very Rev'd Dr Simon Achterberg,"),
        ("Rt Hon", "Rt Hon. Alison Keane", "Dear Rt Hon Alison Keane,"),
        ("", "student panel: Amira, Leo, J", "Dear [... what is their name?],"),
        ("", "nobody signed it", "Dear [... what is their name?],"),
        ("", "Wojciech 'Woj' Zieliński", "Dear Wojciech Zieliński,"),
        ("", "Postmistress Mrs. Aggarwal", "Dear Mrs. Aggarwal,"),
        ("", "Jonno Pike, TSM", "Dear Jonno Pike,"),
        ("", "Pike, TJ", "Dear TJ Pike,"),
        ("", "Senior Clerk, Mr. Ray Dobbs", "Dear Mr. Dobbs,"),
        ("", "Bell, Dr. Anna", "Dear Dr. Bell,"),
        ("", "Dean: Prof. Wainwright", "Dear Prof. Wainwright,"),
        ("", "Consultant, Blue Arrow", "Dear Blue Arrow,"),
        ("", "FD - Mr Rune Halvorsen", "Dear Mr Halvorsen,"),
        ("", "florist", "Dear [... what is their name?],"),
        ("", "Youth worker - Zed", "Dear Zed,"),
        ("", "Casting - Bryony", "Dear Bryony,"),
        ("", "Human Resources", "Dear [... what is their name?],"),
        ("", "Sales", "Dear [... what is their name?],"),
        ("", "Reception desk", "Dear [... what is their name?],"),
        ("", "Sally", "Dear Sally,"),
        ("Prof Sir", "Adrian Vane", "Dear Prof Sir Adrian Vane,"),
        ("", "Old Tom Arkwright", "Dear Tom Arkwright,"),
        ("", "@devgirl / Amara", "Dear Amara,"),
        ("", "Graves, Cuthbert, Mr", "Dear Mr Graves,"),
        ("", "Supt. Marcus Bell (ret.)", "Dear Supt. Marcus Bell,"),
        ("", "Investor guy w beard", "Dear [... what is their name?],"),
        ("", "Foley artist - Ruth", "Dear Ruth,"),
        ("", "Foley artist", "Dear [... what is their name?],"),
        ("", "the manager - grumpy", "Dear [... what is their name?],"),
        ("", "Steve n Dave", "Dear Steve and Dave,"),
        ("", "W", "Dear [... what is their name?],"),
        ("", "Head of HR - Sandra Bloom", "Dear Sandra Bloom,"),
        ("", "Rosie's boss", "Dear [... what is their name?],"),
        ("", "tall woman, red hair", "Dear [... what is their name?],"),
        ("", "Ray or Roy", "Dear [... what is their name?],"),
        ("", "Pam? Pat?", "Dear [... what is their name?],"),
        ("", "VP Eng, Carla", "Dear Carla,"),
        ("", "Derek :)", "Dear Derek,"),
        ("", "Hr. Schmidt", "Dear Hr. Schmidt,"),
        ("", "Ing. Pavel Novák, Ph.D.", "Dear Ing. Pavel Novák,"),
        ("", "Ludwig van B.", "Dear Ludwig,"),
        ("", "Madame X", "Dear Madame X,"),
        ("", "“Spokes” Murphy", "Dear Spokes Murphy,"),
        ("", "Yuki T", "Dear Yuki,"),
        ("Ms", "Yuki T.", "Dear Ms Yuki,"),
        ("Ms", "Ferreira da Silva", "Dear Ms Ferreira da Silva,"),
    ],
)
def test_a_salutation_names_who_was_meant(honorific: str, name: str, shown: str):
    assert salutation(Recipient(name, honorific), "formal", wordings("en")) == shown


def test_among_first_names_one_who_is_known_by_the_family_name_keeps_the_title():
    names = [
        ("", "Mr Hussain"),
        ("", "Miss Demeanour - Gary"),
        ("", "Mr Ali Hussain"),
        ("Mr", "Jim"),
        ("", "Mr & Mrs Pugh"),
    ]
    assert [salutation(Recipient(name, title), "friendly", wordings("en")) for title, name in names] == [
        "Dear Mr Hussain,",
        "Dear Miss Demeanour,",
        "Dear Ali,",
        "Dear Jim,",
        "Dear Mr & Mrs Pugh,",
    ]


@pytest.mark.parametrize(
    "name",
    ["Sgt Barry Lund", "Father Ted", "Chef Antoine", "Auntie Bev", "Frau Schmidt", "Mag. Eva Huber", "The Hendersons"],
)
def test_among_first_names_a_title_is_nobodys_name(name: str):
    assert salutation(Recipient(name), "friendly", wordings("en")) == f"Dear {name},"


@pytest.mark.parametrize(
    ("name", "shown"), [("Dean Hall", "Dear Dean,"), ("Di", "Dear Di,"), ("Rose Baker", "Dear Rose,")]
)
def test_a_given_name_that_is_a_title_or_a_word_is_still_a_name(name: str, shown: str):
    assert salutation(Recipient(name), "friendly", wordings("en")) == shown


def test_a_name_that_was_typed_as_a_description_is_not_met_as_well():
    letter = draft(facts(others=("the manager", "tom from finance", "Ms ANNA BELL"), key_message="I am never late"))
    others = next(sentence.text for sentence in letter.sentences if sentence.move == "others.named")
    assert "Tom and Anna Bell" in others


def test_one_of_whom_only_the_family_name_is_known_keeps_the_title():
    letter = draft(facts(others=("Mr Hussain", "Dr Anna Bell", "Sir Ian Moss"), key_message="I am never late"))
    others = next(sentence.text for sentence in letter.sentences if sentence.move == "others.named")
    assert "Mr Hussain, Anna Bell and Sir Ian Moss" in others


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Policy Officer, Climate", "Policy Officer (Climate)"),
        ("Sales Assistant - Part Time", "Sales Assistant (Part Time)"),
        ("Night Nurse – Band 5", "Night Nurse (Band 5)"),
        ("Brand Mgr", "Brand Manager"),
        ("driver please", "driver"),
        ("SEN TA", "SEN TA"),
        ("asst. manager", "assistant manager"),
        ("cover sup", "cover supervisor"),
        ("grad eng", "graduate engineer"),
        ("vet recep", "vet receptionist"),
        ("TRANSPORT SHIFT MANAGER", "Transport Shift Manager"),
        ("HGV DRIVER", "HGV Driver"),
        ("CHEF DE PARTIE", "Chef de Partie"),
        ("IT MANAGER", "IT MANAGER"),
        ("Duty Manager: Terminal", "Duty Manager (Terminal)"),
        ("QA", "QA"),
        ("Teaching Assistant (1:1)", "Teaching Assistant (1:1)"),
        ("Specialist Pharmacist, Renal (Band 7)", "Specialist Pharmacist (Renal, Band 7)"),
        ("Welder/Fitter", "Welder/Fitter"),
        ("Konstrukteur (m/w/d)", "Konstrukteur (m/w/d)"),
        ("n/a", ""),
        ("shop manager (seasonal?)", "shop manager (seasonal)"),
        ("saturday job", "Saturday"),
        ("sat asst", "Saturday assistant"),
        ("hr assistant", "HR assistant"),
        ("Van driver / sales", "Van driver/sales"),
    ],
)
def test_a_title_stands_as_titles_are_written(typed: str, shown: str):
    assert title_of(facts(title=typed), wordings("en")) == shown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("University of Groningen", "the University of Groningen"),
        ("London Borough of Newham", "the London Borough of Newham"),
        ("Department for Work and Pensions", "the Department for Work and Pensions"),
        ("The University of Leeds", "The University of Leeds"),
        ("Bank of England", "Bank of England"),
        ("National Trust, Stourhead", "the National Trust, Stourhead"),
        ("krantz gmbh", "krantz gmbh"),
        ("BBC", "the BBC"),
        ("BBC Radio Cymru", "BBC Radio Cymru"),
        ("NHS Blood & Transplant", "NHS Blood & Transplant"),
        ("TRANSPORT FOR THE NORTH WEST PLC", "Transport for the North West PLC"),
        ("BMW GROUP", "BMW GROUP"),
        ("IKEA OF SWEDEN", "IKEA of Sweden"),
        ("ELTA OF SWEDEN", "ELTA OF SWEDEN"),
        ("Harbour & Field", "Harbour & Field"),
        ("-", ""),
    ],
)
def test_a_company_takes_its_article(typed: str, shown: str):
    assert company_of(facts(company=typed), wordings("en")) == shown


def test_advice_knows_a_title_of_two_words():
    known = facts(recipient=Recipient("Annemiek de Wit", "Prof. dr."), key_message="I am never late")
    assert "wrong_honorific" not in [each.rule for each in advise(draft(known).text, AdviceFacts(known)).findings]


def test_a_title_with_a_preposition_follows_its_noun():
    thanks = draft(facts(title="Teacher of English")).sentences[0].text
    assert "the position of Teacher of English at Harbour & Field" in thanks


def test_a_foreign_title_is_no_missing_one():
    known = facts(recipient=Recipient("Maria Antonietta", "Sig.ra"), key_message="I am never late")
    assert [each.rule for each in advise(draft(known).text, AdviceFacts(known)).findings] == []
