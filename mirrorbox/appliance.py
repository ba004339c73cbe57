"""The appliance: every part built from the configuration, and the one loop.

feed ──► glass ──► screen              a frame's way, in memory only: `viewer`
panel ─► presses ─► session ─► scribe  a press's way, to the journal

one turn: keys and presses → session → lamps and page → sleep until just before
the vertical blank → newest frame → draw → flip → measure
"""

from __future__ import annotations

import gc
import logging
from contextlib import ExitStack
from typing import TYPE_CHECKING

from mirrorbox.errors import Fault, MirrorboxError, fault_of
from mirrorbox.session import Event, Phase, Press, Reason, Shown, ShutDown, State

if TYPE_CHECKING:
    from collections.abc import Callable

    from mirrorbox.album import Album
    from mirrorbox.apology import Apology
    from mirrorbox.camera.feed import Feed
    from mirrorbox.clock import Clock
    from mirrorbox.conductor import Conductor
    from mirrorbox.controls import Panel
    from mirrorbox.farewell import Farewell
    from mirrorbox.health.care import Care
    from mirrorbox.health.notify import Vigil
    from mirrorbox.in_use import InUse
    from mirrorbox.notices import Notices
    from mirrorbox.presses import Presses
    from mirrorbox.prompter import Prompter
    from mirrorbox.screen import Page, Screen
    from mirrorbox.scribe import Book, Scribe
    from mirrorbox.sight import Sight
    from mirrorbox.timing import Timing
    from mirrorbox.viewer import Viewer

log = logging.getLogger(__name__)


