"""The explorer: controls, and the result of the view for every combination of them."""

from __future__ import annotations

import itertools
import math
import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from .content import ID_MARK, Content, ViewError, render
from .controls import Control, fitting, in_words

#: States that one explorer may have unless its author allows more.
MAX_STATES = 400
#: Characters of a choice that a message names.
LONGEST_CHOICE = 60
#: Seconds of rendering before a progress bar appears.
PATIENCE = 2

Positions = tuple[int, ...]


class TooManyStatesError(ValueError):
    """The controls have more combinations than an explorer may render."""


def interact(
    view: Callable[..., Any],
    /,
    *,
    name: str,
    title: str | None = None,
    description: str | None = None,
    max_states: int = MAX_STATES,
    **controls: Any,
) -> Explorer:
    """Give a function controls that work in a notebook and on a static page.

    The view is called at once for every combination of values, and equal results are stored once. In a page
    that has its own Python (``KERNELFREE_FACE=page``) it is called for the first combination, and for others
    when the reader asks for them; a slider over numbers then takes any number in its range.

    Parameters
    ----------
    view : callable
        Takes one argument a control, by name, and returns what is to be shown: text (shown as text), a data
        frame, a Matplotlib figure, or any object with ``_repr_html_`` or ``_repr_svg_``.
    name : str
        Name in addresses and ids, one of its kind on a page: small letters, digits and single hyphens.
    title : str, optional
        What the controls are for; by default the name in words.
    description : str, optional
        A sentence under the title.
    max_states : int
        The most combinations to render.
    **controls
        For each argument of the view: a sequence or a mapping from label to value (the fitting control is
        chosen), a bool (a checkbox), or ``select(...)``, ``radio(...)``, ``slider(...)``, ``checkbox(...)``.
        A control with one option is not shown; the view gets that option.

    Returns
    -------
    Explorer
        Put it on the last line of a cell to show it.

    Raises
    ------
    ViewError
        If the view fails; the message names the choices.
    TooManyStatesError
        If there are more than ``max_states`` combinations to render; says which control costs most.
    ValueError, TypeError
        If the name or a control is not usable.

    Examples
    --------
    >>> squares = interact(lambda n: f"{n * n}", name="squares", n=range(1, 6))
    >>> squares.state(n=4)
    '<p class="kf-text">16</p>'
    """
    return Explorer(view, name, title, description, max_states, controls)


