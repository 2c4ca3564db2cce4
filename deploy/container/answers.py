"""Whether web answers and has its database: the health check of its container. With `well`: whether all is well, mail
included, asked of the container named `web`; that is beat's.
"""

import json
import os
import sys
from http.client import HTTPConnection
from urllib.parse import urlsplit


def main(wants_all: bool) -> int:
    """Return the exit status."""
    connection = HTTPConnection("web" if wants_all else "127.0.0.1", int(os.environ.get("PORT", "8000")), timeout=5)
    host = urlsplit(os.environ.get("SITE_URL", "http://localhost")).netloc
    try:
        connection.request("GET", "/healthz", headers={"Host": host})
        told = json.loads(connection.getresponse().read())
    except (OSError, ValueError) as error:
        print(f"no answer: {type(error).__name__}")
        return 1
    print(json.dumps(told))
    return 0 if told["well" if wants_all else "database"] else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] == ["well"]))
