"""The envelope as PDF: in its true size, to be printed, or as a model on a printer's sheet, to be copied by hand."""

from dataclasses import dataclass

from django.template.loader import render_to_string

from letters.envelopes import (
    KEEP_CLEAR_MM,
    Block,
    address_block,
    back_block,
    hand_settings,
    printed_settings,
    sender_block,
    sender_settings,
)
from letters.faces import CSS_FEATURES, face
from letters.hand import Hand
from letters.measures import page_css, unprintable
from letters.pdf import Unwritable
from letters.placing import NOTES_MARGIN_MM
from letters.press import Part, bound
from letters.ruling import Drawing, Stroke, drop_mm
from letters.stationery import Envelope, PrinterSheet

_LARGEST_SCALE = 1.5
_STAMP_MM = (25.0, 28.0)
_STAMP_EDGE_MM = 8.0
_MODEL_TOP_MM = 34.0
_MODEL_FOOT_MM = 14.0


@dataclass(frozen=True, slots=True)
class EnvelopeSheet:
    """An envelope: the lines of both addresses, `sender` empty where it is left out, on the back where `is_back`.

    `language`, `author` and `title` as on a copy sheet.
    """

    recipient: tuple[str, ...]
    sender: tuple[str, ...]
    is_back: bool
    envelope: Envelope
    hand: Hand
    printer: PrinterSheet
    author: str
    language: str
    title: str


def envelope_sheet(sheet: EnvelopeSheet, as_model: bool) -> bytes:
    """Return the envelope as PDF, the same bytes for the same sheet.

    Raise Unwritable where an address has characters that no face covers, and TooLong where it has no room.
    """
    return bound([envelope_part(sheet, as_model)])


def envelope_part(sheet: EnvelopeSheet, as_model: bool) -> Part:
    """Return the envelope for the press."""
    if missing := unprintable(" ".join((*sheet.recipient, *sheet.sender))):
        raise Unwritable(missing)
    return _model(sheet) if as_model else _true_size(sheet)


def blocks_of(sheet: EnvelopeSheet, as_model: bool) -> tuple[Block, Block | None]:
    """Return the recipient's address and the sender's in their places, in millimetres of the true envelope.

    Raise TooLong where one has no room.
    """
    hand = sheet.hand
    large, small = printed_settings(), sender_settings()
    if as_model:
        large = hand_settings(hand.face, hand.font_size_mm, hand.pitch_mm)
        small = hand_settings(hand.face, hand.font_size_mm, hand.pitch_mm, 0.7)
    place_sender = back_block if sheet.is_back else sender_block
    sender = place_sender(sheet.sender, sheet.envelope, small) if sheet.sender else None
    return address_block(sheet.recipient, sheet.envelope, large), sender


def _true_size(sheet: EnvelopeSheet) -> Part:
    recipient, sender = blocks_of(sheet, as_model=False)
    envelope = sheet.envelope
    measures = [page_css(envelope.width_mm, envelope.height_mm), _block_css("recipient", recipient, 1)]
    if sender:
        measures.append(_block_css("sender", sender, 1))
    context = {"sheet": sheet, "recipient": recipient, "sender": sender}
    html = render_to_string("sheets/envelope.html", context)
    return Part(html, "".join(measures), ("sheet.css", "envelope.css"))


