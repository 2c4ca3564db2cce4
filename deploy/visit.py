"""A visit through nginx, as a browser makes it: sign up, confirm, log an interview, get its reminder, open its link.

    visit.py https://fairhand.example.org CERTIFICATE MAILDIR

Prints a line for each step and exits with 1 at the first that does not go as it should.
"""

import email
import re
import ssl
import sys
import time
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import default
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, HTTPSHandler, Request, build_opener
from zoneinfo import ZoneInfo

ADDRESS, PASSWORD = "ada@example.org", "a long enough password"
PATIENCE_S = 150  # a sweep each minute, and some
# Where it is midday, about: mail may come at once.
ZONE = min(
    ("Pacific/Auckland", "Asia/Tokyo", "Asia/Karachi", "Europe/London", "America/New_York", "Pacific/Honolulu"),
    key=lambda name: abs(datetime.now(ZoneInfo(name)).hour - 13),
)


class Browser:
    """Keeps cookies, follows redirects, knows one certificate."""

    def __init__(self, site: str, certificate: str) -> None:
        self.site = site
        self.jar = CookieJar()
        context = ssl.create_default_context(cafile=certificate)
        self.opener = build_opener(HTTPCookieProcessor(self.jar), HTTPSHandler(context=context), HTTPRedirectHandler())
        self.last = site

    def ask(self, address: str, fields: dict[str, str] | None = None, size: int = 0) -> tuple[int, str, dict[str, str]]:
        """Return status, text and headers; a path is below the site."""
        address = self.site + address if address.startswith("/") else address
        data = urlencode(fields).encode() if fields is not None else b"x" * size if size else None
        request = Request(address, data, {"Referer": self.last, "Accept-Language": "en-GB"})  # noqa: S310
        try:
            with self.opener.open(request, timeout=60) as answer:
                self.last = answer.url
                return answer.status, answer.read().decode(errors="replace"), dict(answer.headers)
        except HTTPError as error:
            return error.code, error.read().decode(errors="replace"), dict(error.headers)

    def post(self, path: str, fields: dict[str, str]) -> str:
        """Fill in the form of a page; return the page it led to."""
        _, page, _ = self.ask(path)
        token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[0]
        status, page, _ = self.ask(path, fields | {"csrfmiddlewaretoken": token})
        must(status == 200, f"{path} answers {status}: {page[:500]}")
        return page


def must(holds: object, sentence: str) -> None:
    """Go on, or end with the sentence."""
    if not holds:
        sys.exit(sentence)


def mail(folder: Path, number: int) -> EmailMessage:
    """Wait for the mail of this number, from 1, in a Maildir."""
    until = time.monotonic() + PATIENCE_S
    while len(found := sorted((folder / "new").glob("*"), key=lambda path: path.stat().st_mtime)) < number:
        must(time.monotonic() < until, f"Mail {number} did not come within {PATIENCE_S} s; there are {len(found)}.")
        time.sleep(0.2)
    message = email.message_from_bytes(found[number - 1].read_bytes(), policy=default)
    must(isinstance(message, EmailMessage) and message["To"] == ADDRESS, f"Mail {number} is for {message['To']}.")
    return message


def text_of(message: EmailMessage) -> str:
    """The plain part."""
    part = message.get_body(("plain",))
    return str(part.get_content()) if part else ""


def look(browser: Browser) -> None:
    """What a stranger gets, and what nginx itself answers."""
    status, page, headers = browser.ask("/accounts/login/")
    must(status == 200, f"The sign-in page answers {status}.")
    must("max-age=31536000" in headers.get("Strict-Transport-Security", ""), "There is no HSTS.")
    must("Content-Encoding" not in headers, "A page came compressed.")
    style = re.findall(r'href="(/static/[^"]+\.css)"', page)[0]
    status, _, headers = browser.ask(style)
    must(status == 200 and "immutable" in headers["Cache-Control"], f"{style} answers {status}, {headers}")
    print("visit: pages and styles come over https")
    plain = browser.site.replace("https:", "http:")
    browser.ask(plain + "/accounts/login/")
    must(browser.last.startswith("https:"), f"http stays http: {browser.last}")
    # Sent in full, and refused by nginx before Fairhand hears of it.
    status, page, _ = browser.ask("/accounts/login/", size=51 * 2**20 + 1)
    must(status == 413 and "larger than what Fairhand reads" in page, f"51 MiB and a byte: {status} {page[:200]}")
    status, page, _ = browser.ask("/accounts/login/", size=4 * 2**20)
    must(status in {400, 403, 413} and "larger than" not in page, f"4 MiB, no archive: {status} {page[:200]}")
    print("visit: http leads to https, what is too long is refused with a sentence")


def main(site: str, certificate: str, maildir: Path) -> None:
    """Make the visit."""
    browser = Browser(site, certificate)
    look(browser)
    place = {"email": ADDRESS, "password1": PASSWORD, "time_zone": ZONE, "country": "GB"}
    browser.post("/accounts/signup/", place)
    must(not browser.last.endswith("/signup/"), "The form to sign up was not taken.")
    link = re.findall(rf"{site}/\S+", text_of(mail(maildir, 1)))[0]
    browser.post(link.removeprefix(site), {})
    must({cookie.name for cookie in browser.jar} >= {"__Host-sessionid"}, "Nobody is signed in.")
    print("visit: signed up, confirmed by mail, signed in")
    held_at = (datetime.now(ZoneInfo(ZONE)) - timedelta(days=1)).replace(hour=10, minute=0)
    page = browser.post("/interviews/log/", {
        "company": "Harbour & Field", "title": "Programme Manager", "starts_at": f"{held_at:%Y-%m-%dT%H:%M}",
        "how": "in_person", "window": "weeks", "window_number": "1", "lead": "seats-0", "seats-TOTAL_FORMS": "1",
        "seats-INITIAL_FORMS": "0", "seats-MIN_NUM_FORMS": "0", "seats-MAX_NUM_FORMS": "20",
        "seats-0-name": "Ifeoma Adeyemi",
    })  # fmt: skip
    must("Ifeoma Adeyemi" in page, "The interview was not logged.")
    logged_at = time.time()
    reminder = mail(maildir, 2)
    print(
        f"visit: an interview logged, its reminder mailed {time.time() - logged_at:.0f} s later: {reminder['Subject']}"
    )
    link = re.findall(rf"{site}/\S+", text_of(reminder))[0]
    status, _, _ = browser.ask(link)
    must(status == 200, f"The reminder's link answers {status}.")
    print("visit: the reminder's link opens")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
