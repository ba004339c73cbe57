"""A unit that cannot be built: a page for the patient, no reboot after reboot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from mirrorbox.apology import AFRESH_NS
from mirrorbox.cli import main
from mirrorbox.clock import NS_PER_S, SimulatedClock
from mirrorbox.errors import ConfigError, MirrorboxError, ScreenFault
from mirrorbox.health.notify import Notifier
from mirrorbox.health.trial import Trial
from mirrorbox.salvage import salvaged
from mirrorbox.screen.memory import MemoryScreen
from mirrorbox.unbuilt import tell
from tests.health.systemd import Systemd
from tests.rig import Visit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mirrorbox.screen import Page, Shown

LIMIT_NS = 900 * NS_PER_S
LOOKS_BACK_NS = 300 * NS_PER_S
BURST = 5
"""The service's start limit, as systemd/system/mirrorbox.service has it."""


@pytest.fixture
def systemd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Systemd]:
    end = Systemd(f"{tmp_path}/notify")
    monkeypatch.setenv("NOTIFY_SOCKET", end.address)
    monkeypatch.setenv("WATCHDOG_USEC", "10000000")
    yield end
    end.close()


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[Page]:
    """Every page that a memory screen shows."""
    pages: list[Page] = []
    show = MemoryScreen.show

    def watched(self: MemoryScreen, page: Page, *rest: Any) -> Shown:
        pages.append(page)
        return show(self, page, *rest)

    monkeypatch.setattr(MemoryScreen, "show", watched)
    return pages


def unit(folder: Path, text: str) -> list[str]:
    path = folder / "unit.toml"
    path.write_text(text, encoding="utf-8")
    run = ["run", "--config", str(path), "--screen", "memory", "--clock", "simulated"]
    return [*run, "--camera", "synthetic", "--journal", str(folder / "journal")]


def said(page: Page) -> list[str]:
    return [row.text.format(**dict(row.numbers)) for row in page.rows]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[camera]\nfps = 2000\n", "camera.fps = 2000.0 is out of range"),
        ("[camera\n", "is not TOML"),
        ("[mirror]\nmidline = 0.01\n", "midline"),
        ('[controls]\nsources = ["script:/nowhere.txt"]\n', "nowhere.txt cannot be"),
    ],
)
def test_a_service_shows_a_page_for_a_bad_configuration(  # noqa: PLR0917
    tmp_path: Path,
    systemd: Systemd,
    shown: list[Page],
    capsys: pytest.CaptureFixture[str],
    text: str,
    sentence: str,
) -> None:
    assert main(unit(tmp_path, text)) == 1

    assert {page.title for page in shown} == {"Not set up"}
    assert said(shown[0]) == ["Please tell your therapist.", "Code: 1"]
    assert sentence in capsys.readouterr().err
    heard = systemd.heard()
    assert "EXTEND_TIMEOUT_USEC=20000000" in heard
    assert "READY=1" not in heard


