"""The appliance: every part built from the configuration, and the one loop.

feed ──► glass ──► screen          a frame's way, in memory only
panel ─► session ─► scribe         a press's way, to the journal

one turn: keys and presses → session → lamps and page → sleep until just before
the vertical blank → newest frame → draw → flip → measure
"""

from __future__ import annotations

import gc
import logging
from contextlib import ExitStack
from typing import TYPE_CHECKING

from mirrorbox.clock import NS_PER_S
from mirrorbox.controls import Freed, Keys, Panel, Stuck, SwitchOff
from mirrorbox.errors import Fault, MirrorboxError, fault_of
from mirrorbox.screen import (
    Canvas,
    Key,
    KeysLost,
    LatePace,
    Page,
    Quit,
)
from mirrorbox.session import (
    CameraBack,
    CameraLost,
    Event,
    Phase,
    Press,
    Reason,
    Shown,
    ShutDown,
    State,
)
from mirrorbox.words import Button

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mirrorbox.album import Album
    from mirrorbox.apology import Apology
    from mirrorbox.camera.feed import Feed
    from mirrorbox.clock import Clock
    from mirrorbox.conductor import Conductor
    from mirrorbox.controls import PanelEvent
    from mirrorbox.farewell import Farewell
    from mirrorbox.glass import Glass
    from mirrorbox.health.care import Care
    from mirrorbox.health.notify import Vigil
    from mirrorbox.notices import Notices
    from mirrorbox.prompter import Prompter
    from mirrorbox.screen import Screen
    from mirrorbox.scribe import Book, Scribe
    from mirrorbox.timing import Timing
    from mirrorbox.watch import MovementWatch

log = logging.getLogger(__name__)

TOGETHER_NS = 3 * NS_PER_S // 10
"""START begins a session only if PAUSE does not join it so soon: two thumbs are never
quite together, and switching off must leave no session of nothing in the record."""


