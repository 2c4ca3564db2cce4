"""Which browser on which device, read from what a browser says of itself. Pure; no more than a hint to its owner."""

from collections.abc import Sequence

# The first that fits: many name others as well, for the sake of pages of long ago.
_BROWSERS = (
    ("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Vivaldi", "Vivaldi"),
    ("FxiOS", "Firefox"), ("Firefox", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
_DEVICES = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "ChromeOS"), ("Windows", "Windows"),
    ("Macintosh", "Mac"), ("Linux", "Linux"),
)  # fmt: skip


def browser_and_device(user_agent: str) -> str:
    """Return both, such as "Firefox · Windows"; what is known of them, or "" for what nobody can tell."""
    return " · ".join(filter(None, (_first(_BROWSERS, user_agent), _first(_DEVICES, user_agent))))


def _first(names: Sequence[tuple[str, str]], user_agent: str) -> str:
    return next((name for mark, name in names if mark in user_agent), "")
