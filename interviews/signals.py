"""News of an interview or its position, for the apps to the right."""

from django.dispatch import Signal

# Sent inside the transaction, by the verb that changed an interview, its panel or its position.
# Arguments: position, interview (None where only the position changed).
interview_changed = Signal()
