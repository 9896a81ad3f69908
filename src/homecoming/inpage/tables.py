"""A published table with figures that a reader put in: what the audit says, and which people fit then.

A page gives the name of the table and the figures as they stand in its fields; what comes back is plain data
that JSON can hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from homecoming import published
from homecoming.checks import audit
from homecoming.people import certainty, recovery
from homecoming.people.recovery import Item
from homecoming.published import DataError, PublishedTable, with_figures
from homecoming.published.table import check_printed
from homecoming.show.finding_words import many, sentence

__all__ = ["certain", "judged"]

#: A figure of a table: the question's id, the option, the group.
Place = tuple[str, str, str]
#: A figure in its field: the place, and the text that stands there.
Field = Sequence[str]

#: These ask about all rows of a question together.
_NEED_ALL_ROWS = {"column-sum", "base", "no-base"}
_DECIMAL_COMMA = re.compile(r"(\d),(\d)")


def judged(table: str, changes: Sequence[Field] = ()) -> dict[str, Any]:
    """Audit a published table in which some figures are others.

    Parameters
    ----------
    table : str
        Study and table, as in :func:`homecoming.published.load`.
    changes : sequence of (question id, option, group, text)
        What stands in fields that were changed. A text may have a decimal comma or a per cent sign.

    Returns
    -------
    dict
        ``wrong``: fields whose text cannot be used, each with ``place`` and ``message``.
        ``missing``: how many fields are empty.
        ``findings``: each with ``rule``, ``asks``, ``where``, ``verdict``, ``explanation``, ``cells`` (places
        of the figures that it is about), ``beside`` (places of those that they were compared with) and
        ``state``: ``"new"`` (the printed table has no such finding), ``"changed"`` (it says something else of
        the same figure) or ``"same"``.
        ``gone``: findings of the printed table that are no more.
        ``bases``: for each item ``item``, ``before``, ``now``, ``why``, ``changed``.

    Raises
    ------
    NoSuchNameError
        There is no such table or figure.

    Examples
    --------
    >>> found = judged("example/table-1", [("training", "Yes", "Village", "52")])
    >>> found["bases"][0]["before"], found["bases"][0]["changed"]
    ('235 people (147 Town, 88 Village)', True)
    >>> judged("example/table-1", [("training", "Yes", "Village", "5.2.0")])["wrong"][0]["message"]
    '5.2.0 is not a percentage such as 30.7. Copy the figure as it is printed.'
    """
    printed = published.load(table)
    now, wrong, missing = _with_changes(printed, changes)
    without = {tuple(one["place"][:2]) for one in wrong} | {place[:2] for place in missing}
    waiting = {question for question, _ in without}
    before, after = _findings(printed, set()), [] if now is None else _findings(now, waiting)
    known, left = {_key(one): one["explanation"] for one in before}, set(map(_key, after))
    return {
        "wrong": wrong,
        "missing": len(missing),
        "findings": [one | {"state": _state(one, known.get(_key(one)))} for one in after],
        "gone": [one for one in before if _key(one) not in left and one["place"][0] not in waiting],
        "bases": _bases(printed, now, waiting),
    }


def certain(table: str, changes: Sequence[Field] = ()) -> list[dict[str, str]]:
    """Say how sure the recovered bases are: of the printed table, or with some figures changed.

    Parameters
    ----------
    table, changes
        As for :func:`judged`. Questions with a figure that cannot be used are left out.

    Returns
    -------
    list of dict
        For each item whose base can be recovered ``item`` and ``sentence``.

    Examples
    --------
    >>> [one["sentence"].rpartition(". ")[2] for one in certain("example/table-1")]
    ['If one figure may be a misprint, 235 is still the only base.']
    """
    printed = published.load(table)
    now, wrong, missing = _with_changes(printed, changes)
    waiting = {one["place"][0] for one in wrong} | {question for question, _, _ in missing}
    items = [] if now is None else recovery.items(now)
    return [
        {"item": _item_name(printed, item), "sentence": certainty.of(item).sentence}
        for item in items
        if item.max_bases and item.recovery is not None and item.question.id not in waiting
    ]


def _with_changes(
    printed: PublishedTable, changes: Sequence[Field]
) -> tuple[PublishedTable | None, list[dict[str, Any]], list[Place]]:
    """The table with what can be used, what cannot, and the places where nothing stands.

    The table lacks the rows that are not whole; it is None if none is left.
    """
    cells = printed.cells
    keys = zip(cells["question_id"], cells["option"], cells["group"], strict=True)
    kinds = dict(zip(keys, cells["kind"], strict=True))
    figures: dict[Place, str] = {}
    wrong: list[dict[str, Any]] = []
    missing: list[Place] = []
    for question, option, group, text in changes:
        place = (question, option, group)
        tidy = _tidy(text)
        if not tidy:
            missing.append(place)
            continue
        try:
            check_printed(tidy, kinds.get(place, "option"), DataError)
        except DataError as error:
            wrong.append({"place": list(place), "message": _words_of(text, error)})
            continue
        figures[place] = tidy
    without = {place[:2] for place in missing} | {(one["place"][0], one["place"][1]) for one in wrong}
    rows = {(question, option) for question, option, _ in kinds}
    if rows <= without:
        return None, wrong, missing
    return with_figures(printed, figures, without), wrong, missing


def _tidy(text: str) -> str:
    """A figure as somebody types it: a comma, a minus of print, and a per cent sign are understood."""
    tidy = _DECIMAL_COMMA.sub(r"\1.\2", "".join(text.split())).removesuffix("%")
    return "-" + tidy[1:] if tidy[:1] in tuple("−–—") else tidy


def _words_of(text: str, error: DataError) -> str:
    """What is wrong with a field, for the person who typed it."""
    return f"{text.strip()} is not {error.expected}. {error.advice}"


def _findings(table: PublishedTable, waiting: set[str]) -> list[dict[str, Any]]:
    """The audit's findings, each with the figures it points to; ``waiting`` are questions with gaps."""
    found = []
    for row in audit.table(table).to_dict("records"):
        place = (row["question"], row["option"], row["group"])
        if row["question"] in waiting and row["rule"] in _NEED_ALL_ROWS:
            continue
        cells, beside = _pointed_at(table, row["rule"], place)
        found.append(
            {
                "rule": row["rule"],
                "asks": audit.RULES[row["rule"]].asks,
                "where": _where(table, place),
                "verdict": row["verdict"],
                "explanation": sentence(row["explanation"]),
                "place": list(place),
                "cells": [list(cell) for cell in cells],
                "beside": [list(cell) for cell in beside],
            }
        )
    return found


