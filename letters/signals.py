"""News of a letter, for the apps to the right."""

from django.dispatch import Signal

# Sent inside the transaction, by the verb that opened a letter or changed its state. Arguments: letter.
letter_changed = Signal()
