"""How much the mirror costs, measured against a plain copy and against peers."""

from __future__ import annotations

from mirrorbox.bench.run import BenchResult, run_bench
from mirrorbox.bench.timing import Row

__all__ = ["BenchResult", "Row", "run_bench"]
