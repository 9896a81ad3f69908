"""What an audit says, for programs: JSON and CSV.

The JSON has one form for one table and for many. Its schema lies in ``assets/audit-report.schema.json``, and
:func:`schema` gives it:

``schema_version``
    1. It changes when a name or a meaning changes.
``careful``
    What a finding does and does not say.
``summary``
    How many ``files`` and ``tables`` there are and how many ``findings``; and how many tables have each of
    the ``outcomes`` "findings", "nothing found", "not checked" and "not usable".
``tables``
    One entry for each table that was judged: ``file``, ``table`` (the sheet, or the number of the table in a
    file with several; else empty), ``title``, ``outcome``, ``reading``, ``findings``, ``notes``,
    ``unchecked``, ``checked`` (for each kind of check how many figures were compared).
``findings``
    Each with ``number``, ``kind``, ``table`` (its title), ``row``, ``column``, ``block``, ``place`` (``row``
    and ``column`` in the file, from 1; null where a whole row or column is meant), ``printed``, ``would``,
    ``explanation``, ``innocent_explanations``, ``chance`` (0 to 1, or null if it is not known).
``reading``
    ``direction``, ``groups`` (with ``base`` and ``base_from``), ``blocks`` (with ``kind``), ``breakdowns``,
    ``conventions``, ``missing``, ``left_out``, ``decisions``.
``unusable``
    Files and tables that could not be used: ``file``, ``table``, ``message``, and ``found``, ``expected``,
    ``advice``, ``row``, ``column`` where they are known, else null.

In CSV a text that begins with ``=``, ``+``, ``-`` or ``@`` and is no number has an apostrophe before it, so
that no spreadsheet takes it for a formula.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.resources import files
from typing import Any

from homecoming.checks.judged import Disagreement, Judgement, Note
from homecoming.published.data_error import DataError
from homecoming.reading.grid import Grid
from homecoming.reading.printed import Reading
from homecoming.show.finding_words import CAREFUL, note_lines
from homecoming.visible import visible

SCHEMA_VERSION = 1

#: The columns of the CSV.
COLUMNS = (
    *("file", "table", "outcome", "number", "kind", "row", "column", "block", "file_row", "file_column"),
    *("printed", "would", "explanation", "innocent_explanations", "chance"),
)

_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)*%?", re.ASCII)


@dataclass(frozen=True)
class Unusable:
    """A file, or a table of a file, that could not be used, and why.

    Attributes
    ----------
    file, table : str
        Its name; the sheet or the number of the table where a file has several.
    error : Exception
        What went wrong.

    Examples
    --------
    >>> Unusable("own.csv", "", ValueError("own.csv: found nothing")).message
    'own.csv: found nothing'
    """

    file: str
    table: str
    error: Exception

    @property
    def message(self) -> str:
        """What is wrong, where, and what to do."""
        return visible(str(self.error))


def schema() -> dict[str, Any]:
    """The JSON schema of :func:`document`.

    Examples
    --------
    >>> sorted(schema()["required"])
    ['careful', 'schema_version', 'summary', 'tables', 'unusable']
    """
    text = (files(__package__) / "assets" / "audit-report.schema.json").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def document(judged: Sequence[tuple[Judgement, Grid]], unusable: Sequence[Unusable] = ()) -> dict[str, Any]:
    """What the audit of some tables says, as JSON holds it.

    Parameters
    ----------
    judged : sequence of (Judgement, Grid)
        What was judged, and as it lies in its file.
    unusable : sequence of Unusable
        What could not be.

    Examples
    --------
    >>> document([], [Unusable("own.csv", "", ValueError("no figures"))])["summary"]["outcomes"]
    {'findings': 0, 'nothing found': 0, 'not checked': 0, 'not usable': 1}
    """
    counted = Counter(judgement.outcome for judgement, _ in judged)
    outcomes = {name: counted[name] for name in ("findings", "nothing found", "not checked")}
    return {
        "schema_version": SCHEMA_VERSION,
        "careful": CAREFUL,
        "summary": {
            "files": len({grid.file for _, grid in judged} | {one.file for one in unusable}),
            "tables": len(judged),
            "findings": sum(len(judgement.findings) for judgement, _ in judged),
            "outcomes": {**outcomes, "not usable": len(unusable)},
        },
        "tables": [_table(judgement, grid) for judgement, grid in judged],
        "unusable": [_unusable(one) for one in unusable],
    }


def written(said: Mapping[str, Any]) -> str:
    r"""JSON as text that does nothing to a terminal: what nobody can see is written as an escape.

    Examples
    --------
    >>> written({"label": "D\xf6rfer \u202e"}).splitlines()[1]
    ' "label": "D\xf6rfer \\u202e"'
    """
    text = json.dumps(said, ensure_ascii=False, indent=1)
    return "".join(map(_escaped, text)) + "\n"


def as_csv(judged: Sequence[tuple[Judgement, Grid]], unusable: Sequence[Unusable] = ()) -> str:
    """Findings as CSV, one a row; a table without any, or that could not be used, has a row that says so.

    Examples
    --------
    >>> as_csv([], [Unusable("=1+1.csv", "", ValueError("no figures"))]).splitlines()[1]
    "'=1+1.csv,,not usable,,,,,,,,,,no figures,,"
    """
    stream = io.StringIO()
    writer = csv.DictWriter(stream, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    for judgement, grid in judged:
        writer.writerows(map(_plain, _csv_rows(judgement, grid)))
    for one in unusable:
        said = {"file": one.file, "table": one.table, "outcome": "not usable", "explanation": one.message}
        writer.writerow(_plain(said))
    return stream.getvalue()


def _table(judgement: Judgement, grid: Grid) -> dict[str, Any]:
    title = judgement.reading.title
    return {
        "file": grid.file,
        "table": grid.name,
        "title": title,
        "outcome": judgement.outcome,
        "reading": _reading(judgement.reading),
        "findings": [_finding(n, one, title) for n, one in enumerate(judgement.findings, start=1)],
        "notes": [_note(one) for one in judgement.notes],
        "unchecked": [_note(one) for one in judgement.unchecked],
        "checked": {kind: number for kind, number in judgement.checked.items() if number},
    }


def _finding(number: int, found: Disagreement, title: str) -> dict[str, Any]:
    return {
        "number": number,
        "kind": found.kind,
        "table": title,
        "row": found.row,
        "column": found.column,
        "block": found.block,
        "place": {"row": found.place[0] or None, "column": found.place[1] or None},
        "printed": found.printed,
        "would": found.would,
        "explanation": found.explanation,
        "innocent_explanations": list(found.innocent),
        "chance": found.chance,
    }


def _note(note: Note) -> dict[str, Any]:
    place = {"row": note.row or None, "column": note.column or None}
    return {"about": note.about, "text": note.text, "place": place}


def _reading(reading: Reading) -> dict[str, Any]:
    return {
        "direction": reading.direction,
        "groups": [asdict(group) for group in reading.groups],
        "blocks": [
            {
                "heading": block.heading,
                "row": block.row,
                "kind": block.kind,
                "kind_from": block.kind_from,
                "bases": dict(block.bases),
                "bases_from": block.bases_from,
                "lines": [{"label": line.label, "row": line.row, "kind": line.kind} for line in block.lines],
            }
            for block in reading.blocks
        ],
        "breakdowns": [asdict(one) | {"parts": list(one.parts)} for one in reading.breakdowns],
        "conventions": sorted(reading.conventions),
        "missing": [asdict(one) | {"rows": list(one.rows)} for one in reading.missing],
        "left_out": [asdict(one) for one in reading.left_out],
        "decisions": [asdict(one) for one in reading.decisions],
    }


def _unusable(one: Unusable) -> dict[str, Any]:
    facts = dict.fromkeys(("found", "expected", "advice", "row", "column"))
    if isinstance(one.error, DataError):
        facts = {name: getattr(one.error, name) for name in facts}
    return {"file": one.file, "table": one.table, "message": one.message, **facts}


def _csv_rows(judgement: Judgement, grid: Grid) -> Iterable[dict[str, Any]]:
    table = {"file": grid.file, "table": grid.name or judgement.reading.title, "outcome": judgement.outcome}
    for number, one in enumerate(judgement.findings, start=1):
        yield table | {
            "number": number,
            "kind": one.kind,
            "row": one.row,
            "column": one.column,
            "block": one.block,
            "file_row": one.place[0] or "",
            "file_column": one.place[1] or "",
            "printed": one.printed,
            "would": one.would,
            "explanation": one.explanation,
            "innocent_explanations": "; ".join(one.innocent),
            "chance": "" if one.chance is None else one.chance,
        }
    if not judgement.findings:
        unchecked = judgement.unchecked if judgement.outcome == "not checked" else ()
        yield table | {"explanation": "; ".join(note_lines(unchecked))}


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _text(value) if isinstance(value, str) else value for name, value in row.items()}


def _text(value: str) -> str:
    shown = visible(value)
    return f"'{shown}" if shown[:1] in tuple("=+-@") and not _NUMBER.fullmatch(shown) else shown


def _escaped(character: str) -> str:
    if character == "\n" or visible(character) == character:
        return character
    raw = character.encode("utf-16-be", "surrogatepass")
    units = (int.from_bytes(raw[at : at + 2], "big") for at in range(0, len(raw), 2))
    return "".join(f"\\u{unit:04x}" for unit in units)
