"""What pictures of "left or right?" came to, worked out from the entries themselves.

For a session that nobody ended: the power went. A session that was ended has the
same words in its last entry, from `session.pack.score`.
"""

from __future__ import annotations

import json
from statistics import median
from typing import TYPE_CHECKING, Any

from mirrorbox.words import Side

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mirrorbox.journal.database import Connection

_CARDS = """
SELECT kind, data FROM entry
WHERE session_id = ? AND kind IN ('card', 'card_taken_back') ORDER BY seq"""


def worked_out(
    connection: Connection, session_id: int, settings: Mapping[str, Any]
) -> dict[str, Any]:
    """The score of a session by its entries; empty where no picture was judged.

    Args:
        connection: an open journal.
        session_id: which session.
        settings: what it ran under; they say how many pictures there were to be.

    Raises:
        ValueError: an entry does not hold what the journal writes.
    """
    judged: dict[int, dict[str, Any]] = {}
    rows = connection.execute(_CARDS, (session_id,)).fetchall()
    for kind, text in rows:
        told = json.loads(text)
        if kind == "card":
            judged[told["number"]] = told
        else:  # an answer that was taken back is none
            judged.pop(told["number"], None)
    if not rows:
        return {}
    prescribed = (settings.get("prescription") or {}).get("laterality_pictures")
    return _score(list(judged.values()), prescribed or len(rows))


def _score(judged: Sequence[Mapping[str, Any]], cards: int) -> dict[str, Any]:
    outcomes = [one["outcome"] for one in judged]
    answered = [one for one in judged if "answer" in one]
    sides = {
        side.value: _part([one for one in answered if one["side"] == side])
        for side in Side
    }
    return {
        "cards": cards,
        "skipped": outcomes.count("skipped"),
        "no_answer": outcomes.count("no_answer"),
        **_part(answered),
        **sides,
    }


def _part(answered: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    correct = sum(bool(one["correct"]) for one in answered)
    times = [one["reaction_ms"] for one in answered]
    return {
        "answered": len(answered),
        "correct": correct,
        "accuracy_percent": round(100 * correct / len(answered)) if answered else None,
        "median_reaction_ms": round(median(times)) if times else None,
    }