def _key(finding: dict[str, Any]) -> tuple[str, ...]:
    return (finding["rule"], *finding["place"])


def _state(finding: dict[str, Any], before: str | None) -> str:
    if before is None:
        return "new"
    return "same" if finding["explanation"] == before else "changed"


def _where(table: PublishedTable, place: Place) -> str:
    question, option, group = place
    asked = table.question(question).short if question and len(table.questions) > 1 else ""
    return ": ".join(filter(None, (asked, ", ".join(filter(None, (option, group))))))


def _pointed_at(table: PublishedTable, rule: str, place: Place) -> tuple[list[Place], list[Place]]:
    """The figures that a finding is about, and those that they were compared with."""
    question, option, group = place
    if not option:
        # The whole question cannot come from its people: no column is meant more than the others.
        groups = table.groups if rule in ("base", "no-base") or not group else (group,)
        return [(question, answer, one) for answer in table.options(question) for one in groups], []
    if rule == "subtotal":
        return [place], [(question, part, group) for part in table.parts(option, question)]
    if rule == "difference":
        return [place], [(question, option, one) for one in table.groups]
    if rule in ("total-range", "weighted-total"):
        return [place], [(question, option, one) for one in table.groups if one != group]
    return [place], []


def _bases(printed: PublishedTable, now: PublishedTable | None, waiting: set[str]) -> list[dict[str, Any]]:
    """The people behind each question, as printed and with the figures as they stand."""
    changed = {} if now is None else {(item.id, item.whole): item for item in recovery.items(now)}
    told = []
    for item in recovery.items(printed):
        other = changed.get((item.id, item.whole))
        if other is None or item.question.id in waiting:
            words, why = "waits for a figure", "A question is held against people once all its figures stand."
        else:
            words, why = _people(other), sentence(other.choice)
        told.append(
            {
                "item": _item_name(printed, item),
                "before": _people(item),
                "now": words,
                "why": why,
                "changed": words != _people(item) or (other is not None and other.choice != item.choice),
            }
        )
    return told


def _item_name(table: PublishedTable, item: Item) -> str:
    """What a question is called beside others; by its column where one question was asked twice."""
    column = f", {item.whole}" if len(item.groups) < len(table.groups) else ""
    return f"{item.question.short}{column}"


def _people(item: Item) -> str:
    """The numbers of people that were taken, in a few words."""
    solution = item.solution
    if solution is None:
        return "not known" if item.recovery is None else "no number of people fits"
    parts = _listed(f"{solution.bases[group]:,} {group}" for group in item.parts)
    return many(solution.bases[item.whole], "person").replace("persons", "people") + parts


def _listed(words: Iterable[str]) -> str:
    listed = ", ".join(words)
    return f" ({listed})" if listed else ""
