"""What each command does; the words it takes are in `cli`."""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING, Any

from mirrorbox.clock import Clock, SimulatedClock, SystemClock
from mirrorbox.config import Config, load
from mirrorbox.errors import MirrorboxError, ScreenFault

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from mirrorbox.appliance import Appliance
    from mirrorbox.health.trial import Trial
    from mirrorbox.prescription import Prescription

BENCH_SIZES = ((640, 480), (1280, 720), (1920, 1080))
UNRECORDED = 3
"""Exit code of a run that went well but could not record everything."""


def configured(options: argparse.Namespace) -> Config:
    """The configuration with the command line's words laid over it."""
    return load(options.config, overrides=words_of(options))


def words_of(options: argparse.Namespace) -> dict[str, Any]:
    """What the command line says of the configuration."""
    words: dict[str, Any] = {}

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
    return words


def run_mirror(options: argparse.Namespace) -> int:
    from mirrorbox.health.trial import Trial

    trial = Trial.begin()  # before anything that a new version may have broken
    clock: Clock = SimulatedClock() if options.clock == "simulated" else SystemClock()
    try:
        config = configured(options)
        appliance = built(config, clock, options.shots, trial=trial)
    except ScreenFault:  # nobody can be told, and it was waited for
        raise
    except Exception as error:
        tell_unbuilt(error, options, clock, trial)
        raise
    return run_appliance(appliance)


def tell_unbuilt(
    error: Exception, options: argparse.Namespace, clock: Clock, trial: Trial
) -> None:
    from mirrorbox.salvage import salvaged
    from mirrorbox.screen import sdl_environment

    config = salvaged(options.config, words_of(options))
    os.environ.update(sdl_environment(config.screen, os.environ))
    from mirrorbox.unbuilt import tell

    tell(error, config, clock=clock, trial=trial, shots=options.shots)


def built(
    config: Config,
    clock: Clock,
    shots: Path | None,
    prescription: Prescription | None = None,
    trial: Trial | None = None,
) -> Appliance:
    from mirrorbox.screen import sdl_environment

    os.environ.update(sdl_environment(config.screen, os.environ))
    sys.setswitchinterval(0.001)  # the camera's thread must not wait 5 ms for a turn
    from mirrorbox.build import build

    return build(
        config, clock=clock, shots=shots, prescription=prescription, trial=trial
    )


def run_appliance(appliance: Appliance) -> int:
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


def demo(options: argparse.Namespace) -> int:
    from mirrorbox.demo import overrides, treatment, write_script
    from mirrorbox.screen import has_display

    write_script(options.out)
    windowed = has_display(os.environ) and not options.headless
    config, code = None, 0
    if windowed:
        print("Keys: S start, P pause (hold: stop), L log, F fullscreen, Esc leave.")
        config = load(overrides=overrides(options.out, windowed=True))
        try:
            appliance = built(config, SystemClock(), options.out, treatment())
            code = run_appliance(appliance)
        except ScreenFault as error:
            print(error)
            config = None
    if config is None:
        print("No display here: the same job runs in memory for a minute.")
        config = load(overrides=overrides(options.out, windowed=False))
        appliance = built(config, SystemClock(), options.out, treatment())
        code = run_appliance(appliance)
    print(f"\nPictures of what the patient saw: {options.out}/*.png\nThe record:\n")
    print_log(config)
    return code


def print_log(config: Config) -> None:
    from mirrorbox.journal import Reader, report

    with Reader(config.journal.directory) as reader:
        sessions = reader.sessions()
        print(report.table(sessions))
        if sessions:
            entries = reader.entries(sessions[-1].number)
            print(report.show(sessions[-1], entries))


def show_log(options: argparse.Namespace) -> int:
    from mirrorbox.journal import Reader, report

    if (options.what is None) != (options.number is None):
        raise MirrorboxError("Say `mirrorbox log show` with a session's number.")
    config = configured(options)
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


def preset_list(_: argparse.Namespace) -> int:
    from mirrorbox.prescription import preset_table

    print(preset_table())
    return 0


def preset_show(options: argparse.Namespace) -> int:
    from mirrorbox.prescription import preset_page

    print(preset_page(options.id))
    return 0


def voice_build(options: argparse.Namespace) -> int:
    from mirrorbox.voice.build import build

    directory = options.dir or configured(options).voice.directory
    for language in options.language:
        print(build(language, directory, options.engine).sentence)
    return 0


def prescribe(options: argparse.Namespace) -> int:
    from mirrorbox import prescribing

    config = configured(options)
    if options.history:
        print(prescribing.told_history(config, SystemClock()))
        return 0
    given = prescribing.prescription_of(options.file, options.preset, options.set)
    prescribing.check_on_unit(given, config)
    print(prescribing.store(given, config.journal.directory, SystemClock()))
    return 0


def unlock(options: argparse.Namespace) -> int:
    from mirrorbox import prescribing

    print(prescribing.unlock(configured(options), SystemClock()))
    return 0


def doctor(options: argparse.Namespace) -> int:
    from mirrorbox.doctor import examine
    from mirrorbox.health import State
    from mirrorbox.screen import sdl_environment

    config, clock = configured(options), SystemClock()
    os.environ.update(sdl_environment(config.screen, os.environ))
    readings = []
    for reading in examine(config, clock):
        print(reading.line())
        readings.append(reading)
    if options.report is not None:
        from mirrorbox import unit_report

        seconds = options.seconds
        text = unit_report.told(config, readings, clock, seconds=seconds)
        unit_report.write(options.report, text)
        print(f"The report is in {options.report}.")
    return int(any(reading.state is State.BAD for reading in readings))


def first_start(options: argparse.Namespace) -> int:
    from mirrorbox.first_start import first_start as begin

    for sentence in begin(configured(options), SystemClock()):
        print(sentence)
    return 0


def config_check(options: argparse.Namespace) -> int:
    from mirrorbox.glass import geometry_of

    config = configured(options)
    geometry_of(config, config.camera.width, config.camera.height)
    print("The configuration is well.")
    return 0


def config_show(options: argparse.Namespace) -> int:
    from mirrorbox.config import show

    print(show(configured(options)))
    return 0


def draw_pages(options: argparse.Namespace) -> int:
    from mirrorbox.gallery import write

    print(f"{write(options.out)} pictures are in {options.out}.")
    return 0


def bench(options: argparse.Namespace) -> int:
    from mirrorbox.bench import run_bench

    result = run_bench(rounds=options.rounds, sizes=BENCH_SIZES, out=sys.stdout)
    return 0 if result.exact and result.target_met else 1
