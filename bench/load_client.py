"""People with browsers, in a process of its own: `python -m bench.load_client`.

For each line of JSON that it reads, {"port", "seconds", "browsers"}, the browsers work side by side for so long, each
asking for one thing after the other without a pause, and it answers with {"seconds", "took": [[what, milliseconds,
status], …]}; the last answers come after the time is over.
"""

import json
import random
import re
import sys
import threading
import time
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode

from tests.faults.web import log_form

# How often each is asked for, out of ten.
MIX = ("desk", "desk", "desk", "letter", "letter", "letter", "desk", "search", "log (POST)", "copy sheet (PDF)")
TIMEOUT_S = 60
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


class Browser:
    """One signed-in browser that keeps its connection open, as browsers do."""

    def __init__(self, port: int, known: dict[str, Any], number: int) -> None:
        self.port, self.number = port, number
        self.cookies, self.paths = dict(known["cookies"]), known["paths"]
        self.connection = HTTPConnection("127.0.0.1", port, timeout=TIMEOUT_S)
        self.took: list[tuple[str, float, int]] = []
        self.token = ""

    def ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> tuple[int, str]:
        """Send a request; return status and text."""
        headers = {
            "Host": f"localhost:{self.port}",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Content-Type": "application/x-www-form-urlencoded",
            "Accept-Encoding": "gzip",
        }
        body = urlencode(fields) if fields else None
        try:
            self.connection.request(method, path, body, headers)
            response = self.connection.getresponse()
        except (OSError, ConnectionError):  # the server closes connections that rest
            self.connection.close()
            self.connection.request(method, path, body, headers)
            response = self.connection.getresponse()
        text = response.read()
        for cookie in response.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return response.status, text.decode(errors="replace") if method == "GET" else ""

    def sign_a_form(self) -> None:
        """Fetch the token that the log form carries."""
        self.token = _TOKEN.findall(self.ask("GET", "/interviews/log/")[1])[0]

    def work(self, until: float) -> None:
        """Ask for one thing after the other till the monotonic time `until`."""
        draw = random.Random(self.number)
        while time.monotonic() < until:
            what = draw.choice(MIX)
            began = time.monotonic()
            status = self.do(what)
            self.took.append((what, 1000 * (time.monotonic() - began), status))

    def do(self, what: str) -> int:
        """Ask for one thing; return the status."""
        if what != "log (POST)":
            return self.ask("GET", self.paths[what])[0]
        fields = log_form(time.monotonic_ns()) | {"csrfmiddlewaretoken": self.token}
        return self.ask("POST", "/interviews/log/", fields)[0]


def main() -> None:
    for line in sys.stdin:
        told = json.loads(line)
        browsers = [Browser(told["port"], known, number) for number, known in enumerate(told["browsers"])]
        if told["seconds"]:
            for browser in browsers:
                browser.sign_a_form()
        began = time.monotonic()
        until = began + told["seconds"]
        threads = [threading.Thread(target=browser.work, args=(until,)) for browser in browsers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        took = [one for browser in browsers for one in browser.took]
        print(json.dumps({"seconds": time.monotonic() - began, "took": took}), flush=True)


if __name__ == "__main__":
    main()
