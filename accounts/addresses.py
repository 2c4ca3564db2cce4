"""A postal address, as parts, so that an envelope can put them in the order of the recipient's country."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.places import countries


class PostalAddress(models.Model):
    """The parts of an address. Everything may be empty: it is asked for when the first envelope needs it."""

    street = models.TextField(
        _("street"), max_length=300, blank=True, help_text=_("House, street, floor: up to four lines.")
    )
    town = models.CharField(_("town"), max_length=100, blank=True)
    region = models.CharField(_("state or region"), max_length=100, blank=True)
    postcode = models.CharField(_("postcode"), max_length=20, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True, choices=countries)

    class Meta:
        abstract = True

    @property
    def has_address(self) -> bool:
        """Whether an envelope could be written: a street and a town."""
        return bool(self.street.strip() and self.town.strip())
