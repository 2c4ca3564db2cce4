"""What a printed page has on it, read back: texts and strokes with their places, in mm from its upper left corner."""

from dataclasses import dataclass
from io import BytesIO

from pypdf import PdfReader
from pypdf.generic import ContentStream

MM = 25.4 / 72


@dataclass(frozen=True)
class Text:
    """A piece of text: where its baseline begins and its size."""

    text: str
    left: float
    baseline: float
    size: float
    font: str


@dataclass(frozen=True)
class Stroke:
    """A straight line that is drawn, and its width."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float

    @property
    def length(self):
        return abs(self.x2 - self.x1) + abs(self.y2 - self.y1)

    @property
    def is_level(self):
        return abs(self.y2 - self.y1) < 0.001


def pages_of(pdf):
    return PdfReader(BytesIO(pdf)).pages


def size_of(page):
    """Return width and height in mm."""
    return float(page.mediabox.width) * MM, float(page.mediabox.height) * MM


def texts(page):
    """Return the pieces of text in the order of the file."""
    found, height = [], float(page.mediabox.height)

    def collect(text, cm, tm, font, size):
        if text.strip():
            x, y = tm[4], tm[5]
            left, base = cm[0] * x + cm[2] * y + cm[4], cm[1] * x + cm[3] * y + cm[5]
            scale = abs(cm[0] * tm[0]) * size
            name = font["/BaseFont"].split("+")[1] if font else ""
            found.append(Text(text.strip("\n"), left * MM, (height - base) * MM, scale * MM, name))

    page.extract_text(visitor_text=collect)
    return found


def strokes(page):
    """Return every straight line that is stroked."""
    height = float(page.mediabox.height)
    matrix, width, stack, path, found = (1, 0, 0, 1, 0, 0), 1.0, [], [], []
    at = start = (0.0, 0.0)

    def placed(point):
        a, b, c, d, e, f = matrix
        x, y = point
        return (a * x + c * y + e) * MM, (height - (b * x + d * y + f)) * MM

    for operands, operator in ContentStream(page.get_contents(), page.pdf).operations:
        values = [float(each) for each in operands] if operator in {b"cm", b"w", b"m", b"l", b"c", b"re"} else []
        if operator == b"q":
            stack.append((matrix, width))
        elif operator == b"Q":
            matrix, width = stack.pop()
        elif operator == b"cm":
            a, b, c, d, e, f = values
            A, B, C, D, E, F = matrix
            matrix = (
                a * A + b * C, a * B + b * D, c * A + d * C, c * B + d * D, e * A + f * C + E, e * B + f * D + F,
            )  # fmt: skip
        elif operator == b"w":
            width = values[0]
        elif operator == b"m":
            at = start = (values[0], values[1])
        elif operator == b"l":
            path.append((at, (values[0], values[1])))
            at = (values[0], values[1])
        elif operator == b"c":
            at = (values[4], values[5])
        elif operator == b"h":
            path.append((at, start))
            at = start
        elif operator in {b"S", b"s", b"B", b"B*"}:
            for one, other in path:
                found.append(Stroke(*placed(one), *placed(other), abs(matrix[0]) * width * MM))
            path = []
        elif operator in {b"f", b"f*", b"n"}:
            path = []
    return found
