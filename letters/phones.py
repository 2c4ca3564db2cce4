"""Telephone numbers as links. Pure."""

import phonenumbers


def tel_link(number: str, country: str) -> str:
    """Return a typed number as a tel link (RFC 3966), read as in `country` (ISO 3166-1) where it has no country code.

    What is no number of any plan is linked by its digits as they stand; "" where there are too few to call.
    """
    try:
        parsed = phonenumbers.parse(number, country.upper() or None)
    except phonenumbers.NumberParseException:
        parsed = None
    if parsed is not None and phonenumbers.is_valid_number(parsed):
        return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.RFC3966)
    digits = "".join(each for each in number if each in "0123456789")
    plus = "+" if number.strip().startswith("+") else ""
    return f"tel:{plus}{digits}" if len(digits) >= 3 else ""
