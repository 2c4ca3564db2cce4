"""Log lines that tell an operator what happened and nobody who it happened to: keys, kinds and places in the code.

One line an event: time in UTC (ISO 8601), level, logger, words with key=value pairs. Names, letters, addresses and
tokens stand in paths and in the messages of errors, so both are cut down to what is ours: the path without anything
that could be a secret, the error's type and the lines of code it came through.
"""

import logging
import re
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from types import TracebackType

# The tokens of feeds, mailed links, confirmations and sessions are longer; words of our own addresses are shorter.
_SECRET = re.compile(r"(?<![\w:=-])[\w:=-]{20,}(?:\.[\w:=-]+)*|%[0-9A-Fa-f]{2}\S*")
_PATH = re.compile(r"/[^\s\"'<>]*")
_Error = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Lines(logging.Formatter):
    """The formatter of every handler."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; an error's type and the code it came through follow on lines of their own."""
        when = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        line = f"{when} {record.levelname} {record.name} {self._words(record)}"
        return line + (f"\n{self.formatException(record.exc_info)}" if record.exc_info else "")

    def formatException(self, error: _Error) -> str:  # its name in logging
        """Return where an error came from, without its message: a database's, for one, repeats what was typed."""
        kind, raised, trace = error
        if kind is None or raised is None:
            return ""
        places = [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
        return "\n".join([*places, f"  {kind.__module__}.{kind.__qualname__}"])

    def _words(self, record: logging.LogRecord) -> str:
        if isinstance(record.args, Mapping) and "exc" in record.args and record.exc_info and record.exc_info[0]:
            # Celery's own line about a task that failed tells the error's message and what the task was given.
            return f"task={record.args.get('name')} id={record.args.get('id')} error={record.exc_info[0].__qualname__}"
        words = " ".join(record.getMessage().splitlines())
        return _PATH.sub(lambda path: _SECRET.sub("…", path[0]), words)
