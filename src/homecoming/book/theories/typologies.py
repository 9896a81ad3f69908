"""Typologies as data: types by questions, each entry with its source and its mark."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import pandas as pd

from homecoming.errors import NoSuchNameError

from .judgement import Reason
from .store import read_json


@dataclass(frozen=True)
class Entry:
    """What a theory holds of one type in one respect.

    Attributes
    ----------
    text : str
        In the book's own words.
    mark : str
        How sure the book is: a key of :data:`homecoming.book.theories.MARKS`.
    source : str
        Key in ``book/references.bib``.
    """

    text: str
    mark: str
    source: str


@dataclass(frozen=True, eq=False)
class Typology:
    """A set of types.

    Attributes
    ----------
    name, title : str
        Key in the data file, and a title for readers.
    source : str
        Key in ``book/references.bib`` of the work that the typology comes from.
    questions : dict of str to str
        Respects in which the types differ: key to wording.
    labels, shorts : dict of str to str
        Names of the types: key to full name, and to a short one for narrow tables.
    entries : dict of (str, str) to Entry
        (type, question) to what the theory holds.
    """

    name: str
    title: str
    source: str
    questions: dict[str, str]
    labels: dict[str, str]
    shorts: dict[str, str]
    entries: dict[tuple[str, str], Entry]

    def entry(self, kind: str, question: str) -> Entry:
        """Look up one entry.

        Parameters
        ----------
        kind : str
            Key of a type.
        question : str
            Key of a question.

        Examples
        --------
        >>> typology("cerase").entry("failure", "time").text
        'Very short.'
        """
        return self.entries[kind, question]

    def reason(self, kind: str, question: str, case: str = "") -> Reason:
        """Make a reason of one entry.

        Parameters
        ----------
        kind, question : str
            As in :meth:`entry`.
        case : str
            A sentence on the case that meets the entry.
        """
        entry = self.entry(kind, question)
        return Reason(case, entry.text, entry.source, entry.mark)

    def frame(self, kinds: list[str] | None = None, questions: list[str] | None = None) -> pd.DataFrame:
        """Lay the typology out as a table of words: questions down, types across.

        Parameters
        ----------
        kinds, questions : list of str, optional
            Keys of the types and questions to show; all if left out.

        Examples
        --------
        >>> typology("cycles").frame().loc["Aims of the migration", "Complete"]
        'Met.'
        """
        kinds, questions = kinds or list(self.labels), questions or list(self.questions)
        rows = [[self.entry(kind, question).text for kind in kinds] for question in questions]
        index = pd.Index([self.questions[question] for question in questions], name="Question")
        return pd.DataFrame(rows, index=index, columns=[self.shorts[kind] for kind in kinds])


def names() -> tuple[str, ...]:
    """List the typologies, by their keys in ``data/theory/typologies.json``.

    Examples
    --------
    >>> "cerase" in names()
    True
    """
    return tuple(key for key in read_json("typologies.json") if key != "about")


@cache
def typology(name: str) -> Typology:
    """Load a typology.

    Parameters
    ----------
    name : str
        One of :func:`names`.

    Raises
    ------
    homecoming.errors.NoSuchNameError
        If there is none of that name.

    Examples
    --------
    >>> list(typology("kuschminder").labels.values())
    ['Reintegrated', 'Enclaves', 'Traditionalists', 'Vulnerable']
    """
    if name not in names():
        raise NoSuchNameError("typology", name, names())
    raw = read_json("typologies.json")[name]
    entries = {
        (kind, question): Entry(*raw["types"][kind]["entries"][question])
        for kind in raw["types"]
        for question in raw["questions"]
    }
    return Typology(
        name=name,
        title=raw["title"],
        source=raw["source"],
        questions=raw["questions"],
        labels={kind: part["label"] for kind, part in raw["types"].items()},
        shorts={kind: part["short"] for kind, part in raw["types"].items()},
        entries=entries,
    )
