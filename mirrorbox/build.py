"""The composition root: the only place where concrete classes meet.

`parts` and `records` open what stands at the edges; here all of it is wired.
"""

from __future__ import annotations

import logging
import os
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mirrorbox import __version__, parts, records
from mirrorbox.album import Album
from mirrorbox.apology import Apology
from mirrorbox.appliance import Appliance
from mirrorbox.clock import NS_PER_S, SimulatedClock
from mirrorbox.conductor import Conductor
from mirrorbox.controls import Panel, Timing
from mirrorbox.controls.late import LateSource
from mirrorbox.errors import Fault, FaultKind
from mirrorbox.farewell import Farewell
from mirrorbox.glass import Glass, geometry_of, mirror_of
from mirrorbox.health import why_started
from mirrorbox.health.care import Caretaker, SteppedCare, ThreadedCare
from mirrorbox.health.notify import Notifier, Vigil, feeding_ns
from mirrorbox.health.survey import survey
from mirrorbox.health.trial import Trial
from mirrorbox.in_use import InUse
from mirrorbox.late_screen import await_screen
from mirrorbox.notices import Notices
from mirrorbox.prescribing import packaged_library
from mirrorbox.prescription import GENERAL, current
from mirrorbox.presses import Presses
from mirrorbox.prompter import Prompter
from mirrorbox.screen import mm_per_px, open_screen
from mirrorbox.sight import Sight
from mirrorbox.timing import Timing as PictureTiming
from mirrorbox.treatment import course_of, look_of, setting_of
from mirrorbox.viewer import Viewer
from mirrorbox.watch import MovementWatch

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mirrorbox.clock import Clock
    from mirrorbox.config import Config
    from mirrorbox.prescription import Current, Prescription
    from mirrorbox.screen import Setting
    from mirrorbox.session import Course

log = logging.getLogger(__name__)


