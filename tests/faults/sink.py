"""A mail server in a process of its own, with moods: `python -m tests.faults.sink PORT FOLDER`.

FOLDER/mood.json is read whenever it matters; an empty object is a server that takes everything. `delay`: seconds
before each 250 after DATA. `hold`: "greeting", "RCPT" or "DATA" waits there for as long as the mood lasts, which for a
client that gives up is a hang. `greeting`: "421" is said in its place. `sign_in`: "refuse" says 535. `odd`: true makes
an address get what its first word says: refused (550), deferred (451), busy (421), dropped (the connection ends after
DATA, with the mail kept and no answer given), hung (no answer to DATA).

FOLDER/events.jsonl gets a line for each mail kept and each hold, before the answer is sent.
"""

import asyncio
import email
import json
import sys
import time
from contextlib import suppress
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

POLL_S = 0.01


class Moods:
    """What the server is told to do, and what it tells."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "mood.json"
        self.events = (folder / "events.jsonl").open("a", buffering=1)

    def __getitem__(self, name: str) -> Any:
        with suppress(FileNotFoundError):
            return json.loads(self.path.read_text()).get(name)
        return None

    def tell(self, event: str, **values: object) -> None:
        self.events.write(json.dumps({"event": event, "at": time.time(), **values}) + "\n")

    async def hold(self, stage: str, address: str = "") -> None:
        """Wait here while the mood says so."""
        if self["hold"] == stage:
            self.tell("held", stage=stage, to=address)
        while self["hold"] == stage:
            await asyncio.sleep(POLL_S)

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, _: list[str]) -> str:
        await self.hold("RCPT", address)
        kind = self.kind_of(address)
        if kind in {"refused", "busy"}:
            return {"refused": "550 5.1.1 No such mailbox", "busy": "421 4.3.2 Closing"}[kind]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        address = envelope.rcpt_tos[0]
        await self.hold("DATA", address)
        kind = self.kind_of(address)
        if kind == "deferred":
            return "451 4.7.1 Try again later"
        if kind == "hung":
            self.tell("held", stage="hung", to=address)
            await asyncio.Event().wait()
        await asyncio.sleep(self["delay"] or 0)
        message = email.message_from_bytes(bytes(envelope.content or b""), policy=default)
        text = message.get_body(("plain",)).get_content()  # type: ignore[attr-defined]
        self.tell("mail", to=address, id=message["Message-ID"], subject=message["Subject"], text=text)
        if kind == "dropped":
            server.transport.abort()  # type: ignore[attr-defined]
            await asyncio.Event().wait()
        return "250 OK"

    def kind_of(self, address: str) -> str:
        return address.partition(".")[0] if self["odd"] else ""


class Server(SMTP):
    """The server of one connection."""

    def __init__(self, moods: Moods) -> None:
        self.moods = moods
        super().__init__(
            moods, hostname="localhost", auth_require_tls=False, authenticator=self.believe, auth_required=True
        )

    def believe(self, *_: object) -> AuthResult:
        return AuthResult(success=self.moods["sign_in"] != "refuse", handled=False)

    async def _handle_client(self) -> None:
        await self.moods.hold("greeting")
        if self.moods["greeting"]:
            await self.push(f"{self.moods['greeting']} localhost is not at home")
            self.transport.close()
            return
        await super()._handle_client()


async def serve(port: int, folder: Path) -> None:
    """Serve until killed."""
    moods = Moods(folder)
    server = await asyncio.get_running_loop().create_server(lambda: Server(moods), "127.0.0.1", port, backlog=256)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), Path(sys.argv[2])))
