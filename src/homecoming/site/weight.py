"""What the pages load, cut to what they use.

Jupyter Book's theme brings an icon font of two thousand glyphs, a script that holds the same icons again,
Bootstrap, and style sheets of which a page uses a tenth. Here all style sheets become one, without the rules
that fit nothing on any page; of the icons, the handful in use travel inside it; scripts are deferred, and
left out where they have nothing to do.
"""

from __future__ import annotations

import base64
import hashlib
import io
import logging
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import tinycss2
from fontTools import subset
from fontTools.ttLib import TTFont
from sphinx.application import Sphinx
from sphinx.builders.html._assets import _CascadingStyleSheet, _JavaScript
from sphinx.config import Config
from sphinx.environment import BuildEnvironment

from homecoming.show import palette

_HERE = Path(__file__).parent
BUNDLE = "site.css"
# The theme links these two from its own layout, before all others.
_THEME_SHEETS = ("styles/theme.css", "styles/pydata-sphinx-theme.css")
# A script is left out of pages that lack what it works on.
_ONLY_WITH = {
    "clipboard.min.js": '<div class="highlight">',
    "copybutton.js": '<div class="highlight">',
    "design-tabs.js": "sd-tab-set",
}
_WORD = re.compile(r"[A-Za-z_][\w-]*")
_URL = re.compile(r"""url\(\s*["']?(?!data:|#)([^"')?#]+)[^)]*\)""")
_IMPORT = re.compile(r"""@import\s+["']([^"']+)["'];?""")
_PRIVATE_USE = re.compile("[\ue000-\uf8ff]")
_PRIVATE_USE_ESCAPE = re.compile(r"\\(e[0-9a-f]{3}|f[0-8][0-9a-f]{2})\b", re.IGNORECASE)


def _lighten_head(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Leave the page's own style sheets (the shared ones are in the bundle), and defer its scripts."""
    if app.builder.format != "html":
        return
    shared = {_name(sheet) for sheet in app.builder._orig_css_files}
    context["css_files"] = [sheet for sheet in context["css_files"] if _name(sheet) not in shared]
    body = context.get("body") or ""
    context["script_files"] = list(dict.fromkeys(_deferred(context["script_files"], body)))


def _name(asset: _CascadingStyleSheet | _JavaScript) -> str:
    """Return an asset's name within the static folder; empty for a script that stands in the page."""
    return os.fspath(asset.filename or "").removeprefix("_static/")


def _deferred(scripts: Iterable[_JavaScript], body: str) -> Iterator[_JavaScript]:
    for script in scripts:
        name = _name(script)
        if not name:  # inline: only what the theme says of itself to parts that are not used
            if "DOCUMENTATION_OPTIONS." not in script.attributes.get("body", ""):
                yield script
        elif _ONLY_WITH.get(name, "") in body:
            attributes = {key: value for key, value in script.attributes.items() if key != "async"}
            yield _JavaScript(script.filename, priority=script.priority, **{**attributes, "defer": "defer"})


def prune(css: str, used: set[str]) -> str:
    """Leave out the rules whose selectors name a class or an id that nothing has.

    Parameters
    ----------
    css : str
        A style sheet.
    used : set of str
        Every word that may be a class or an id, in pages and in scripts. Selectors of elements and
        attributes, and whatever stands inside ``:not()`` and its like, always stay.

    Returns
    -------
    str
        The smaller style sheet, in the same order.

    Examples
    --------
    >>> prune(".a, .b { color: red } @media print { .c { color: blue } } p { margin: 0 }", {"b"})
    '.b{color: red}p{margin: 0}'
    """
    return "".join(_pruned(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True), used))