def build(
    config: Config,
    *,
    clock: Clock,
    shots: Path | None = None,
    prescription: Prescription | None = None,
    trial: Trial | None = None,
    root: Path = Path("/"),
) -> Appliance:
    """Wire the appliance.

    Args:
        config: what this unit is.
        clock: what time it is.
        shots: where to keep a picture of each page; None for nowhere.
        prescription: what to run under; None for what the journal has stored.
        trial: of this version, after an upgrade; None where it is not on trial.
        root: system files are read below it.

    A journal or buttons that cannot be had become a notice on the screen: the mirror
    itself must run. A service waits for its screen; anybody else is told at once.

    Raises:
        ConfigError: a script cannot be read, or no picture fits the geometry.
        ScreenFault: there is no screen.
    """
    geometry_of(config, config.camera.width, config.camera.height)
    trial = trial or Trial()
    blind_ns = round(config.unit.blind_limit_s * NS_PER_S)
    with ExitStack() as undo:
        notifier = Notifier.of(os.environ)
        undo.callback(notifier.close)
        sources, keyboards, script = parts.sources_of(config, clock)
        panel = Panel(sources, Timing.of(config.controls))
        undo.callback(panel.close)
        book = records.book_of(config, clock)
        undo.callback(book.close)
        history = records.history_of(config)
        library = packaged_library()
        stored = current(
            history.prescribed,
            library=library,
            affected_side=config.mirror.affected_side,
        )
        given = prescription or _given(stored, config)
        config = replace(config, mirror=mirror_of(given, config.mirror))
        pictures = parts.pictures_of(config, given)
        look = look_of(given)
        feed = parts.feed_of(config, clock, script)
        undo.callback(feed.stop)
        if not isinstance(clock, SimulatedClock):
            feed.start()  # a camera takes a second, and so does a screen: side by side
        screen = await_screen(
            partial(open_screen, config.screen, look=look, clock=clock),
            notifier=notifier,
            clock=clock,
            limit_ns=blind_ns,
            missing=trial.excuse,
        )
        undo.callback(screen.close)
        timing = PictureTiming(
            feed, period_ns=screen.period_ns, delay_ms=given.delay_ms
        )
        watch = MovementWatch()
        scribe = records.scribe_of(config, book, given)
        conductor = Conductor(
            clock=clock,
            prescription=given,
            prescribed_seq=stored.seq,
            prepare=partial(
                _prepared,
                config=config,
                sentences={e.id: e.sentence for e in library.exercises.values()},
                notice=_notice(given, stored),
            ),
            history=history,
            scribe=scribe,
            timing=timing,
            watch=watch,
        )
        caretaker = Caretaker(
            partial(survey, config, root),
            clock=clock,
            book=book,
            trial=trial,
            blind=lambda: _missing(feed.fault),
        )
        notices = Notices(
            feed=feed,
            book=book,
            late=[s for s in sources if isinstance(s, LateSource)],
            health=lambda: caretaker.faults,
        )
        glass = Glass(config, pictures)
        simulated = isinstance(clock, SimulatedClock)
        album = Album(shots) if shots else None
        vigil = Vigil(
            notifier, clock=clock, feed_ns=feeding_ns(os.environ), blind_ns=blind_ns
        )
        request = Path(config.unit.power_off) if config.unit.power_off else None
        appliance = Appliance(
            clock=clock,
            conductor=conductor,
            feed=feed,
            sight=Sight(feed=feed, glass=glass, scribe=scribe),
            screen=screen,
            viewer=Viewer(
                clock=clock,
                feed=feed,
                glass=glass,
                screen=screen,
                mm_per_px=partial(mm_per_px, config.screen),
                timing=timing,
                watch=watch,
            ),
            panel=panel,
            presses=Presses(
                clock=clock,
                screen=screen,
                panel=panel,
                keyboards=keyboards,
                conductor=conductor,
                notices=notices,
                scribe=scribe,
            ),
            book=book,
            scribe=scribe,
            notices=notices,
            care=SteppedCare(caretaker) if simulated else ThreadedCare(caretaker),
            timing=timing,
            vigil=vigil,
            farewell=Farewell(request, clock=clock, screen=screen, album=album),
            apology=Apology(
                vigil=vigil,
                clock=clock,
                screen=screen,
                trial=trial,
                lasts_ns=blind_ns,
                album=album,
            ),
            in_use=InUse(Path(config.unit.in_use) if config.unit.in_use else None),
            prompter=Prompter(partial(parts.speaker_of, config, given)),
            over=(lambda: script.over) if script else (lambda: False),
            album=album,
        )
        undo.pop_all()
    log.info("mirrorbox %s: screen %s %s", __version__, screen.driver, screen.size_px)
    why = why_started(history.started_boot_id, clock.boot_id, root)
    started = {"version": __version__, "screen": screen.driver, "why": why}
    book.record("unit_started", started)
    if stored.unusable:  # the therapist reads it; the patient is not troubled
        book.record("prescription_unusable", {"detail": stored.notice})
    return appliance


def _given(stored: Current, config: Config) -> Prescription:
    """What is stored; where nothing is, the general one with the unit's own view."""
    if stored.seq is not None:
        return stored.prescription
    mirror = config.mirror
    return replace(
        stored.prescription,
        view=mirror.view,
        overlay_opacity=mirror.overlay_opacity,
        scale=mirror.scale,
        unlock_magnification=mirror.unlock_magnification,
    )


def _prepared(
    given: Prescription, *, config: Config, sentences: Mapping[str, str], notice: str
) -> tuple[Course, Setting]:
    """A prescription on this unit: how a session runs, and what the pages say."""
    course = course_of(given, config)
    words = setting_of(given, config.clinic, sentences=sentences, notice=notice)
    return course, words


def _notice(given: Prescription, stored: Current) -> str:
    """The ready page says that nobody has prescribed anything, or that it is a trial.

    It does not say which comparison: a patient in a trial may not be told.
    """
    if stored.notice:
        log.warning("prescription: %s", stored.notice)
    if given.trial:
        return "This session is a trial."
    return "No prescription yet." if given.preset == GENERAL else ""


def _missing(fault: Fault | None) -> bool:
    return fault is not None and fault.kind is FaultKind.CAMERA_MISSING
