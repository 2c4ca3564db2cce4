"""What the heading of an invitation says of the job."""

import pytest

from interviews.reading.headings import title_and_company


@pytest.mark.parametrize(
    ("heading", "title", "company"),
    [
        ("Interview: Programme Manager", "Programme Manager", ""),
        ("Interview - Archivist", "Archivist", ""),
        ("Interview – Archivist", "Archivist", ""),
        ("Interview for Archivist", "Archivist", ""),
        ("Interview for the position of Archivist", "Archivist", ""),
        ("Interview for the Programme Manager role at Harbour & Field", "Programme Manager role", "Harbour & Field"),
        ("Second interview: Archivist at Stadtmuseum", "Archivist", "Stadtmuseum"),
        ("Job interview, Archivist @ Stadtmuseum", "Archivist", "Stadtmuseum"),
        ("FW: Invitation: Phone interview: Archivist", "Archivist", ""),
        ("Updated invitation: Interview: Archivist", "Archivist", ""),
        ("Vorstellungsgespräch Archivar", "Archivar", ""),
        ("Vorstellungsgespräch als Archivarin bei Stadtmuseum", "Archivarin", "Stadtmuseum"),
        ("Entretien, chargée de projet", "chargée de projet", ""),
        ("Phỏng vấn: Quản lý chương trình", "Quản lý chương trình", ""),
        ("Interview with Ifeoma Adeyemi", "", ""),
        ("Interview at Harbour & Field", "", ""),
        ("Interview", "", ""),
        ("Interview loop", "", ""),
        ("Interview 2: Tom Reyes", "", ""),
        ("Interview: ", "", ""),
        ("Interview: ???", "", ""),
        ("Coffee with Adaeze", "", ""),
        ("Interviewer training", "", ""),
        ("", "", ""),
    ],
)
def test_only_a_heading_that_plainly_says_so_names_the_job(heading: str, title: str, company: str) -> None:
    assert title_and_company(heading) == (title, company)
