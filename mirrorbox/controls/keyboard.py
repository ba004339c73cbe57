"""Keys that stand for buttons: a keyboard on a desk, a foot pedal on the floor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mirrorbox.controls.base import Edge
from mirrorbox.words import Button

if TYPE_CHECKING:
    from mirrorbox.clock import Clock
    from mirrorbox.config import KeysConfig


class Keys:
    """A source fed by whoever owns the keyboard: SDL, through the screen."""

    bounces = False

    def __init__(self, config: KeysConfig, *, clock: Clock) -> None:
        """Listen to the keys of `config`, by SDL's names in any case."""
        self._clock = clock
        self._button_of = {
            key.lower(): button
            for button in Button
            for key in getattr(config, button.value)
        }
        self._down: dict[str, bool] = {}
        self._edges: list[Edge] = []

    def key(self, name: str, *, down: bool) -> None:
        """A key went down or came up."""
        button = self._button_of.get(name.lower())
        if button is None:
            return
        before = self.is_down(button)
        self._down[name.lower()] = down
        after = self.is_down(button)
        if after is not before:
            self._edges.append(Edge(button, after, self._clock.boot_ns()))

    def release_all(self) -> None:
        """The window lost the keyboard, so no release of any key will be heard."""
        for name in [name for name, down in self._down.items() if down]:
            self.key(name, down=False)

    def edges(self) -> list[Edge]:
        edges, self._edges = self._edges, []
        return edges

    def is_down(self, button: Button) -> bool:
        return any(
            down for name, down in self._down.items() if self._button_of[name] is button
        )

    def light(self, lit: frozenset[Button]) -> None:
        """Keys have no lamps."""

    def close(self) -> None:
        """Nothing is held."""
