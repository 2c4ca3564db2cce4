"""A mail server that only counts, in a process of its own: `python -m bench.sink`.

It prints its port (on the loopback), and for each line it reads what came since the last: the number of mails and of
different Message-IDs, as JSON.
"""

import asyncio
import json
import re
import sys

from aiosmtpd.smtp import SMTP, Envelope, Session

_MESSAGE_ID = re.compile(rb"^message-id:\s*(\S+)", re.IGNORECASE | re.MULTILINE)


class Counting:
    """Takes every mail and keeps its Message-ID."""

    def __init__(self) -> None:
        self.ids: list[bytes] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        found = _MESSAGE_ID.search(bytes(envelope.content or b""))
        self.ids.append(found[1] if found else b"")
        return "250 OK"

    def tell(self) -> None:
        if not sys.stdin.readline():
            asyncio.get_running_loop().stop()
        print(json.dumps({"mails": len(self.ids), "different": len(set(self.ids))}), flush=True)
        self.ids.clear()


async def listen(counting: Counting) -> asyncio.Server:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(counting, hostname="localhost"), "127.0.0.1", 0)
    loop.add_reader(sys.stdin.fileno(), counting.tell)
    print(server.sockets[0].getsockname()[1], flush=True)
    return server


def main() -> None:
    loop = asyncio.new_event_loop()
    loop.run_until_complete(listen(Counting()))
    loop.run_forever()


if __name__ == "__main__":
    main()