def _pruned(rules: Iterable[Any], used: set[str]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = [s for s in _selectors(rule.prelude) if _may_match(s, used)]
            content = _compact(rule.content)
            if selectors and content:
                yield ",".join(tinycss2.serialize(s).strip() for s in selectors) + "{" + content + "}"
        elif rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports", "layer", "container"):
            if rule.content is None:
                yield rule.serialize()
                continue
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            kept = "".join(_pruned(inner, used))
            if kept:
                yield f"@{rule.at_keyword} {tinycss2.serialize(rule.prelude).strip()}{{{kept}}}"
        elif rule.type == "at-rule" and rule.lower_at_keyword != "charset":
            yield rule.serialize()


def _selectors(prelude: list[Any]) -> Iterator[list[Any]]:
    """Split a rule's prelude at its commas."""
    current: list[Any] = []
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            yield current
            current = []
        elif token.type != "comment":
            current.append(token)
    yield current


def _may_match(selector: list[Any], used: set[str]) -> bool:
    for before, token in zip([None, *selector], selector, strict=False):
        if token.type == "hash" and token.value not in used:
            return False
        is_class = before is not None and before.type == "literal" and before.value == "."
        if is_class and token.type == "ident" and token.value not in used:
            return False
    return True


def _compact(content: list[Any]) -> str:
    return tinycss2.serialize([t for t in content if t.type != "comment"]).strip().rstrip(";")


def _bundle(static: Path, sheets: Iterable[str]) -> str:
    """Join style sheets, their imports included, and point their addresses at the folder of the bundle."""
    parts = []
    for name in sheets:
        path = static / name
        text = path.read_text(encoding="utf-8")
        text = _IMPORT.sub(lambda found, at=path: (at.parent / found[1]).read_text(encoding="utf-8"), text)
        text = _URL.sub(lambda found, at=path: f'url("{_relative(at.parent / found[1], static)}")', text)
        parts.append(text)
    return "\n".join(parts)


def _relative(path: Path, folder: Path) -> str:
    return Path(os.path.relpath(path, folder)).as_posix()


def _with_icons(css: str, used: set[str], static: Path) -> str:
    """Put the glyphs in use into the style sheet, and drop the faces of the icon font that no page uses."""
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


def _finish(app: Sphinx, exception: Exception | None) -> None:
    """Write the bundle, tell the pages its fingerprint, and delete what nothing loads."""
    if exception is not None or app.builder.format != "html":
        return
    static = Path(app.outdir) / "_static"
    if not (static / _THEME_SHEETS[1]).exists():
        return  # no page was written, so Sphinx did not copy the originals either
    pages = {
        p: p.read_text(encoding="utf-8") for p in Path(app.outdir).rglob("*.html") if static not in p.parents
    }
    loaded = _loaded(static, pages.values())
    words = [path.read_text(encoding="utf-8") for path in sorted(loaded) if path.suffix == ".js"]
    used = set(_WORD.findall("\n".join([*words, *(_names(page) for page in pages.values())])))

    shared = [_name(sheet) for sheet in app.builder._orig_css_files]
    sheets = [name for name in dict.fromkeys([*_THEME_SHEETS, *shared]) if name.endswith(".css")]
    css = _with_icons(prune(_bundle(static, sheets) + palette.css(), used), used, static)
    (static / BUNDLE).write_text(css, encoding="utf-8")

    mark = f"{BUNDLE}?v={hashlib.sha256(css.encode()).hexdigest()[:8]}"
    for path, page in pages.items():
        marked = re.sub(re.escape(BUNDLE) + r"\?v=\w+", mark, page)
        if marked != page:
            path.write_text(marked, encoding="utf-8")
    _sweep(static, {*loaded, static / BUNDLE, *(static / name for name in _URL.findall(css))})


def _names(page: str) -> str:
    """Return every class and id on a page."""
    return " ".join(re.findall(r'\s(?:class|id)="([^"]*)"', page))


def _loaded(static: Path, pages: Iterable[str]) -> set[Path]:
    """Return the files in the static folder that pages, and scripts on them, name."""
    named = {name for page in pages for name in re.findall(r'_static/([^"?#]+)', page)}
    loaded = {static / name for name in named if (static / name).is_file()}
    for sheet in [path for path in loaded if path.suffix == ".css"]:
        text = sheet.read_text(encoding="utf-8")
        loaded |= {(sheet.parent / name).resolve() for name in _URL.findall(text)}
    return loaded


def _sweep(static: Path, keep: set[Path]) -> None:
    for path in sorted(static.rglob("*"), reverse=True):
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif path not in keep:
            path.unlink()


def _use_our_files(app: Sphinx, config: Config) -> None:
    """Look for templates here before the theme, and copy our static files."""
    config.templates_path.insert(0, str(_HERE / "templates"))
    config.html_static_path.append(str(_HERE / "static"))


def _pages_for_changed_files(app: Sphinx, env: BuildEnvironment, *changes: set[str]) -> set[str]:
    """Have all pages written where a script or a style sheet of ours changed: they carry its fingerprint."""
    files = sorted(path for path in _HERE.parent.rglob("*") if path.suffix in (".css", ".js"))
    contents = [palette.css().encode(), *(path.read_bytes() for path in files)]
    now = hashlib.sha256(b"".join(contents)).hexdigest()
    before, env.homecoming_files = getattr(env, "homecoming_files", now), now
    return env.found_docs if now != before else set()


def setup(app: Sphinx) -> None:
    """Connect to Sphinx: after the theme and the extensions have added what they like."""
    app.add_css_file("homecoming.css", priority=900)
    app.connect("config-inited", _use_our_files)
    app.connect("env-get-outdated", _pages_for_changed_files)
    app.connect("html-page-context", _lighten_head, priority=900)
    app.connect("build-finished", _finish, priority=900)
