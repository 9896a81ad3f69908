"""The kinds of question, what they answer to a choice, and how they are set as HTML."""

from __future__ import annotations

import hashlib
import math
import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from importlib import resources
from typing import SupportsFloat

LINKED = "SELFCHECK_LINKED"
"""Environment variable: when set, pages link script and style once, so that no quiz brings its own."""

# JupyterLab would take arrow keys for its own shortcuts; it asks the very element that has the focus.
_OWN_KEYS = 'data-lm-suppress-shortcuts="true"'

_CODE = re.compile(r"`([^`]+)`")
_EMPHASIS = re.compile(r"(?<![\w*])\*([^*]+)\*(?![\w*])")
_LINK = re.compile(r"\[([^\]]+)\]\(((?:https?://|\.{0,2}/|#)?[^\s)&:]+)\)")
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def _inline(text: str) -> str:
    """Set the little Markdown that a question may use: `code`, *emphasis* and [links](address)."""
    html = escape(text, quote=False)
    html = _LINK.sub(r'<a href="\2">\1</a>', html)
    html = _CODE.sub(r"<code>\1</code>", html)
    return _EMPHASIS.sub(r"<em>\1</em>", html)


def _say(value: float) -> str:
    """Write a number as people do: no trailing zeros, a true minus sign."""
    return f"{value:.10g}".replace("-", "−")


@dataclass(frozen=True)
class Feedback:
    """What a question says to one answer: whether it is right, and the explanation."""

    right: bool
    explanation: str

    def __bool__(self) -> bool:
        return self.right


@dataclass(frozen=True)
class QuizQuestion:
    """One question with an explanation for every answer it foresees.

    Made by :func:`single`, :func:`multiple` and :func:`number`, which check that it is complete.
    """

    kind: str
    prompt: str
    options: Mapping[str, str]
    right: tuple[str, ...] = ()
    yes: str = ""
    answer: float = math.nan
    tolerance: float = 0.0
    unit: str = ""
    mistakes: Mapping[float, str] = field(default_factory=dict)
    otherwise: str = ""

    @property
    def key(self) -> str:
        """Short fingerprint of the wording, so that progress is forgotten when a question changes."""
        said = "\n".join([self.kind, self.prompt, *self.options, *self.right, f"{self.answer}"])
        return hashlib.sha256(said.encode()).hexdigest()[:8]

    def mark(self, answer: str | float | Collection[str]) -> Feedback:
        """Say what the page would say to an answer.

        Parameters
        ----------
        answer : str, collection of str, or float
            The chosen option, the ticked options, or the number typed, by kind of question.

        Raises
        ------
        ValueError
            If an option is named that the question does not offer.
        TypeError
            If a number is asked for and several answers are given, or the other way round.

        Examples
        --------
        >>> number("2 + 2?", 4, right="Yes.", otherwise="Count on your fingers.").mark(5).explanation
        'Too high. Count on your fingers.'
        """
        if self.kind == "number":
            if isinstance(answer, str | SupportsFloat):
                return self._mark_number(float(answer))
            raise TypeError(f"{self.prompt!r} asks for a number, found {answer!r}")
        if not isinstance(answer, Collection):
            raise TypeError(f"{self.prompt!r} asks for options, found {answer!r}")
        chosen = [answer] if isinstance(answer, str) else list(answer)
        if unknown := [option for option in chosen if option not in self.options]:
            raise ValueError(f"not among the options of {self.prompt!r}: {unknown}")
        explanations = " ".join(self.options[option] for option in self.options if option in chosen)
        return Feedback(set(chosen) == set(self.right), explanations)

    def _mark_number(self, value: float) -> Feedback:
        if abs(value - self.answer) <= self.tolerance + 1e-9:
            return Feedback(True, self.yes)
        for wrong, explanation in self.mistakes.items():
            if abs(value - wrong) <= self.tolerance + 1e-9:
                return Feedback(False, explanation)
        side = "Too high." if value > self.answer else "Too low."
        return Feedback(False, f"{side} {self.otherwise}")

    def html(self, name: str, position: int) -> str:
        """Set the question as one native form.

        Parameters
        ----------
        name : str
            Name of the quiz, the start of every id.
        position : int
            The question's place in the quiz, from 1.

        Returns
        -------
        str
            HTML. It needs the script only to answer back; without script the answers stand in a box below.
        """
        base = f"{name}-{position}"
        body = self._number_html(base) if self.kind == "number" else self._options_html(base)
        button = (
            ""
            if self.kind == "single"
            else f'<button type="submit" class="sc-check" {_OWN_KEYS}>Check</button>'
        )
        hint = '<span class="sc-hint"> Tick all that apply.</span>' if self.kind == "multiple" else ""
        return (
            f'<form class="sc-question" data-sc-kind="{self.kind}" data-sc-key="{self.key}" novalidate>'
            f'<fieldset><legend><span class="sc-position">{position}.</span> '
            f"{_inline(self.prompt)}{hint}</legend>"
            f'{body}{button}<div class="sc-feedback" id="{base}-feedback" role="status"></div>'
            f"</fieldset>{self._without_script()}</form>"
        )

    def _options_html(self, base: str) -> str:
        kind = "radio" if self.kind == "single" else "checkbox"
        return "".join(
            f'<div class="sc-option"><label><input type="{kind}" name="{base}" value="{place}" {_OWN_KEYS}>'
            f"<span>{_inline(option)}</span></label>"
            f'<template data-sc-right="{str(option in self.right).lower()}">'
            f"{_inline(feedback)}</template></div>"
            for place, (option, feedback) in enumerate(self.options.items())
        )

    def _number_html(self, base: str) -> str:
        unit = f' <span class="sc-unit">{_inline(self.unit)}</span>' if self.unit else ""
        answers = [
            (self.answer, self.yes, "true"),
            *((at, text, "false") for at, text in self.mistakes.items()),
        ]
        templates = "".join(
            f'<template data-sc-right="{right}" data-sc-value="{value:.10g}" '
            f'data-sc-within="{self.tolerance:.10g}">{_inline(feedback)}</template>'
            for value, feedback, right in answers
        )
        return (
            '<label class="sc-number">Your answer: <input type="text" inputmode="decimal" autocomplete="off" '
            f'size="8" name="{base}" aria-describedby="{base}-feedback" {_OWN_KEYS}>{unit}</label>'
            f'{templates}<template data-sc-right="false">{_inline(self.otherwise)}</template> '
        )

    def _without_script(self) -> str:
        if self.kind == "number":
            unit = f" {self.unit}" if self.unit else ""
            lines = f"<p><strong>{_say(self.answer)}{_inline(unit)}</strong>: {_inline(self.yes)}</p>"
        else:
            lines = "".join(
                f"<p><strong>{_inline(option)}</strong> "
                f"({'right' if option in self.right else 'not right'}): {_inline(feedback)}</p>"
                for option, feedback in self.options.items()
            )
        return f"<noscript><details><summary>Answers</summary>{lines}</details></noscript>"


