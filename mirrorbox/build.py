"""The composition root: the only place where concrete classes meet."""

from __future__ import annotations

import logging
import os
from contextlib import ExitStack
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mirrorbox import __version__
from mirrorbox.album import Album
from mirrorbox.apology import Apology
from mirrorbox.appliance import Appliance
from mirrorbox.camera import Feed, SteppedFeed, ThreadedFeed, open_camera
from mirrorbox.camera.loose import LooseCable
from mirrorbox.clock import NS_PER_S, SimulatedClock
from mirrorbox.conductor import Conductor
from mirrorbox.controls import Keys, Panel, Timing
from mirrorbox.controls.late import LateSource
from mirrorbox.controls.pedal import PedalKeys
from mirrorbox.controls.script import ScriptedButtons, read
from mirrorbox.delay import Delayed, Newest
from mirrorbox.errors import (
    ControlsFault,
    Fault,
    FaultKind,
    JournalFault,
    JournalTooNew,
)
from mirrorbox.farewell import Farewell
from mirrorbox.glass import Glass, geometry_of, mirror_of
from mirrorbox.health import free_bytes, why_started
from mirrorbox.health.care import Caretaker, SteppedCare, ThreadedCare
from mirrorbox.health.notify import Notifier, Vigil, feeding_ns
from mirrorbox.health.survey import survey
from mirrorbox.health.trial import Trial, went_back
from mirrorbox.history import History
from mirrorbox.journal import Journal, Reader, go_back
from mirrorbox.late_screen import await_screen
from mirrorbox.notices import Notices
from mirrorbox.prescribing import packaged_library
from mirrorbox.prescription import GENERAL, current
from mirrorbox.prompter import Prompter
from mirrorbox.screen import mm_per_px, open_screen
from mirrorbox.scribe import NoBook, Scribe
from mirrorbox.timing import Timing as PictureTiming
from mirrorbox.treatment import course_of, look_of, setting_of
from mirrorbox.voice import Shelf, open_speaker
from mirrorbox.watch import MovementWatch

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mirrorbox.camera import Camera
    from mirrorbox.clock import Clock
    from mirrorbox.config import Config
    from mirrorbox.controls import Source
    from mirrorbox.delay import Pictures
    from mirrorbox.prescription import Current, Prescription
    from mirrorbox.screen import Setting
    from mirrorbox.scribe import Book
    from mirrorbox.session import Course
    from mirrorbox.voice import Speaker

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
        sources, keyboards, script = _sources(config, clock)
        panel = Panel(sources, Timing.of(config.controls))
        undo.callback(panel.close)
        book = _book(config, clock)
        undo.callback(book.close)
        history = _history(config)
        library = packaged_library()
        stored = current(
            history.prescribed,
            library=library,
            affected_side=config.mirror.affected_side,
        )
        given = prescription or _given(stored, config)
        config = replace(config, mirror=mirror_of(given, config.mirror))
        pictures = _pictures(config, given)
        look = look_of(given)
        feed = _feed(config, clock, script)
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
        scribe = _scribe(config, book, given)
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
            glass=Glass(config, pictures),
            screen=screen,
            mm_per_px=partial(mm_per_px, config.screen),
            panel=panel,
            keyboards=keyboards,
            book=book,
            scribe=scribe,
            notices=Notices(
                feed=feed,
                book=book,
                late=[s for s in sources if isinstance(s, LateSource)],
                health=lambda: caretaker.faults,
            ),
            care=SteppedCare(caretaker) if simulated else ThreadedCare(caretaker),
            timing=timing,
            watch=watch,
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
            prompter=Prompter(partial(_speaker, config, given)),
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


def _sources(
    config: Config, clock: Clock
) -> tuple[list[Source], list[Keys], ScriptedButtons | None]:
    keyboards: list[Keys] = []
    sources: list[Source] = []
    script: ScriptedButtons | None = None
    for name in config.controls.sources:
        kind, _, path = name.partition(":")
        if kind == "script":
            script = ScriptedButtons(read(Path(path)), clock=clock)
            sources.append(script)
        elif kind == "keyboard":
            tables = (config.controls.keys, config.controls.pedal)
            keyboards = [Keys(table, clock=clock) for table in tables]
            sources += keyboards
        elif kind == "pedal":
            tables = (config.controls.keys, config.controls.pedal)
            sources.append(PedalKeys(tables, clock=clock))
        else:
            sources.append(LateSource(partial(_pins, config, clock), clock=clock))
    return sources, keyboards, script


def _pins(config: Config, clock: Clock) -> Source:
    try:
        from mirrorbox.controls.gpio import GpioButtons  # noqa: PLC0415 - slow, Pi only
    except ImportError as error:
        raise ControlsFault(f"The buttons need gpiozero: {error}.") from error
    return GpioButtons(config.controls.pins, clock=clock)


def _book(config: Config, clock: Clock) -> Book:
    try:
        journal = _journal(config.journal.directory, clock)
    except JournalFault as error:
        log.error("journal: %s", error)  # noqa: TRY400 - one sentence, no traceback
        return NoBook(error.fault)
    level = logging.WARNING if journal.notice else logging.INFO
    log.log(level, "journal: %s", journal.opening.sentence)
    return journal


def _journal(directory: Path, clock: Clock) -> Journal:
    """The journal; after an upgrade that failed, the one from before it."""
    try:
        return Journal.open(directory, clock)
    except JournalTooNew:
        if not went_back():
            raise
    log.warning("journal: %s", go_back(directory, clock))
    return Journal.open(directory, clock)


def _feed(config: Config, clock: Clock, script: ScriptedButtons | None) -> Feed:
    def opener() -> Camera:
        healthy = config.mirror.affected_side.other
        camera = open_camera(config.camera, clock, healthy=healthy)
        return LooseCable(camera, script.cable_in) if script else camera

    if isinstance(clock, SimulatedClock):
        return SteppedFeed(opener, clock=clock, stall_s=config.camera.stall_s)
    return ThreadedFeed(opener, clock=clock, stall_s=config.camera.stall_s)


def _missing(fault: Fault | None) -> bool:
    return fault is not None and fault.kind is FaultKind.CAMERA_MISSING


def _speaker(config: Config, given: Prescription) -> Speaker:
    shelf = Shelf(config.voice.directory, given.language)
    return open_speaker(shelf, on=given.voice, volume=config.voice.volume)


def _history(config: Config) -> History:
    """What was before; nothing, where the journal cannot be read: `book` says so."""
    try:
        with Reader(config.journal.directory) as reader:
            return History.read(reader, heartbeat_s=config.session.heartbeat_s)
    except JournalFault as error:
        log.warning("history: %s", error)
        return History()


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


def _pictures(config: Config, given: Prescription) -> Pictures:
    """Where frames are painted; a trial's delay has its memory set aside now.

    Raises:
        ConfigError: there is not so much.
    """
    if not given.delay_ms:
        return Newest()
    width, height = config.camera.width, config.camera.height
    geometry = geometry_of(config, width, height)
    size = (geometry.width, geometry.height)
    return Delayed(given.delay_ms, size, free_bytes=free_bytes)


def _scribe(config: Config, book: Book, given: Prescription) -> Scribe:
    settings = {
        "version": __version__,
        "mirror": asdict(config.mirror),
        "mm_per_camera_px": config.mount.mm_per_camera_px,
        "screen_width_mm": config.screen.width_mm,
    }
    return Scribe(
        book,
        affected_side=config.mirror.affected_side,
        view=config.mirror.view,
        settings=settings,
        mark={"trial": True, "delay_ms": given.delay_ms} if given.trial else {},
    )
