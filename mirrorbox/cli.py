"""Every command. Sets the environment and the log; nothing else does."""

from __future__ import annotations

import argparse
import logging
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mirrorbox import __version__
from mirrorbox.clock import Clock, SimulatedClock, SystemClock
from mirrorbox.config import SYSTEM_FILE, Config, load
from mirrorbox.errors import MirrorboxError, ScreenFault

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mirrorbox.prescription import Prescription

DISCLAIMER = (
    "mirrorbox is not a certified medical device. It gives no diagnosis and no advice; "
    "use it as a therapist has shown you."
)
BENCH_SIZES = ((640, 480), (1280, 720), (1920, 1080))
UNRECORDED = 3
"""Exit code of a run that went well but could not record everything."""


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
    _run_parser(_command(commands, "run", _run, "run the mirror (the appliance's job)"))
    _demo_parser(
        _command(commands, "demo", _demo, "the same with a drawn hand and no hardware")
    )
    doctor = _command(commands, "doctor", _doctor, "check every part, a line each")
    doctor.set_defaults(level=logging.ERROR)  # its lines say it already
    _unit_options(doctor)
    _config_parser(commands)
    _preset_parser(commands)
    _voice_parser(commands)
    words = "check and store a prescription"
    _prescribe_parser(_command(commands, "prescribe", _prescribe, words))
    _log_parser(_command(commands, "log", _log, "show the recorded sessions"))
    bench = _command(commands, "bench", _bench, "measure the mirror beside others")
    bench.add_argument("--rounds", type=_count, default=21, help="rounds (default 21)")
    return top


def _count(text: str) -> int:
    """A whole number above 0, for argparse."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{number} is not above 0")
    return number


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
        help=f"the unit's configuration (default {SYSTEM_FILE}, where there is one)",
    )
    add(
        "--camera",
        metavar="SOURCE",
        help="pi, webcam[:/dev/videoN], film:PATH or synthetic",
    )
    add(
        "--controls",
        metavar="LIST",
        help="gpio, keyboard and script:FILE, joined by commas",
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
        ("check", _config_check, "name every error at once"),
        ("show", _config_show, "print every value in force"),
    ):
        _unit_options(_command(verbs, name, run, words))


def _preset_parser(commands: Any) -> None:
    command = commands.add_parser(
        "preset",
        help="list or show the condition presets",
        description="List or show the condition presets, with their sources.",
    )
    verbs = command.add_subparsers(required=True, metavar="VERB")
    _command(verbs, "list", _preset_list, "a line for each preset")
    show = _command(verbs, "show", _preset_show, "one preset, bounds and sources")
    show.add_argument("id", help="the preset's id, from the list")


def _voice_parser(commands: Any) -> None:
    command = commands.add_parser(
        "voice",
        help="build the spoken prompts",
        description="Build the spoken prompts.",
    )
    verbs = command.add_subparsers(required=True, metavar="VERB")
    build = _command(verbs, "build", _voice_build, "speak every sentence into a file")
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
    add("--config", type=Path, metavar="FILE", help="the unit's configuration")
    add("--journal", metavar="DIR", help="where the prescription is stored")


def _log_parser(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add("--config", type=Path, metavar="FILE", help="the unit's configuration")
    add("--journal", metavar="DIR", help="where sessions are recorded")
    add("--csv", action="store_true", help="the table as CSV")
    add("what", nargs="?", choices=["show"], help="show one session's entries")
    add("number", nargs="?", type=int, help="its number")


def _configured(
    options: argparse.Namespace, more: dict[str, Any] | None = None
) -> Config:
    """The configuration with the command line's words laid over it."""
    words: dict[str, Any] = more or {}

    def lay(table: str, key: str, value: Any) -> None:
        if value is not None:
            words.setdefault(table, {})[key] = value

    said = vars(options)
    controls = said.get("controls")
    lay("camera", "source", said.get("camera"))
    lay("controls", "sources", controls.split(",") if controls else None)
    lay("screen", "driver", said.get("screen"))
    lay("journal", "directory", said.get("journal"))
    lay("mirror", "affected_side", said.get("affected"))
    lay("mirror", "view", said.get("view"))
    if said.get("clock") == "simulated":
        lay("screen", "refresh_hz", 10.0)  # enough for any press; six times as fast
    return load(said.get("config"), overrides=words)


def _run(options: argparse.Namespace) -> int:
    config = _configured(options)
    clock: Clock = SimulatedClock() if options.clock == "simulated" else SystemClock()
    return _appliance(config, clock, options.shots)


