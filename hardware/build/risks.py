"""The risk table of `hardware/risks.toml`, and how bad each risk is."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from hardware.build.tables import HEADER, markdown
from hardware.build.unit import HARDWARE, UnitError, read_toml
from mirrorbox._schema import Range, build

if TYPE_CHECKING:
    from pathlib import Path

RISKS_FILE = HARDWARE / "risks.toml"
"""Every hazard that we thought of."""

REFUSED = 10
"""Severity times likelihood from which a risk is not acceptable."""

WATCHED = 5
"""From which it is kept as low as can be."""


class Kind(StrEnum):
    """How a risk is controlled, best first."""

    DESIGN = "design"
    PROTECTION = "protection"
    INFORMATION = "information"


def _score() -> Any:
    return field(metadata={"check": Range(1, 5)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """A hazard, how it comes to harm, and what is done about it.

    Attributes:
        severity: 1 to 5.
        before: likelihood without the control, 1 to 5.
        after: likelihood with it.
        verified: files, tests (`FILE::test`) or headings (`FILE#heading`).
    """

    hazard: str
    situation: str
    harm: str
    severity: int = _score()
    before: int = _score()
    control: str
    kind: Kind
    after: int = _score()
    verified: tuple[str, ...]

    @property
    def left(self) -> int:
        """Severity times likelihood, with the control."""
        return self.severity * self.after

    @property
    def start(self) -> int:
        """Severity times likelihood, without the control."""
        return self.severity * self.before


def load(path: Path = RISKS_FILE) -> dict[str, Risk]:
    """Every risk by its short name.

    Raises:
        UnitError: a key is missing, strange or out of range.
    """
    risks, problems = {}, []
    for name, table in read_toml(path).items():
        risks[name], wrong = build(Risk, table, name)
        problems += wrong
    if problems:
        raise UnitError("\n".join(f"hardware/risks.toml: {line}" for line in problems))
    return risks


def verdict(score: int) -> str:
    """What a score means."""
    if score >= REFUSED:
        return "not acceptable"
    return "as low as can be" if score >= WATCHED else "acceptable"


def page() -> str:
    """The table as Markdown."""
    rows = [
        (
            name,
            f"{risk.hazard}: {risk.situation[0].lower()}{risk.situation[1:]}",
            risk.harm,
            f"{risk.severity} × {risk.before} = {risk.start}",
            f"{risk.control} ({risk.kind})",
            f"{risk.severity} × {risk.after} = {risk.left}, {verdict(risk.left)}",
            ", ".join(f"`{place}`" for place in risk.verified),
        )
        for name, risk in load().items()
    ]
    head = ("risk", "hazard and situation", "harm", "before", "control", "after")
    return (
        f"{HEADER}# Risks\n\nSeverity 1 to 5 times likelihood 1 to 5; from {REFUSED} "
        f"not acceptable, from {WATCHED} kept as low as can be. The scales and the "
        "scores are our judgement, in `hardware/risks.toml`.\n\n"
        + markdown((*head, "verified by"), rows)
    )
