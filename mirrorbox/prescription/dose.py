"""Whether another session may begin now, and how long it may last.

What holds, and what cannot without a clock:

- A "day" is any stretch of `day_h` hours, not a date. In no such stretch of true time
  are more minutes granted than `daily_cap_min`, nor more sittings than `per_day`,
  as long as every vouched-for date is true. With `day_h = 24` that is any 24 hours.
  A smaller `day_h` is the therapist's choice: tomorrow's session may then be earlier
  in the day than today's was.
- A restart alone resets nothing, however often and whatever the wall clock says.
- A unit without a vouched-for date cannot tell a night without power from a pulled
  plug. After a restart it counts powered hours only, and asks to be left switched on;
  left on, it is as good as one with a clock. `undated_day_h` is the therapist's
  trade-off for a unit that is unplugged: so many powered hours then count as a day.
  With less than `day_h`, somebody who restarts such a unit on purpose can get the
  daily cap once in every `undated_day_h` powered hours, and never more.
- Between two sittings lie `gap_min` of true time. A session that a power cut broke
  off, or that ended before anything was practised, may be gone on with at once, for
  what is left of its cap: the pieces are one sitting.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mirrorbox.prescription.answer import Allowance, Reason
from mirrorbox.prescription.elapsed import Elapsed, Mark, Timeline

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mirrorbox.prescription.values import Prescription

_HOUR_S = 3600.0
_WEEK_S = 7 * 24 * _HOUR_S


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """A session that is over.

    Attributes:
        began: its first entry.
        ended: its last entry. After a power cut that is its last heartbeat, not the
            entry that closed it at the next start.
        looked_s: seconds of looking, or of judging pictures.
        moved_s: seconds of movement.
        judged: pictures of "left or right?" that were answered.
        place: in the plan of its prescription, from 0.
        lost_s: after a power cut what may have passed since `ended` unrecorded: the
            heartbeat's interval. It counts as used.
        interrupted: whether a power cut ended it.
    """

    began: Mark
    ended: Mark
    looked_s: float
    moved_s: float
    judged: int = 0
    place: int = 0
    lost_s: float = 0.0
    interrupted: bool = False

    @property
    def used_s(self) -> float:
        """What counts against the caps."""
        return self.looked_s + self.moved_s + self.lost_s

    @property
    def practised(self) -> bool:
        """Whether there was movement in it, or an answer."""
        return self.moved_s > 0 or self.judged > 0

    @property
    def unfinished(self) -> bool:
        """Whether it may be gone on with."""
        return self.interrupted or not self.practised


@dataclass(frozen=True, slots=True)
class Week:
    """Sessions of the last seven days beside what is prescribed.

    Attributes:
        done: sittings with practice, or None where restarts without a vouched-for
            date leave it open how long ago they were.
        prescribed: `per_day` times `days_per_week`.
    """

    done: int | None
    prescribed: int


@dataclass(frozen=True, slots=True)
class _Sitting:
    """Pieces that count as one session, and what has passed since the last ended."""

    pieces: tuple[Past, ...]
    since: Elapsed

    @property
    def used_s(self) -> float:
        return sum(piece.used_s for piece in self.pieces)

    @property
    def practised(self) -> bool:
        return any(piece.practised for piece in self.pieces)

    @property
    def unfinished(self) -> bool:
        return self.pieces[-1].unfinished


@dataclass(frozen=True, slots=True)
class _Wait:
    reason: Reason
    seconds: float
    stay_on: bool


def allowance(
    given: Prescription,
    past: Iterable[Past],
    now: Mark,
    *,
    seen: Iterable[Mark] = (),
    running: bool = False,
) -> Allowance:
    """Decide about a session that would begin now.

    Args:
        given: the prescription in force.
        past: every session of at least the last day, better of the last week.
        now: the present moment; its `seq` is larger than any other.
        seen: further entries of the journal; they tell how long the unit was on.
        running: whether a session is open.
    """
    if running:
        return Allowance(allowed=False, reason=Reason.SESSION_RUNNING)
    sittings = _sittings(given, past, now, seen)
    cap_s = given.cap_min * 60
    today = [(one, left) for one in sittings if (left := _left_of_day(given, one)) > 0]
    free_s = given.daily_cap_min * 60 - sum(one.used_s for one, _ in today)
    last = sittings[-1] if sittings else None
    gap_s = given.gap_min * 60
    if last and last.unfinished and last.since.at_least_s < gap_s:
        left_s = min(cap_s - last.used_s, free_s)
        if left_s > given.look_first_s:
            return Allowance(allowed=True, reason=Reason.OK, left_s=left_s)
    waits = [*_day_done(given, today), *_day_full(given, today, free_s)]
    waits += _too_soon(last, gap_s)
    if waits:
        longest = max(waits, key=lambda wait: wait.seconds)
        return Allowance(
            allowed=False,
            reason=longest.reason,
            wait_s=longest.seconds,
            stay_on=longest.stay_on,
        )
    return Allowance(allowed=True, reason=Reason.OK, left_s=min(cap_s, free_s))


def week(
    given: Prescription, past: Iterable[Past], now: Mark, *, seen: Iterable[Mark] = ()
) -> Week:
    """Count the last seven days, for the summary; the arguments are `allowance`'s."""
    recent = [
        one
        for one in _sittings(given, past, now, seen)
        if one.practised and one.since.at_least_s < _WEEK_S
    ]
    sure = all(one.since.exact for one in recent)
    return Week(len(recent) if sure else None, given.per_day * given.days_per_week)


