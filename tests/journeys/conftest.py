"""The running product and a browser; both are there once for the tests of a module."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.journeys.running import Product, browser_path

# Wednesday, an hour and a half after the interview that is logged.
EVENING = datetime(2026, 11, 18, 16, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def product() -> Iterator[Product]:
    """The product, served in the evening of the interview."""
    running = Product(EVENING)
    yield running
    running.close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Chromium."""
    with sync_playwright() as playwright:
        expect.set_options(timeout=15_000)  # a busy machine is slow, not wrong
        # A test of the sheets that ran before in this process has named our fonts alone; a browser cannot live on them.
        environment = {name: value for name, value in os.environ.items() if name != "FONTCONFIG_FILE"}
        browser = playwright.chromium.launch(
            executable_path=browser_path(), args=["--no-sandbox", "--disable-gpu"], env=environment
        )
        yield browser
        browser.close()
