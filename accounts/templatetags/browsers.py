"""A browser by its name."""

from django.template import Library

from accounts.browsers import browser_and_device

register = Library()
register.filter("browser_and_device", browser_and_device)