class Appliance:
    """Runs until it is told to stop; owns everything it was handed."""

    def __init__(
        self,
        *,
        clock: Clock,
        conductor: Conductor,
        feed: Feed,
        glass: Glass,
        screen: Screen,
        mm_per_px: Callable[[tuple[int, int]], float],
        panel: Panel,
        keyboards: Sequence[Keys],
        book: Book,
        scribe: Scribe,
        notices: Notices,
        timing: Timing,
        prompter: Prompter,
        watch: MovementWatch,
        vigil: Vigil,
        care: Care,
        farewell: Farewell,
        apology: Apology,
        over: Callable[[], bool] = lambda: False,
        album: Album | None = None,
    ) -> None:
        """Take over the parts.

        Args:
            clock: what time it is.
            conductor: leads the treatment.
            feed: where frames come from.
            glass: mirrors them.
            screen: shows them.
            mm_per_px: how wide a pixel of a display of that size is, in mm.
            panel: the buttons.
            keyboards: the sources of the panel that are fed with the screen's keys.
            book: the journal.
            scribe: writes sessions into it.
            notices: what is wrong, told once no session runs.
            timing: what a session's picture was like in time.
            prompter: says what the pages show.
            watch: how much the healthy limb moves.
            vigil: tells systemd that we live, while we do.
            care: looks after the unit beside the loop.
            farewell: switches the unit off.
            apology: tells of a fault that ends the mirror.
            over: asked every turn whether to stop.
            album: keeps a picture of each page.
        """
        self._clock = clock
        self._conductor = conductor
        self._feed = feed
        self._glass = glass
        self.screen = screen
        self._mm_per_px = mm_per_px
        self.panel = panel
        self._keyboards = keyboards
        self._book = book
        self._scribe = scribe
        self._notices = notices
        self._prompter = prompter
        self._watch = watch
        self._vigil = vigil
        self._care = care
        self._farewell = farewell
        self._apology = apology
        self._over = over
        self._album = album
        self.page: Page | None = None
        self._pace = LatePace(screen.period_ns)
        self._camera_fault: Fault | None = None
        self._stopping = False
        self._switching_off = False
        self._start_ns: int | None = None
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
            if self._switching_off:
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
        ends = self._stopping or self._switching_off or self._vigil.overdue
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
            self._scribe.note_unit("fault", _told(fault))
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
        for event in self.screen.events():
            match event:
                case Quit():
                    self.stop()
                case KeysLost():
                    for keys in self._keyboards:
                        keys.release_all()
                case Key(name, down):
                    for keys in self._keyboards:
                        keys.key(name, down=down)
        for happened in self.panel.poll(self._clock.boot_ns()):
            self._press(happened)
        self._begin_alone()

    def _press(self, happened: PanelEvent) -> None:
        match happened:
            case Stuck(button):
                self._notices.stuck(button)
                self._scribe.note_unit("button_stuck", {"button": button.value})
            case Freed(button):
                self._notices.freed(button)
            case SwitchOff():
                self._switching_off = True
            case _ if self._dismisses(happened):
                self._notices.dismiss()
            case Press(Button.START) if self.state.phase is Phase.READY:
                self._start_ns = self._clock.boot_ns()
            case _:
                self._happen(happened)

    def _begin_alone(self) -> None:
        """Let START begin a session, once it is clear that it came alone."""
        if self._start_ns is None:
            return
        now_ns = self._clock.boot_ns()
        if self.panel.is_held(Button.PAUSE, now_ns):
            self._start_ns = None
        elif now_ns - self._start_ns >= TOGETHER_NS:
            self._start_ns = None
            self._happen(Press(Button.START))

    def _dismisses(self, event: Event) -> bool:
        """START on a notice means "I have read it", not "begin"."""
        notice = self.page is not None and self.page.name == "fault"
        sees = self.state.camera or not self._conductor.needs_camera
        ready = self.state.phase is Phase.READY and sees
        return notice and ready and event == Press(Button.START)

    def _watch_camera(self) -> None:
        fault = self._feed.fault
        if fault is not None:
            self._glass.blank()
        if fault is not None and fault != self._camera_fault:
            log.warning("camera: %s", fault.detail)
            self._scribe.note_unit("fault", _told(fault))
        self._camera_fault = fault
        picture = self._glass.canvas is not None
        if self.state.camera and not picture:
            self._happen(CameraLost(fault.detail if fault else ""))
        elif picture and not self.state.camera:
            log.info("camera: there is a picture")
            self._happen(CameraBack())

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
        if now.exposes:
            gc.disable()
        else:
            gc.enable()
        if now is Phase.ENDED:
            self._notices.session_ended()
            self._book.copy_if_due()

    def _show(self, page: Page) -> None:
        self._clock.sleep_until(self._pace.latch_ns(self._clock.monotonic_ns()))
        latched_ns = self._clock.monotonic_ns()
        self._look()
        exposed_ns = self._glass.show(latched_ns)
        canvas = self._canvas_for(page)
        scale = self._glass.scale(self._mm_per_px(self.screen.size_px))
        shown = self.screen.show(page, canvas, scale)
        self._pace.flipped(
            latched_ns=latched_ns, drawn_ns=shown.drawn_ns, shown_ns=shown.shown_ns
        )
        self._tell_shown(shown.shown_ns)
        behind_ns = self._glass.behind_ns
        running = self.state.phase.mirrors
        self._timing.shown(shown.shown_ns, exposed_ns, behind_ns, counts=running)
        # A frame beneath "Please wait" was not seen: from the turn on that finds a
        # picture, a page shows it or hides it on purpose.
        new = exposed_ns is not None and self.state.camera
        seen = new or not self._conductor.needs_camera
        self._vigil.flipped(
            new_frame=seen,
            fault=self._camera_fault,
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
        if self._album is not None and self._album.keep(page, self.screen, canvas):
            self._timing.interrupt()

    def _tell_shown(self, shown_ns: int) -> None:
        """The first flip of a card: from here on its reaction time runs."""
        if self.state.phase is Phase.CARD and self.state.pack.shown_ns is None:
            ago_ns = self._clock.monotonic_ns() - shown_ns
            self._happen(Shown(self._clock.boot_ns() - ago_ns))

    def _look(self) -> None:
        """Take the newest frame and mirror it.

        A frame from before a fault is not shown: it would stand still.
        """
        frame = self._feed.take()
        if frame is None:
            return
        with frame:
            if self._feed.fault is not None:
                return
            self._glass.reflect(frame)
            if self.state.phase is Phase.MOVE:
                self._watch.look(frame, self._glass.geometry)

    def _canvas_for(self, page: Page) -> Canvas | None:
        return self._glass.canvas if page.live else None


def _told(fault: Fault) -> dict[str, str]:
    return {"kind": fault.kind.value, "detail": fault.detail}
