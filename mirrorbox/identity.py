"""Who this unit is: a random name and a key of its own, made once at first start.

Neither comes from a serial number: a unit that is wiped becomes another one. Both lie
in one file, which is there whole or not at all.
"""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mirrorbox.errors import MirrorboxError
from mirrorbox.journal.files import FILE_MODE, Place, create_private, take_over

if TYPE_CHECKING:
    from pathlib import Path

NAME = "identity.json"
KEY_BYTES = 32
"""Of an Ed25519 key, private or public (RFC 8032)."""

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32: nothing that is mistaken for another when read aloud."""


class IdentityError(MirrorboxError):
    """The unit's identity cannot be read or made."""


@dataclass(frozen=True, slots=True)
class Identity:
    """A unit.

    Attributes:
        unit: its name, such as mb-7k3p-x9qd.
        public_key: Ed25519, hexadecimal; others check with it what this unit signed.
        signing_key: Ed25519, hexadecimal; never leaves the unit.
    """

    unit: str
    public_key: str
    signing_key: str = field(repr=False)


def load(directory: Path) -> Identity | None:
    """The unit's identity, or None where it has none yet.

    Raises:
        IdentityError: there is one, and it cannot be read: no other is made, for what
            the first one signed would be a stranger's.
    """
    path = directory / NAME
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        found = Identity(
            str(told["unit"]), str(told["public_key"]), str(told["signing_key"])
        )
        keys = [bytes.fromhex(key) for key in (found.public_key, found.signing_key)]
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise IdentityError(
            f"The unit's identity {path} cannot be read ({why}): "
            "put the file back, or delete it to make another unit of this one."
        ) from error
    if not found.unit or any(len(key) != KEY_BYTES for key in keys):
        raise IdentityError(
            f"The unit's identity {path} is not whole: "
            "put the file back, or delete it to make another unit of this one."
        )
    return found


def ensure(directory: Path) -> tuple[Identity, bool]:
    """The unit's identity, made where there was none.

    What a power cut left half made never had the file's name; it is made afresh.

    Returns:
        The identity, durable, and whether it was made now.

    Raises:
        IdentityError: it cannot be read, or the disk is in the way.
    """
    known = load(directory)
    if known is not None:
        return known, False
    made = _make()
    told = {
        "unit": made.unit,
        "public_key": made.public_key,
        "signing_key": made.signing_key,
    }
    path = directory / NAME
    part = path.with_suffix(".part")
    try:
        Place(directory).prepare()
        part.unlink(missing_ok=True)
        create_private(part)
        part.write_text(json.dumps(told) + "\n", encoding="utf-8")
        part.chmod(FILE_MODE)
        take_over(part, path)
    except OSError as error:
        why = os.strerror(error.errno) if error.errno else str(error)
        raise IdentityError(
            f"The unit's identity cannot be kept in {directory}: {why}."
        ) from error
    return made, True


def _make() -> Identity:
    # Slow to import, and needed once in a unit's life.
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415
        Ed25519PrivateKey,
    )
    from cryptography.hazmat.primitives.serialization import (  # noqa: PLC0415
        Encoding,
        NoEncryption,
        PrivateFormat,
        PublicFormat,
    )

    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(8))
    return Identity(f"mb-{letters[:4]}-{letters[4:]}", public.hex(), private.hex())
