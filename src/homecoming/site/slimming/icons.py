"""The icon font, cut to the glyphs in use and put into the style sheet."""

from __future__ import annotations

import base64
import io
import logging
import re
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

_PRIVATE_USE = re.compile("[\ue000-\uf8ff]")
_PRIVATE_USE_ESCAPE = re.compile(r"\\(e[0-9a-f]{3}|f[0-8][0-9a-f]{2})\b", re.IGNORECASE)


def embed(css: str, used: set[str], static: Path) -> str:
    """Put the glyphs in use into the style sheet, and drop the faces of the icon font that no page uses.

    Parameters
    ----------
    css : str
        The joint style sheet, with the rules of the icons in use.
    used : set of str
        Every word that may be a class.
    static : pathlib.Path
        The folder in which the theme's font lies.

    Returns
    -------
    str
        The style sheet with the font inside.
    """
    points = {ord(glyph) for glyph in _PRIVATE_USE.findall(css)}
    points |= {int(digits, 16) for digits in _PRIVATE_USE_ESCAPE.findall(css)}
    wanted = {
        "fa-solid-900": True,
        "fa-regular-400": bool({"far", "fa-regular"} & used),
        "fa-brands-400": bool({"fab", "fa-brands"} & used),
    }

    def face(found: re.Match[str]) -> str:
        for name, in_use in wanted.items():
            if name in found[0]:
                if not in_use:
                    return ""
                data = _subset(static / f"vendor/fontawesome/webfonts/{name}.woff2", points)
                source = (
                    f'src:url("data:font/woff2;base64,{base64.b64encode(data).decode()}") format("woff2")'
                )
                return re.sub(r"src:[^;}]+", source, found[0])
        return found[0]

    return re.sub(r"@font-face\s*\{[^}]*\}", face, css)


def _subset(path: Path, points: set[int]) -> bytes:
    """Return the font with these glyphs only; the same bytes each time."""
    logging.getLogger("fontTools").setLevel(logging.WARNING)  # Sphinx would print each of its steps
    font = TTFont(path, recalcTimestamp=False)
    options = subset.Options(flavor="woff2", hinting=False, layout_features=[], notdef_outline=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=points & set(font.getBestCmap()))
    subsetter.subset(font)
    font.flavor = "woff2"
    file = io.BytesIO()
    font.save(file)
    return file.getvalue()
