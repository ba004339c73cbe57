"""A real display: KMSDRM on a unit, a window on a desk, SDL's dummy in the tests.

The mirror is uploaded at the camera's resolution and scaled by the renderer; words
and signs are textures at the display's own resolution, made once a page.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pygame
from pygame._sdl2 import video

from mirrorbox.clock import NS_PER_S
from mirrorbox.errors import ScreenFault
from mirrorbox.screen.base import Key, KeysLost, Quit, ScreenEvent, Shown, place
from mirrorbox.screen.sdl import Presenter

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mirrorbox.clock import Clock
    from mirrorbox.config import ScreenConfig
    from mirrorbox.screen.base import Canvas
    from mirrorbox.screen.draw import Artist, Layer
    from mirrorbox.screen.page import Page

DESK_SIZE = (1280, 720)
"""Of a window when nobody says otherwise."""

UNSEEN = "offscreen"
"""SDL's driver that draws for nobody; taken only where somebody asked for it."""

LINEAR = 1
"""SDL's name for smooth scaling."""


class WindowScreen:
    """One window, fullscreen or not, drawn by SDL's renderer."""

    def __init__(
        self,
        config: ScreenConfig,
        *,
        artist_for: Callable[[tuple[int, int]], Artist],
        clock: Clock,
    ) -> None:
        """Open the display that SDL chose from its environment.

        Args:
            config: size and fullscreen.
            artist_for: makes the artist once the display's size is known, and again
                when it changes.
            clock: stamps what was shown.

        Raises:
            ScreenFault: there is no display or it cannot be used.
        """
        self._overlay: list[tuple[video.Texture, pygame.Rect]] = []
        self._mirror: video.Texture | None = None
        self._uploaded: tuple[Canvas, int] | None = None
        self._clock = clock
        self._artist_for = artist_for
        self._fullscreen = config.fullscreen
        try:
            pygame.display.init()
            pygame.mouse.set_visible(False)
            self._window = _open(config)
            self._renderer = video.Renderer(self._window, vsync=True)
        except pygame.error as error:
            pygame.display.quit()
            raise ScreenFault(_sentence(error)) from error
        if self.driver == UNSEEN and os.environ.get("SDL_VIDEODRIVER") != UNSEEN:
            self.close()  # SDL's last resort where there is no display at all
            raise ScreenFault(_sentence("there is no display"))
        self._presenter = Presenter(self._window.id)
        rates = pygame.display.get_desktop_refresh_rates()
        self._period_ns = round(NS_PER_S / (rates[0] if rates and rates[0] else 60))
        self._artist = artist_for(self.size_px)
        self._page: Page | None = None
        self._shown: tuple[Canvas | None, float] = (None, 1.0)

    @property
    def driver(self) -> str:
        return pygame.display.get_driver()

    @property
    def size_px(self) -> tuple[int, int]:
        return self._window.size

    @property
    def period_ns(self) -> int:
        return self._period_ns

    def events(self) -> list[ScreenEvent]:
        events = [_translate(event) for event in pygame.event.get()]
        if Key("f", down=True) in events:
            self._toggle_fullscreen()
        return [event for event in events if event is not None]

    def show(self, page: Page, canvas: Canvas | None, scale: float) -> Shown:
        if page != self._page:
            self._page = page
            self._overlay = [self._upload(x) for x in self._artist.layers(page)]
        if canvas is not None:
            self._upload_new(canvas)
        self._shown = (canvas, scale)
        self._draw()
        drawn_ns = self._clock.monotonic_ns()
        self._presenter.present()
        return Shown(drawn_ns, self._clock.monotonic_ns())

    def save(self, path: Path) -> None:
        self._draw()
        pygame.image.save(self._renderer.to_surface(), path)

    def close(self) -> None:
        self._overlay.clear()
        self._mirror = None
        self._window.destroy()
        pygame.display.quit()

    def _draw(self) -> None:
        canvas, scale = self._shown
        self._renderer.draw_color = (0, 0, 0, 255)
        self._renderer.clear()
        if canvas is not None:
            placement = place(canvas.size, self.size_px, scale)
            self._texture_for(canvas).draw(placement.source, placement.target)
        for texture, rect in self._overlay:
            texture.draw(dstrect=rect)

    def _upload_new(self, canvas: Canvas) -> None:
        """Upload a picture once; at 30 frames on 60 Hz every other flip has none."""
        picture = (canvas, canvas.version)
        texture = self._texture_for(canvas)
        if picture != self._uploaded:
            texture.update(canvas.surface)
            self._uploaded = picture

    def _texture_for(self, canvas: Canvas) -> video.Texture:
        texture = self._mirror
        if texture is None or (texture.width, texture.height) != canvas.size:
            texture = video.Texture(
                self._renderer, canvas.size, streaming=True, scale_quality=LINEAR
            )
            self._mirror = texture
            self._uploaded = None
        return texture

    def _upload(self, layer: Layer) -> tuple[video.Texture, pygame.Rect]:
        texture = video.Texture.from_surface(self._renderer, layer.surface)
        return texture, layer.surface.get_rect(topleft=(layer.x, layer.y))

    def _toggle_fullscreen(self) -> None:
        self._fullscreen = not self._fullscreen
        if self._fullscreen:
            self._window.set_fullscreen(desktop=True)
        else:
            self._window.set_windowed()
        self._artist = self._artist_for(self.size_px)
        self._page = None


def _open(config: ScreenConfig) -> pygame.Window:
    size = (config.width_px, config.height_px) if config.width_px else DESK_SIZE
    return pygame.Window(
        "mirrorbox", size, fullscreen_desktop=config.fullscreen, resizable=False
    )


def _translate(event: pygame.event.Event) -> ScreenEvent | None:
    if event.type in {pygame.KEYDOWN, pygame.KEYUP}:
        if event.key == pygame.K_ESCAPE:
            return Quit()
        return Key(pygame.key.name(event.key).lower(), event.type == pygame.KEYDOWN)
    if event.type in {pygame.QUIT, pygame.WINDOWCLOSE}:
        return Quit()
    if event.type == pygame.WINDOWFOCUSLOST:
        return KeysLost()
    return None


def _sentence(error: object) -> str:
    return (
        f"The screen cannot be opened ({error}); check that it is plugged in and that "
        "nothing else draws on it, or use --screen memory."
    )