def _model(sheet: EnvelopeSheet) -> Part:
    recipient, sender = blocks_of(sheet, as_model=True)
    wide, high = sheet.printer.height_mm, sheet.printer.width_mm  # the sheet lies on its long edge
    envelope = sheet.envelope
    room = (wide - 2 * NOTES_MARGIN_MM, high - _MODEL_TOP_MM - _MODEL_FOOT_MM)
    scale = min(room[0] / envelope.width_mm, room[1] / envelope.height_mm, _LARGEST_SCALE)
    scale = int(scale * 20) / 20
    left, top = (wide - envelope.width_mm * scale) / 2, _MODEL_TOP_MM + (room[1] - envelope.height_mm * scale) * 0.4
    measures = [
        page_css(wide, high),
        f"""
        .envelope {{ left: {left:.4f}mm; top: {top:.4f}mm;
                     width: {envelope.width_mm * scale:.4f}mm; height: {envelope.height_mm * scale:.4f}mm }}
        .keep-clear {{ width: {KEEP_CLEAR_MM[0] * scale:.4f}mm; line-height: {KEEP_CLEAR_MM[1] * scale:.4f}mm }}
        .stamp {{ right: {_STAMP_EDGE_MM * scale:.4f}mm; top: {_STAMP_EDGE_MM * scale:.4f}mm;
                  width: {_STAMP_MM[0] * scale:.4f}mm; line-height: {_STAMP_MM[1] * scale:.4f}mm }}
        """,
        _block_css("recipient", recipient, scale),
    ]
    if sender:
        measures.append(_block_css("sender", sender, scale))
    context = {
        "sheet": sheet, "recipient": recipient, "sender": sender, "percent": round(scale * 100),
        "drawing": _model_drawing(sheet, recipient, None if sheet.is_back else sender),
        "back": Drawing(0, 0, envelope.width_mm, envelope.height_mm, (_outline(envelope), _flap(envelope))),
    }  # fmt: skip
    html = render_to_string("sheets/envelope_model.html", context)
    return Part(html, "".join(measures), ("sheet.css", "envelope.css"))


def _block_css(name: str, block: Block, scale: float) -> str:
    setting = block.setting
    size, pitch = setting.size_mm * scale, setting.pitch_mm * scale
    drop = drop_mm(setting.face, size, pitch) if setting.face != "garamond" else 0
    features = f"; font-feature-settings: {CSS_FEATURES}" if setting.face != "garamond" else ""
    return f"""
        .{name} {{ left: {block.left_mm * scale:.4f}mm; top: {block.top_mm * scale + drop:.4f}mm;
                   font-family: "{face(setting.face).family}", "EB Garamond", "Playpen Sans"{features};
                   font-size: {size:.6f}mm; line-height: {pitch:.4f}mm }}
        .{name} p {{ height: {pitch:.4f}mm }}
    """


def _model_drawing(sheet: EnvelopeSheet, *blocks: Block | None) -> Drawing:
    """Return the envelope's front: its outline, the place of the stamp, the corner to keep clear, and rules."""
    envelope = sheet.envelope
    wide, high = envelope.width_mm, envelope.height_mm
    stamp_left, stamp_high = wide - _STAMP_MM[0] - _STAMP_EDGE_MM, _STAMP_MM[1]
    clear_wide, clear_high = KEEP_CLEAR_MM
    rules = "".join(
        f"M{block.left_mm:.3f} {block.top_mm + number * block.setting.pitch_mm:.3f}h{block.width_mm:.3f}"
        for block in blocks
        if block
        for number in range(1, len(block.lines) + 1)
    )
    strokes = (
        _outline(envelope),
        Stroke(f"M{stamp_left:.3f} {_STAMP_EDGE_MM}h{_STAMP_MM[0]}v{stamp_high}h-{_STAMP_MM[0]}z", 0.2, "#b3a88f"),
        Stroke(f"M{wide - clear_wide:.3f} {high:.3f}v-{clear_high:.3f}h{clear_wide:.3f}", 0.2, "#c2b9a6"),
        Stroke(rules, 0.2, "#c2b9a6"),
    )
    return Drawing(0, 0, wide, high, strokes)


def _outline(envelope: Envelope) -> Stroke:
    return Stroke(f"M0 0H{envelope.width_mm}V{envelope.height_mm}H0Z", 0.3, "#8a8372")


def _flap(envelope: Envelope) -> Stroke:
    wide, deep = envelope.width_mm, envelope.height_mm * 0.46
    return Stroke(f"M0 0L{wide / 2:.3f} {deep:.3f}L{wide} 0", 0.2, "#b3a88f")
