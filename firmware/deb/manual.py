"""The manual page: the command line as argparse has it, and what it cannot know."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING

from mirrorbox.cli import DISCLAIMER, parser

if TYPE_CHECKING:
    from collections.abc import Iterator

    from firmware.deb.recipe import Recipe


def page(recipe: Recipe) -> str:
    """mirrorbox(1) in groff."""
    top = parser()
    parts = [
        f'.TH MIRRORBOX 1 "{recipe.date:%Y-%m-%d}" "mirrorbox" "mirrorbox"',
        ".SH NAME",
        r"mirrorbox \- mirror therapy: the healthy limb, mirrored, at life size",
        ".SH SYNOPSIS",
        ".B mirrorbox",
        r"[\-v] \fICOMMAND\fR [\fIOPTION\fR ...]",
        ".SH DESCRIPTION",
        _plain(str(top.description)),
        ".PP",
        _plain(DISCLAIMER),
        ".SH COMMANDS",
        *_commands(top, "mirrorbox"),
        (recipe.root / "firmware/deb/manual.in").read_text("utf-8").rstrip(),
    ]
    return "\n".join(parts) + "\n"


def commands() -> list[str]:
    """The first word of every command."""
    return [
        word
        for action in parser()._actions  # noqa: SLF001 - argparse has no other way
        if isinstance(action, argparse._SubParsersAction)  # noqa: SLF001
        for word in action.choices
    ]


def _commands(parent: argparse.ArgumentParser, name: str) -> Iterator[str]:
    for action in parent._actions:  # noqa: SLF001 - argparse has no other way
        if not isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            continue
        for word, command in action.choices.items():
            yield f'.SS "{name} {word}{_positionals(command)}"'
            yield _plain(str(command.description))
            yield from _options(command)
            yield from _commands(command, f"{name} {word}")


def _positionals(command: argparse.ArgumentParser) -> str:
    words = [
        str(action.metavar or action.dest)
        for action in command._actions  # noqa: SLF001
        if not action.option_strings
        and not isinstance(action, argparse._SubParsersAction)  # noqa: SLF001
    ]
    return "".join(f" [{word}]" for word in words)


def _options(command: argparse.ArgumentParser) -> Iterator[str]:
    for action in command._actions:  # noqa: SLF001
        if isinstance(action, argparse._SubParsersAction | argparse._HelpAction):  # noqa: SLF001
            continue
        names = ", ".join(action.option_strings) or str(action.metavar or action.dest)
        value = "" if action.nargs == 0 or not action.option_strings else _value(action)
        yield ".TP"
        yield rf"\fB{_plain(names)}\fR{value}"
        yield _plain(str(action.help or "").replace("%(default)s", str(action.default)))


def _value(action: argparse.Action) -> str:
    if action.choices:
        return rf" \fI{_plain('|'.join(map(str, action.choices)))}\fR"
    return rf" \fI{_plain(str(action.metavar or action.dest.upper()))}\fR"


def _plain(text: str) -> str:
    """Text that groff takes for nothing else."""
    text = text.replace("\\", r"\e").replace("-", r"\-")
    return re.sub(r"^([.'])", r"\\&\1", text, flags=re.MULTILINE)
