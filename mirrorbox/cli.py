"""Every command. Sets the environment and the log; nothing else does."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mirrorbox import __version__
from mirrorbox import commands as do
from mirrorbox.config import SYSTEM_FILE
from mirrorbox.errors import MirrorboxError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


DISCLAIMER = (
    "mirrorbox is not a certified medical device. It gives no diagnosis and no advice; "
    "use it as a therapist has shown you."
)

LONGEST_S = 600.0
"""So long may a report measure."""

_CONFIG_HELP = f"the unit's configuration (default {SYSTEM_FILE}, where there is one)"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; every error of ours is one sentence and a code above 0."""
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    options = parser().parse_args(arguments)
    logging.basicConfig(
        level=logging.DEBUG if options.verbose else options.level,
        format="%(levelname)s %(name)s: %(message)s",
    )
    try:
        code: int = options.command(options)
    except MirrorboxError as error:
        for line in str(error).splitlines():
            print(f"mirrorbox: {line}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # `mirrorbox log | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return code


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = argparse.ArgumentParser(
        prog="mirrorbox",
        description="Mirror therapy: the healthy limb, mirrored, live, at life size.",
        epilog=DISCLAIMER,
    )
    top.add_argument("--version", action="version", version=__version__)
    top.add_argument("-v", "--verbose", action="store_true", help="log every detail")
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    _run_parser(
        _command(commands, "run", do.run_mirror, "run the mirror (the appliance's job)")
    )
    _demo_parser(
        _command(
            commands,
            "demo",
            do.demo,
            "the same with a drawn hand and no hardware",
        )
    )
    doctor = _command(commands, "doctor", do.doctor, "check every part, a line each")
    doctor.set_defaults(level=logging.ERROR)  # its lines say it already
    _unit_options(doctor)
    add = doctor.add_argument
    add("--report", type=Path, metavar="FILE", help="write all of it to FILE too")
    add(
        "--seconds",
        type=_seconds,
        default=10.0,
        help="how long the report measures the mirror (default 10)",
    )
    words = "make the unit's identity and check the board, once"
    first = _command(commands, "first-start", do.first_start, words)
    first.add_argument("--config", type=Path, metavar="FILE", help=_CONFIG_HELP)
    first.add_argument("--journal", metavar="DIR", help="where sessions are recorded")
    _config_parser(commands)
    _preset_parser(commands)
    _voice_parser(commands)
    words = "check and store a prescription"
    _prescribe_parser(_command(commands, "prescribe", do.prescribe, words))
    unlock = _command(commands, "unlock", do.unlock, "lift a stop rule that locks")
    _journal_options(unlock)
    _log_parser(_command(commands, "log", do.show_log, "show the recorded sessions"))
    pages = _command(commands, "pages", do.draw_pages, "draw every page as a PNG")
    pages.add_argument(
        "--out", type=Path, default=Path("pages"), metavar="DIR", help="where they go"
    )
    bench = _command(commands, "bench", do.bench, "measure the mirror beside others")
    bench.add_argument("--rounds", type=_count, default=21, help="rounds (default 21)")
    return top


def _count(text: str) -> int:
    """A whole number above 0, for argparse."""
    try:
        number = int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a whole number") from None
    if number < 1:
        raise argparse.ArgumentTypeError(f"{number} is not above 0")
    return number


def _seconds(text: str) -> float:
    """Above 0 and no more than ten minutes, for argparse."""
    try:
        seconds = float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a number") from None
    if not 0 < seconds <= LONGEST_S:
        raise argparse.ArgumentTypeError(f"{text} is not above 0 and at most 600")
    return seconds


def _command(
    commands: Any, name: str, run: Callable[[argparse.Namespace], int], words: str
) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = commands.add_parser(
        name, help=words, description=f"{words[0].upper()}{words[1:]}."
    )
    made.set_defaults(command=run, level=logging.INFO)
    return made


def _unit_options(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add(
        "--config",
        type=Path,
        metavar="FILE",
        help=_CONFIG_HELP,
    )
    add(
        "--camera",
        metavar="SOURCE",
        help="pi, webcam[:/dev/videoN], film:PATH or synthetic",
    )
    add(
        "--controls",
        metavar="LIST",
        help="gpio, keyboard or pedal, and script:FILE, joined by commas",
    )
    add(
        "--screen",
        choices=["auto", "kmsdrm", "window", "memory"],
        help="where to draw; memory shows nobody",
    )
    add("--journal", metavar="DIR", help="where sessions are recorded")


def _run_parser(command: argparse.ArgumentParser) -> None:
    _unit_options(command)
    add = command.add_argument
    add("--affected", choices=["left", "right"], help="the affected side")
    add(
        "--view",
        choices=["reflection", "both", "overlay", "true"],
        help="what stands in place of the affected limb",
    )
    add(
        "--clock",
        choices=["system", "simulated"],
        default="system",
        help="simulated: time passes as fast as pictures can be made",
    )
    add("--shots", type=Path, metavar="DIR", help="keep a PNG of each page there")


def _demo_parser(command: argparse.ArgumentParser) -> None:
    command.epilog = "Keys: S start, P pause (hold: stop), L log, F fullscreen, Esc."
    add = command.add_argument
    add(
        "--headless",
        action="store_true",
        help="draw in memory though there is a display",
    )
    add(
        "--out",
        type=Path,
        default=Path("demo-out"),
        metavar="DIR",
        help="where pictures and the journal go (default demo-out)",
    )


def _config_parser(commands: Any) -> None:
    command = commands.add_parser(
        "config",
        help="check or show the configuration",
        description="Check or show the unit's configuration.",
    )
    verbs = command.add_subparsers(required=True, metavar="VERB")
    for name, run, words in (
        ("check", do.config_check, "name every error at once"),
        ("show", do.config_show, "print every value in force"),
    ):
        _unit_options(_command(verbs, name, run, words))


def _preset_parser(commands: Any) -> None:
    command = commands.add_parser(
        "preset",
        help="list or show the condition presets",
        description="List or show the condition presets, with their sources.",
    )
    verbs = command.add_subparsers(required=True, metavar="VERB")
    _command(verbs, "list", do.preset_list, "a line for each preset")
    show = _command(verbs, "show", do.preset_show, "one preset, bounds and sources")
    show.add_argument("id", help="the preset's id, from the list")


def _voice_parser(commands: Any) -> None:
    command = commands.add_parser(
        "voice",
        help="build the spoken prompts",
        description="Build the spoken prompts.",
    )
    verbs = command.add_subparsers(required=True, metavar="VERB")
    build = _command(verbs, "build", do.voice_build, "speak every sentence into a file")
    add = build.add_argument
    add("language", nargs="+", help="en, de, fr, es or ar")
    add("--engine", default="espeak-ng", help="the speech engine (default espeak-ng)")
    add("--dir", type=Path, metavar="DIR", help="where the recordings lie")
    add("--config", type=Path, metavar="FILE", help="the unit's configuration")


def _prescribe_parser(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add("file", nargs="?", type=Path, help="a prescription in TOML")
    add("--preset", metavar="ID", help="start from this preset instead of a file")
    add(
        "--set",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="a setting of the preset; may be given more than once",
    )
    add("--history", action="store_true", help="show what was prescribed before")
    _journal_options(command)


def _journal_options(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add("--config", type=Path, metavar="FILE", help="the unit's configuration")
    add("--journal", metavar="DIR", help="where the unit's record is")


def _log_parser(command: argparse.ArgumentParser) -> None:
    _journal_options(command)
    add = command.add_argument
    add("--csv", action="store_true", help="the table as CSV")
    add("what", nargs="?", choices=["show"], help="show one session's entries")
    add("number", nargs="?", type=int, help="its number")
