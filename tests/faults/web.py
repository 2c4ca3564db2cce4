"""People at work in the pages while the workers send: each logs one interview after the other, over HTTP."""

import re
import threading
import time
from collections import Counter
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse
from urllib.parse import urlencode

from tests.faults.running import Running

TIMEOUT_S = 30


def log_form(number: int) -> dict[str, str]:
    """The fields of the log page: an interview with two people."""
    return {
        "company": f"Company {number}", "title": "Programme Manager", "starts_at": "2026-11-18T14:00",
        "how": "in_person", "window": "weeks", "window_number": "1", "lead": "seats-0",
        "seats-TOTAL_FORMS": "2", "seats-INITIAL_FORMS": "0", "seats-MIN_NUM_FORMS": "0", "seats-MAX_NUM_FORMS": "20",
        "seats-0-name": f"Ifeoma Adeyemi {number}", "seats-1-name": f"Tom Reyes {number}",
    }  # fmt: skip


class Person:
    """One signed-in browser. `answers` counts the statuses that came for what was posted; 0 is no answer at all."""

    def __init__(self, running: Running, name: str) -> None:
        self.port = running.port
        self.cookies = dict(running.ask("signed_in", name=name))
        self.name = name
        self.answers: Counter[int] = Counter()
        self.slowest_s = 0.0

    def ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> tuple[HTTPResponse, str]:
        """Send a request and keep the cookies that come back."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT_S)
        headers = {
            "Host": f"localhost:{self.port}",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Content-Type": "application/x-www-form-urlencoded",
        }
        connection.request(method, path, urlencode(fields or {}), headers)
        response = connection.getresponse()
        text = response.read().decode()
        connection.close()
        for cookie in response.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return response, text

    def log_interviews(self, seconds: float) -> None:
        """Log interviews for so long once the page is there, and one at least."""
        _, page = self.ask("GET", "/interviews/log/")
        (token,) = set(re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page))
        until = time.monotonic() + seconds
        while not self.answers or time.monotonic() < until:
            number = self.answers.total()
            fields = log_form(number) | {"csrfmiddlewaretoken": token}
            status, began = 0, time.monotonic()
            with suppress(OSError, HTTPException):
                status = self.ask("POST", "/interviews/log/", fields)[0].status
            self.slowest_s = max(self.slowest_s, time.monotonic() - began)
            self.answers[status] += 1


def write(running: Running, names: list[str], seconds: float) -> list[Person]:
    """Have these people log interviews at the same time, for so long; return them."""
    people = [Person(running, name) for name in names]
    threads = [threading.Thread(target=person.log_interviews, args=(seconds,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return people
