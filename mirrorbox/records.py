"""What is remembered on this unit: its journal, what was before, who writes."""

from __future__ import annotations

import logging
from dataclasses import asdict
from typing import TYPE_CHECKING

from mirrorbox import __version__
from mirrorbox.errors import JournalFault, JournalTooNew
from mirrorbox.health.trial import went_back
from mirrorbox.history import History
from mirrorbox.journal import Journal, Reader, go_back
from mirrorbox.scribe import NoBook, Scribe

if TYPE_CHECKING:
    from pathlib import Path

    from mirrorbox.clock import Clock
    from mirrorbox.config import Config
    from mirrorbox.prescription import Prescription
    from mirrorbox.scribe import Book

log = logging.getLogger(__name__)


def book_of(config: Config, clock: Clock) -> Book:
    """The journal; where it cannot be opened, one that says so."""
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


def history_of(config: Config) -> History:
    """What was before; nothing, where the journal cannot be read: `book` says so."""
    try:
        with Reader(config.journal.directory) as reader:
            return History.read(reader, heartbeat_s=config.session.heartbeat_s)
    except JournalFault as error:
        log.warning("history: %s", error)
        return History()


def scribe_of(config: Config, book: Book, given: Prescription) -> Scribe:
    """Who writes sessions into the journal, with what each of them runs under."""
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
