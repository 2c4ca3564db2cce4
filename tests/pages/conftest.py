"""Pages in Chromium as Django's test client got them: no server, no port, no waiting."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.running import browser_path


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Chromium. Django sees its event loop in this thread and must be told that nothing else runs here."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        environment = {name: value for name, value in os.environ.items() if name != "FONTCONFIG_FILE"}
        browser = playwright.chromium.launch(
            executable_path=browser_path(), args=["--no-sandbox", "--disable-gpu"], env=environment
        )
        yield browser
        browser.close()
