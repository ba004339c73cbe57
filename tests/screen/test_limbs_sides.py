"""L and R: from the model, and from the pixels of the drawn pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from mirrorbox.errors import ConfigError
from mirrorbox.exercises import Aspect, Card
from mirrorbox.screen.limbs import draw_card, ink, paint
from mirrorbox.screen.limbs.bones import Part
from mirrorbox.screen.limbs.figure import FigurePose
from mirrorbox.screen.limbs.looking import Look, bones
from mirrorbox.screen.limbs.postures import packaged, postures
from mirrorbox.screen.limbs.sides import mirrored, side_of
from mirrorbox.words import Side
from tests.screen.test_limbs import CARDS, pixels

if TYPE_CHECKING:
    from collections.abc import Iterator

VIEWS = list(packaged("views.toml"))
WITH_SIDE = [n for n, p in postures().items() if not isinstance(p.pose, FigurePose)]

NEAR = {Part.THUMB, Part.INDEX, Part.BIG_TOE, Part.TOE_2}
FAR = {Part.RING, Part.LITTLE, Part.TOE_4, Part.LITTLE_TOE}
ROOT = {Part.ARM, Part.PALM, Part.CLOTH, Part.LEG, Part.FOOT, Part.TROUSERS}
RED, BLUE, GREEN, BLACK = (255, 0, 0), (0, 0, 255), (0, 255, 0), (0, 0, 0)


@pytest.mark.parametrize("name", WITH_SIDE)
def test_the_model_is_a_right_limb_from_everywhere(name: str) -> None:
    for view in VIEWS:
        for turn in (0, 75, 180, 285):
            limb = bones(Look(name, view, turn))
            assert side_of(limb) is Side.RIGHT
            assert side_of(mirrored(limb)) is Side.LEFT


def test_the_thumb_grows_beside_the_index_finger() -> None:
    limb = bones(Look("spread", "back"))
    x = {
        part: next(b.end[0] for b in limb if b.part is part)
        for part in NEAR | FAR
        if any(b.part is part for b in limb)
    }

    assert x[Part.THUMB] < x[Part.INDEX] < x[Part.RING] < x[Part.LITTLE]


def test_a_person_from_behind_has_no_one_side() -> None:
    with pytest.raises(ConfigError, match="No one side"):
        side_of(bones(Look("shoulders_up")))


def _code(part: Part) -> tuple[int, int, int]:
    if part in NEAR:
        return RED
    if part in FAR:
        return BLUE
    return GREEN if part in ROOT else BLACK


@pytest.fixture
def coded(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Thumb's side red, little finger's side blue, everything behind them green."""
    palette = np.array([*(_code(p) for p in Part), BLACK], dtype=np.float32).T
    monkeypatch.setattr(ink, "_PALETTE", palette)
    paint._posture.cache_clear()
    yield
    paint._posture.cache_clear()


def _middle(there: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> complex:
    rows, columns = np.nonzero(there)
    assert rows.size > 8
    return complex(columns.mean(), -rows.mean())


def side_seen(card: Card) -> Side:
    """Read the side off the drawn pixels, knowing only from where it is seen."""
    seen = pixels(draw_card(card, 160)).astype(int)
    red, green, blue, alpha = (seen[..., i] for i in range(4))
    solid = alpha > 200
    near = solid & (red > 150) & (blue < 60) & (green < 60)
    far = solid & (blue > 150) & (red < 60) & (green < 60)
    root = solid & (green > 150) & (red < 60) & (blue < 60)
    along = _middle(near | far) - _middle(root)
    thumbward = _middle(near) - _middle(far)
    turned_left = (along.conjugate() * thumbward).imag > 0
    return Side.RIGHT if turned_left == (card.view is Aspect.BACK) else Side.LEFT


@pytest.mark.usefixtures("coded")
@pytest.mark.parametrize(("name", "view"), CARDS)
def test_the_pixels_of_every_card_show_its_side(name: str, view: Aspect) -> None:
    for i, side in enumerate((*Side, *Side)):
        card = Card(posture=name, view=view, rotation_deg=i * 105 % 360, side=side)
        assert side_seen(card) is side
