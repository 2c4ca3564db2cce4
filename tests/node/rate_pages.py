"""Rates the pages one looks at most, signed in, with Lighthouse: `.venv/bin/python -m tests.node.rate_pages`.

Needs `npm ci` in this folder, once. It serves the example case, and ends with 1 where a page is rated lower than LEAST.
The names of pages as arguments rate only those.
"""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from docs.make_pictures import sign_up
from tests.journeys.running import Product, browser_path

LIGHTHOUSE = Path(__file__).parent / "node_modules/lighthouse/cli/index.js"
LEAST = {"performance": 95, "accessibility": 100, "best-practices": 100}
PATIENCE_S = 120
# Now and then Chromium's trace lacks the beginning of the page; another run has it.
TRIES, NO_TRACE = 3, "NO_NAVSTART"


def main() -> None:
    """Serve, rate, print."""
    product = Product(datetime.now(UTC))
    try:
        pages, cookies = _pages(product)
        wanted = {name: path for name, path in pages.items() if name in sys.argv[1:] or len(sys.argv) == 1}
        print(f"{'':<14}" + "".join(f"{category:>16}" for category in LEAST) + f"{'kB sent':>10}")
        ratings = {name: _rated(product.address + path, cookies) for name, path in wanted.items()}
    finally:
        product.close()
    low = False
    for name, report in ratings.items():
        scores = {category: round(100 * report["categories"][category]["score"]) for category in LEAST}
        weight = report["audits"]["total-byte-weight"]["numericValue"] / 1000
        print(f"{name:<14}" + "".join(f"{score:>16}" for score in scores.values()) + f"{weight:>10.0f}")
        low |= any(scores[category] < least for category, least in LEAST.items())
        for line in _found(report):
            print(f"    {line}")
    sys.exit(int(low))


def _pages(product: Product) -> tuple[dict[str, str], str]:
    """Sign up and load the example; return the pages by name and the cookies that open them."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser_path(), args=["--no-sandbox", "--disable-gpu"])
        context = chromium.new_context(locale="en-GB", timezone_id="Europe/London", base_url=product.address)
        page = context.new_page()
        sign_up(page, product)
        page.goto("/interviews/")
        interview = page.locator("main a[href^='/interviews/']").locator("visible=true")
        paths = [str(each.get_attribute("href")) for each in interview.all()]
        page.goto("/")
        letter = str(page.locator(".rows a").first.get_attribute("href"))
        cookies = "; ".join(f"{each['name']}={each['value']}" for each in context.cookies())
        chromium.close()
    held = next(path for path in paths if path.strip("/").split("/")[-1].isdigit())
    return {
        "desk": "/",
        "interview": held,
        "letter": letter,
        "people": "/people/",
        "search": "/search/?q=adeyemi",
    }, cookies


def _rated(address: str, cookies: str) -> dict[str, Any]:
    """Return Lighthouse's report of a page."""
    for _try in range(TRIES):
        done = _run(address, cookies)
        if NO_TRACE not in done.stdout + done.stderr:
            break
    if done.returncode:
        sys.exit(f"Lighthouse ended with {done.returncode}: {done.stderr[-2000:]}")
    report: dict[str, Any] = json.loads(done.stdout)
    assert report["finalDisplayedUrl"].startswith(address.split("?", maxsplit=1)[0]), "The page led elsewhere."
    return report


def _run(address: str, cookies: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [
            "node", str(LIGHTHOUSE), address, "--quiet", "--output=json", f"--only-categories={','.join(LEAST)}",
            f"--extra-headers={json.dumps({'Cookie': cookies})}",
            "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
        ],
        env=os.environ | {"CHROME_PATH": browser_path() or ""}, capture_output=True, text=True, timeout=PATIENCE_S,
        check=False,
    )  # fmt: skip


def _found(report: dict[str, Any]) -> list[str]:
    """Return what took points, and what would save time, in a line each."""
    lines = []
    for category in LEAST:
        for each in report["categories"][category]["auditRefs"]:
            audit = report["audits"][each["id"]]
            if each["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                places = [
                    item["node"]["selector"]
                    for item in audit.get("details", {}).get("items", [])
                    if isinstance(item.get("node"), dict)
                ]
                lines.append(f"{each['id']}: {audit.get('displayValue', audit['title'])} {' '.join(places[:3])}")
    return lines


if __name__ == "__main__":
    main()
