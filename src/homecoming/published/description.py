"""What ``datapackage.json`` must say, and the error where it does not.

A Frictionless data package may say more than this of itself, its files and their groups; of papers,
questions and strata it may not, since a key that nobody reads is most often a slip of the pen.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import NoneType
from typing import Any, NoReturn

from homecoming.published.data_error import DataError


@dataclass(frozen=True)
class _Part:
    """Keys of one part of the description with the types they may have; ``closed``: it has no others."""

    required: dict[str, tuple[type, ...]]
    optional: dict[str, tuple[type, ...]]
    closed: bool = False


_TEXT, _NUMBER, _LIST = (str,), (int,), (list,)
_PACKAGE = _Part({"papers": _LIST, "resources": _LIST}, {"defaultStudy": _TEXT})
_PAPER = _Part(
    {"key": _TEXT, "slug": _TEXT, "citation": _TEXT, "doi": _TEXT, "title": _TEXT, "year": _NUMBER},
    {"stratum": (dict, NoneType)},
    closed=True,
)
_STRATUM = _Part({"id": _TEXT, "groups": _LIST}, {"words": (dict,)}, closed=True)
_RESOURCE = _Part({"name": _TEXT, "path": _TEXT}, {})
#: A resource with a ``tableNumber`` is a table, and has all of these.
_TABLE = _Part(
    {
        "title": _TEXT,
        "tableNumber": _NUMBER,
        "page": (str, NoneType),
        "sourceNote": _TEXT,
        "respondents": (int, NoneType),
        "baseNote": _TEXT,
        "questionHeading": (str, NoneType),
        "optionHeading": _TEXT,
        "questions": _LIST,
        "groups": _LIST,
    },
    {},
)
_QUESTION = _Part({"id": _TEXT, "wording": _TEXT, "short": _TEXT}, {"asked": (bool,)}, closed=True)
_GROUP = _Part({"name": _TEXT}, {"maxSize": _NUMBER, "whole": (bool,), "item": _TEXT})

_WORDS = {
    str: "text",
    int: "a whole number",
    bool: "true or false",
    list: "a list",
    dict: "an object",
    NoneType: "null",
}


def check_description(parsed: Any, file: str) -> dict[str, Any]:
    """The parsed description, if every key that is read later is there and has the right type.

    Raises
    ------
    DataError
        a key is missing, unknown, or of another type: the first one, named as in ``papers[0].doi``.

    Examples
    --------
    >>> check_description({"papers": [], "resources": {}}, "data/datapackage.json")
    Traceback (most recent call last):
        ...
    homecoming.published.data_error.DataError: data/datapackage.json, column 'resources': found an object; ...
    """
    _check(parsed, _PACKAGE, "", file)
    if not parsed["papers"]:
        _refuse("an empty list", "at least one paper", "Describe the paper.", "papers", file)
    for number, paper in enumerate(parsed["papers"]):
        place = f"papers[{number}]"
        _check(paper, _PAPER, place, file)
        if stratum := paper.get("stratum"):
            _check(stratum, _STRATUM, f"{place}.stratum", file)
            for position, group in enumerate(stratum["groups"]):
                _check_type(group, _TEXT, f"{place}.stratum.groups[{position}]", file)
    for number, resource in enumerate(parsed["resources"]):
        place = f"resources[{number}]"
        _check(resource, _RESOURCE, place, file)
        if "tableNumber" not in resource:
            continue
        _check(resource, _TABLE, place, file)
        for key, part in (("questions", _QUESTION), ("groups", _GROUP)):
            for position, one in enumerate(resource[key]):
                _check(one, part, f"{place}.{key}[{position}]", file)
    described: dict[str, Any] = parsed
    return described


def _check(found: Any, part: _Part, place: str, file: str) -> None:
    _check_type(found, (dict,), place, file)
    types = part.required | part.optional
    before = f"{place}." if place else ""
    for key in part.required:
        if key not in found:
            _refuse("no such key", _either(types[key]), "Add it.", before + key, file)
    for key, value in found.items():
        if key in types:
            _check_type(value, types[key], before + key, file)
        elif part.closed:
            expected = f"only the keys {', '.join(types)}"
            _refuse("an unknown key", expected, "Correct its spelling, or remove it.", before + key, file)


def _check_type(found: Any, types: tuple[type, ...], place: str, file: str) -> None:
    # True is a whole number to Python, and to nobody else.
    if type(found) not in types:
        _refuse(_WORDS.get(type(found), repr(found)), _either(types), "Correct it.", place or None, file)


def _either(types: tuple[type, ...]) -> str:
    return " or ".join(_WORDS[one] for one in types)


def _refuse(found: str, expected: str, advice: str, place: str | None, file: str) -> NoReturn:
    raise DataError(found, expected, advice, file=file, column=place)
