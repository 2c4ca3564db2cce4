"""The calibration sheet: a line to copy, and a scale beneath the place for it on which its length is read off."""

from dataclasses import dataclass

from django.template.loader import render_to_string

from letters.faces import CSS_FEATURES, face
from letters.hand import Hand, calibration_line
from letters.measures import page_css
from letters.press import printed
from letters.stationery import PrinterSheet

_MARGIN_MM = 15.0
# Room for a line above its scale: a large hand with its ascenders.
_ROOM_MM = 16.0
_SCALE_MM = 9.0
# For the halves of the first and the last mark, and of their numbers.
_BESIDE_MM = 5


@dataclass(frozen=True, slots=True)
class CalibrationSheet:
    """What the sheet says: in which language, to whom it belongs, in which face the line is shown, on which paper."""

    language: str
    author: str
    title: str
    face: str
    printer: PrinterSheet

    @property
    def scale_mm(self) -> int:
        """How long the scale is, in whole centimetres."""
        return int((self.printer.width_mm - 2 * _MARGIN_MM) // 10) * 10


def calibration_sheet(sheet: CalibrationSheet) -> bytes:
    """Return the sheet as PDF, the same bytes for the same sheet. Raise SheetError rather than leave anything out."""
    marks = range(0, sheet.scale_mm + 1)
    ticks = "".join(f"M{mark} 0v{4 if mark % 10 == 0 else 3 if mark % 5 == 0 else 2}" for mark in marks)
    context = {
        "sheet": sheet,
        "line": calibration_line,
        "characters": len(calibration_line),
        "ticks": ticks,
        "numbers": [mark for mark in marks if mark % 10 == 0],
        "tries": range(1, 3),
        "view_box": f"{-_BESIDE_MM} 0 {sheet.scale_mm + 2 * _BESIDE_MM} {_SCALE_MM}",
    }
    html = render_to_string("sheets/calibration.html", context)
    return printed(html, _measures(sheet), ("sheet.css", "calibration.css"))


def _measures(sheet: CalibrationSheet) -> str:
    hand_face = face(sheet.face)
    # As large as the line can be on one row of the scale, so that it can be read at arm's length.
    size = Hand(min(sheet.scale_mm / len(calibration_line), 4.0), 10, face=sheet.face).font_size_mm
    return f"""
        {page_css(sheet.printer.width_mm, sheet.printer.height_mm)}
        .body {{ left: {_MARGIN_MM}mm; width: {sheet.scale_mm}mm }}
        .line {{ font-family: "{hand_face.family}"; font-feature-settings: {CSS_FEATURES}; font-size: {size:.6f}mm }}
        .room {{ height: {_ROOM_MM}mm }}
        .scale {{ left: {-_BESIDE_MM}mm; width: {sheet.scale_mm + 2 * _BESIDE_MM}mm; height: {_SCALE_MM}mm }}
    """
