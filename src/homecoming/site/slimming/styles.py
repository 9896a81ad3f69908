"""Style sheets joined into one, without the rules that fit nothing."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import tinycss2

URL = re.compile(r"""url\(\s*["']?(?!data:|#)([^"')?#]+)[^)]*\)""")
"""An address of another file in a style sheet."""
_IMPORT = re.compile(r"""@import\s+["']([^"']+)["'];?""")


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
    text: str = tinycss2.serialize([token for token in content if token.type != "comment"])
    return text.strip().rstrip(";")


def join(static: Path, sheets: Iterable[str]) -> str:
    """Join style sheets, their imports included, and point their addresses at the folder of the joint one.

    Parameters
    ----------
    static : pathlib.Path
        The folder of the joint style sheet.
    sheets : iterable of str
        Names of the style sheets in it.

    Returns
    -------
    str
        Their rules, in the same order.
    """
    return "\n".join(_read(static / name, static) for name in sheets)


def _read(path: Path, static: Path) -> str:
    def imported(found: re.Match[str]) -> str:
        return (path.parent / found[1]).read_text(encoding="utf-8")

    def pointed(found: re.Match[str]) -> str:
        return f'url("{Path(os.path.relpath(path.parent / found[1], static)).as_posix()}")'

    return URL.sub(pointed, _IMPORT.sub(imported, path.read_text(encoding="utf-8")))
