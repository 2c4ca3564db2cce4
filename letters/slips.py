"""The slip of an informational gift: what it is, its web address and a QR code; nobody copies 90 characters by hand.

The code is that of ISO/IEC 18004, with the quiet zone of four modules around it that readers need.
"""

import re
from dataclasses import dataclass
from functools import cached_property

import segno

QUIET_MODULES = 4
_LEAST_MODULE_MM = 0.45
_LEAST_CODE_MM = 24.0
_EDGE_MM = 2.0
WIDTH_MM = 120.0


@dataclass(frozen=True)
class GiftSlip:
    """A slip to cut out and enclose: the gift in the person's words, its address, and who it comes from."""

    text: str
    web: str
    author: str

    @cached_property
    def modules(self) -> tuple[bytearray, ...]:
        """The rows of the code without its quiet zone; 1 is dark."""
        return tuple(segno.make_qr(self.web, error="m").matrix)

    @property
    def code_mm(self) -> float:
        """The edge of the code with its quiet zone: each module large enough for any printer and telephone."""
        return max(_LEAST_CODE_MM, (len(self.modules) + 2 * QUIET_MODULES) * _LEAST_MODULE_MM)

    @property
    def height_mm(self) -> float:
        """The height of the slip."""
        return self.code_mm + 2 * _EDGE_MM

    @property
    def view_box(self) -> str:
        """The code with its quiet zone, as an SVG says it, a module being one unit."""
        edge = len(self.modules) + 2 * QUIET_MODULES
        return f"{-QUIET_MODULES} {-QUIET_MODULES} {edge} {edge}"

    @property
    def path(self) -> str:
        """The dark modules as SVG path data, those side by side as one."""
        runs = (
            (run.start(), y, len(run[0])) for y, row in enumerate(self.modules) for run in re.finditer(b"\x01+", row)
        )
        return "".join(f"M{x} {y}h{length}v1h{-length}z" for x, y, length in runs)


def slip_css(slip: GiftSlip, left_mm: float, top_mm: float) -> str:
    """Return the slip with its upper left corner there, in millimetres from that of the page."""
    return f"""
        .slip {{ left: {left_mm:.4f}mm; top: {top_mm:.4f}mm;
                 width: {WIDTH_MM:.4f}mm; height: {slip.height_mm:.4f}mm }}
        .slip .code {{ left: {_EDGE_MM:.4f}mm; top: {_EDGE_MM:.4f}mm;
                       width: {slip.code_mm:.4f}mm; height: {slip.code_mm:.4f}mm }}
        .slip .gift {{ left: {slip.code_mm + _EDGE_MM + 2:.4f}mm; top: {_EDGE_MM + 0.5:.4f}mm;
                       right: {_EDGE_MM:.4f}mm; bottom: {_EDGE_MM:.4f}mm }}
    """
