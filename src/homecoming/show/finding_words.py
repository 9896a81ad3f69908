"""The words in which an audit of a printed table is told: its outcome, a finding, what may explain it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from homecoming.checks.judged import Disagreement, Judgement, Note
from homecoming.visible import visible

CAREFUL = (
    "A finding says that printed figures are inconsistent: they cannot all be right as they stand. It does "
    "not say why. A misprint, people who did not answer, weights, or answers that the table does not list "
    "leave the same traces. Ask the authors before you conclude anything."
)

NO_PROOF = (
    "That nothing was found does not say that all figures are right: a figure can be wrong and still agree "
    "with the others."
)

#: How many innocent explanations a person is shown; programs get all.
MOST_REASONS = 5

# Findings that hold whatever the numbers of people are.
_WITHOUT_PEOPLE = ("sum of percentages", "total or subtotal", "groups and whole", "difference")


def many(number: int, noun: str) -> str:
    """A number with its noun.

    Examples
    --------
    >>> many(1, "row"), many(1200, "row")
    ('1 row', '1,200 rows')
    """
    return f"{number:,} {noun}{'s' * (number != 1)}"


def wrapped(words: str, width: int, indent: str = "", hang: str = "") -> list[str]:
    """Lines of text for a terminal, with hidden characters shown.

    Parameters
    ----------
    words : str
        The text.
    width : int
        Characters a line; never fewer than 20.
    indent : str
        What begins each line.
    hang : str
        What further lines have besides.

    Examples
    --------
    >>> wrapped("one two three", 20, "> ", "  "), wrapped("one two three four five", 20, "> ", "  ")
    (['> one two three'], ['> one two three four', '>   five'])
    """
    return textwrap.wrap(
        visible(words),
        max(width, 20),
        initial_indent=indent,
        subsequent_indent=indent + hang,
        break_on_hyphens=False,
    )


def sentence(words: str) -> str:
    """Words as a sentence: a capital letter first and a full stop last.

    Examples
    --------
    >>> sentence("the rows make 90 of 92 people"), sentence("Nothing was found."), sentence("")
    ('The rows make 90 of 92 people.', 'Nothing was found.', '')
    """
    words = words.strip()
    if not words:
        return ""
    return words[0].upper() + words[1:] + ("" if words[-1] in ".!?" else ".")


def verdict(judgement: Judgement) -> str:
    """The outcome of an audit, in a sentence.

    Examples
    --------
    >>> from homecoming.reading.printed import Reading
    >>> verdict(Judgement(Reading("a", "A", "none", (), ()), (), (), (), {}))
    'Not checked: no figure could be compared with another.'
    """
    if judgement.outcome == "findings":
        number = len(judgement.findings)
        return f"{many(number, 'finding')}: not all of these figures can be right together."
    if judgement.outcome == "nothing found":
        return "Nothing was found: the figures agree in every check that could be made."
    return "Not checked: no figure could be compared with another."


def outcome(judgement: Judgement) -> str:
    """The outcome in a few words, with the number of findings.

    Examples
    --------
    >>> from homecoming.reading.printed import Reading
    >>> outcome(Judgement(Reading("a", "A", "none", (), ()), (), (), (), {"base": 2}))
    'nothing found'
    """
    return many(len(judgement.findings), "finding") if judgement.findings else judgement.outcome


def where(found: Disagreement) -> str:
    """What a finding is about, in the words of the table.

    Examples
    --------
    >>> where(Disagreement("base", "Yes", "Town", "Work:", (2, 2), "57", "58", "..."))
    'Work: Yes, Town'
    """
    block = found.block.rstrip(": ")
    row = found.row.rstrip(": ")
    inside = f"{block}: " if block and block != row else ""
    return inside + (", ".join(part for part in (row, found.column) if part) or "the table")


def place(row: int, column: int) -> str:
    """A place in a file; 0 says that a whole row or column is meant.

    Examples
    --------
    >>> place(2, 3), place(2, 0), place(0, 0)
    ('row 2, column 3', 'row 2', '')
    """
    return ", ".join(f"{noun} {at}" for noun, at in (("row", row), ("column", column)) if at)


def figures(found: Disagreement) -> str:
    """What is printed, and what would agree.

    Examples
    --------
    >>> figures(Disagreement("base", "Yes", "Town", "", (2, 2), "57.4", "57.5", "..."))
    'Printed: 57.4. This would agree with the other figures: 57.5.'
    """
    printed = f"Printed: {found.printed}." if found.printed else ""
    would = f"This would agree with the other figures: {found.would}." if found.would else ""
    return " ".join(filter(None, (printed, would)))


def reasons(innocent: tuple[str, ...], most: int = MOST_REASONS) -> list[str]:
    """Innocent explanations for a person: those of one kind in a line, and no more than a few lines.

    Parameters
    ----------
    innocent : tuple of str
        As a finding has them: a kind, a colon, what it would be.
    most : int
        How many kinds to show, and how many of each.

    Examples
    --------
    >>> reasons(("one digit: 53.3 for 53.4", "rounded up: 53.35 to 53.4", "one digit: 543 for 542"))
    ['one digit: 53.3 for 53.4, or 543 for 542', 'rounded up: 53.35 to 53.4']
    """
    kinds: dict[str, list[str]] = {}
    for reason in innocent:
        kind, _, detail = reason.partition(": ")
        kinds.setdefault(kind, []).append(detail)
    lines = []
    for kind, details in kinds.items():
        shown = ", or ".join(filter(None, details[:most]))
        more = f", or {len(details) - most} more" if len(details) > most else ""
        lines.append(f"{kind}: {shown}{more}" if shown else kind)
    if len(lines) > most:
        lines = [*lines[: most - 1], f"and {len(lines) - most + 1} more; the JSON has them all"]
    return lines


def chance_words(found: Disagreement) -> str:
    """How often a correct table shows such a finding.

    Examples
    --------
    >>> def words(kind, chance):
    ...     return chance_words(Disagreement(kind, "Yes", "Town", "", (2, 2), "57", "", "...", (), chance))
    >>> words("base", 0.0)
    'Figures that were counted, and rounded once, never show this if the numbers of people are as printed.'
    >>> words("base", 0.05)
    'About 1 in 20 correct tables of this shape shows this.'
    """
    chance = found.chance
    if chance is None:
        return "How often a correct table shows this is not known."
    if chance == 0:
        people = "" if found.kind in _WITHOUT_PEOPLE else " if the numbers of people are as printed"
        return f"Figures that were counted, and rounded once, never show this{people}."
    if chance > 0.4:
        return f"About {round(10 * chance)} in 10 correct tables of this shape show this."
    if chance < 0.001:
        return "Fewer than 1 in 1,000 correct tables of this shape show this."
    return f"About 1 in {round(1 / chance):,} correct tables of this shape shows this."


def note_lines(notes: Iterable[Note], most: int = 8) -> list[str]:
    """Notes as lines: what each is about and what it says; those that say the same in one line.

    Parameters
    ----------
    notes : iterable of Note
        In printed order.
    most : int
        How many of those that say the same are named.

    Examples
    --------
    >>> note_lines([Note("Town:", "no base is printed"), Note("Village", "no base is printed")])
    ['Town, Village: no base is printed']
    """
    said: dict[str, dict[str, None]] = {}
    for note in notes:
        said.setdefault(note.text, {})[note.about.rstrip(": ")] = None
    lines = []
    for text, about in said.items():
        names = [name for name in about if name]
        more = f" and {len(names) - most} more" if len(names) > most else ""
        named = ", ".join(names[:most]) + more
        lines.append(f"{named}: {text}" if named else text)
    return lines
