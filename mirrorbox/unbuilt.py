"""A unit that cannot be built says so on its screen, for a while.

Only as a service: somebody at a terminal reads the sentence there. It gets what a page
needs and nothing more: no camera, no buttons, no journal to write into.
"""

from __future__ import annotations

import logging
import os
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING

from mirrorbox.album import Album
from mirrorbox.apology import Apology
from mirrorbox.clock import NS_PER_S
from mirrorbox.errors import Fault, FaultKind, MirrorboxError, fault_of
from mirrorbox.health.notify import Notifier, Vigil, feeding_ns
from mirrorbox.language import SOURCE, Language
from mirrorbox.late_screen import await_screen
from mirrorbox.prescribing import packaged_library
from mirrorbox.prescription import current
from mirrorbox.records import history_of
from mirrorbox.screen import Look, open_screen
from mirrorbox.treatment import look_of

if TYPE_CHECKING:
    from pathlib import Path

    from mirrorbox.clock import Clock
    from mirrorbox.config import Config
    from mirrorbox.health.trial import Trial
    from mirrorbox.screen import Screen

log = logging.getLogger(__name__)


def tell(
    error: Exception,
    config: Config,
    *,
    clock: Clock,
    trial: Trial,
    shots: Path | None = None,
) -> None:
    """Show the patient why the mirror does not start; return after a while.

    Args:
        error: why.
        config: what of the configuration is right.
        clock: how long the page stands.
        trial: of this version, after an upgrade.
        shots: where to keep a picture of the page; None for nowhere.

    Raises:
        ScreenFault: there is no screen, and it was waited for.
    """
    notifier = Notifier.of(os.environ)
    if not notifier.listens or trial.may_go_back:
        notifier.close()
        return
    for line in str(error).splitlines():
        log.error("%s", line)
    lasts_ns = round(config.unit.blind_limit_s * NS_PER_S)
    with ExitStack() as held:
        feed_ns = feeding_ns(os.environ)
        vigil = Vigil(notifier, clock=clock, feed_ns=feed_ns, blind_ns=lasts_ns)
        held.callback(vigil.stopping)
        screen = _screen(config, notifier, clock=clock, trial=trial, limit_ns=lasts_ns)
        if screen is not None:
            held.callback(screen.close)
        apology = Apology(
            vigil=vigil,
            clock=clock,
            screen=screen,
            trial=trial,
            lasts_ns=lasts_ns,
            album=Album(shots) if shots else None,
        )
        apology.stand(_lasting(error), told=lambda: False)


def _lasting(error: Exception) -> Fault:
    """The next start would fail as this one did, whatever it was."""
    fault = fault_of(error)
    if fault.kind is FaultKind.CONFIG_WRONG:
        return fault
    return Fault(FaultKind.START_FAILED, fault.detail)


def _screen(
    config: Config, notifier: Notifier, *, clock: Clock, trial: Trial, limit_ns: int
) -> Screen | None:
    try:
        return await_screen(
            partial(open_screen, config.screen, look=_look(config), clock=clock),
            notifier=notifier,
            clock=clock,
            limit_ns=limit_ns,
            missing=trial.excuse,
        )
    except MirrorboxError:
        raise
    except Exception:  # perhaps the screen is why the unit could not be built
        log.exception("nor could it be told")
        return None


def _look(config: Config) -> Look:
    """The patient's own, where the journal can be read."""
    affected = config.mirror.affected_side
    try:
        before = history_of(config)
        stored = current(
            before.prescribed, library=packaged_library(), affected_side=affected
        )
        return look_of(stored.prescription)
    except Exception as error:  # noqa: BLE001 - in English, then
        log.warning("the page is in English: %s", error)
        return Look(side=affected.other, language=Language(SOURCE))
