"""The record in words for the command line: a table, a CSV, one session in full."""

from __future__ import annotations

import csv as comma
import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from mirrorbox.clock import NS_PER_S, ClockQuality
from mirrorbox.journal.values import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import tzinfo

    from mirrorbox.journal.values import Entry, SessionSummary

NO_DATE = "date not known"
OPEN = "still open"

_LINE = "{:>4}  {:<16}  {:<8}  {:<10}  {:>7}  {:>7}  {}"
_CSV_FIELDS = (
    "number",
    "uid",
    "started",
    "clock_quality",
    "boot_count",
    "affected_side",
    "view",
    "trial",
    "delay_ms",
    "moved_s",
    "moments",
    "reason",
    "pictures",
    "pictures_answered",
    "pictures_correct",
    "accuracy_percent",
    "median_reaction_ms",
)


def table(sessions: Iterable[SessionSummary], zone: tzinfo = UTC) -> str:
    """One line for each session, oldest first, under a heading."""
    lines = [_line(session, zone) for session in sessions]
    if not lines:
        return "No session is recorded yet."
    head = _LINE.format("No.", "When", "Affected", "View", "Minutes", "Moments", "End")
    return "\n".join([head, *lines])


def _line(session: SessionSummary, zone: tzinfo) -> str:
    return _LINE.format(
        session.number,
        when(session, zone),
        session.affected_side.value,
        session.view.value,
        f"{session.moved_s / 60:.1f}",
        session.moments,
        _end(session) + _trial(session),
    )


def _trial(session: SessionSummary) -> str:
    """A trial is marked wherever its session is told of."""
    if not session.settings.get("trial"):
        return ""
    return f", trial with {session.settings.get('delay_ms', 0)} ms of delay"


def when(session: SessionSummary, zone: tzinfo = UTC) -> str:
    """The date and time of START to the minute; no date rather than a wrong one."""
    if session.clock_quality is ClockQuality.UNKNOWN:
        return NO_DATE
    return _started(session, zone).strftime("%Y-%m-%d %H:%M")


def _started(session: SessionSummary, zone: tzinfo) -> datetime:
    return datetime.fromtimestamp(session.started_unix_ns // NS_PER_S, zone)


def _end(session: SessionSummary) -> str:
    """How it ended; after pictures of left or right also what they came to."""
    how = (session.reason or OPEN).replace("_", " ")
    if not session.training:
        return how
    cards, answered, correct, _, ms = _trained(session)
    time = f", median {ms} ms" if answered else ""
    return f"{how}; {correct} correct of {answered} answers to {cards} pictures{time}"


def _trained(session: SessionSummary) -> tuple[object, ...]:
    """Pictures, answers, right ones, their share and the reaction time; or blanks."""
    names = ("cards", "answered", "correct", "accuracy_percent", "median_reaction_ms")
    found = (session.training.get(name) for name in names)
    return tuple("" if one is None else one for one in found)


def repairs(entries: Iterable[Entry], zone: tzinfo = UTC) -> str:
    """What befell the record itself: a line for each repair and each loss.

    Args:
        entries: the unit's own, oldest first.
        zone: of the dates.
    """
    lines = [f"{_dated(e, zone)}: {said}" for e in entries if (said := _repair(e))]
    return "\n".join(lines)


def _repair(entry: Entry) -> str:
    told = entry.data
    if entry.kind == Kind.RESTORED:
        base = f"the copy {told['copy']}" if told["copy"] else "nothing"
        saved = f"{told['salvaged']} entries saved beyond it"
        return f"the journal {told['problem']}; restored from {base}, {saved}."
    if entry.kind == Kind.WENT_BACK:
        return (
            f"an upgrade failed; the journal goes on from the copy {told['copy']}, "
            f"and what was recorded since is in {told['newer']}."
        )
    if entry.kind == Kind.LOST:
        count = told["events"] + told["heartbeats"]
        return f"{count} entries could not be written and are lost."
    return ""


def _dated(entry: Entry, zone: tzinfo) -> str:
    if entry.clock_quality is ClockQuality.UNKNOWN:
        return f"Boot {entry.boot_count}, {NO_DATE}"
    date = datetime.fromtimestamp(entry.wall_unix_ns // NS_PER_S, zone)
    return f"Boot {entry.boot_count}, {date:%Y-%m-%d %H:%M}"


def csv(sessions: Iterable[SessionSummary]) -> str:
    """The same for a spreadsheet: a heading, then a row for each session.

    `started` is ISO 8601 in UTC and empty where the date is not known; `moved_s` is
    in seconds; `reason` is empty while a session is open. The last columns are filled
    after pictures of "left or right?" only.
    """
    out = io.StringIO()
    writer = comma.writer(out, lineterminator="\n")
    writer.writerow(_CSV_FIELDS)
    for session in sessions:
        known = session.clock_quality is not ClockQuality.UNKNOWN
        writer.writerow(
            (
                session.number,
                session.uid,
                _started(session, UTC).isoformat() if known else "",
                session.clock_quality.value,
                session.boot_count,
                session.affected_side.value,
                session.view.value,
                "yes" if session.settings.get("trial") else "no",
                session.settings.get("delay_ms", 0),
                session.moved_s,
                session.moments,
                session.reason or "",
                *_trained(session),
            )
        )
    return out.getvalue()


def show(session: SessionSummary, entries: Sequence[Entry], zone: tzinfo = UTC) -> str:
    """One session in full: what it ran under, then every entry since START."""
    noun = "moment" if session.moments == 1 else "moments"
    moved = f"{session.moved_s / 60:.1f} minutes moved, {session.moments} {noun}"
    lines = [
        f"Session {session.number}  {when(session, zone)}  ({session.uid})",
        f"affected side {session.affected_side.value}, view {session.view.value}",
        f"{moved}, {_end(session)}{_trial(session)}",
        *(f"  {name} = {value}" for name, value in sorted(session.settings.items())),
        *(_entry_line(entry, entries[0]) for entry in entries),
    ]
    return "\n".join(lines)


def _entry_line(entry: Entry, first: Entry) -> str:
    data = "  ".join(f"{name}={value}" for name, value in sorted(entry.data.items()))
    return f"{_since(entry, first):>9}  {entry.kind:<12}  {data}".rstrip()


def _since(entry: Entry, first: Entry) -> str:
    """Minutes and seconds since START; another boot has another clock."""
    if entry.boot_id != first.boot_id:
        return "next boot" if entry.boot_count == first.boot_count + 1 else "later"
    minutes, seconds = divmod((entry.boot_ns - first.boot_ns) // NS_PER_S, 60)
    return f"{minutes}:{seconds:02}"