def test_at_a_desk_it_is_one_sentence_and_no_page(
    tmp_path: Path, shown: list[Page], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(unit(tmp_path, "[camera]\nfps = 2000\n")) == 1

    (told,) = capsys.readouterr().err.splitlines()
    assert told.startswith("mirrorbox: camera.fps = 2000")
    assert shown == []


class Unit:
    """A unit whose building fails, on a clock of its own."""

    def __init__(self, folder: Path) -> None:
        self.clock = SimulatedClock()
        self.folder = folder
        words = {"screen": {"driver": "memory"}, "journal": {"directory": str(folder)}}
        self.config = salvaged(folder / "none", words)

    def tell(self, error: Exception) -> int:
        """How long it was told, in ns."""
        before_ns = self.clock.boot_ns()
        trial = Trial.begin(self.folder)
        tell(error, self.config, clock=self.clock, trial=trial)
        return self.clock.boot_ns() - before_ns


@pytest.mark.usefixtures("systemd")
def test_the_log_hears_why_when_the_page_comes_up(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    Unit(tmp_path).tell(ConfigError("It is wrong.\nSo is this."))

    assert [r.getMessage() for r in caplog.records if r.levelname == "ERROR"] == [
        "It is wrong.",
        "So is this.",
    ]


@pytest.mark.usefixtures("systemd")
def test_it_stands_longer_than_the_start_limit_looks_back(tmp_path: Path) -> None:
    lasted_ns = Unit(tmp_path).tell(ConfigError("It is wrong."))

    assert lasted_ns == pytest.approx(LIMIT_NS, abs=NS_PER_S)
    assert lasted_ns > LOOKS_BACK_NS


@pytest.mark.usefixtures("systemd")
def test_a_bug_in_the_building_has_a_page_too(
    tmp_path: Path, shown: list[Page]
) -> None:
    lasted_ns = Unit(tmp_path).tell(ZeroDivisionError("a bug"))

    assert lasted_ns > LOOKS_BACK_NS
    assert said(shown[0])[-1] == "Code: 2"


@pytest.mark.usefixtures("systemd")
def test_a_new_version_that_may_go_back_does_so_at_once(
    tmp_path: Path, shown: list[Page]
) -> None:
    (tmp_path / "previous.deb").touch()

    assert Unit(tmp_path).tell(ConfigError("It is wrong.")) == 0
    assert shown == []


@pytest.mark.usefixtures("systemd")
def test_a_screen_that_breaks_is_no_reason_to_start_again_and_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr("mirrorbox.unbuilt.open_screen", failing)
    assert Unit(tmp_path).tell(ZeroDivisionError("a bug")) > LOOKS_BACK_NS


@pytest.mark.usefixtures("systemd")
def test_a_screen_that_is_missing_was_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_: Any, **__: Any) -> None:
        raise ScreenFault("There is no screen.")

    monkeypatch.setattr("mirrorbox.unbuilt.open_screen", missing)
    unit = Unit(tmp_path)
    with pytest.raises(ScreenFault):
        unit.tell(ConfigError("It is wrong."))
    assert unit.clock.boot_ns() > LOOKS_BACK_NS


def test_the_page_is_in_the_language_of_the_patient(
    tmp_path: Path, systemd: Systemd, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = ["--preset", "crps", "--set", "affected_side=left", "--set", "language=de"]
    assert main(["prescribe", *given, "--journal", str(tmp_path)]) == 0
    looks: list[str] = []

    def opener(*_: Any, look: Any, **__: Any) -> None:
        looks.append(look.language.code)
        raise ZeroDivisionError("enough")

    monkeypatch.setattr("mirrorbox.unbuilt.open_screen", opener)
    Unit(tmp_path).tell(ConfigError("It is wrong."))

    assert looks == ["de"]
    assert "STATUS=Out of order: It is wrong." in systemd.heard()


def test_what_is_right_in_a_bad_file_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "unit.toml"
    text = '[camera]\nfps = 2000\n[screen]\nwidth_mm = 333\n[controls]\nsources = "x"\n'
    path.write_text(text, encoding="utf-8")
    config = salvaged(path, {"screen": {"driver": "memory"}, "camera": {"source": "?"}})

    assert (config.screen.width_mm, config.screen.driver) == (333, "memory")
    assert (config.camera.source, config.camera.fps) == ("pi", 60)


def failing_at(visit: Visit, second: float, error: Exception) -> float:
    """Run into an error of the loop; how many seconds it took to leave."""
    appliance = visit.build()
    turn = appliance.turn

    def failing() -> None:
        if visit.clock.boot_ns() >= second * NS_PER_S:
            raise error
        turn()

    appliance.turn = failing  # type: ignore[method-assign]
    with pytest.raises(MirrorboxError):
        appliance.run()
    return visit.clock.boot_ns() / NS_PER_S


@pytest.mark.usefixtures("systemd")
@pytest.mark.parametrize("second", [2, 60, 300])
def test_a_bug_in_the_loop_never_reaches_the_start_limit(
    tmp_path: Path, second: float
) -> None:
    left_s = failing_at(Visit(tmp_path, ""), second, ZeroDivisionError("a bug"))

    assert left_s >= max(AFRESH_NS / NS_PER_S, second + 5)
    assert left_s * NS_PER_S * (BURST - 1) >= LOOKS_BACK_NS


@pytest.mark.usefixtures("systemd")
def test_a_configuration_that_proves_wrong_in_the_loop_stands(tmp_path: Path) -> None:
    """A camera that delivers a size which its midline does not fit."""
    left_s = failing_at(Visit(tmp_path, "1 START"), 8, ConfigError("No such picture."))

    assert left_s == pytest.approx(8 + 900, abs=2)


def test_at_a_desk_a_bug_is_told_for_five_seconds(tmp_path: Path) -> None:
    assert not Notifier().listens
    left_s = failing_at(Visit(tmp_path, ""), 10, ZeroDivisionError("a bug"))

    assert left_s == pytest.approx(15, abs=0.2)
