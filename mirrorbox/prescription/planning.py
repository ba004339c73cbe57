"""Stages by week: a therapist's plan, and which of its stages is due.

Only time moves a plan on, never a result. Weeks are counted from the first session
with practice under the prescription, by the same clocks as the dose (see `elapsed`):

- Without a date that a clock vouches for, only powered time is counted. True time
  cannot be less, so a stage may come late and never early; `Due.exact` says so.
- A stage that was practised stays, though its date should be lost afterwards.
- From a stage that was practised the plan goes to the next one at most: a clock that
  jumped ahead, or weeks without practice, skip none.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from mirrorbox.prescription.elapsed import Mark, Timeline
from mirrorbox.prescription.library import OWN_LIST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mirrorbox.prescription.dose import Past
    from mirrorbox.prescription.library import Library
    from mirrorbox.prescription.values import Prescription

BY_WEEK = "stage_by_week"
"""How a therapist writes a plan: the stage of each week, `[1, 1, 2, 2, 3, 3]`."""

_SET_BY_STAGE = ("stage", "exercises", "mode", "laterality_pictures", "plan")
_MOST_WEEKS = 104
_WEEK_S = 7 * 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Due:
    """Where in its plan a treatment stands.

    Attributes:
        place: in the plan, from 0.
        week: the present one, from 1; or an earlier one where it is not exact.
        exact: whether the week is certain; if not, the stage may come late.
    """

    place: int = 0
    week: int = 1
    exact: bool = True


def planned(
    given: Mapping[str, Any], merged: Mapping[str, Any], weeks: Any, library: Library
) -> list[dict[str, Any]]:
    """The plan that a list of stages makes, as tables.

    Args:
        given: what the therapist set beside it.
        merged: the preset under that.
        weeks: the stage of each week.
        library: what programmes there are.

    Raises:
        ValueError: it makes none; the text is one sentence.
    """
    if both := [name for name in _SET_BY_STAGE if name in given]:
        raise ValueError(f"{BY_WEEK} sets {both[0]} too; give one of them.")
    if merged["programme"] == OWN_LIST:
        raise ValueError(f"{BY_WEEK} needs a programme.")
    if not isinstance(weeks, list) or not 1 <= len(weeks) <= _MOST_WEEKS:
        raise ValueError(
            f"{BY_WEEK} = {weeks!r} must be a list of stages, one for each week."
        )
    plan: list[dict[str, Any]] = []
    for week, number in enumerate(weeks, start=1):
        if plan and plan[-1]["stage"] == number:
            continue
        minutes = merged["session_min"]
        what = {"from_week": week, "stage": number, "session_min": minutes}
        plan.append(what | library.stage(merged["programme"], number))
    return plan


def tables(
    table: Mapping[str, Any], plan: Iterable[Mapping[str, Any]]
) -> Iterator[dict[str, Any]]:
    """A prescription's table as it is in each place of the plan."""
    for place in plan:
        own = {name: value for name, value in place.items() if name != "from_week"}
        yield {**table, **own}


def stages(given: Prescription) -> list[Prescription]:
    """What is prescribed in each place of the plan."""
    return [staged(given, place) for place in range(len(given.plan))]


def staged(given: Prescription, place: int) -> Prescription:
    """What is prescribed in one place of the plan; all of it where there is none."""
    if not given.plan:
        return given
    one = given.plan[place]
    return replace(
        given,
        stage=one.stage,
        session_min=one.session_min,
        mode=one.mode,
        laterality_pictures=one.laterality_pictures,
        exercises=one.exercises,
    )


def due(
    given: Prescription,
    past: Sequence[Past],
    now: Mark,
    *,
    seen: Iterable[Mark] = (),
    since_seq: int = 0,
) -> Due:
    """Which stage is due now.

    Args:
        given: the prescription in force.
        past: every session that is over.
        now: the present moment; its `seq` is larger than any other.
        seen: further entries of the journal; they tell how long the unit was on.
        since_seq: the entry that holds the prescription; what came before is not its.
    """
    under = [one for one in past if one.began.seq > since_seq and one.practised]
    if not given.plan or not under:
        return Due()
    first = min((one.began for one in under), key=lambda mark: mark.seq)
    marks = [mark for one in past for mark in (one.began, one.ended)]
    elapsed = Timeline([*marks, *seen, now]).between(first, now)
    week = int(elapsed.at_least_s // _WEEK_S) + 1
    last = len(given.plan) - 1
    reached = min(last, max(one.place for one in under))
    by_time = max(i for i, one in enumerate(given.plan) if one.from_week <= week)
    return Due(max(reached, min(by_time, reached + 1)), week, elapsed.exact)
