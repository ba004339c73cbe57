"""Colours and sizes, chosen to be read at 60 cm by somebody in pain."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from mirrorbox.screen.page import Sign

Colour = tuple[int, int, int]

BACKGROUND: Colour = (10, 14, 20)
TEXT: Colour = (255, 255, 255)
CHOSEN: Colour = (255, 214, 90)
QUIET: Colour = (150, 160, 172)
RING: Colour = (214, 222, 230)
RING_BED: Colour = (52, 60, 70)
GO: Colour = (126, 231, 150)
"""Of START, and of what moves."""
WARN: Colour = (255, 190, 120)
"""Of faults, and of what forbids."""

SIGN_COLOURS: dict[Sign, Colour] = {
    Sign.START: GO,
    Sign.PAUSE: CHOSEN,
    Sign.LOG: (140, 200, 255),
    Sign.DONE: GO,
    Sign.STOP: CHOSEN,
    Sign.WARNING: WARN,
    Sign.CAMERA: WARN,
    Sign.SCREEN: WARN,
    Sign.RECORD: WARN,
    Sign.BUTTON: WARN,
    Sign.CLOCK: TEXT,
    Sign.EYE: TEXT,
    Sign.PHONE: GO,
    Sign.KEY: TEXT,
    Sign.REST: TEXT,
    Sign.POWER: WARN,
    Sign.HEAT: WARN,
    Sign.PLUG: GO,
    Sign.LEFT: TEXT,
    Sign.RIGHT: TEXT,
    Sign.LENS: TEXT,
    Sign.CABLE: TEXT,
    Sign.SUN: WARN,
    Sign.TOMORROW: TEXT,
    Sign.HOLD: CHOSEN,
    Sign.STEP_ON: TEXT,
    Sign.STEP_BACK: TEXT,
    Sign.SKIP: TEXT,
    Sign.THEN: QUIET,
}
"""Shapes tell the signs apart; the colour only repeats it."""


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of a page; what is drawn, limbs and signs, keeps its own."""

    background: Colour
    text: Colour
    chosen: Colour
    quiet: Colour
    ring: Colour
    ring_bed: Colour


HIGH = Theme(BACKGROUND, TEXT, CHOSEN, QUIET, RING, RING_BED)
"""The default: nearly white on nearly black."""

STANDARD = Theme(
    background=(34, 42, 52),
    text=(222, 227, 232),
    chosen=(236, 204, 112),
    quiet=(160, 170, 182),
    ring=(200, 208, 216),
    ring_bed=(52, 60, 70),
)
"""For eyes that high contrast dazzles: softer, and still readable."""

MIN_STANDARD_CONTRAST = 4.5
"""WCAG 2.2, 1.4.3 (minimum contrast)."""

MIN_CONTRAST = 7.0
"""WCAG 2.2, 1.4.6 (enhanced contrast)."""

MIN_CAPITALS_MM = 8.0
"""Height of the smallest capitals we draw, for reading at 60 cm.

Derived, no standard's figure. The clinical reference (section 9) reports that older
readers were faster with 22 pt (Yeh25, Yeh20, marked `unverified` there). Capitals of
22 pt are 5.6 mm tall (7.76 mm times 0.72, our font's share); held at 42 cm, as one
holds a page, they fill as much of the eye as 8 mm do at 60 cm: 46 minutes of arc, nine
times the 5 of a letter that normal sight can just tell. A clinician must sign it off.
"""

MIN_EDGE_MM = 8.0
"""Nothing stands closer to the edge of a panel: one capital's height, so that a bezel
or a view from the side hides no letter. Derived."""


LEAST_SIGNS = {"row_sign_mm": 1.0, "sign_mm": 2.0, "picture_mm": 1.5, "answer_mm": 2.5}
"""How tall a sign stays beside the text's capitals, however small the panel."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """Lengths on the panel, in mm."""

    text_mm: float = 8.5
    title_mm: float = 14.0
    number_mm: float = 70.0
    answer_mm: float = 40.0
    picture_mm: float = 23.0
    exercise_mm: float = 56.0
    card_mm: float = 115.0
    arrow_mm: float = 30.0
    sign_mm: float = 32.0
    row_sign_mm: float = 13.0
    gap_mm: float = 8.0
    margin_mm: float = 14.0
    ring_mm: float = 24.0
    ring_width_mm: float = 3.0
    scene_mm: float = 48.0
    edge_mm: float = MIN_EDGE_MM

    def shrunk(self, rest: float, text: float, card: float = 1.0) -> Sizes:
        """Smaller: the text by one share, all else by both, but no title below it.

        A card of "left or right?" shrinks by its own share, too; the free edge only
        where the panel is too small for text that can be read.

        Nor does a sign shrink to nothing beside its sentence.
        """
        sizes = {name: mm * rest * text for name, mm in asdict(self).items()}
        sizes["card_mm"] *= card
        small_mm = self.text_mm * text
        sizes["edge_mm"] = self.edge_mm * min(1.0, small_mm / MIN_CAPITALS_MM)
        sizes["margin_mm"] = max(sizes["edge_mm"], sizes["margin_mm"])
        sizes["text_mm"] = small_mm
        sizes["title_mm"] = max(small_mm, sizes["title_mm"])
        for sign, least in LEAST_SIGNS.items():
            sizes[sign] = max(least * small_mm, sizes[sign])
        return Sizes(**sizes)


LARGE = Sizes(
    text_mm=11.0,
    title_mm=17.0,
    answer_mm=44.0,
    row_sign_mm=16.0,
    sign_mm=44.0,
    gap_mm=7.0,
    margin_mm=10.0,
)
"""For those who see little."""


def luminance(colour: tuple[int, ...]) -> float:
    """Relative luminance of an sRGB colour, 0 to 1 (WCAG 2.2)."""
    red, green, blue = (_linear(channel / 255) for channel in colour[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """Contrast ratio of two sRGB colours, 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _linear(channel: float) -> float:
    if channel <= 0.04045:  # noqa: PLR2004 - sRGB's own knee
        return channel / 12.92
    return float(((channel + 0.055) / 1.055) ** 2.4)
