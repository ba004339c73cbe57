from __future__ import annotations

from mirrorbox.gallery import layouts, pages
from mirrorbox.screen import PAGES
from mirrorbox.screen.draw import Artist
from mirrorbox.session import Phase


def test_every_page_but_the_waiting_ones_is_in_the_gallery() -> None:
    names = {page.name for _, page in pages()}

    assert set(PAGES) - names <= {"starting"}
    assert len({name for name, _ in pages()}) == len(list(pages()))


def test_every_layout_draws_every_phase() -> None:
    phases = {phase.value for phase in Phase} | {"card-hand", "gap-hand", "card-foot"}
    for look in layouts().values():
        artist = Artist((640, 360), mm_per_px=345 / 640, look=look)
        for name, page in pages():
            if name in phases:
                assert artist.layers(page) or page.bare
