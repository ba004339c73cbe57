"""The cables between the parts that are bought, for WireViz: one drawing a variant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hardware.build.harness import LOOK, Harness

if TYPE_CHECKING:
    from hardware.build.unit import Unit, Variant


def system(unit: Unit, variant: Variant) -> Harness:
    """Board, camera, panel, pedal, speaker, light and their supplies.

    A screen without a supply of its own here is an ordinary monitor on the mains.
    """
    supplies = {supply.name: supply for supply in variant.supply}
    own = "screen supply" in supplies
    connectors: dict[str, Any] = {
        "BOARD": _one(
            variant.board.name,
            ["USB-C", "HDMI 0", "CAM 0", "USB 1", "USB 2", "40 pins"],
        ),
        "SCREEN": _one(f"{variant.screen.diagonal_in:g}″ panel", ["HDMI", "Power"]),
        "CAMERA": _one("Camera module", ["CSI"]),
        "PEDAL": _one("Foot pedal", ["USB"]),
        "SPEAKER": _one("Speaker", ["USB"]),
        "BUTTONS": _one("Lamp board", ["40 pins"]),
        "LIGHT": _one(f"{variant.light.lumens:g} lm", ["DC"]),
        "MAINS 1": _supply(supplies["board supply"].name, supplies, variant),
        "MAINS 2": _supply("screen supply", supplies, variant),
        "MAINS 3": _supply("light supply", supplies, variant),
    }
    camera, pedal = unit.cable.camera.length_mm, unit.cable.pedal.length_mm
    mains = unit.cable.mains.length_mm
    screen = "USB-C" if own else "mains lead"
    runs = [
        ("MAINS 1", 1, "USB-C", mains, "BOARD", 1),
        ("BOARD", 2, "micro-HDMI", 1000.0, "SCREEN", 1),
        ("BOARD", 3, "flat cable", camera, "CAMERA", 1),
        ("BOARD", 4, "USB, socket J2", pedal, "PEDAL", 1),
        ("BOARD", 5, "USB", 1000.0, "SPEAKER", 1),
        ("BOARD", 6, "W2", 100.0, "BUTTONS", 1),
        ("MAINS 2", 1, screen, mains, "SCREEN", 2),
        ("MAINS 3", 1, "DC lead", mains, "LIGHT", 1),
    ]
    cables = {
        f"C{index}": {"type": kind, "length": length / 1000, "wirecount": 1}
        for index, (_, _, kind, length, _, _) in enumerate(runs, start=1)
    }
    connections = [
        [{start: [pole]}, {f"C{index}": [1]}, {end: [other]}]
        for index, (start, pole, _, _, end, other) in enumerate(runs, start=1)
    ]
    return {
        **LOOK,
        "connectors": connectors,
        "cables": cables,
        "connections": connections,
    }


def _one(kind: str, labels: list[str]) -> Harness:
    return {
        "type": kind,
        "pins": list(range(1, len(labels) + 1)),
        "pinlabels": labels,
    }


def _supply(name: str, supplies: dict[str, Any], variant: Variant) -> Harness:
    supply = supplies.get(name)
    if supply is None:
        return _one(f"Wall socket, the {variant.screen.diagonal_in:g}″ monitor", ["~"])
    return _one(
        f"{name.capitalize()}, class II", [f"{supply.volts:g} V {supply.amps:g} A"]
    )
