"""The condition presets: packaged data files with bounds, locks and sources.

`_common.toml` lies under every preset; a preset names only what differs.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Any

from mirrorbox._schema import did_you_mean, merge
from mirrorbox.prescription.values import PrescriptionError

if TYPE_CHECKING:
    from collections.abc import Mapping

GENERAL = "general"
"""The cautious preset of a unit without a prescription."""

DERIVED = "derived"
"""A source that marks a figure as ours: worked out, not stated by a paper."""

_COMMON = "_common"
_SOURCES = "_sources"


@dataclass(frozen=True, slots=True)
class Rule:
    """What one setting may be.

    Attributes:
        field: the setting, dotted where it lies in a table.
        low: the least, or None.
        high: the most, or None.
        allowed: the only values, where there are any.
        source: the keys it rests on, `DERIVED` among them where it is ours.
        reason: why it is locked; None for an ordinary bound.
    """

    field: str
    low: float | None
    high: float | None
    allowed: tuple[object, ...]
    source: tuple[str, ...]
    reason: str | None

    def complaint(self, value: Any, preset: str) -> str | None:
        """One sentence if the rule forbids this value, naming bound and source."""
        limit = self._limit(value)
        if limit is None:
            return None
        said, why = f"{self.field} = {shown(value)} {limit}", cited(self.source)
        if self.reason is None:
            return f"{said}; the preset {preset} allows {self.words} ({why})."
        return f"{said}; the preset {preset} locks it: {self.reason} ({why})."

    def _limit(self, value: Any) -> str | None:
        if self.allowed:
            return None if value in self.allowed else f"is not {self.words}"
        if isinstance(value, bool) or not isinstance(value, int | float):
            return None  # the schema says what kind it must be
        if self.low is not None and value < self.low:
            return f"is below {self.low:g}"
        if self.high is not None and value > self.high:
            return f"is above {self.high:g}"
        return None

    @property
    def words(self) -> str:
        """The rule without its setting: "15 to 60", "at most 10"."""
        if self.allowed:
            return " or ".join(shown(option) for option in self.allowed)
        if self.low is None:
            return f"at most {self.high:g}"
        if self.high is None:
            return f"at least {self.low:g}"
        if self.low == self.high:
            return f"only {self.low:g}"
        return f"{self.low:g} to {self.high:g}"


@dataclass(frozen=True, slots=True)
class Preset:
    """A condition's usual treatment.

    Attributes:
        id: its name in prescriptions.
        name: the condition in words.
        values: every setting but the affected side, as nested tables.
        bounds: what each setting may be; the therapist chooses within.
        locked: what no prescription under this preset may change, with reasons.
        source: what each setting's figure rests on.
        notes: what a therapist should know before choosing it.
        disabled: why it cannot be prescribed, or None.
    """

    id: str
    name: str
    values: Mapping[str, Any]
    bounds: Mapping[str, Rule]
    locked: Mapping[str, Rule]
    source: Mapping[str, tuple[str, ...]]
    notes: tuple[str, ...]
    disabled: str | None

    @property
    def enabled(self) -> bool:
        """Whether it can be prescribed."""
        return self.disabled is None

    def rules(self) -> tuple[Rule, ...]:
        """Every rule that holds: a lock stands in for a bound of the same setting."""
        return tuple({**self.bounds, **self.locked}.values())


def presets() -> list[str]:
    """Every preset's id, the general one first."""
    folder = resources.files("mirrorbox.prescription").joinpath("presets")
    names = [item.name.removesuffix(".toml") for item in folder.iterdir()]
    ids = sorted(name for name in names if not name.startswith("_"))
    return sorted(ids, key=lambda name: name != GENERAL)


def preset(preset_id: str) -> Preset:
    """A preset by its id, disabled ones too.

    Raises:
        PrescriptionError: there is none of that name.
    """
    if preset_id not in (known := presets()):
        hint = did_you_mean(str(preset_id), known)
        names = " `mirrorbox preset list` names them." if hint == "." else ""
        raise PrescriptionError(f"There is no preset {preset_id!r}{hint}{names}")
    own = _read(preset_id)
    common, own = _read(_COMMON), _read(preset_id)
    source = {**common["source"], **own.get("source", {})}
    return Preset(
        id=preset_id,
        name=own["name"],
        values=merge([common["values"], own["values"]]),
        bounds=_rules({**common["bounds"], **own.get("bounds", {})}),
        locked=_rules(own.get("locked", {})),
        source={key: tuple(keys) for key, keys in source.items()},
        notes=tuple(own.get("notes", ())),
        disabled=own.get("disabled"),
    )


def _rules(tables: Mapping[str, Any]) -> dict[str, Rule]:
    return {
        name: Rule(
            field=name,
            low=table.get("min"),
            high=table.get("max"),
            allowed=tuple(table.get("allowed", ())),
            source=tuple(table["source"]),
            reason=table.get("reason"),
        )
        for name, table in tables.items()
    }


def sources() -> dict[str, str]:
    """Every source key with where it can be read."""
    return dict(_read(_SOURCES))


def cited(keys: tuple[str, ...]) -> str:
    """Source keys in words: "Thieme18, Morkisch19", "derived from Onset17"."""
    stated = ", ".join(key for key in keys if key != DERIVED)
    if DERIVED not in keys:
        return stated
    return f"derived from {stated}" if stated else "derived"


def shown(value: object) -> str:
    """A setting's value as it reads in a sentence."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, list | tuple):
        return ", ".join(map(shown, value)) or "none"
    return str(value) or "none"


def _read(name: str) -> dict[str, Any]:
    folder = resources.files("mirrorbox.prescription").joinpath("presets")
    return tomllib.loads(folder.joinpath(f"{name}.toml").read_text("utf-8"))
