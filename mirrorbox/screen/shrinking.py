"""In which order a page gives way on a panel that is too small for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mirrorbox.screen.theme import MIN_CAPITALS_MM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mirrorbox.screen.theme import Sizes

TEXTS = (1.0, 0.945, 0.85, 0.75)
"""Shares of the text that are tried while it stays as tall as the rule asks."""

RESTS = (1.0, 0.85, 0.7)
"""Shares of all else that are tried with each."""

LAST_RESTS = (0.55, 0.4)
"""What is tried before the text falls below the rule."""

LAST_TEXTS = (0.75, 0.55, 0.4, 0.25, 0.1)
"""What is left for a panel on which nobody reads from 60 cm."""

CARDS = ((1.0, 0.95, 0.9, 0.85, 0.8, 0.75), (1.0, 0.9, 0.8), (1.0, 0.9, 0.8))
"""Shares of a card of "left or right?" that are tried with each of `RESTS`."""


def shrinkings(sizes: Sizes, *, card: bool) -> Iterator[Sizes]:
    """Sizes to try, the largest first.

    Signs, gaps and titles give way first, but not to nothing: text that is a little
    smaller, and still as tall as the rule asks, reads better beside a sign that can be
    seen. A card takes what room there is; title, arrows and gaps give way to it.

    Args:
        sizes: what is wished.
        card: whether there is a card on the page.
    """
    if card:
        for rest, shares in zip(RESTS, CARDS, strict=True):
            yield from (sizes.shrunk(rest, 1.0, share) for share in shares)
    tall = [share for share in TEXTS if share * sizes.text_mm >= MIN_CAPITALS_MM]
    yield from (sizes.shrunk(rest, text) for text in tall for rest in RESTS)
    yield from (sizes.shrunk(rest, text) for rest in LAST_RESTS for text in tall)
    least = LAST_RESTS[-1]
    yield from (sizes.shrunk(least, text) for text in LAST_TEXTS)
