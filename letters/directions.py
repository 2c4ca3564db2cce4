"""Whom a letter goes to and where, and who sends it: rows in, addresses out."""

from accounts.addresses import PostalAddress
from accounts.models import User
from letters.addresses import Address, lines_of
from letters.models import Letter


def place_of(letter: Letter) -> PostalAddress:
    """Return the row whose address the envelope bears: the recipient's own where it is known, else the company's."""
    return letter.recipient if letter.recipient.has_address else letter.position


def recipient_of(letter: Letter) -> Address:
    """Return the recipient's address. The company's name stands on it where the letter goes there, and not where it
    goes to an address of their own, which may be their home."""
    place, position = place_of(letter), letter.position
    company = (letter.recipient.company or position.company) if place is position else ""
    country = place.country or position.country or position.owner.country
    return _address(letter.recipient.full_name, company, place, country)


def sender_of(user: User) -> Address:
    """Return the account's own address."""
    return _address(user.name, "", user, user.country)


def recipient_lines(letter: Letter) -> tuple[str, ...]:
    """Return the recipient's address as it stands on the envelope."""
    return lines_of(recipient_of(letter), letter.position.owner.country)


def sender_lines(letter: Letter) -> tuple[str, ...]:
    """Return the sender's address as it stands on the envelope of this letter; empty where it is not known."""
    user = letter.position.owner
    if not user.has_address:
        return ()
    # Whoever sends the letter back does so from where it went.
    return lines_of(sender_of(user), recipient_of(letter).country or user.country)


def _address(name: str, company: str, place: PostalAddress, country: str) -> Address:
    return Address(name, company, tuple(place.street.splitlines()), place.town, place.region, place.postcode, country)