class Explorer:
    """Controls over results of a view. Made by :func:`interact`.

    Attributes
    ----------
    name, title, description : str
        As given to :func:`interact`; the title is never empty.
    controls : tuple of Control
        The controls that are shown, in order.
    """

    def __init__(
        self,
        view: Callable[..., Any],
        name: str,
        title: str | None,
        description: str | None,
        max_states: int,
        controls: Mapping[str, Any],
    ):
        if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name):
            raise ValueError(
                f"The explorer's name {name!r} stands in addresses: use small letters, digits and single "
                "hyphens, beginning with a letter, for example 'training'."
            )
        every = [fitting(argument, options) for argument, options in controls.items()]
        self.name = name
        self.title = title or in_words(name)
        self.description = description or ""
        self.controls, self._fixed = _resolved(every)
        self._view, self._max_states = view, max_states
        self._number_of: dict[Content, int] = {}  # one a different result, in order of appearance
        self._content_of: dict[Positions, int] = {}
        if _face() == "page":
            self._number(self.first_positions)
        else:
            self._render_all()

    @property
    def states(self) -> Iterator[tuple[dict[str, Any], str]]:
        """Walk every combination that a reader can reach: (choices, html) pairs.

        The choices are the arguments that the view was called with. A control that means nothing beside the
        others (see ``only_if``) has its default there.

        Examples
        --------
        >>> one = interact(lambda n: str(n), name="n", n=["1", "2"])
        >>> [choices for choices, html in one.states]
        [{'n': '1'}, {'n': '2'}]
        """
        for positions, number in self.content_of.items():
            yield self._choices(positions), self._finished(number)

    @property
    def first(self) -> str:
        """HTML of the state that the reader sees first."""
        return self._finished(self._number(self.first_positions))

    def state(self, **choices: Any) -> str:
        """HTML of one state.

        Parameters
        ----------
        **choices
            Value or label for each control; the default for those left out.

        Raises
        ------
        ValueError
            If a control or an option does not exist.
        """
        given = {control: option for control, option in choices.items() if control not in self._fixed}
        positions = tuple(
            control.position(given.pop(control.name)) if control.name in given else control.default
            for control in self.controls
        )
        if given:
            names = ", ".join(repr(control.name) for control in self.controls)
            raise ValueError(
                f"Explorer {self.name!r} has no control {next(iter(given))!r}. Its controls: {names}."
            )
        return self._finished(self._number(self.effective(positions)))

    @property
    def html(self) -> str:
        """The static face: a ``<section>`` that works with ``kernelfree.js`` and ``kernelfree.css``."""
        from .static_face import section

        return section(self)

    @cached_property
    def widget(self) -> Any:
        """The live face: an ``ipywidgets.VBox``."""
        from .live_face import box

        return box(self)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        from .live_face import fallback, widget_view

        face = _face()
        if face == "page":
            from .page_face import live_section

            return {"text/html": live_section(self), "text/plain": repr(self)}
        if face == "static":
            return {"text/html": self.html, "text/plain": repr(self)}
        return {**widget_view(self), "text/html": fallback(self), "text/plain": repr(self)}

    def __repr__(self) -> str:
        names = ", ".join(control.label for control in self.controls)
        return f"<Explorer {self.name!r}: {names}; {self._count()} states>"

    # What the faces read.

    @property
    def contents(self) -> tuple[Content, ...]:
        """Different results in order of appearance, their ids ready for a page."""
        self._render_all()
        return tuple(
            Content(self._finished(number), content.summary) for content, number in self._number_of.items()
        )

    @property
    def content_of(self) -> dict[Positions, int]:
        """Which of :attr:`contents` belongs to which positions of the controls."""
        self._render_all()
        return {positions: self._content_of[positions] for positions in self._combinations()}

    @property
    def first_content(self) -> Content:
        """What the reader sees first, ready for a page."""
        number = self._number(self.first_positions)
        return Content(self._finished(number), list(self._number_of)[number].summary)

    @property
    def first_positions(self) -> Positions:
        """Positions of the controls in the first state."""
        return self.effective(tuple(control.default for control in self.controls))

    def effective(self, positions: Positions) -> Positions:
        """Put every control that means nothing beside the others back to its default.

        Parameters
        ----------
        positions : tuple of int
            One position a control.
        """
        real: dict[str, int] = {}
        for control, position in zip(self.controls, positions, strict=True):
            active = all(real[other] in allowed for other, allowed in control.only_if.items())
            real[control.name] = position if active else control.default
        return tuple(real.values())

    def decides(self, control: Control) -> bool:
        """Whether another control means something only beside certain options of this one."""
        return any(control.name in other.only_if for other in self.controls)

    def arguments(self, chosen: dict[str, Any]) -> dict[str, Any]:
        """Give all arguments of the view, with those that leave no choice.

        Parameters
        ----------
        chosen : dict of str to object
            A value for each control that is shown.
        """
        return self._fixed | chosen

    # How it is made.

    def _choices(self, positions: Positions) -> dict[str, Any]:
        chosen = zip(self.controls, positions, strict=True)
        return self.arguments({control.name: control.values[position] for control, position in chosen})

    def _finished(self, number: int) -> str:
        return list(self._number_of)[number].html.replace(ID_MARK, f"{self.name}--{number}-")

    def _combinations(self, without: Control | None = None) -> Iterator[Positions]:
        """Walk the different combinations in order, the last control fastest."""

        def walk(real: dict[str, int], rest: tuple[Control, ...]) -> Iterator[Positions]:
            if not rest:
                yield tuple(real.values())
                return
            control, *others = rest
            active = control is not without and all(
                real[other] in ok for other, ok in control.only_if.items()
            )
            for position in range(len(control)) if active else (control.default,):
                yield from walk(real | {control.name: position}, tuple(others))

        yield from walk({}, self.controls)

    def _count(self, without: Control | None = None) -> int:
        """Count combinations: a product, or with ``only_if`` one by one, but no more than a million."""
        if any(control.only_if for control in self.controls):
            return sum(1 for _ in itertools.islice(self._combinations(without), 1_000_000))
        return math.prod(len(control) for control in self.controls if control is not without)

    def _refuse_too_many(self, most: int) -> None:
        number = self._count()
        if number <= most:
            return
        dearest = min(self.controls, key=self._count)
        each = " × ".join(f"{control.name} ({len(control)})" for control in self.controls)
        rest = self._count(dearest)
        raise TooManyStatesError(
            f"Explorer {self.name!r} would have {number:,} states, more than {most:,}: {each}. The control "
            f"that costs most is {dearest.name!r}: without it there would be {rest:,}. Give it "
            "fewer options, tell with only_if= when a control means something, make two explorers, or allow "
            "more with max_states=."
        )

    def _render_all(self) -> None:
        missing = any(positions not in self._content_of for positions in self._combinations())
        if not missing:
            return
        self._refuse_too_many(self._max_states)
        for positions in _with_progress(list(self._combinations()), self.name):
            self._number(positions)

    def _number(self, positions: Positions) -> int:
        """Give the number of a state's result, which is rendered if it has not been."""
        if positions not in self._content_of:
            content = self.answer(self._choices(positions), self.chosen(positions))
            self._content_of[positions] = self._number_of.setdefault(content, len(self._number_of))
        return self._content_of[positions]

    def answer(self, choices: Mapping[str, Any], told: str) -> Content:
        """Call the view.

        Parameters
        ----------
        choices : mapping of str to object
            Its arguments.
        told : str
            The choices in words, for the alternative text of a picture.

        Returns
        -------
        Content
            The result, its ids not yet ready for a page.

        Raises
        ------
        ViewError
            If the view fails; the message names the choices.
        """
        try:
            return render(self._view(**choices), alt=f"{self.title}. {told}")
        except Exception as error:
            words = ", ".join(f"{name}={_short(value)}" for name, value in choices.items())
            raise ViewError(
                f"Explorer {self.name!r}: the view failed for {words}: {type(error).__name__}: {error}"
            ) from error

    def chosen(self, positions: Positions) -> str:
        """Say in words what is chosen, leaving out controls that mean nothing at the moment.

        Parameters
        ----------
        positions : tuple of int
            One position a control.

        Examples
        --------
        >>> one = interact(lambda group: group, name="one", group=["Town", "Village"])
        >>> one.chosen((1,))
        'Group: Village.'
        """
        real = dict(zip((control.name for control in self.controls), self.effective(positions), strict=True))
        told = [
            f"{control.label}: {control.labels[real[control.name]]}"
            for control in self.controls
            if all(real[other] in allowed for other, allowed in control.only_if.items())
        ]
        return "; ".join(told) + "." if told else ""