def _appliance(
    config: Config,
    clock: Clock,
    shots: Path | None,
    prescription: Prescription | None = None,
) -> int:
    from mirrorbox.screen import sdl_environment  # noqa: PLC0415 - before SDL starts

    os.environ.update(sdl_environment(config.screen, os.environ))
    sys.setswitchinterval(0.001)  # the camera's thread must not wait 5 ms for a turn
    from mirrorbox.build import build  # noqa: PLC0415 - the rest starts fast without

    appliance = build(config, clock=clock, shots=shots, prescription=prescription)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: appliance.stop())
    unwritten = appliance.run()
    if appliance.blind is not None:
        raise MirrorboxError(f"There was no picture: {appliance.blind.detail}")
    if unwritten:
        print(
            "mirrorbox: Not everything could be recorded; see above.", file=sys.stderr
        )
        return UNRECORDED
    return 0


def _demo(options: argparse.Namespace) -> int:
    from mirrorbox.demo import overrides, treatment, write_script  # noqa: PLC0415
    from mirrorbox.screen import has_display  # noqa: PLC0415

    write_script(options.out)
    windowed = has_display(os.environ) and not options.headless
    config, code = None, 0
    if windowed:
        print("Keys: S start, P pause (hold: stop), L log, F fullscreen, Esc leave.")
        config = load(overrides=overrides(options.out, windowed=True))
        try:
            code = _appliance(config, SystemClock(), options.out, treatment())
        except ScreenFault as error:
            print(error)
            config = None
    if config is None:
        print("No display here: the same job runs in memory for a minute.")
        config = load(overrides=overrides(options.out, windowed=False))
        code = _appliance(config, SystemClock(), options.out, treatment())
    print(f"\nPictures of what the patient saw: {options.out}/*.png\nThe record:\n")
    _print_log(config)
    return code


def _print_log(config: Config) -> None:
    from mirrorbox.journal import Reader, report  # noqa: PLC0415

    with Reader(config.journal.directory) as reader:
        sessions = reader.sessions()
        print(report.table(sessions))
        if sessions:
            entries = reader.entries(sessions[-1].number)
            print(report.show(sessions[-1], entries))


def _log(options: argparse.Namespace) -> int:
    from mirrorbox.journal import Reader, report  # noqa: PLC0415

    if (options.what is None) != (options.number is None):
        raise MirrorboxError("Say `mirrorbox log show` with a session's number.")
    config = _configured(options)
    with Reader(config.journal.directory) as reader:
        if options.what == "show":
            summary = reader.session(options.number)
            print(report.show(summary, reader.entries(options.number)))
        elif options.csv:
            print(report.csv(reader.sessions()), end="")
        else:
            print(report.table(reader.sessions()))
            if befell := report.repairs(reader.entries(None)):
                print(f"\n{befell}")
    return 0


def _preset_list(_: argparse.Namespace) -> int:
    from mirrorbox.prescription import preset_table  # noqa: PLC0415

    print(preset_table())
    return 0


def _preset_show(options: argparse.Namespace) -> int:
    from mirrorbox.prescription import preset_page  # noqa: PLC0415

    print(preset_page(options.id))
    return 0


def _voice_build(options: argparse.Namespace) -> int:
    from mirrorbox.voice.build import build  # noqa: PLC0415

    directory = options.dir or _configured(options).voice.directory
    for language in options.language:
        print(build(language, directory, options.engine).sentence)
    return 0


def _prescribe(options: argparse.Namespace) -> int:
    from mirrorbox import prescribing  # noqa: PLC0415

    directory = _configured(options).journal.directory
    if options.history:
        print(prescribing.told_history(directory))
        return 0
    given = prescribing.prescription_of(options.file, options.preset, options.set)
    print(prescribing.store(given, directory, SystemClock()))
    return 0


def _doctor(options: argparse.Namespace) -> int:
    from mirrorbox.doctor import examine  # noqa: PLC0415
    from mirrorbox.health import State  # noqa: PLC0415

    worst = 0
    for reading in examine(_configured(options), SystemClock()):
        print(f"{reading.state.value:>8}  {reading.name:<12}{reading.sentence}")
        worst = max(worst, int(reading.state is State.BAD))
    return worst


def _config_check(options: argparse.Namespace) -> int:
    from mirrorbox.glass import geometry_of  # noqa: PLC0415

    config = _configured(options)
    geometry_of(config, config.camera.width, config.camera.height)
    print("The configuration is well.")
    return 0


def _config_show(options: argparse.Namespace) -> int:
    from mirrorbox.config import show  # noqa: PLC0415

    print(show(_configured(options)))
    return 0


def _bench(options: argparse.Namespace) -> int:
    from mirrorbox.bench import run_bench  # noqa: PLC0415

    result = run_bench(rounds=options.rounds, sizes=BENCH_SIZES, out=sys.stdout)
    return 0 if result.exact and result.target_met else 1
