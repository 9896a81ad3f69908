"""What a theory says of a case: a judgement with reasons, several, or none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from homecoming.shown import NotebookMixin

from .store import source_label

#: How sure the book is of a statement, and what it says to the reader.
MARKS = {
    "checked": "compared with a source that we could read",
    "reported": "as one of the two studies reports it",
    "summarised": "as usually summarised; we could not check it in the work itself",
    "ours": "our own rule or reading",
}

#: The one question that can be put to every theory: how does it read this return?
READINGS = {
    "favourable": "favourable: the aim is met, or a good start after return is likely",
    "unfavourable": "unfavourable: the aim is missed, or a hard time after return is likely",
    "open": "open: it depends on what the case or the country still decides",
    "stage": "neither: one stage of a longer journey",
    "silent": "none: the theory does not say",
}


@dataclass(frozen=True)
class Reason:
    """Why a theory says something: what the case is like, what the theory holds, and where that stands.

    Attributes
    ----------
    case : str
        A sentence on the case; empty if the reason is about the theory alone.
    theory : str
        What the theory holds, in the book's own words.
    source : str
        Key in ``book/references.bib``.
    mark : str
        How sure the book is: a key of :data:`MARKS`.

    Examples
    --------
    >>> print(Reason("The stay: short.", "Very short.", "cerase1974", "ours"))
    The stay: short. Theory: Very short. (Cerase 1974, ours)
    """

    case: str
    theory: str
    source: str
    mark: str

    def __post_init__(self) -> None:
        if self.mark not in MARKS:
            raise ValueError(f"mark is {self.mark!r}; it must be one of {', '.join(MARKS)}.")

    def __str__(self) -> str:
        words = [self.case, f"Theory: {self.theory}" if self.theory else ""]
        return f"{' '.join(word for word in words if word)} ({source_label(self.source)}, {self.mark})"

    @property
    def html(self) -> str:
        """The reason as HTML text, without a list item around it."""
        theory = f"Theory: {escape(self.theory)} " if self.theory else ""
        origin = escape(f"({source_label(self.source)}, {self.mark})")
        return f'{escape(self.case)} {theory}<span class="hc-origin">{origin}</span>'.strip()


@dataclass(frozen=True)
class Conclusion:
    """A type or statement of a theory, with the reasons that speak for it or against it."""

    label: str
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Judgement(NotebookMixin):
    """What one theory says of one case.

    Attributes
    ----------
    theory : str
        The theory's name.
    reading : str
        A key of :data:`READINGS`.
    fits : tuple of Conclusion
        What the theory says: one conclusion, several that it cannot decide between, or none.
    ruled_out : tuple of Conclusion
        What it excludes, with the reasons.
    left_open : tuple of str
        What the theory cannot see in this case, or would have to know.

    Examples
    --------
    >>> Judgement("A theory", "silent", left_open=("It says nothing of rivers.",)).answer
    'The theory does not say.'
    """

    theory: str
    reading: str
    fits: tuple[Conclusion, ...] = ()
    ruled_out: tuple[Conclusion, ...] = ()
    left_open: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.reading not in READINGS:
            raise ValueError(f"reading is {self.reading!r}; it must be one of {', '.join(READINGS)}.")
        if not self.fits and not self.left_open:
            raise ValueError(f"{self.theory} says nothing and does not say why: give left_open=.")

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of what fits."""
        return tuple(conclusion.label for conclusion in self.fits)

    @property
    def answer(self) -> str:
        """The answer as one short sentence."""
        if not self.fits:
            return "The theory does not say."
        return " Or: ".join(f"{label}." for label in self.labels)

    @property
    def summary(self) -> str:
        """The theory and its answer, for a reader who hears the page."""
        return f"{self.theory}: {self.answer} Reading: {READINGS[self.reading].split(':')[0]}."

    def __str__(self) -> str:
        lines = [f"{self.theory}: {self.answer}", f"  Reading: {READINGS[self.reading]}."]
        for conclusion in self.fits:
            lines += [f"  - {conclusion.label}: {reason}" for reason in conclusion.reasons]
        for conclusion in self.ruled_out:
            lines += [f"  - not {conclusion.label}: {reason}" for reason in conclusion.reasons]
        return "\n".join([*lines, *(f"  ? {gap}" for gap in self.left_open)])

    @property
    def html(self) -> str:
        """The answer, with what speaks for it, what it rules out and what it leaves open."""
        parts = [
            f"<p><strong>{escape(self.theory)}</strong>: {escape(self.answer)}</p>",
            f"<p>Reading: {escape(_in_brackets(READINGS[self.reading]))}.</p>",
        ]
        for conclusion in self.fits:
            several = (
                f"<p>{escape(conclusion.label)}, because:</p>" if len(self.fits) > 1 else "<p>Because:</p>"
            )
            parts += [
                several if conclusion.reasons else "",
                _listed(reason.html for reason in conclusion.reasons),
            ]
        if self.ruled_out:
            lines = (
                f"{escape(conclusion.label)}: {' '.join(reason.html for reason in conclusion.reasons)}"
                for conclusion in self.ruled_out
            )
            parts += ["<p>Ruled out:</p>", _listed(lines)]
        if self.left_open:
            parts += ["<p>Left open:</p>", _listed(escape(gap) for gap in self.left_open)]
        marks = {reason.mark for conclusion in (*self.fits, *self.ruled_out) for reason in conclusion.reasons}
        told = " ".join(f"{mark.capitalize()}: {words}." for mark, words in MARKS.items() if mark in marks)
        parts.append(f'<p class="hc-origin">{escape(told)}</p>' if told else "")
        return f'<div class="hc-judgement">{"".join(parts)}</div>'


def _in_brackets(words: str) -> str:
    first, rest = words.split(": ", 1)
    return f"{first} ({rest})"


def _listed(lines: Iterable[str]) -> str:
    items = "".join(f"<li>{line}</li>" for line in lines)
    return f"<ul>{items}</ul>" if items else ""


def silent(theory: str, *why: str) -> Judgement:
    """Make the judgement of a theory that does not say.

    Parameters
    ----------
    theory : str
        The theory's name.
    *why : str
        Why it does not say, in sentences.

    Examples
    --------
    >>> silent("Cerase (1974)", "A visit is not a return.").labels
    ()
    """
    return Judgement(theory, "silent", left_open=why)
