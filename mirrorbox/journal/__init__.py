"""The durable record: append-only, restored when damaged, dated without a clock."""

from mirrorbox.journal.backlog import Receipt
from mirrorbox.journal.going_back import go_back
from mirrorbox.journal.reading import Reader
from mirrorbox.journal.store import Store
from mirrorbox.journal.values import Entry, How, Kind, Opening, SessionSummary
from mirrorbox.journal.writer import Journal

__all__ = [
    "Entry",
    "How",
    "Journal",
    "Kind",
    "Opening",
    "Reader",
    "Receipt",
    "SessionSummary",
    "Store",
    "go_back",
]