class Appliance:
    """Runs until it is told to stop; owns everything it was handed."""

    def __init__(
        self,
        *,
        clock: Clock,
        conductor: Conductor,
        feed: Feed,
        sight: Sight,
        screen: Screen,
        viewer: Viewer,
        panel: Panel,
        presses: Presses,
        book: Book,
        scribe: Scribe,
        notices: Notices,
        timing: Timing,
        prompter: Prompter,
        vigil: Vigil,
        care: Care,
        farewell: Farewell,
        apology: Apology,
        in_use: InUse,
        over: Callable[[], bool] = lambda: False,
        album: Album | None = None,
    ) -> None:
        """Take over the parts.

        Args:
            clock: what time it is.
            conductor: leads the treatment.
            feed: where frames come from.
            sight: says whether there is a picture.
            screen: shows them.
            viewer: makes each flip.
            panel: the buttons.
            presses: says what keys and buttons mean.
            book: the journal.
            scribe: writes sessions into it.
            notices: what is wrong, told once no session runs.
            timing: what a session's picture was like in time.
            prompter: says what the pages show.
            vigil: tells systemd that we live, while we do.
            care: looks after the unit beside the loop.
            farewell: switches the unit off.
            apology: tells of a fault that ends the mirror.
            in_use: says whether somebody must be left alone.
            over: asked every turn whether to stop.
            album: keeps a picture of each page.
        """
        self._clock = clock
        self._conductor = conductor
        self._feed = feed
        self._sight = sight
        self.screen = screen
        self._viewer = viewer
        self.panel = panel
        self._presses = presses
        self._book = book
        self._scribe = scribe
        self._notices = notices
        self._prompter = prompter
        self._vigil = vigil
        self._care = care
        self._farewell = farewell
        self._apology = apology
        self._in_use = in_use
        self._over = over
        self._album = album
        self.page: Page | None = None
        self._stopping = False
        self._seen = False
        self._timing = timing

    @property
    def state(self) -> State:
        """Where the session is."""
        return self._conductor.state

    @property
    def blind(self) -> Fault | None:
        """Why a picture that is needed never came, or not for too long; else None."""
        never = self._feed.delivered == 0 and self._conductor.needs_camera
        return self._feed.fault if never or self._vigil.overdue else None

    def stop(self) -> None:
        """Stop after this turn; may be called from a signal handler."""
        self._stopping = True

    def start(self) -> None:
        """Have frames come; `turn` may follow."""
        self._feed.start()
        self._care.start()
        gc.collect()
        gc.freeze()  # what lives now lives on: collections need not look at it

    def run(self) -> int:
        """Turn until told to stop.

        Returns:
            How many journal entries could not be written: 0 when all is kept.

        Raises:
            MirrorboxError: something failed that nobody foresaw; the patient was
                told, and the session is closed.
        """
        self.start()
        try:
            while self._runs():
                self.turn()
            if self._presses.switches_off:
                self._switch_off()
        except MirrorboxError as error:
            log.error("the loop failed: %s", error)  # noqa: TRY400 - one sentence
            self._apologise(error)
            raise
        except Exception as error:
            log.exception("the loop failed")
            self._apologise(error)
            raise MirrorboxError(f"mirrorbox failed inside: {error!r}.") from error
        finally:
            unwritten = self.close()
        return unwritten

    def _runs(self) -> bool:
        ends = self._stopping or self._presses.switches_off or self._vigil.overdue
        return not (ends or self._over())

    def _switch_off(self) -> None:
        """First what is recorded is safe, then the patient reads so."""
        self._happen(ShutDown(Reason.POWER_OFF))
        self._scribe.note_unit("power_off", {})
        self.panel.light(frozenset())
        self._prompter.hush()
        unwritten = self._book.close()
        self._farewell.say(kept=not unwritten, told=lambda: self._stopping)

    def _apologise(self, error: Exception) -> None:
        """The patient gets a picture and a sentence, then we start afresh."""
        fault = fault_of(error)
        try:
            self._happen(ShutDown())  # the page may stand for long
            self._scribe.note_fault(fault)
            self.panel.light(frozenset())
        except Exception:  # what failed may be the very thing we tell it with
            log.exception("nor could it be told")
        self._apology.stand(fault, told=lambda: self._stopping)

    def close(self) -> int:
        """End an open session, put the lamps out and let everything go.

        Returns:
            How many journal entries could not be written.
        """
        self._vigil.stopping()
        parts = (
            self._prompter.close,
            self.screen.close,
            self._care.stop,
            self._feed.stop,
            self.panel.close,
            gc.unfreeze,
        )
        try:
            with ExitStack() as rest:  # each is closed though another should fail
                for close in parts:
                    rest.callback(close)
                self._happen(ShutDown())
        finally:
            unwritten = self._book.close()
        return unwritten

    def turn(self) -> None:
        """One turn of the loop: one flip."""
        self._listen()
        self._watch_camera()
        self._tick()
        self.panel.light(self._conductor.lit())
        self.page = self._conductor.page(self._notices.faults())
        self._prompter.follow(self.page)
        self._show(self.page)

    def _listen(self) -> None:
        self._presses.listen(self.page, self._happen)
        self._stopping = self._stopping or self._presses.quits

    def _watch_camera(self) -> None:
        event = self._sight.look(believed=self.state.camera)
        if event is not None:
            self._happen(event)

    def _happen(self, event: Event) -> None:
        before = self.state
        self._conductor.happen(event)
        if isinstance(event, Press) and self.state != before:
            self._prompter.pressed()
        self._change_phase(before.phase)

    def _tick(self) -> None:
        before = self.state.phase
        self._conductor.tick()
        self._change_phase(before)

    def _change_phase(self, before: Phase) -> None:
        """Nothing is collected and nothing copied while the mirror runs."""
        now = self.state.phase
        if now is before:
            return
        self._in_use.follow(now)
        if now.exposes:
            gc.disable()
        else:
            gc.enable()
        if now is Phase.ENDED:
            self._notices.session_ended()
            self._book.copy_if_due()

    def _show(self, page: Page) -> None:
        flip = self._viewer.show(page, self.state.phase)
        self._tell_shown(flip.shown_ns)
        # A frame beneath "Please wait" was not seen: from the turn on that finds a
        # picture, a page shows it or hides it on purpose.
        seen = (flip.new and self.state.camera) or not self._conductor.needs_camera
        self._vigil.flipped(
            new_frame=seen,
            fault=self._sight.fault,
            tries=self._feed.failures,
            doing=self.state.phase.value,
        )
        if page.name != "starting":
            self._prompter.open()  # not before: a sound device can take half a second
        if seen and not self._seen:
            self._seen = True  # the first frame is out; now there is time
            self._book.copy_if_due()
            self._book.verify()
            self._care.seen()
        if self._album is not None and self._album.keep(page, self.screen, flip.canvas):
            self._timing.interrupt()

    def _tell_shown(self, shown_ns: int) -> None:
        """The first flip of a card: from here on its reaction time runs."""
        if self.state.phase is Phase.CARD and self.state.pack.shown_ns is None:
            ago_ns = self._clock.monotonic_ns() - shown_ns
            self._happen(Shown(self._clock.boot_ns() - ago_ns))
