"""The wrapped language, spoken for the length of a test."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.template.autoreload import reset_loaders
from django.utils import translation
from django.utils.translation import trans_real

from tests.languages.wrapped import Wrapped


@pytest.fixture
def wrapped_language() -> Iterator[None]:
    """Every language that the product offers is the wrapped one while a test runs."""
    with pytest.MonkeyPatch.context() as patch:
        for code, _name in settings.LANGUAGES:
            patch.setitem(trans_real._translations, code, Wrapped(code))
        patch.setattr(trans_real, "_default", None)
        translation.activate(settings.LANGUAGE_CODE)
        reset_loaders()  # templates keep what is constant in a language
        yield
    # A request leaves its language active in its thread.
    translation.activate(settings.LANGUAGE_CODE)
    reset_loaders()
