"""News of an interview or its position, for the apps to the right."""

from django.dispatch import Signal

# Sent inside the transaction, by the verb that changed an interview, its panel or its position.
# Arguments: position, interview (None where only the position changed).
interview_changed = Signal()

# Sent in its place by a verb that only noted words: no letter opens by them, and nothing is due at another time.
# Arguments: owner, rows (those whose words changed).
words_noted = Signal()
