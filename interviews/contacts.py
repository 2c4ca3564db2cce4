"""The HR contact of a position: somebody known, or somebody new."""

from interviews.models import Interviewer, Position


def contact_named(position: Position, name: str, email: str) -> Interviewer:
    """Return the person of this name who answers for the company, found by e-mail, or by name and company, else made.

    What is known of them is filled in and never overwritten.
    """
    found = None
    for person in Interviewer.objects.filter(owner=position.owner_id).order_by("pk"):
        same_mail = email and person.email.casefold() == email.casefold()
        same_name = (person.name.casefold(), person.company.casefold()) == (
            name.casefold(),
            position.company.casefold(),
        )
        if same_mail or (same_name and not (email and person.email)):
            found = person
            break
    person = found or Interviewer(owner_id=position.owner_id, name=name, company=position.company)
    person.email = person.email or email
    person.save()
    return person
