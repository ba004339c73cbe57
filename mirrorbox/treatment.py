"""From a prescription to what the rooms need: a course, a setting, a look, a mirror."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from mirrorbox.clock import NS_PER_S
from mirrorbox.language import SOURCE, Language, LanguageError
from mirrorbox.prescription import Contrast, InterfaceSide, TextSize
from mirrorbox.screen import Look, Setting
from mirrorbox.screen.theme import HIGH, STANDARD
from mirrorbox.session import Course, Step
from mirrorbox.words import Rating, Side

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mirrorbox.config import ClinicConfig, Config
    from mirrorbox.prescription import Prescription


log = logging.getLogger(__name__)


def course_of(prescription: Prescription, config: Config) -> Course:
    """How a session under this prescription runs on this unit."""
    rules = prescription.stop_rules
    before = (Rating.PAIN_BEFORE,)
    pictures = prescription.laterality_pictures
    asked = [r for r in prescription.ratings if not (pictures and r is Rating.ILLUSION)]
    return Course(
        countdown_ns=_ns(config.session.countdown_s),
        look_ns=_ns(prescription.look_first_s),
        steps=tuple(
            Step(dose.exercise, _ns(dose.seconds), dose.repetitions)
            for dose in prescription.exercises
        ),
        rest_ns=_ns(prescription.rest_s),
        session_ns=_ns(60 * prescription.session_min),
        cap_ns=_ns(60 * prescription.cap_min),
        pictures=pictures,
        limb=prescription.limb,
        before=tuple(r for r in asked if r in before),
        after=tuple(r for r in asked if r not in before),
        pain_rise=rules.pain_rise,
        pain_rise_sessions=rules.pain_rise_sessions,
        adverse=rules.adverse_effect,
        pin=config.clinic.pin,
        pause_ns=_ns(config.session.pause_limit_s),
        summary_ns=_ns(config.session.summary_s),
        heartbeat_ns=_ns(config.session.heartbeat_s),
    )


def setting_of(
    prescription: Prescription,
    clinic: ClinicConfig,
    *,
    sentences: Mapping[str, str],
    notice: str = "",
) -> Setting:
    """What the pages say beyond the session."""
    return Setting(
        limb=prescription.limb,
        mode=prescription.mode,
        mode_alone=prescription.picture_first,
        sentences=sentences,
        phone=clinic.phone,
        notice=notice,
    )


def look_of(prescription: Prescription) -> Look:
    """How the pages look for this patient; a language that cannot be had is English."""
    healthy = prescription.affected_side.other
    chosen = prescription.interface_side
    auto = chosen is InterfaceSide.AUTO
    look = Look(
        side=healthy if auto else Side(chosen.value),
        anchor=not auto,
        large=prescription.text_size is TextSize.LARGE,
        picture_first=prescription.picture_first,
        language=Language(SOURCE),
        limb_side=prescription.affected_side,
        limb=prescription.limb,
        theme=STANDARD if prescription.contrast is Contrast.STANDARD else HIGH,
    )
    try:
        spoken = replace(look, language=Language(prescription.language))
        spoken.writer()
    except (LanguageError, FileNotFoundError) as error:
        log.error("language: %s", error)  # noqa: TRY400 - one sentence, no traceback
        return look
    return spoken


def _ns(seconds: float) -> int:
    return round(seconds * NS_PER_S)
