"""Writes sessions until it is killed; prints each entry once it is acknowledged.

Usage: python -m tests.journal.kill_child JOURNAL_DIRECTORY SYSTEM_ROOT
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from mirrorbox.clock import SystemClock
from mirrorbox.journal import Journal, Receipt
from mirrorbox.words import Side, View

PATIENCE_S = 30.0


def tell(journal: Journal, receipts: list[Receipt], boot_id: str) -> None:
    """One line for each entry that is now promised, in one write each."""
    journal.flush(PATIENCE_S)
    for receipt in receipts:
        line = f"{receipt.seq} {receipt.session} {boot_id}\n"
        os.write(sys.stdout.fileno(), line.encode("ascii"))
    receipts.clear()


def main(directory: Path, root: Path) -> None:
    clock = SystemClock(root)
    journal = Journal.open(directory, clock)
    while True:
        begun = journal.begin_session(
            affected_side=Side.RIGHT, view=View.BOTH, settings={"dose_s": 900}
        )
        receipts = [begun]
        uid = begun.session
        for number in range(6):
            receipts.append(journal.record("moment", {"number": number}, session=uid))
            if number % 2:
                tell(journal, receipts, clock.boot_id)
        end = {"reason": "dose", "moved_s": 900.0}
        receipts.append(journal.record("ended", end, session=uid))
        tell(journal, receipts, clock.boot_id)
        journal.copy_if_due()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
