"""The one call that pygame makes while holding the GIL and SDL need not.

`Renderer.present` keeps the GIL while it waits for the vertical blank, which starves
the camera's and the journal's threads for up to 90 ms (measured). The same call
through ctypes, on the SDL that pygame loaded, lets it go.
"""

from __future__ import annotations

import ctypes
import re
from pathlib import Path

from mirrorbox.errors import ScreenFault

_LIBRARY = re.compile(r"/libSDL2-(2[-.])[^/]*so[^/]*$|/libSDL2-2\.0\.so[^/]*$")


class Presenter:
    """Presents one window's renderer with the GIL released."""

    def __init__(self, window_id: int) -> None:
        """Find the renderer of a pygame window.

        Raises:
            ScreenFault: SDL or the renderer cannot be found.
        """
        sdl = ctypes.CDLL(_loaded_sdl())
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


def _loaded_sdl() -> str:
    """The path of the SDL in this process: the wheel's own or the system's."""
    maps = Path("/proc/self/maps").read_text(encoding="utf-8", errors="replace")
    for line in maps.splitlines():
        path = line.split(maxsplit=5)[-1]
        if _LIBRARY.search(path):
            return path
    raise ScreenFault("SDL 2 is not loaded in this process.")


def video_drivers() -> list[str]:
    """The display drivers that this SDL was built with, in lower case."""
    sdl = ctypes.CDLL(_loaded_sdl())
    sdl.SDL_GetVideoDriver.restype = ctypes.c_char_p
    count = sdl.SDL_GetNumVideoDrivers()
    return [sdl.SDL_GetVideoDriver(i).decode().lower() for i in range(count)]
