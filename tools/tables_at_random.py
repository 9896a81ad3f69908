"""Correct tables of percentages as papers print them, made at random, and the same with one digit changed.

People are made first: how many are in each group, and what each answered. Then they are counted, and the
counts printed in one of many forms. What the table says is therefore true, and whoever finds something in it
is wrong. :func:`misprint` changes one digit; :func:`possible` says whether the changed table could still have
come from people, so that nobody is blamed for not finding what cannot be found.

Used by tests/checks/test_random_tables.py and by misprints.py.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

import numpy as np

from homecoming.reading.printed import Block, Breakdown, Cell, Group, Line, Reading

__all__ = ["KINDS", "Figure", "Made", "make", "misprint", "misread", "possible", "true_reading"]

#: The kinds of tables.
KINDS = (
    "single column",
    "groups",
    "two breakdowns",
    "several answers",
    "row percents",
    "total row",
    "net rows",
    "weighted",
    "truncated",
    "missing answers",
    "counts beside percentages",
    "transposed",
)


@dataclass(frozen=True)
class Words:
    """Labels in one language."""

    scale: tuple[str, ...]
    items: tuple[str, ...]
    whole: tuple[str, ...]
    breakdowns: tuple[tuple[str, tuple[str, ...]], ...]
    questions: tuple[str, ...]
    base: tuple[str, ...]
    total: tuple[str, ...]
    net: tuple[str, ...]
    first_two: str
    several: tuple[str, ...]
    weighted: tuple[str, ...]
    truncated: tuple[str, ...]
    note: tuple[str, ...]
    mean: tuple[str, ...]


LANGUAGES = {
    "English": Words(
        scale=(
            "Strongly agree",
            "Agree",
            "Neither",
            "Disagree",
            "Strongly disagree",
            "Don't know",
            "Refused",
        ),
        items=("Radio", "Television", "Newspapers", "Friends", "Internet", "Schools", "Books", "Other"),
        whole=("Total", "All", "Overall", "All respondents", "Total sample"),
        breakdowns=(
            ("Place of residence", ("Town", "Village", "Suburb")),
            ("Age", ("18–29", "30–44", "45–59", "60+", "75 and over")),
            ("Education", ("Primary or less", "Secondary", "University")),
            ("Arm", ("Intervention", "Control", "Usual care")),
        ),
        questions=("Health status", "Main occupation", "Trust in the courts", "Smoking", "Plans", "Distance"),
        base=("N", "Base", "Number of respondents", "n"),
        total=("Total", "All answers", "Sum"),
        net=("Net: first answers", "Agree (net)", "Total agree", "Net agree"),
        first_two="Strongly agree + agree",
        several=("Multiple answers possible.", "Respondents could choose more than one answer."),
        weighted=("Percentages are weighted.", "Weighted data; unweighted bases."),
        truncated=("Percentages are truncated, not rounded.",),
        note=(
            "Source: survey of 2021.",
            "Percentages may not add up to 100 because of rounding.",
            "Abbreviations: n, number.",
        ),
        mean=("Age (years), mean (SD)", "Age in years, mean ± SD", "Body mass index, mean (SD)"),
    ),
    "German": Words(
        scale=("Stimme voll zu", "Stimme zu", "Teils, teils", "Lehne ab", "Lehne stark ab", "Weiß nicht"),
        items=("Radio", "Fernsehen", "Zeitung", "Freunde", "Internet", "Schule", "Bücher", "Anderes"),
        whole=("Gesamt", "Insgesamt", "Total"),
        breakdowns=(
            ("Wohnort", ("Stadt", "Dorf", "Vorort")),
            ("Alter", ("18–29", "30–44", "45–59", "60+", "75 und älter")),
            ("Schule", ("Hauptschule", "Realschule", "Gymnasium")),
        ),
        questions=("Gesundheit", "Beruf", "Vertrauen in Gerichte", "Rauchen", "Pläne", "Entfernung"),
        base=("N", "Anzahl", "Befragte"),
        total=("Gesamt", "Summe", "Total"),
        net=("Zustimmung gesamt", "Netto: erste Antworten"),
        first_two="Stimme voll zu + stimme zu",
        several=("Mehrfachnennungen möglich.",),
        weighted=("Gewichtete Prozentwerte.", "Daten gewichtet."),
        truncated=("Prozentwerte abgeschnitten, nicht gerundet.",),
        note=("Quelle: Befragung 2021.", "Abweichungen von 100 durch Rundung."),
        mean=("Alter in Jahren, MW ± SD", "Alter (Jahre), Mittelwert (SD)"),
    ),
    "Russian": Words(
        scale=("Да", "Скорее да", "Скорее нет", "Нет", "Затрудняюсь ответить", "Отказ от ответа"),
        items=("Радио", "Телевидение", "Газеты", "Друзья", "Интернет", "Школа", "Книги", "Другое"),
        whole=("Всего", "Все опрошенные", "Итого"),
        breakdowns=(
            ("Место жительства", ("Город", "Село", "Пригород")),
            ("Возраст", ("18–29", "30–44", "45–59", "60+", "75 и старше")),
            ("Образование", ("Начальное", "Среднее", "Высшее")),
        ),
        questions=("Здоровье", "Занятие", "Доверие к судам", "Курение", "Планы", "Расстояние"),
        base=("N", "Число опрошенных", "База"),
        total=("Всего", "Итого"),
        net=("Сумма первых ответов", "Скорее да (сумма)"),
        first_two="Да + скорее да",
        several=("Можно было дать несколько ответов.",),
        weighted=("Данные взвешены.",),
        truncated=("Проценты усечены, а не округлены.",),
        note=("Источник: опрос 2021 года.", "Сумма может отличаться от 100 из-за округления."),
        mean=("Возраст, среднее ± SD",),
    ),
}


@dataclass(frozen=True)
class Style:
    """How figures are printed."""

    decimals: int = 1
    point: str = "."
    thousands: str = ""
    sign: bool = False
    zero: str = ""
    below: bool = False
    delimiter: str = ","

    def count(self, text: str) -> str:
        """A number of people as printed."""
        k = int(text)
        if k == 0 and self.zero:
            return self.zero
        return f"{k:,}".replace(",", self.thousands)

    def percent(self, text: str, *, sign: bool | None = None) -> str:
        """A percentage as printed; ``text`` has a decimal point."""
        shown = text.replace(".", self.point)
        return shown + ("%" if (self.sign if sign is None else sign) else "")


@dataclass(frozen=True)
class Figure:
    """One printed figure: the ``part`` ("count" or "percent") of a line of a block, in a group.

    ``fixed`` figures are printed in another way than by their digits ("–", "<1") or are bases: no misprints.
    """

    block: int
    line: int
    group: int
    part: str
    text: str
    fixed: str = ""


Piece = str | Figure


@dataclass(frozen=True)
class Question:
    """A block: what people answered.

    ``counts[line][group]`` and ``percents[line][group]``; the bases are the people who answered. ``sums`` are
    lines that add up others; ``total`` is the line that counts everybody, if any.
    """

    heading: str
    lines: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    percents: tuple[tuple[str, ...], ...]
    bases: tuple[int, ...]
    exclusive: bool = True
    sums: dict[int, tuple[int, ...]] = field(default_factory=dict, hash=False)
    total: int | None = None


@dataclass(frozen=True)
class Made:
    """A table with its truth.

    Attributes
    ----------
    kind : str
        One of :data:`KINDS`.
    rows : tuple
        The cells in pieces: text, and figures.
    style : Style
        How figures are printed.
    told : dict
        What somebody has to say of the table (fields of ``Corrections``).
    groups : tuple of str
        The columns of people, the whole first if there is one.
    asked : tuple of int
        How many people each group has.
    printed_bases : bool
        Whether the table prints them.
    parts : tuple of tuple of int
        For each breakdown, which groups make up the first one.
    questions : tuple of Question
        The blocks.
    conventions : frozenset of str
        ``"weighted"``, ``"truncated"``, ``"missing"``.
    """

    kind: str
    rows: tuple[tuple[tuple[Piece, ...], ...], ...]
    style: Style
    told: dict[str, Any]
    groups: tuple[str, ...]
    asked: tuple[int, ...]
    printed_bases: bool
    parts: tuple[tuple[int, ...], ...]
    questions: tuple[Question, ...]
    conventions: frozenset[str]

    @property
    def text(self) -> str:
        """The table as a file."""
        out = io.StringIO()
        writer = csv.writer(out, delimiter=self.style.delimiter, lineterminator="\n")
        writer.writerows([self._cell(cell) for cell in row] for row in self.rows)
        return out.getvalue()

    def figures(self) -> Iterator[tuple[int, int, int, Figure]]:
        """Every figure with its row, column (from 0) and place among the pieces of the cell."""
        for i, row in enumerate(self.rows):
            for j, cell in enumerate(row):
                for k, piece in enumerate(cell):
                    if isinstance(piece, Figure):
                        yield i, j, k, piece

    def _cell(self, cell: tuple[Piece, ...]) -> str:
        return "".join(piece if isinstance(piece, str) else self._shown(piece) for piece in cell)

    def _shown(self, figure: Figure) -> str:
        if figure.fixed:
            return figure.fixed
        return self.style.count(figure.text) if figure.part == "count" else self.style.percent(figure.text)


def rounded(k: int, n: int, decimals: int, how: str = "half up") -> str:
    """``k`` of ``n`` in per cent: rounded, a half up or to even, or cut off."""
    units, rest = divmod(100 * 10**decimals * k, n)
    if how != "truncated" and (2 * rest > n or (2 * rest == n and (how == "half up" or units % 2))):
        units += 1
    whole, after = divmod(units, 10**decimals)
    return f"{whole}.{after:0{decimals}d}" if decimals else str(whole)


def make(kind: str, rng: Random) -> Made:
    """Make a correct table of a kind.

    Parameters
    ----------
    kind : str
        One of :data:`KINDS`.
    rng : random.Random
        Where chance comes from; ``hypothesis.strategies.randoms`` gives one that can be shrunk.

    Returns
    -------
    Made

    Examples
    --------
    >>> made = make("single column", Random(4))
    >>> possible(made)
    True
    """
    return _Maker(kind, rng).made()


class _Maker:
    """Makes one table."""

    def __init__(self, kind: str, rng: Random) -> None:
        self.kind, self.rng = kind, rng
        self.words = LANGUAGES[rng.choice(("English", "English", "English", "German", "Russian"))]
        self.numbers = np.random.default_rng(rng.randint(0, 2**31 - 1))
        self.style = self._style()
        self.how = "truncated" if kind == "truncated" else rng.choice(("half up", "half up", "half even"))
        self.told: dict[str, Any] = {}
        self.notes: list[str] = []

    def chance(self, share: float) -> bool:
        return self.rng.randint(0, 99) < 100 * share

    def _style(self) -> Style:
        rng = self.rng
        comma = rng.randint(0, 4) == 0
        return Style(
            decimals=rng.choice((0, 1, 1, 1, 2)),
            point="," if comma else rng.choice((".", ".", ".", ".", "·")),
            thousands=rng.choice(("", " ", "\u202f", ".") if comma else ("", ",", ",", " ", "\u2009")),
            sign=rng.randint(0, 2) == 0,
            zero=rng.choice(("", "", "–", "-")),
            below=rng.randint(0, 3) == 0,
            delimiter=";" if comma else ",",
        )

    # ------------------------------------------------------------------ people

    def made(self) -> Made:
        """The table."""
        rows_of_people = self.kind in ("row percents", "transposed")
        self._people()
        blocks = (
            1 if self.kind in ("single column", "transposed") and self.chance(0.7) else self.rng.randint(1, 4)
        )
        if rows_of_people:
            blocks = 1
        headings = self.rng.sample(self.words.questions, blocks)
        questions = tuple(self._question(heading) for heading in headings)
        with_counts = self.kind == "counts beside percentages" or (
            self.kind not in ("weighted",) and self.chance(0.4)
        )
        printed_bases = self.chance(0.85)
        if self.kind == "missing answers":
            printed_bases = True
        if self.crossed:
            rows = self._crossed(questions[0], printed_bases)
        elif rows_of_people:
            rows = self._in_rows(questions[0], with_counts, printed_bases)
        else:
            rows = self._in_columns(questions, with_counts, printed_bases)
        self._conventions(questions)
        width = max(map(len, rows))
        rows += [[(note,)] for note in self.notes]
        return Made(
            kind=self.kind,
            rows=tuple(tuple(row) + (("",),) * (width - len(row)) for row in rows),
            style=self.style,
            told=self.told,
            groups=self.groups,
            asked=self.asked,
            printed_bases=printed_bases,
            parts=self.parts,
            questions=questions,
            conventions=frozenset(
                {"weighted": ["weighted"], "truncated": ["truncated"], "missing answers": ["missing"]}.get(
                    self.kind, []
                )
            ),
        )

    def _people(self) -> None:
        """How many people are in each crossing of the breakdowns, and which crossings make a group."""
        rng, words = self.rng, self.words
        number = {"single column": 0, "two breakdowns": 2}.get(self.kind)
        self.crossed = self.kind == "row percents" and self.chance(0.5)
        if number is None:
            number = 1 if self.kind in ("groups", "row percents", "transposed") else rng.choice((0, 1, 1, 2))
        if self.crossed:
            number = rng.randint(1, 2)
        chosen = rng.sample(words.breakdowns, number)
        self.breakdowns = [
            (name, labels[: rng.randint(2, len(labels))] if len(labels) > 2 else labels)
            for name, labels in chosen
        ]
        shape = [len(labels) for _, labels in self.breakdowns] or [1]
        size = rng.choice((20, 60, 150, 400, 1000, 3000))
        shares = self.numbers.dirichlet(np.full(int(np.prod(shape)), 3.0))
        everybody = max(int(size * (0.6 + 0.4 * rng.random())), 12 * len(shares))
        self.cells = self.numbers.multinomial(everybody - 5 * len(shares), shares) + 5
        places = np.arange(len(self.cells)).reshape(shape)
        groups = [np.take(places, i, axis=axis).ravel() for axis, n in enumerate(shape) for i in range(n)]
        labels = [label for _, labels in self.breakdowns for label in labels]
        whole = number != 1 or self.kind == "groups" or self.crossed or self.chance(0.6)
        if number == 0:
            groups, labels = [places.ravel()], [rng.choice(words.whole)]
        elif whole:
            groups, labels = [places.ravel(), *groups], [rng.choice(words.whole), *labels]
        self.members = groups
        self.groups = tuple(labels)
        self.asked = tuple(int(self.cells[list(g)].sum()) for g in groups)
        self.has_whole = whole and number > 0
        parts, at = [], 1
        for _, names in self.breakdowns if self.has_whole else []:
            parts.append(tuple(range(at, at + len(names))))
            at += len(names)
        self.parts = tuple(parts)

    def _question(self, heading: str) -> Question:
        rng, numbers = self.rng, self.numbers
        several = self.kind == "several answers"
        pool = self.words.items if several else self.words.scale
        n = rng.randint(3 if self.kind == "net rows" else 2, min(len(pool), 8))
        lines = list(pool[:n])
        answered = self.cells.copy()
        if self.kind == "missing answers":
            answered = answered - numbers.binomial(answered, rng.choice((0.0, 0.01, 0.03, 0.1)))
        if several:
            shares = numbers.uniform(0.15, 0.9, n)
            answers = numbers.binomial(answered[None, :], shares[:, None])
        else:
            tilt = numbers.dirichlet(np.full(n, 1.5))
            answers = np.array(
                [numbers.multinomial(int(a), numbers.dirichlet(20 * tilt + 0.3)) for a in answered]
            ).T
        weights = np.exp(numbers.normal(0, 0.4, answers.shape)) if self.kind == "weighted" else None
        sums: dict[int, tuple[int, ...]] = {}
        total = None
        if self.kind == "net rows":
            first = rng.randint(2, n - 1)
            lines, answers, sums = self._with_net(lines, answers, first)
        bases = tuple(int(answered[list(g)].sum()) for g in self.members)
        counts = [[int(row[list(g)].sum()) for g in self.members] for row in answers]
        if self.kind == "total row":
            total = len(lines)
            lines.append(rng.choice(self.words.total))
            counts.append(list(bases))
        if weights is None:
            percents = [
                [rounded(k, b, self.style.decimals, self.how) for k, b in zip(row, bases, strict=True)]
                for row in counts
            ]
        else:
            percents = self._weighted(answers * weights)
        return Question(
            heading, tuple(lines), tuple(map(tuple, counts)), tuple(map(tuple, percents)), bases,
            not several, sums, total,
        )  # fmt: skip

    def _with_net(
        self, lines: list[str], answers: Any, first: int
    ) -> tuple[list[str], Any, dict[int, tuple[int, ...]]]:
        """A line that adds up the first answers, before or behind them."""
        names = (*self.words.net, self.words.first_two) if first == 2 else self.words.net
        label = self.rng.choice(names)
        net = answers[:first].sum(axis=0)[None]
        if self.chance(0.5):
            return [label, *lines], np.concatenate([net, answers]), {0: tuple(range(1, first + 1))}
        return (
            [*lines[:first], label, *lines[first:]],
            np.concatenate([answers[:first], net, answers[first:]]),
            {first: tuple(range(first))},
        )

    def _weighted(self, weight: Any) -> list[list[str]]:
        decimals = self.style.decimals
        out = []
        for row in range(len(weight)):
            of_groups = [weight[row, list(g)].sum() / weight[:, list(g)].sum() for g in self.members]
            out.append([f"{100 * share:.{decimals}f}" for share in of_groups])
        return out

    def _conventions(self, questions: Sequence[Question]) -> None:
        """Say what has to be said, in a note or by an option."""
        say: dict[str, tuple[str, tuple[str, ...]]] = {
            "several answers": ("several", self.words.several),
            "weighted": ("weighted", self.words.weighted),
            "truncated": ("truncated", self.words.truncated),
        }
        if self.kind in say:
            option, sentences = say[self.kind]
            if self.kind == "several answers" and self.chance(0.3) and self._plainly_several(questions):
                return
            if self.chance(0.5):
                self.told[option] = True
            else:
                self.notes.append(self.rng.choice(sentences))
        elif self.chance(0.3):
            self.notes.append(self.rng.choice(self.words.note))

    def _plainly_several(self, questions: Sequence[Question]) -> bool:
        """Whether the figures themselves show it: in each column they add up to far more than 100."""
        return all(
            sum(row[g] for row in question.counts) > 1.5 * question.bases[g]
            for question in questions
            for g in range(len(self.groups))
        )

    # ----------------------------------------------------------------- printing

    def _cell(self, question: Question, b: int, line: int, group: int, form: str) -> list[tuple[Piece, ...]]:
        """One or two cells for a line and a group."""
        k, text = question.counts[line][group], question.percents[line][group]
        zero = self.style.zero if k == 0 else ""
        count = Figure(b, line, group, "count", str(k), zero)
        below = ""
        if k and not zero and self.style.below and not text.strip("0."):
            below = "<" + self.style.percent(text[:-1] + "1")
        percent = Figure(b, line, group, "percent", text, zero or below)
        if form == "percent":
            return [(percent,)]
        if form == "n, %":
            return [(count,), (percent,)]
        if zero:
            return [(Figure(b, line, group, "count", "0", zero),)]
        if form == "count (percent)":
            return [(count, " (", percent, ")")]
        if form == "count(percent)":
            return [(count, "(", percent, ")")]
        if form == "percent (count)":
            return [(percent, " (", count, ")")]
        return [(percent, " (", count, f"/{question.bases[group]})")]

    def _form(self, with_counts: bool) -> str:
        if not with_counts:
            return "percent"
        if self.kind in ("weighted",):
            return "n, %"
        return self.rng.choice(
            (
                "count (percent)",
                "count (percent)",
                "count(percent)",
                "n, %",
                "n, %",
                "percent (count)",
                "percent (k/n)",
            )
        )

    def _headings(self, printed: str) -> list[str]:
        """Headings of the groups, with their numbers of people or without."""
        if printed != "heading":
            return list(self.groups)
        shape = self.rng.choice((" (n = {})", " (N={})", " (n={})", ", n = {}", " n = {}"))
        return [
            group + shape.format(self.style.count(str(asked)))
            for group, asked in zip(self.groups, self.asked, strict=True)
        ]

    def _in_columns(
        self, questions: Sequence[Question], with_counts: bool, printed_bases: bool
    ) -> list[list[tuple[Piece, ...]]]:
        """Groups as columns."""
        rng = self.rng
        form = self._form(with_counts)
        where = rng.choice(("heading", "heading", "row")) if printed_bases else ""
        headings = self._headings(where)
        wide = form == "n, %"
        p = len(self.groups) > 1 and len(self.breakdowns) == 1 and self.kind in (
            "groups", "counts beside percentages", "missing answers",
        ) and self.chance(0.4)  # fmt: skip
        two_labels = len(questions) > 1 and self.chance(0.25)
        left: list[tuple[Piece, ...]] = [(rng.choice(("", "Characteristic", "Variable")),)]
        left += [("",)] * two_labels
        rows: list[list[tuple[Piece, ...]]] = []
        if len(self.breakdowns) == 2 and self.has_whole and self.chance(0.6):
            over: list[str] = [""]
            for name, labels in self.breakdowns:
                over += [name] + [""] * (len(labels) - 1)
            rows.append(
                [("",)] * len(left) + [(t,) for name in over for t in ([name, ""] if wide else [name])]
            )
        if wide and self.chance(0.5):
            rows.append(left + [(t,) for heading in headings for t in (heading, "")])
            rows.append([("",)] * len(left) + [(t,) for _ in headings for t in ("n", "%")])
        elif wide and (where == "heading" or self.chance(0.5)):
            rows.append(left + [(t,) for heading in headings for t in (heading, "%")])
        elif wide:
            rows.append(left + [(t,) for heading in headings for t in (f"{heading}, n", f"{heading}, %")])
        else:
            unit = {"percent": "", "count (percent)": ", n (%)", "count(percent)": ", n (%)"}.get(
                form, ", % (n)"
            )
            unit = unit if self.chance(0.4) else ""
            rows.append(left + [(heading + unit,) for heading in headings])
        if p:
            rows[-1].append((rng.choice(("p", "P value", "p-value")),))
        if where == "row":
            numbers = [self.style.count(str(n)) for n in self.asked]
            cells = [(t,) for n in numbers for t in ((n, "") if wide else (n,))]
            rows.append([(rng.choice(self.words.base),)] + [("",)] * two_labels + list(cells))
        if self.chance(0.25) and not two_labels:
            rows += self._mean_rows(wide)
        shape = rng.choice(("empty", "colon", "indent"))
        for b, question in enumerate(questions):
            p_value = self._p(question) if p else ""
            head = len(questions) > 1 or self.chance(0.4)
            if head and not two_labels:
                base = ""
                if self.kind == "missing answers" and self.chance(0.3) and len(self.groups) == 1:
                    base = f" (n = {self.style.count(str(question.bases[0]))})"
                heading = question.heading + base + (":" if shape == "colon" else "")
                blank = [("",)] * (len(self.groups) * (2 if wide else 1))
                rows.append([(heading,), *blank] + [(p_value,)] * bool(p))
            for i, label in enumerate(question.lines):
                indent = "  " if shape == "indent" and head and not two_labels else ""
                row: list[tuple[Piece, ...]] = [(indent + label,)]
                if two_labels:
                    row = [(question.heading if i == 0 else "",), (label,)]
                for g in range(len(self.groups)):
                    row += self._cell(question, b, i, g, form)
                if p:
                    row.append((p_value if i == 0 and (two_labels or not head) else "",))
                rows.append(row)
        return rows

    def _mean_rows(self, wide: bool) -> list[list[tuple[Piece, ...]]]:
        label = self.rng.choice(self.words.mean)
        cells: list[tuple[Piece, ...]] = []
        for _ in self.groups:
            mean, sd = f"{self.rng.uniform(30, 60):.1f}", f"{self.rng.uniform(5, 15):.1f}"
            mean, sd = (text.replace(".", self.style.point) for text in (mean, sd))
            text = f"{mean} ± {sd}" if "±" in label else f"{mean} ({sd})"
            cells += [(text,), ("",)] if wide else [(text,)]
        return [[(label,), *cells]]

    def _p(self, question: Question) -> str:
        """The p-value of chi-square for the groups."""
        from scipy.stats import chi2_contingency

        first = 1 if self.has_whole else 0
        table = np.array([row[first:] for row in question.counts])
        table = table[table.sum(axis=1) > 0]
        if len(table) < 2 or (table.sum(axis=0) == 0).any():
            return ""
        p = chi2_contingency(table, correction=self.chance(0.5)).pvalue
        text = "<0.001" if p < 0.001 else f"{p:.3f}" if self.chance(0.7) else f"{max(p, 0.005):.2f}"
        return text.replace(".", self.style.point)

    def _in_rows(
        self, question: Question, with_counts: bool, printed_bases: bool
    ) -> list[list[tuple[Piece, ...]]]:
        """Groups as rows, answers as columns."""
        rng = self.rng
        form = self._form(with_counts)
        wide = form == "n, %"
        first = printed_bases and self.chance(0.4)
        base = rng.choice(("N", "n", "Total", "Base") if first else ("Sample size", "N", "n", "Base"))
        answers = [
            (t,) for line in question.lines for t in ((f"{line}, n", f"{line}, %") if wide else (line,))
        ]
        corner = self.breakdowns[0][0] if self.chance(0.7) else ""
        rows: list[list[tuple[Piece, ...]]] = [
            [
                (corner,),
                *([(base,)] if first else []),
                *answers,
                *([(base,)] if printed_bases and not first else []),
            ]
        ]
        if self.kind == "row percents" and self.breakdowns and self.chance(0.5):
            rows[0][0] = ("",)
            rows.append([(self.breakdowns[0][0],)])
        order = list(range(len(self.groups)))
        if self.has_whole and self.chance(0.6):
            order = [*order[1:], 0]
        for g in order:
            number: tuple[Piece, ...] = (self.style.count(str(self.asked[g])),)
            row: list[tuple[Piece, ...]] = [(self.groups[g],)]
            row += [number] if first else []
            for i in range(len(question.lines)):
                row += self._cell(question, 0, i, g, form)
            row += [number] if printed_bases and not first else []
            rows.append(row)
        width = max(map(len, rows))
        return [row + [("",)] * (width - len(row)) for row in rows]

    def _crossed(self, question: Question, printed_bases: bool) -> list[list[tuple[Piece, ...]]]:
        """Answers as columns with their numbers of people, groups as rows with row percentages."""
        form = self.rng.choice(("count (percent)", "count(percent)", "percent (count)"))
        everybody = self.style.count(str(self.asked[0]))
        heads: list[tuple[Piece, ...]] = [
            (f"{line} (n = ", Figure(0, i, 0, "count", str(k[0]), self.style.count(str(k[0]))), ")")
            for i, (line, k) in enumerate(zip(question.lines, question.counts, strict=True))
        ]
        first = [(f"{self.groups[0]} (n = {everybody})",)] if printed_bases else []
        rows: list[list[tuple[Piece, ...]]] = [[("",), *first, *heads]]
        for (name, _), part in zip(self.breakdowns, self.parts, strict=True):
            rows.append([(name + self.rng.choice(("", ", n (%)")),)] + [("",)] * (len(rows[0]) - 1))
            for g in part:
                row: list[tuple[Piece, ...]] = [(self.groups[g],)]
                row += [(self.style.count(str(self.asked[g])),)] if printed_bases else []
                for i in range(len(question.lines)):
                    row += self._cell(question, 0, i, g, form)
                rows.append(row)
        return rows


# -------------------------------------------------------------------- misprints


def misprint(made: Made, rng: Random) -> tuple[Made, tuple[int, int], str, str]:
    """Change one digit of one count or percentage.

    Parameters
    ----------
    made : Made
        A correct table.
    rng : random.Random
        Where chance comes from.

    Returns
    -------
    tuple
        The changed table, the place (row and column in the file, from 1), what was printed and what is.
    """
    places = [found for found in made.figures() if not found[3].fixed]
    i, j, k, figure = rng.choice(places)
    digits = [at for at, sign in enumerate(figure.text) if sign.isdigit()]
    while True:
        at = rng.choice(digits)
        new = rng.choice([d for d in "0123456789" if d != figure.text[at]])
        text = figure.text[:at] + new + figure.text[at + 1 :]
        leading = text.partition(".")[0]
        if not (len(leading) > 1 and leading[0] == "0"):
            break
    rows = [list(row) for row in made.rows]
    cell = list(rows[i][j])
    cell[k] = replace(figure, text=text)
    rows[i][j] = tuple(cell)
    return replace(made, rows=tuple(map(tuple, rows))), (i + 1, j + 1), figure.text, text


# ------------------------------------------------------------------ a perfect reading


def true_reading(made: Made) -> Reading:
    """The table as a reader without fault would read it.

    With it the judgement can be tried apart from the reading, and the reading apart from the judgement.
    """
    cells = _cells(made)
    in_rows = made.kind in ("row percents", "transposed")
    blocks = []
    for b, question in enumerate(made.questions):
        lines = range(len(question.lines))
        groups = range(len(made.groups))
        if in_rows:
            rows = [g for g in groups if any((b, line, g) in cells for line in lines)]
            printed = [
                Line(
                    made.groups[g],
                    next(cell.row for cell in (cells.get((b, line, g)) for line in lines) if cell),
                    tuple(cells.get((b, line, g)) for line in lines),
                    base=made.asked[g] if made.printed_bases else None,
                )
                for g in rows
            ]
        else:
            printed = [
                Line(
                    question.lines[line],
                    next(cell.row for cell in (cells.get((b, line, g)) for g in groups) if cell),
                    tuple(cells.get((b, line, g)) for g in groups),
                    "subtotal" if line in question.sums else "total" if line == question.total else "option",
                    parts=question.sums.get(line, ()),
                )
                for line in lines
            ]
        kind = "distribution" if question.exclusive else "several"
        blocks.append(Block(question.heading, printed[0].row, kind, tuple(printed), kind_from="told"))
    bases = made.asked if made.printed_bases else (None,) * len(made.groups)
    labels = made.questions[0].lines if in_rows else made.groups
    return Reading(
        file="table.csv",
        title="",
        direction="row" if in_rows else "column",
        groups=tuple(
            Group(label, label, None if in_rows else base, "" if in_rows or base is None else "heading")
            for label, base in zip(labels, (None,) * len(labels) if in_rows else bases, strict=True)
        ),
        blocks=tuple(blocks),
        breakdowns=()
        if in_rows
        else tuple(
            Breakdown(made.groups[0], tuple(made.groups[g] for g in part), True) for part in made.parts
        ),
        conventions=frozenset(
            {"several answers": ["several"], "weighted": ["weighted"], "truncated": ["truncated"]}.get(
                made.kind, []
            )
        ),
    )


def misread(reading: Reading, made: Made) -> str:
    """What a reading has otherwise than it should; empty if it has everything that a judgement needs.

    Compared are what percentages are of, the groups with their numbers of people, every figure with its place
    (but for zeros, which may be printed as a dash), and which rows belong together.
    """
    truth = true_reading(made)
    if reading.direction != truth.direction:
        return f"percentages of the {reading.direction}, not of the {truth.direction}"
    here, there = _figures(reading), _figures(truth)
    if lost := [place for place in there if here.get(place) != there[place]]:
        place = lost[0]
        return f"row {place[0]}, column {place[1]}: {here.get(place)}, not {there[place]}"
    if truth.direction == "row":
        return ""
    if len(reading.groups) != len(truth.groups):
        return f"{len(reading.groups)} groups, not {len(truth.groups)}"
    bases = [(one.base, other.base) for one, other in zip(reading.groups, truth.groups, strict=True)]
    if wrong := [pair for pair in bases if pair[1] and pair[0] != pair[1]]:
        return f"{wrong[0][0]} people, not {wrong[0][1]}"
    if len(reading.blocks) != len(truth.blocks):
        return f"{len(reading.blocks)} blocks, not {len(truth.blocks)}"
    kinds = [(one.kind, other.kind) for one, other in zip(reading.blocks, truth.blocks, strict=True)]
    return next((f"a block is {one}, not {other}" for one, other in kinds if one != other), "")


def _figures(reading: Reading) -> dict[tuple[int, int], tuple[int | None, str | None]]:
    """Every figure but zeros, by its row and column."""
    return {
        (cell.row, cell.column): (cell.count, cell.percent)
        for _, line in reading.lines()
        for cell in line.cells
        if cell and (cell.count or (cell.percent or "").strip("0."))
    }


def _cells(made: Made) -> dict[tuple[int, int, int], Cell]:
    """The cells of a table by block, line and group; what stands in headings is left out."""
    found: dict[tuple[int, int, int], dict[str, Any]] = {}
    for i, j, _, figure in made.figures():
        if made.kind == "row percents" and i == 0:
            continue
        place = found.setdefault((figure.block, figure.line, figure.group), {})
        place.setdefault("row", i + 1)
        if figure.part == "percent" or "column" not in place:
            place["column"] = j + 1
            place["printed"] = made._cell(made.rows[i][j])
        below = figure.fixed.startswith("<")
        place[figure.part] = figure.text[:-1] + "1" if below else figure.text
        place["below"] = place.get("below", False) or below
    return {
        key: Cell(
            place["row"],
            place["column"],
            place["printed"],
            count=int(place["count"]) if "count" in place else None,
            percent=place.get("percent"),
            below=place["below"],
        )
        for key, place in found.items()
    }


# -------------------------------------------------------------------- what can be found


def possible(made: Made, *, missing: bool | None = None) -> bool:
    """Say whether people could have given these figures.

    Parameters
    ----------
    made : Made
        A table, correct or changed.
    missing : bool, optional
        Whether fewer than all may have answered a question. By default only in tables of the kind "missing
        answers". With True the groups are looked at one by one, without the whole that they make up unless
        counts are printed: the answer True may then be too generous, and False is certain.

    Returns
    -------
    bool
    """
    if missing is None:
        missing = "missing" in made.conventions or not made.printed_bases
    printed: dict[tuple[int, int, int], dict[str, str]] = {}
    for _, _, _, figure in made.figures():
        place = printed.setdefault((figure.block, figure.line, figure.group), {})
        if place.setdefault(figure.part, figure.text) != figure.text:
            return False
    return all(
        _possible_question(made, b, question, printed, missing) for b, question in enumerate(made.questions)
    )


def _possible_question(
    made: Made, b: int, question: Question, printed: dict[tuple[int, int, int], dict[str, str]], missing: bool
) -> bool:
    if "weighted" in made.conventions:
        return _sums_possible(made, b, question, printed)
    groups = range(len(made.groups))

    def spans(g: int, base: int) -> list[tuple[int, int]] | None:
        out = []
        for line in range(len(question.lines)):
            low, high = _span(printed.get((b, line, g), {}), base, "truncated" in made.conventions)
            if question.total == line:
                low, high = max(low, base), min(high, base)
            if low > high:
                return None
            out.append((low, high))
        return out

    if not missing:
        found = [spans(g, made.asked[g]) for g in groups]
        if any(span is None for span in found):
            return False
        return _solvable([span for span in found if span is not None], made.asked, question, made.parts)
    counted = all(
        "count" in printed.get((b, line, g), {}) for line in range(len(question.lines)) for g in groups
    )
    alone = [_bases(made, question, g, spans) for g in groups]
    if not all(alone):
        return False
    if not counted:
        return True
    # With printed counts the whole is checked as well, and bases hardly vary.
    return all(
        sum(int(printed[b, line, g]["count"]) for g in part) == int(printed[b, line, 0]["count"])
        for line in range(len(question.lines))
        for part in made.parts
    )


def _bases(
    made: Made, question: Question, g: int, spans: Callable[[int, int], list[tuple[int, int]] | None]
) -> list[int]:
    """The numbers of people, at most the group's, that give its figures alone; one is enough."""
    most = made.asked[g] if made.printed_bases else max(2000, 2 * made.asked[g])
    for base in range(most, 0, -1):
        found = spans(g, base)
        if found is not None and _solvable([found], (base,), question, ()):
            return [base]
    return []