def _short(value: Any) -> str:
    """Write a value that stands in a message; one of many words is cut."""
    text = repr(value)
    return text if len(text) <= LONGEST_CHOICE else f"{text[:LONGEST_CHOICE]}…"


def _face() -> str:
    face = os.environ.get("KERNELFREE_FACE", "live")
    if face not in ("live", "static", "page"):
        raise ValueError(f"KERNELFREE_FACE is {face!r}; it must be 'live', 'static' or 'page'.")
    return face


def _resolved(every: list[Control]) -> tuple[tuple[Control, ...], dict[str, Any]]:
    """Part controls that leave a choice from arguments that are fixed; turn ``only_if`` into positions."""
    shown: dict[str, Control] = {}
    fixed: dict[str, Control] = {}
    for control in every:
        conditions: dict[str, tuple[int, ...]] = {}
        for other, options in (control.only_if or {}).items():
            wanted = options if isinstance(options, list | tuple | set | frozenset) else [options]
            if other in shown:
                conditions[other] = tuple(sorted(shown[other].position(option) for option in wanted))
            elif other in fixed:
                conditions[other] = () if not any(map(fixed[other].has, wanted)) else (fixed[other].default,)
            else:
                raise ValueError(
                    f"Control {control.name!r}: only_if names {other!r}, which is not a control that "
                    "stands before it."
                )
        never = any(not allowed for allowed in conditions.values())
        if len(control) == 1 or never:
            fixed[control.name] = control
        else:
            always = {other: allowed for other, allowed in conditions.items() if other in shown}
            shown[control.name] = replace(control, only_if=always)
    return tuple(shown.values()), {name: control.values[control.default] for name, control in fixed.items()}


def _with_progress(positions: list[Positions], name: str) -> Iterator[Positions]:
    from tqdm import tqdm

    # When a book is built, a bar would land on the page.
    silent = _face() != "live"
    yield from tqdm(positions, desc=name, unit="state", leave=False, delay=PATIENCE, disable=silent)