def _sittings(
    given: Prescription, past: Iterable[Past], now: Mark, seen: Iterable[Mark]
) -> list[_Sitting]:
    sessions = sorted(past, key=lambda session: session.ended.seq)
    marks = [mark for one in sessions for mark in (one.began, one.ended)]
    line = Timeline([*marks, *seen, now])
    groups: list[list[Past]] = []
    for session in sessions:
        before = groups[-1][-1] if groups else None
        if before and before.unfinished:
            apart = _since(before, session.began, line)
            if apart.at_least_s < given.gap_min * 60:
                groups[-1].append(session)
                continue
        groups.append([session])
    return [_Sitting(tuple(group), _since(group[-1], now, line)) for group in groups]


def _since(session: Past, later: Mark, line: Timeline) -> Elapsed:
    """What has passed since a session truly ended, `lost_s` after its last entry.

    Right after a power cut that may read as less than 0: the wait is so much longer.
    """
    recorded = line.between(session.ended, later)
    return Elapsed(recorded.at_least_s - session.lost_s, recorded.exact)


def _left_of_day(given: Prescription, sitting: _Sitting) -> float:
    """Seconds for which a sitting still counts as today's."""
    day_h = given.day_h
    if not sitting.since.exact:
        day_h = min(day_h, given.undated_day_h)
    return day_h * _HOUR_S - sitting.since.at_least_s


def _too_soon(last: _Sitting | None, gap_s: float) -> list[_Wait]:
    if last is None or last.since.at_least_s >= gap_s:
        return []
    seconds = gap_s - last.since.at_least_s
    return [_Wait(Reason.TOO_SOON, seconds, not last.since.exact)]


def _day_done(
    given: Prescription, today: Sequence[tuple[_Sitting, float]]
) -> list[_Wait]:
    """The wait until the next sitting of `per_day`."""
    done = [pair for pair in today if pair[0].practised]
    done.sort(key=lambda pair: pair[1])
    over = len(done) - given.per_day
    if over < 0:
        return []
    sitting, left = done[over]
    return [_Wait(Reason.PER_DAY, left, not sitting.since.exact)]


def _day_full(
    given: Prescription, today: Sequence[tuple[_Sitting, float]], free_s: float
) -> list[_Wait]:
    """The waits until the minutes of a whole session are free again."""
    waits = []
    full_s = given.cap_min * 60
    if not given.laterality_pictures:  # nobody knows how long pictures take
        full_s = min(full_s, given.look_first_s + given.session_min * 60)
    for sitting, left in sorted(today, key=lambda pair: pair[1]):
        if free_s >= full_s:
            break
        free_s += sitting.used_s
        waits.append(_Wait(Reason.DAILY_CAP, left, not sitting.since.exact))
    return waits