def _span(parts: dict[str, str], base: int, truncated: bool) -> tuple[int, int]:
    """The counts that a printed cell allows."""
    low, high = 0, base
    if "percent" in parts:
        text = parts["percent"]
        whole, _, after = text.partition(".")
        units, scale = int(whole + after), 100 * 10 ** len(after)
        if truncated:
            low, high = -(-units * base // scale), ((units + 1) * base - 1) // scale
        else:
            low, high = -((1 - 2 * units) * base // (2 * scale)), (2 * units + 1) * base // (2 * scale)
        low, high = max(low, 0), min(high, base)
    if "count" in parts:
        k = int(parts["count"])
        low, high = max(low, k), min(high, k)
    return low, high


def _solvable(
    spans: Sequence[Sequence[tuple[int, int]]],
    bases: Sequence[int],
    question: Question,
    parts: Iterable[tuple[int, ...]],
) -> bool:
    """Whether counts within the spans add up: to the bases, to sums, and groups to the whole."""
    lines = len(question.lines)
    plain = [line for line in range(lines) if line not in question.sums and line != question.total]
    parts = tuple(parts)
    if not parts and not question.sums:
        if not question.exclusive:
            return True
        return all(
            sum(span[line][0] for line in plain) <= base <= sum(span[line][1] for line in plain)
            for span, base in zip(spans, bases, strict=True)
        )
    from scipy.optimize import Bounds, LinearConstraint, milp

    size = lines * len(spans)
    rows, values = [], []

    def add(plus: Iterable[int], minus: Iterable[int], value: int) -> None:
        row = np.zeros(size)
        row[list(plus)] = 1
        row[list(minus)] = -1
        rows.append(row)
        values.append(value)

    for g, base in enumerate(bases):
        at = g * lines
        if question.exclusive:
            add([at + line for line in plain], [], base)
        for line, of in question.sums.items():
            add([at + other for other in of], [at + line], 0)
    for part in parts:
        for line in range(lines):
            add([g * lines + line for g in part], [line], 0)
    low = [span[line][0] for span in spans for line in range(lines)]
    high = [span[line][1] for span in spans for line in range(lines)]
    constraints = [LinearConstraint(np.array(rows), values, values)] if rows else []
    found = milp(np.zeros(size), integrality=np.ones(size), bounds=Bounds(low, high), constraints=constraints)
    return bool(found.status == 0)


def _sums_possible(
    made: Made, b: int, question: Question, printed: dict[tuple[int, int, int], dict[str, str]]
) -> bool:
    """Weighted shares must only add up to 100 within rounding, and none be above it."""
    for g in range(len(made.groups)):
        texts = [printed.get((b, line, g), {}).get("percent") for line in range(len(question.lines))]
        units = [int(text.replace(".", "")) for text in texts if text is not None]
        full = 100 * 10**made.style.decimals
        if len(units) == len(texts) and abs(2 * sum(units) - 2 * full) > len(units):
            return False
        if any(unit > full for unit in units):
            return False
    return True
