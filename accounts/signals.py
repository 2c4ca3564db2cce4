"""News of an account, for the apps to the right."""

from django.dispatch import Signal

# Sent inside the transaction that changed when or where somebody's mail goes. Arguments: user.
account_changed = Signal()