def _complete(prompt: str, texts: Iterable[tuple[object, str]]) -> None:
    if not prompt.strip():
        raise ValueError("a question needs a wording")
    if silent := [str(option) for option, text in texts if not text.strip()]:
        raise ValueError(f"{prompt!r}: no explanation for {silent}; a reader wants to know why")


class Right(str):
    """An explanation that belongs to a right option. Made by :func:`right`."""

    __slots__ = ()


def right(explanation: str) -> Right:
    """Mark an option as right by its explanation.

    Parameters
    ----------
    explanation : str
        What a reader who chooses it should read.

    Returns
    -------
    Right
        The same text, to be put beside the option.

    Examples
    --------
    >>> single("2 + 2?", {"4": right("Yes."), "5": "One too many."}).right
    ('4',)
    """
    return Right(explanation)


def single(prompt: str, options: Mapping[str, str]) -> QuizQuestion:
    """Ask for one option out of several; the page answers as soon as one is chosen.

    Parameters
    ----------
    prompt : str
        The question. `code`, *emphasis* and [links](address) are set, everything else is plain text.
    options : mapping of str to str
        Each option with the explanation that a reader who chooses it should read. One of the explanations
        is marked by :func:`right`.

    Returns
    -------
    QuizQuestion
        To be put into a :func:`quiz`.

    Raises
    ------
    ValueError
        If there are fewer than two options, one lacks its explanation, or not exactly one is right.

    Examples
    --------
    >>> single("2 + 2?", {"4": right("Yes."), "5": "One too many."}).mark("5")
    Feedback(right=False, explanation='One too many.')
    """
    question = _choice("single", prompt, options)
    if len(question.right) > 1:
        raise ValueError(f"{prompt!r}: one option is right, but {len(question.right)} are marked so")
    return question


def multiple(prompt: str, options: Mapping[str, str]) -> QuizQuestion:
    """Ask for all options that hold; the page answers when the reader asks it to check.

    Parameters
    ----------
    prompt : str
        As in :func:`single`.
    options : mapping of str to str
        As in :func:`single`; at least one explanation is marked by :func:`right`.

    Returns
    -------
    QuizQuestion
        To be put into a :func:`quiz`.

    Raises
    ------
    ValueError
        As in :func:`single`.

    Examples
    --------
    >>> even = multiple("Which are even?", {"2": right("Yes."), "3": "3 = 2 + 1.", "4": right("Yes.")})
    >>> even.mark(["2"]).right, even.mark(["4", "2"]).right
    (False, True)
    """
    return _choice("multiple", prompt, options)


def _choice(kind: str, prompt: str, options: Mapping[str, str]) -> QuizQuestion:
    _complete(prompt, options.items())
    if len(options) < 2:
        raise ValueError(f"{prompt!r}: needs at least two options, has {len(options)}")
    marked = tuple(option for option, explanation in options.items() if isinstance(explanation, Right))
    if not marked:
        raise ValueError(f"{prompt!r}: no option is marked as right")
    return QuizQuestion(kind, prompt, dict(options), marked)


