"""Which font file a script needs that the house's own font does not have.

Found by trying (pygame-ce 2.5.8, SDL_ttf 2.24): the font inside pygame has no joined
Arabic letters. DejaVu Sans has them beside Latin letters and digits; Noto Sans Arabic
looks better but lacks Latin letters and %, so those runs need the house's font.
"""

from __future__ import annotations

from pathlib import Path

LATIN, ARABIC = "Latn", "Arab"
"""Scripts by their ISO 15924 codes, as `pygame.font.Font.set_script` wants them."""

_FILES = {
    ARABIC: (
        "usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf",  # fonts-dejavu-core
        "usr/share/fonts/truetype/noto/NotoSansArabic-Bold.ttf",  # fonts-noto-core
    )
}


def font_file(script: str, root: Path = Path("/")) -> Path | None:
    """The font file for a script, or None: the house's own font will do.

    Args:
        script: ISO 15924 code.
        root: where the system's files lie, which tests replace.

    Raises:
        FileNotFoundError: the script needs a font that is not installed; the text
            names the package.
    """
    names = _FILES.get(script, ())
    if not names:
        return None
    for name in names:
        if (root / name).is_file():
            return root / name
    raise FileNotFoundError(
        f"No font has the script {script}; run apt-get install fonts-dejavu-core."
    )
