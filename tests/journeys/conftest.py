"""The running product and a browser. The product is started once for all journeys of a process of pytest, and is as new for
each module.
"""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.journeys.running import Product, browser_path

HERE = Path(__file__).parent
# The way from sign-up to the answer is walked by every run of bin/test.
EVERY_TIME = {"test_whole_way"}
# Wednesday, an hour and a half after the interview that is logged.
EVENING = datetime(2026, 11, 18, 16, 30, tzinfo=UTC)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of a module in one process, where they share what it starts; most journeys have their own run."""
    for item in items:
        if item.path.parent != HERE:
            continue
        if not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group(item.path.stem))
        if item.path.stem not in EVERY_TIME:
            item.add_marker(pytest.mark.long)


@pytest.fixture(scope="package")
def served() -> Iterator[list[Product]]:
    """Where the product stands once it was started."""
    running: list[Product] = []
    yield running
    for product in running:
        product.close()


@pytest.fixture(scope="module")
def product(served: list[Product]) -> Product:
    """The product, with nobody in it, served in the evening of the interview."""
    if served:
        served[0].begin_anew(EVENING)
    else:
        served.append(Product(EVENING))
    return served[0]


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
