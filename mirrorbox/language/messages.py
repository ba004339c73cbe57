"""Every sentence the patient can see or hear, by id: one table, in English.

The English sentence is its own msgid in the catalogues. Rules (clinical reference,
section 9): at most 12 words, no contractions, words that a ten-year-old reads. The
wording of questions follows section 4. START, PAUSE and LOG stand as they are printed
on the buttons, in every language.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence.

    Attributes:
        text: English, with {placeholders} for numbers.
        plural: the same for other numbers than one, which {n} then stands for.
    """

    text: str
    plural: str | None = None

    @property
    def spoken(self) -> bool:
        """Whether it can be recorded: a sentence with a number in it is only shown."""
        return "{" not in self.text


_SENTENCES: dict[str, str] = {
    # The unit
    "starting.title": "Please wait",
    "starting.camera": "The camera starts.",
    "go_on": "Press START to go on.",
    "finish": "Press START to finish.",
    "again": "Press START to begin again.",
    "ready.title": "Press START",
    "ready.hand": "Put your hand under the camera.",
    "ready.forearm": "Put your forearm under the camera.",
    "ready.foot": "Put your foot under the camera.",
    "ready.leg": "Put your leg under the camera.",
    # Set-up (section 3, steps 1 to 3)
    "setup.title": "Get ready",
    "setup.quiet": "Find a quiet place. Sit well.",
    "setup.jewellery": "Take off rings, watch and long sleeves.",
    "setup.jewellery_leg": "Take off shoes, socks and jewellery.",
    "setup.film.left.hand": "Put your left hand under the camera.",
    "setup.film.right.hand": "Put your right hand under the camera.",
    "setup.film.left.forearm": "Put your left forearm under the camera.",
    "setup.film.right.forearm": "Put your right forearm under the camera.",
    "setup.film.left.foot": "Put your left foot under the camera.",
    "setup.film.right.foot": "Put your right foot under the camera.",
    "setup.film.left.leg": "Put your left leg under the camera.",
    "setup.film.right.leg": "Put your right leg under the camera.",
    "setup.hide.left": "Keep your left side hidden behind the screen.",
    "setup.hide.right": "Keep your right side hidden behind the screen.",
    "setup.ready": "All well? Press START.",
    "side.left": "Left",
    "side.right": "Right",
    # Ratings (section 4)
    "pain.before": "How much pain now?",
    "pain.after": "How much pain now, after the session?",
    "pain.none": "No pain",
    "pain.worst": "Worst pain you can imagine",
    "illusion": "How much did it feel like your own limb?",
    "illusion.none": "Not at all",
    "illusion.full": "Completely",
    "unpleasant": "Was anything unpleasant?",
    "unpleasant.none": "Nothing",
    "unpleasant.dizzy": "Dizzy",
    "unpleasant.sick": "Sick",
    "unpleasant.upset": "Upset",
    "unpleasant.stuck": "The limb felt stuck",
    "unpleasant.other": "Something else",
    "rate.more": "More",
    "rate.less": "Less",
    "rate.this": "This one",
    "rate.next": "Next",
    "rate.back": "Back",
    "rate.skip": "Hold LOG to skip.",
    "rate.skipped": "Skipped",
    "rate.skip.short": "Skip",
    "unpleasant.stuck.short": "Limb stuck",
    "unpleasant.other.short": "Other",
    # Looking and moving
    "look.title": "Look",
    "look": "Look at the picture. Do not move yet.",
    "look.until": "Wait until it feels like your own limb.",
    "look.early": "Press START when it feels like your own.",
    "countdown.hand": "Put your hand back.",
    "countdown.limb": "Get into place.",
    "move.title": "Move",
    "move.one": "Move only the limb you see.",
    "move.both": "Move both sides together, in the same way.",
    "move.imagine": "Do not move. Imagine the movement.",
    "move.slow": "Move slowly. It must not hurt.",
    "rest.title": "Rest",
    "rest": "Rest. Keep looking at the picture.",
    "next.title": "Next exercise",
    "next": "Now the next exercise.",
    "exercise.of": "Exercise {number} of {total}",
    "half": "Half is done.",
    "last": "This is the last exercise.",
    # Pause, rescue, calm
    "paused.title": "Paused",
    "paused.stop": "Hold PAUSE to stop.",
    "rescue.title": "Just look.",
    "rescue": "You do not need to do anything.",
    "rescue.pain": "Press LOG to tell your pain.",
    "calm.title": "You can rest now.",
    "calm": "All has stopped.",
    "calm.rate": "Press START to answer three questions.",
    "marked": "Marked",
    # The end
    "ended.title": "Finished",
    "end.dose": "Session complete",
    "end.stopped": "Session stopped",
    "end.ended": "Session ended",
    "summary.exercises": "Exercises: {done} of {total}",
    "summary.week": "Sessions this week: {done} of {total}",
    "summary.today": "Sessions today: {done} of {total}",
    "summary.pain": "Pain before: {before}. Pain after: {after}.",
    "dose.enough": "Enough for today. Next: tomorrow.",
    "dose.later": "Enough for now. Next: later today.",
    "dose.today": "Enough for today.",
    "dose.rest": "Time to rest.",
    "dose.next.minute": "Next: in one minute.",
    "dose.next.minutes": "Next: in {minutes} minutes.",
    "dose.next.hours": "Next: in {hours} hours.",
    "dose.next.tomorrow": "Next: tomorrow.",
    "dose.stay_on": "Please leave the box switched on.",
    "dose.running": "A session is running.",
    "ready.general": "No prescription yet.",
    "ready.trial": "This session is a trial.",
    "dose.week": "Enough for this week.",
    "dose.done": "Your programme is complete. Please tell your therapist.",
    # Stop rules
    "locked.title": "Call your therapist",
    "locked": "Please call your therapist before the next session.",
    "locked.number": "Telephone: {number}",
    "pin.title": "For the therapist",
    "pin": "Enter the PIN.",
    "pin.wrong": "This PIN is wrong.",
    "pin.wait": "Too many tries. Please wait.",
    "pin.open": "The unit is unlocked.",
    # Graded motor imagery, stage 1
    "laterality.title": "Left or right?",
    "laterality.ask": "Is this a left or a right one?",
    "laterality.how": "START means left. PAUSE means right.",
    "laterality.fast": "Answer as fast as you can.",
    "laterality.done": "All pictures are done.",
    "laterality.rest": "Take a rest",
    "laterality.of": "Picture {number} of {total}",
    "laterality.count": "Pictures: {done} of {total}",
    "laterality.correct": "Correct answers: {percent} %",
    # Switching off
    "off.title": "Safe to unplug",
    "off": "You can pull the plug now.",
    # Faults
    "fault.no_camera": "No camera",
    "fault.camera_cable": "Check the camera's cable.",
    "fault.no_picture": "No picture",
    "fault.camera_again": "Please wait. The camera starts again.",
    "fault.no_screen": "No screen",
    "fault.screen_cable": "Check the screen's cable.",
    "fault.memory": "Memory full",
    "fault.not_recording": "Not recording",
    "fault.mirror_works": "The mirror works. Please tell your therapist.",
    "fault.repaired": "Records repaired",
    "fault.copy": "A copy was used. Please tell your therapist.",
    "fault.button_stuck": "Button stuck",
    "fault.push": "Push the button and let it go.",
    "fault.no_buttons": "No buttons",
    "fault.unplug": "Unplug the unit, then plug it in.",
    "fault.power": "Weak power",
    "fault.power_supply": "Please use the power supply that came with the box.",
    "fault.hot": "Too hot",
    "fault.vents": "Move the box out of the sun. Free its vents.",
    "fault.worn": "Memory worn",
    "fault.risk": "Records at risk",
    "fault.not_kept": "Sessions may not be kept. Please tell your therapist.",
    "fault.setup": "Not set up",
    "fault.tell": "Please tell your therapist.",
    "fault.code": "Code: {n}",
    "fault.title": "A fault",
    "fault.sorry": "Sorry. Please tell your therapist.",
}