def number(
    prompt: str,
    answer: float,
    *,
    right: str,
    otherwise: str,
    tolerance: float = 0.0,
    unit: str = "",
    mistakes: Mapping[float, str] | None = None,
) -> QuizQuestion:
    """Ask for a number; decimal comma, per cent sign and spaces are understood.

    Parameters
    ----------
    prompt : str
        The question, saying what to round to.
    answer : float
        The right number, best computed from the data so that it stays right.
    right : str
        What a reader with the right number should read.
    otherwise : str
        What to say to a number that nobody foresaw; “Too high.” or “Too low.” stands before it.
    tolerance : float
        How far off still counts, in units of the answer.
    unit : str
        What stands behind the field, for example ``"percentage points"``.
    mistakes : mapping of float to str
        Wrong numbers that come of a known mistake, each with its explanation.

    Returns
    -------
    QuizQuestion
        To be put into a :func:`quiz`.

    Raises
    ------
    ValueError
        If an explanation is missing, the answer is no finite number, the tolerance is negative, or a mistake
        lies so near the answer that it would count as right.

    Examples
    --------
    >>> points = number("From 50 % to 44.8 %?", -5.2, right="Yes.", otherwise="Take 50 from 44.8.",
    ...                 tolerance=0.05, mistakes={-10.4: "That is the change in per cent."})
    >>> points.mark(-10.4).explanation
    'That is the change in per cent.'
    """
    mistakes = {float(value): text for value, text in (mistakes or {}).items()}
    _complete(prompt, [*mistakes.items(), ("right", right), ("otherwise", otherwise)])
    if not math.isfinite(answer):
        raise ValueError(f"{prompt!r}: the answer must be a finite number, found {answer}")
    if tolerance < 0:
        raise ValueError(f"{prompt!r}: the tolerance must not be negative, found {tolerance}")
    if hidden := [value for value in mistakes if abs(value - answer) <= tolerance + 1e-9]:
        raise ValueError(f"{prompt!r}: the mistakes {hidden} lie within {tolerance} of the answer {answer}")
    return QuizQuestion(
        "number",
        prompt,
        {},
        yes=right,
        answer=float(answer),
        tolerance=float(tolerance),
        unit=unit,
        mistakes=mistakes,
        otherwise=otherwise,
    )


@dataclass(frozen=True, repr=False)
class Quiz:
    """Several questions with one line that says how many are done. Made by :func:`quiz`."""

    name: str
    questions: tuple[QuizQuestion, ...]
    label: str = "Self-checks"

    def __len__(self) -> int:
        return len(self.questions)

    def __iter__(self) -> Iterator[QuizQuestion]:
        return iter(self.questions)

    def __repr__(self) -> str:
        return f"Self-checks “{self.name}”: {len(self)} question{'s' * (len(self) > 1)}"

    @property
    def html(self) -> str:
        """The questions as HTML, without script and style."""
        forms = "".join(
            question.html(f"sc-{self.name}", position) for position, question in enumerate(self.questions, 1)
        )
        return (
            f'<section class="sc-quiz" id="sc-{self.name}" data-sc="{self.name}" '
            f'aria-label="{escape(self.label)}">'
            f'<p class="sc-progress"><progress value="0" max="{len(self)}" aria-hidden="true"></progress> '
            f'<output class="sc-done">0 of {len(self)} done</output> '
            f'<button type="button" class="sc-again" {_OWN_KEYS} hidden>Start again</button></p>'
            f"{forms}</section>"
        )

    def _repr_html_(self) -> str:
        if os.environ.get(LINKED):
            return self.html
        return f"<style>{asset('selfcheck.css')}</style>{self.html}<script>{asset('selfcheck.js')}</script>"


def asset(name: str) -> str:
    """Read a file of the package's ``static`` folder: ``selfcheck.css`` or ``selfcheck.js``."""
    return resources.files("homecoming.selfcheck").joinpath("static", name).read_text(encoding="utf-8")


def quiz(name: str, *questions: QuizQuestion, label: str = "Self-checks") -> Quiz:
    """Put questions together, to stand at the end of a cell.

    Parameters
    ----------
    name : str
        Lower-case words joined by hyphens. It starts every id, and progress is kept under it.
    *questions : QuizQuestion
        In the order in which they are asked.
    label : str
        What a screen reader calls the whole.

    Returns
    -------
    Quiz
        Shows itself in a notebook and on a page.

    Raises
    ------
    ValueError
        If the name has other characters, there is no question, or one is asked twice.

    Examples
    --------
    >>> quiz("sums", number("1 + 1?", 2, right="Yes.", otherwise="Count."))
    Self-checks “sums”: 1 question
    """
    if not _NAME.fullmatch(name):
        raise ValueError(f"name must be lower-case words joined by hyphens, found {name!r}")
    if not questions:
        raise ValueError(f"{name}: needs at least one question")
    if len({question.key for question in questions}) < len(questions):
        raise ValueError(f"{name}: the same question stands here twice")
    return Quiz(name, questions, label)
