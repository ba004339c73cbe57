"""What is said and sounded, and when: it follows the pages and waits for nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mirrorbox.language import messages
from mirrorbox.voice import SilentSpeaker, Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from mirrorbox.screen import Page
    from mirrorbox.voice import Speaker

_LIVE = frozenset({"look", "exercise", "mirror", "rest", "card"})


class Prompter:
    """Speaks each page once as it comes up; missing audio is only silence."""

    def __init__(self, opener: Callable[[], Speaker]) -> None:
        """Be silent until `open`.

        Args:
            opener: opens the sound device, which may take a good part of a second.
        """
        self._opener: Callable[[], Speaker] | None = opener
        self._speaker: Speaker = SilentSpeaker()
        self._page: Page | None = None
        self._id_of = {message.text: id_ for id_, message in messages().items()}

    def open(self) -> None:
        """From now on there is sound, the page that is up first; once is enough."""
        if self._opener is None:
            return
        self._speaker, self._opener = self._opener(), None
        page, self._page = self._page, None
        if page is not None:
            self.follow(page)

    def follow(self, page: Page) -> None:
        """Another page may have come up: say it, count it, or be quiet."""
        before, self._page = self._page, page
        if page == before:
            return
        if page.number:
            self._speaker.tone(Tone.TICK)
        elif before is not None and before.number and page.name in _LIVE:
            self._speaker.tone(Tone.GO)
        elif page.name == "ended":
            self._speaker.tone(Tone.END)
        if _subject(page) != _subject(before):
            self._say(page)
        elif page.ask is not None and page.ask.answer is not None:
            self._speaker.say(f"number.{page.ask.answer}")

    def pressed(self) -> None:
        """A button went down and did something."""
        self._speaker.tone(Tone.PRESS)

    def hush(self) -> None:
        """Be quiet at once."""
        self._speaker.hush()

    def close(self) -> None:
        """Be quiet and let the sound device go."""
        self._speaker.hush()
        self._speaker.close()

    def _say(self, page: Page) -> None:
        """One sentence: the question, the movement, or the first one of the page."""
        if page.bare:
            return  # let the last prompt finish
        self._speaker.hush()
        if page.exercise and not page.title:
            self._speaker.say(f"exercise.{page.exercise}.spoken")
            return
        rows = [row.text for row in page.rows]
        texts = [page.title] if page.ask else [*rows[:1], page.title]
        for text in texts:
            if text in self._id_of:
                self._speaker.say(self._id_of[text])
                return


def _subject(page: Page | None) -> tuple[object, ...] | None:
    """What a page is about: a ring or an answer that moves is the same subject."""
    if page is None:
        return None
    rating = page.ask.rating if page.ask else None
    name = "card" if page.name == "gap" else page.name  # not said between two cards
    return name, page.title, page.exercise, rating
