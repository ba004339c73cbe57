"""The one call that pygame makes while holding the GIL and SDL need not.

`Renderer.present` keeps the GIL while it waits for the vertical blank, which starves
the camera's and the journal's threads for up to 90 ms (measured). The same call
through ctypes, on the SDL that pygame loaded, lets it go.
"""

from __future__ import annotations

import ctypes

import pygame.base

from mirrorbox.errors import ScreenFault


class Presenter:
    """Presents one window's renderer with the GIL released."""

    def __init__(self, window_id: int) -> None:
        """Find the renderer of a pygame window.

        Raises:
            ScreenFault: SDL or the renderer cannot be found.
        """
        sdl = pygames_sdl()
        sdl.SDL_GetWindowFromID.restype = ctypes.c_void_p
        sdl.SDL_GetRenderer.argtypes = [ctypes.c_void_p]
        sdl.SDL_GetRenderer.restype = ctypes.c_void_p
        sdl.SDL_RenderPresent.argtypes = [ctypes.c_void_p]
        sdl.SDL_RenderPresent.restype = None
        self._present = sdl.SDL_RenderPresent
        self._renderer = sdl.SDL_GetRenderer(sdl.SDL_GetWindowFromID(window_id))
        if not self._renderer:
            raise ScreenFault("SDL knows no renderer of this window.")

    def present(self) -> None:
        """Flip; waits for the vertical blank where the display has one."""
        self._present(self._renderer)


def pygames_sdl() -> ctypes.CDLL:
    """The SDL that pygame draws with, found through pygame's own module.

    There may be another in this process: Debian's FFmpeg, which PyAV loads with the
    camera, brings the system's, and that one knows nothing of our window.
    """
    return ctypes.CDLL(pygame.base.__file__)


def video_drivers() -> list[str]:
    """The display drivers that this SDL was built with, in lower case."""
    sdl = pygames_sdl()
    sdl.SDL_GetVideoDriver.restype = ctypes.c_char_p
    count = sdl.SDL_GetNumVideoDrivers()
    return [sdl.SDL_GetVideoDriver(i).decode().lower() for i in range(count)]