_PLURALS: dict[str, tuple[str, str]] = {
    "summary.seconds": ("{n} second of mirror", "{n} seconds of mirror"),
    "summary.minutes": ("{n} minute of mirror", "{n} minutes of mirror"),
    "summary.moments": ("{n} moment marked", "{n} moments marked"),
    "dose.minutes": ("Next session in {n} minute.", "Next session in {n} minutes."),
    "dose.hours": ("Next session in {n} hour.", "Next session in {n} hours."),
    "left.minutes": ("{n} minute left", "{n} minutes left"),
    "times": ("{n} time", "{n} times"),
    "pin.tries": ("{n} try left", "{n} tries left"),
    "pin.minutes": ("Please wait {n} minute.", "Please wait {n} minutes."),
}

NUMBERS: dict[str, str] = {f"number.{n}": str(n) for n in range(11)}
"""Spoken as each language reads its digits; nothing to translate."""

_EXERCISE_TEXTS = ("name", "sentence", "spoken")


@cache
def messages() -> Mapping[str, Message]:
    """Every sentence by its id, those of the exercises included."""
    table = {key: Message(text) for key, text in _SENTENCES.items()}
    table |= {key: Message(*texts) for key, texts in _PLURALS.items()}
    return table | _exercises()


def _exercises() -> dict[str, Message]:
    """`exercise.ID.name`, `.sentence` and `.spoken`, and the precautions."""
    file = resources.files("mirrorbox") / "exercises" / "library.toml"
    if not file.is_file():
        return {}
    table: dict[str, Message] = {}
    for key, exercise in tomllib.loads(file.read_text("utf-8")).items():
        for part in _EXERCISE_TEXTS:
            table[f"exercise.{key}.{part}"] = Message(exercise[part])
        for number, text in enumerate(exercise.get("precautions", []), start=1):
            table[f"exercise.{key}.precaution{number}"] = Message(text)
    return table
