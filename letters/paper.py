"""What a letter is written on and by which hand, read from the account."""

from accounts.models import User
from letters.hand import Hand
from letters.models import Letter
from letters.stationery import CARDS, DEFAULT_CARD, OWN_KEY, PRINTER_SHEETS, Card, PrinterSheet, own_card

# A draft fills this part of what the card holds, so that there is room for what the person adds (sheets.md).
FILLED = 0.85
# Date, salutation, close and signature take about so many lines of the card (sheets.md).
LINES_OF_FORM = 4
# A word of English with its space.
CHARACTERS_OF_A_WORD = 6
LONGEST_WORDS, SHORTEST_WORDS = 250, 30
# E-mail has no card; its length is that of the practice (product.md §5).
EMAIL_WORDS = 140


def hand_of(user: User) -> Hand:
    """Return the account's hand."""
    return Hand(float(user.mm_per_character), float(user.pitch_mm), user.words_per_minute)


def card_of(user: User, key: str = "") -> Card:
    """Return the card of the key, or the account's own choice; the default where neither is known any more."""
    key = key or user.card
    if key == OWN_KEY and user.card_width_mm and user.card_height_mm:
        return own_card(float(user.card_width_mm), float(user.card_height_mm))
    return CARDS.get(key, CARDS[DEFAULT_CARD])


def printer_sheet_of(user: User) -> PrinterSheet:
    """Return the paper in the account's printer."""
    return PRINTER_SHEETS.get(user.printer_sheet, PRINTER_SHEETS["a4"])


def words_on(card: Card, hand: Hand) -> int:
    """Return about how many words go between salutation and close on one side of this card in this hand."""
    lines = card.lines_per_side(hand.pitch_mm) - LINES_OF_FORM
    return max(int(lines * card.writing_width_mm / hand.mm_per_char / CHARACTERS_OF_A_WORD), 0)


def words_wanted(letter: Letter) -> int:
    """Return how many words a draft of this letter should have between salutation and close."""
    if letter.channel != Letter.Channel.HAND:
        return EMAIL_WORDS
    user = letter.position.owner
    words = words_on(card_of(user, letter.card), hand_of(user))
    return int(min(max(words * FILLED, SHORTEST_WORDS), LONGEST_WORDS))
