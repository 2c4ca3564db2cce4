"""The words that invented accounts are made of."""

FIRST = ("Ifeoma", "Tom", "Nguyễn Thu", "Ελένη", "Lena", "Zoë", "Ádám", "Søren", "Anna-Lena", "Łukasz", "Олена", "שרה",
         "محمد", "Priya", "Grace", "Noah", "Chloé", "Jürgen", "Ayşe", "Kofi")  # fmt: skip
LAST = ("Adeyemi", "Reyes", "Hà", "Παπαδοπούλου", "Brandt", "Ødegård", "Kovács", "Müller", "Żak", "Шевченко", "לוי",
        "حداد", "Natarajan", "O’Brien", "Smith-Jones", "Lefèvre", "Weiß", "Yılmaz", "Mensah", "Fernández")  # fmt: skip
COMPANIES = ("Harbour & Field", "Stadtmuseum", "Łódź Works", "Café Zürich", "Northern Rail", "Ward 7",
             "The Glass House", "Orchard Primary", "Quay Books", "Brookside", "Fjord & Sons",
             "Green Lane Clinic")  # fmt: skip
TITLES = ("Programme Manager", "Archivist", "Ward Nurse", "Line Cook", "Bookkeeper", "Site Engineer", "Shop Manager",
          "Research Assistant", "Museum Guide", "Gardener")  # fmt: skip
ROLES = ("Head of Programmes", "Finance Lead", "HR", "Conservator")
TOPICS = ("volunteer no-shows", "Cézanne", "budgets that survive the spring", "choir music", "training evenings",
          "digitising the glass plates", "paper that ages well", "night shifts", "the new till", "soil")  # fmt: skip
PERSONAL = frozenset({"Cézanne", "choir music"})
CONCERNS = ("the size of the teams I led", "no driving licence", "a gap of a year", "leading those who cannot be told")
OUTCOMES = ("refusal", "refusal", "silence", "silence", "offer", "withdrawn")

# Country, zone, and the town, street and postcode of a company there.
PLACES = (
    ("GB", "Europe/London", "Bristol", "12 Quay Street", "BS1 4DJ"),
    ("DE", "Europe/Berlin", "Hamburg", "Lindenweg 4", "20095"),
    ("US", "America/New_York", "Albany", "80 Pearl Street", "12207"),
    ("IN", "Asia/Kolkata", "Pune", "7 Station Road", "411001"),
    ("NZ", "Pacific/Auckland", "Dunedin", "31 Princes Street", "9016"),
)

SENTENCES = (
    "Thank you for the hour you gave me on a day that was plainly full.",
    "What you said about {topic} stayed with me on the way home.",
    "I had not seen {topic} from your side before, and I see now why it matters here.",
    "At my last place I began with a list of forty names and ended with a team of twelve that stayed.",
    "You asked how I would go about the first month, and I gave you only half of the answer.",
    "The other half is that I would sit beside each of your people for a morning before I changed anything.",
    "I keep coming back to the rota on your wall, because it shows that somebody thinks of the evenings too.",
    "There is an article about {topic} that you may like, and I have put its address below.",
    "I would be glad to work on {topic} with you, and I know where I would start.",
    "If anything I said was unclear, I am easily reached and glad to explain.",
    "I ran the winter programme alone for six weeks, which I forgot to mention.",
    "It was good to hear that the people here stay for years, and good to hear why.",
)
