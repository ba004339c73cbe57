"""What the patient sees; pygame is imported only here."""

from mirrorbox.screen.base import (
    Canvas,
    Key,
    KeysLost,
    Quit,
    Screen,
    ScreenEvent,
    Shown,
)
from mirrorbox.screen.fault_pages import fault_page
from mirrorbox.screen.histogram import Histogram
from mirrorbox.screen.look import Look
from mirrorbox.screen.open import (
    connectors,
    has_display,
    mm_per_px,
    open_screen,
    sdl_environment,
)
from mirrorbox.screen.pace import LatePace
from mirrorbox.screen.page import PAGES, Page
from mirrorbox.screen.pages import Setting, notices_among, off_page, page_of

__all__ = [
    "PAGES",
    "Canvas",
    "Histogram",
    "Key",
    "KeysLost",
    "LatePace",
    "Look",
    "Page",
    "Quit",
    "Screen",
    "ScreenEvent",
    "Setting",
    "Shown",
    "connectors",
    "fault_page",
    "has_display",
    "mm_per_px",
    "notices_among",
    "off_page",
    "open_screen",
    "page_of",
    "sdl_environment",
]
