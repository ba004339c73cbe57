"""Times counted in a fixed set of bins: kept for hours without growing."""

from __future__ import annotations

from array import array

BIN_NS = 250_000
BINS = 1200
"""A quarter of a millisecond each, up to 300 ms; later ones share the last bin."""


class Histogram:
    """How often each duration was seen."""

    def __init__(self, *, bin_ns: int = BIN_NS) -> None:
        """Begin empty, with bins so wide."""
        self._bin_ns = bin_ns
        self._bins = array("Q", [0]) * BINS
        self._count = 0
        self._longest_ns = 0

    @property
    def count(self) -> int:
        """How many durations were added."""
        return self._count

    @property
    def longest_ns(self) -> int:
        """The longest, exactly."""
        return self._longest_ns

    def add(self, duration_ns: int) -> None:
        """Count a duration; a negative one counts as none."""
        duration_ns = max(0, duration_ns)
        self._bins[min(duration_ns // self._bin_ns, BINS - 1)] += 1
        self._count += 1
        self._longest_ns = max(self._longest_ns, duration_ns)

    def quantile_ns(self, share: float) -> int:
        """The duration that so great a share did not exceed, to the bin's end."""
        wanted = share * self._count
        seen = 0
        for i, count in enumerate(self._bins):
            seen += count
            if seen >= wanted and seen:
                return min((i + 1) * self._bin_ns, self._longest_ns)
        return 0

    def clear(self) -> None:
        """Forget everything."""
        self._bins = array("Q", [0]) * BINS
        self._count = self._longest_ns = 0

    def summary_ms(self) -> dict[str, float]:
        """Count, quantiles and longest, in ms, for the journal."""
        return {
            "count": self._count,
            "p50_ms": round(self.quantile_ns(0.5) / 1e6, 2),
            "p95_ms": round(self.quantile_ns(0.95) / 1e6, 2),
            "p99_ms": round(self.quantile_ns(0.99) / 1e6, 2),
            "max_ms": round(self._longest_ns / 1e6, 2),
        }
