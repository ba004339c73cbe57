"""What this unit is: packaged defaults, one override file, a few command-line words.

Frozen values, checked once at start; every error is told at once, each in one line.
"""

from __future__ import annotations

import json
import tomllib
from dataclasses import asdict, dataclass, field
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mirrorbox._schema import Choice, Pattern, Range, build, merge
from mirrorbox._text import UnreadableText, read_toml
from mirrorbox.controls.wiring import clashes
from mirrorbox.errors import ConfigError
from mirrorbox.words import Side, View

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

OWN_KEYS = {"f": "fills the screen", "escape": "leaves mirrorbox"}
"""Keys that mean something of their own, and what."""

SYSTEM_FILE = Path("/etc/mirrorbox/mirrorbox.toml")
"""Where a unit keeps what differs from the defaults."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraConfig:
    """Which camera, and what it is asked for."""

    source: str = field(
        metadata={
            "check": Pattern(
                r"pi|synthetic|webcam(:.+)?|film:.+",
                "pi, synthetic, webcam, webcam:/dev/videoN or film:PATH",
            )
        }
    )
    width: int = field(metadata={"check": Range(64, 4096)})
    height: int = field(metadata={"check": Range(64, 4096)})
    fps: float = field(metadata={"check": Range(5, 240)})
    lens_position: float = field(metadata={"check": Range(0, 15)})
    mains_hz: int = field(metadata={"check": Choice(50, 60)})
    stall_s: float = field(metadata={"check": Range(0.2, 10)})


@dataclass(frozen=True, slots=True, kw_only=True)
class MountConfig:
    """How the camera hangs over the table."""

    rotation_deg: int = field(metadata={"check": Choice(0, 90, 180, 270)})
    mm_per_camera_px: float = field(metadata={"check": Range(0.01, 10)})


@dataclass(frozen=True, slots=True, kw_only=True)
class MirrorConfig:
    """What becomes of the picture."""

    affected_side: Side
    view: View
    midline: float = field(metadata={"check": Range(0, 1)})
    seam_px: int = field(metadata={"check": Range(0, 1024)})
    overlay_opacity: float = field(metadata={"check": Range(0, 1)})
    scale: float = field(metadata={"check": Range(0.1, 4)})
    unlock_magnification: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenConfig:
    """The panel over the hidden limb."""

    driver: str = field(
        metadata={"check": Choice("auto", "kmsdrm", "window", "memory")}
    )
    width_mm: float = field(metadata={"check": Range(50, 2000)})
    width_px: int = field(metadata={"check": Range(0, 8192)})
    height_px: int = field(metadata={"check": Range(0, 8192)})
    refresh_hz: float = field(metadata={"check": Range(1, 500)})
    fullscreen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PinsConfig:
    """BCM pin numbers of buttons and lamps."""

    start: int = field(metadata={"check": Range(0, 27)})
    pause: int = field(metadata={"check": Range(0, 27)})
    log: int = field(metadata={"check": Range(0, 27)})
    start_lamp: int = field(metadata={"check": Range(0, 27)})
    pause_lamp: int = field(metadata={"check": Range(0, 27)})
    log_lamp: int = field(metadata={"check": Range(0, 27)})


@dataclass(frozen=True, slots=True, kw_only=True)
class KeysConfig:
    """Keys that stand for buttons, by SDL's names in lower case."""

    start: tuple[str, ...]
    pause: tuple[str, ...]
    log: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlsConfig:
    """The three buttons and what stands for them."""

    sources: tuple[str, ...] = field(
        metadata={
            "check": Pattern(
                r"gpio|keyboard|pedal|script:.+",
                "gpio, keyboard, pedal or script:FILE",
            )
        }
    )
    debounce_s: float = field(metadata={"check": Range(0.005, 0.2)})
    hold_s: float = field(metadata={"check": Range(0.5, 10)})
    stuck_s: float = field(metadata={"check": Range(5, 600)})
    grip_s: float = field(metadata={"check": Range(2, 20)})
    pins: PinsConfig
    keys: KeysConfig
    pedal: KeysConfig


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionConfig:
    """How long things last."""

    countdown_s: float = field(metadata={"check": Range(0, 60)})
    pause_limit_s: float = field(metadata={"check": Range(10, 3600)})
    heartbeat_s: float = field(metadata={"check": Range(1, 60)})
    summary_s: float = field(metadata={"check": Range(5, 600)})


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicConfig:
    """Who lent the unit, and how a therapist opens a locked one."""

    name: str
    phone: str
    pin: str = field(
        metadata={
            "check": Pattern(
                r"|[1-3]{4,12}", "4 to 12 of the digits 1 START, 2 PAUSE, 3 LOG"
            )
        }
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceConfig:
    """How loud, and where the recordings lie: DIR/own/LANG before DIR/built/LANG."""

    volume: float = field(metadata={"check": Range(0, 1)})
    directory: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalConfig:
    """Where the record is kept."""

    directory: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitConfig:
    """What the unit asks of the system around it."""

    power_off: str
    in_use: str
    blind_limit_s: float = field(metadata={"check": Range(30, 86400)})
    data_partition: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Everything this unit is."""

    camera: CameraConfig
    mount: MountConfig
    mirror: MirrorConfig
    screen: ScreenConfig
    controls: ControlsConfig
    session: SessionConfig
    clinic: ClinicConfig
    voice: VoiceConfig
    journal: JournalConfig
    unit: UnitConfig


def load(
    path: Path | None = None, *, overrides: Mapping[str, Any] | None = None
) -> Config:
    """Read the defaults, then the unit's file, then the command line's overrides.

    Args:
        path: the unit's file; without one, `SYSTEM_FILE` where it exists.
        overrides: nested tables, as the TOML would have them.

    Raises:
        ConfigError: a file cannot be read, or the values are wrong; every error at
            once, a line each.
    """
    tables: list[Mapping[str, Any]] = [defaults()]
    if path is not None or SYSTEM_FILE.exists():
        tables.append(read(path or SYSTEM_FILE))
    if overrides:
        tables.append(overrides)
    return checked(merge(tables))


def checked(merged: Mapping[str, Any]) -> Config:
    """The configuration that these tables say.

    Raises:
        ConfigError: the values are wrong; every error at once, a line each.
    """
    config: Config
    config, problems = build(Config, merged)
    problems += _contradictions(merged)
    if problems:
        raise ConfigError("\n".join(problems))
    return config


def show(config: Config) -> str:
    """A configuration as the TOML that would make it."""
    return "\n".join(_lines(asdict(config), "")).strip()


def _lines(table: Mapping[str, Any], path: str) -> Iterator[str]:
    if path:
        yield f"\n[{path}]"
    for key, value in table.items():
        if not isinstance(value, dict):
            plain = list(value) if isinstance(value, tuple) else value
            plain = str(plain) if isinstance(plain, Path) else plain
            yield f"{key} = {json.dumps(plain, ensure_ascii=False)}"
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _lines(value, f"{path}.{key}" if path else key)


def defaults() -> dict[str, Any]:
    """The packaged defaults, as nested tables."""
    text = resources.files("mirrorbox").joinpath("defaults.toml").read_text("utf-8")
    return tomllib.loads(text)


def read(path: Path) -> dict[str, Any]:
    """A file's tables.

    Raises:
        ConfigError: it cannot be read, or is no TOML.
    """
    try:
        return read_toml(path)
    except UnreadableText as error:
        raise ConfigError(str(error)) from error


def _contradictions(merged: Mapping[str, Any]) -> list[str]:
    """What no single value shows, told of every part that is right in itself."""

    def part(kind: type[Any], *path: str) -> Any:
        table: Any = merged
        for name in path:
            table = table.get(name) if isinstance(table, dict) else None
        value, problems = build(kind, table)
        return None if problems else value

    problems = []
    if mirror := part(MirrorConfig, "mirror"):
        problems += _magnified(mirror)
    if screen := part(ScreenConfig, "screen"):
        problems += _half_sized(screen)
    if pins := part(PinsConfig, "controls", "pins"):
        problems += clashes(pins)
    keys = {name: part(KeysConfig, "controls", name) for name in ("keys", "pedal")}
    problems += _shared_keys({name: k for name, k in keys.items() if k})
    controls = part(ControlsConfig, "controls")
    if controls:
        problems += _doubled(controls.sources)
    return problems


def _doubled(sources: tuple[str, ...]) -> list[str]:
    if not sources:
        return ["controls.sources is empty; name gpio, keyboard, pedal or script:FILE."]
    if {"keyboard", "pedal"} <= set(sources):
        sentence = (
            "controls.sources has keyboard and pedal, which read the same keys; "
            "one of them: pedal on a unit, keyboard on a desk."
        )
        return [sentence]
    return []


def _magnified(mirror: MirrorConfig) -> list[str]:
    if mirror.scale <= 1 or mirror.unlock_magnification:
        return []
    sentence = (
        f"mirror.scale = {mirror.scale:g} magnifies the limb, which can raise pain; "
        "a therapist must set mirror.unlock_magnification = true."
    )
    return [sentence]


def _half_sized(screen: ScreenConfig) -> list[str]:
    if bool(screen.width_px) == bool(screen.height_px):
        return []
    names = ["width_px", "height_px"]
    name, other = names if screen.width_px else names[::-1]
    return [f"screen.{name} is set, so screen.{other} must be too."]


def _shared_keys(tables: Mapping[str, KeysConfig]) -> list[str]:
    owners: dict[str, list[str]] = {}
    for table, keys in tables.items():
        for button in ("start", "pause", "log"):
            for key in getattr(keys, button):
                owners.setdefault(key.lower(), []).append(f"controls.{table}.{button}")
    return [
        f"The key {key!r} is given to {' and '.join(names)}; one button each."
        for key, names in owners.items()
        if len(names) > 1
    ] + [
        f"The key {key!r} of {names[0]} {OWN_KEYS[key]}; choose another."
        for key, names in owners.items()
        if key in OWN_KEYS
    ]
