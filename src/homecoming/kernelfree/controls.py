"""Controls: what a reader may choose, before it has any face."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from numbers import Integral, Real
from typing import Any

#: Two to this many short options become radio buttons; more become a list to select from.
MOST_RADIO_OPTIONS = 4
#: An option of more characters than this is not short.
SHORT_OPTION = 24


@dataclass(frozen=True)
class Control:
    """One thing a reader may choose. Made by :func:`select`, :func:`radio`, :func:`checkbox`, :func:`slider`.

    Attributes
    ----------
    kind : {"select", "radio", "checkbox", "slider"}
        How it is shown.
    labels : tuple of str
        What the reader sees, one label an option. Labels also stand in the address of a state.
    values : tuple
        What the view gets, one value an option.
    default : int
        Position of the option that is chosen at first.
    name : str
        The view's argument. Filled in by :func:`homecoming.kernelfree.interact`.
    label : str
        The visible label of the control.
    only_if : mapping of str to tuple of int
        Positions of other controls at which this control means something; empty if it always does.
    """

    kind: str
    labels: tuple[str, ...]
    values: tuple[Any, ...]
    default: int = 0
    name: str = ""
    label: str = ""
    only_if: Mapping[str, Any] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.labels)

    def position(self, option: Any) -> int:
        """Find an option by its value, or else by its label.

        Parameters
        ----------
        option : object
            A value that the view may get, or a label that the reader sees.

        Returns
        -------
        int
            Position of the option, from 0.

        Raises
        ------
        ValueError
            If there is no such option; the message lists those there are.

        Examples
        --------
        >>> select({"In town": "Town", "In a village": "Village"}).position("In a village")
        1
        """
        for place, value in enumerate(self.values):
            if value is option or (type(value) is type(option) and _equal(value, option)):
                return place
        for place, value in enumerate(self.values):
            if _equal(value, option):
                return place
        if option in self.labels:
            return self.labels.index(option)
        who = f"Control {self.name!r}" if self.name else "This control"
        raise ValueError(f"{who} has no option {option!r}. Its options: {', '.join(map(repr, self.labels))}.")

    def has(self, option: Any) -> bool:
        """Whether there is an option with this value or label."""
        return option in self.labels or any(_equal(value, option) for value in self.values)


def select(
    options: Iterable[Any] | Mapping[str, Any],
    *,
    label: str | None = None,
    default: Any = None,
    only_if: Mapping[str, Any] | None = None,
) -> Control:
    """Make a drop-down list.

    Parameters
    ----------
    options : sequence or mapping
        Values, whose text is the label; or a mapping from label to value; or pairs (label, value).
    label : str, optional
        Visible label. By default the argument's name in words: ``show_counts`` becomes "Show counts".
    default : object, optional
        Value or label of the option chosen at first; the first option if left out.
    only_if : mapping of str to object or list, optional
        When the control means something: ``{"show": ["Chart", "Map"]}``. At other times it is disabled, the
        view gets its default, and the states that differ only by it are one state. It may name controls that
        stand before it.

    Raises
    ------
    ValueError
        If there are no options, or two have the same label, or the default is not among them.
    TypeError
        If ``options`` is a single text or number instead of several.

    Examples
    --------
    >>> select({"All": None, "In town": "Town"}).labels
    ('All', 'In town')
    """
    return _make("select", options, label, default, only_if)


def radio(
    options: Iterable[Any] | Mapping[str, Any],
    *,
    label: str | None = None,
    default: Any = None,
    only_if: Mapping[str, Any] | None = None,
) -> Control:
    """Make a group of radio buttons. Parameters and errors as in :func:`select`.

    Examples
    --------
    >>> radio(["Town", "Village"], default="Village").default
    1
    """
    return _make("radio", options, label, default, only_if)


def slider(
    options: Iterable[Any] | Mapping[str, Any],
    *,
    label: str | None = None,
    default: Any = None,
    only_if: Mapping[str, Any] | None = None,
) -> Control:
    """Make a slider over options that have an order. Parameters and errors as in :func:`select`.

    Examples
    --------
    >>> slider(range(10, 40, 10), label="Sample size").values
    (10, 20, 30)
    """
    return _make("slider", options, label, default, only_if)


def checkbox(
    default: bool = False, *, label: str | None = None, only_if: Mapping[str, Any] | None = None
) -> Control:
    """Make a checkbox; the view gets False or True.

    Parameters
    ----------
    default : bool
        Whether it is ticked at first.
    label, only_if
        As in :func:`select`.

    Examples
    --------
    >>> checkbox(True).labels
    ('No', 'Yes')
    """
    if not isinstance(default, bool):
        raise TypeError(f"checkbox() takes True or False, not {default!r}.")
    return Control(
        "checkbox", ("No", "Yes"), (False, True), int(default), label=label or "", only_if=only_if or {}
    )


def fitting(name: str, options: Any) -> Control:
    """Turn what the author wrote for one argument into the control that fits it.

    Parameters
    ----------
    name : str
        The view's argument.
    options : object
        A :class:`Control`, a bool, or anything that :func:`select` takes as options.

    Returns
    -------
    Control
        With its name and label. Numbers in rising order become a slider, two to four short options radio
        buttons, anything else a drop-down list.

    Examples
    --------
    >>> [fitting("n", given).kind for given in (True, range(9), ["a", "b"], list("abcdef"))]
    ['checkbox', 'slider', 'radio', 'select']
    >>> fitting("show_counts", False).label
    'Show counts'
    """
    if isinstance(options, Control):
        control = options
    elif isinstance(options, bool):
        control = checkbox(options)
    else:
        try:
            control = _make(None, options, None, None, None)
        except (TypeError, ValueError) as error:
            raise type(error)(f"Control {name!r}: {error}") from None
    return replace(control, name=name, label=control.label or in_words(name))


@dataclass(frozen=True)
class Numbers:
    """What a slider over numbers ranges over, when any number in its range will do.

    Attributes
    ----------
    least, most : int or float
        The ends.
    step : int or float
        1 if all its options are whole numbers, else a decimal fine enough for a hundred steps at least.
    suffix : str
        What follows the number in a label, for example " times".
    """

    least: float
    most: float
    step: float
    suffix: str = ""

    def label(self, value: float) -> str:
        """Write the label of a number.

        Examples
        --------
        >>> Numbers(1.0, 3.0, 0.01, " times").label(1.25)
        '1.25 times'
        """
        return f"{_text(value)}{self.suffix}"


def numbers(control: Control) -> Numbers | None:
    """Find the range of a slider over numbers.

    Parameters
    ----------
    control : Control
        Any control.

    Returns
    -------
    Numbers or None
        None if it is no slider, if its options are no numbers in rising order, or if its labels are not just
        the numbers, with perhaps the same words after each.

    Examples
    --------
    >>> numbers(slider([10, 20, 40]))
    Numbers(least=10, most=40, step=1, suffix='')
    >>> numbers(slider({"0.5 times": 0.5, "2 times": 2.0}))
    Numbers(least=0.5, most=2.0, step=0.01, suffix=' times')
    """
    values = control.values
    plain = all(isinstance(one, Integral | float) and not isinstance(one, bool) for one in values)
    if control.kind != "slider" or not plain or not all(a < b for a, b in pairwise(values)):
        return None
    starts = [_text(one) for one in values]
    suffixes = {
        label[len(start) :] if label.startswith(start) else None
        for label, start in zip(control.labels, starts, strict=True)
    }
    suffix = suffixes.pop()
    if suffixes or suffix is None or not math.isfinite(values[-1] - values[0]):
        return None
    if all(isinstance(one, Integral) for one in values):
        return Numbers(int(values[0]), int(values[-1]), 1, suffix)
    return Numbers(
        float(values[0]),
        float(values[-1]),
        10.0 ** math.floor(math.log10((values[-1] - values[0]) / 100)),
        suffix,
    )


def in_words(name: str) -> str:
    """Turn a Python or file name into a label.

    Examples
    --------
    >>> in_words("show_counts")
    'Show counts'
    """
    words = name.replace("_", " ").replace("-", " ").strip()
    return words[:1].upper() + words[1:]


def _make(
    kind: str | None, options: Any, label: str | None, default: Any, only_if: Mapping[str, Any] | None
) -> Control:
    labels, values = _labels_and_values(options)
    if not labels:
        raise ValueError("there are no options to choose from.")
    twice = sorted({one for one in labels if labels.count(one) > 1})
    if twice:
        raise ValueError(f"two options have the label {twice[0]!r}; the reader could not tell them apart.")
    control = Control(
        kind or _kind(labels, values), labels, values, 0, label=label or "", only_if=only_if or {}
    )
    return control if default is None else replace(control, default=control.position(default))


def _labels_and_values(options: Any) -> tuple[tuple[str, ...], tuple[Any, ...]]:
    if isinstance(options, Mapping):
        return tuple(map(str, options)), tuple(options.values())
    if isinstance(options, str | bytes) or not isinstance(options, Iterable):
        raise TypeError(
            "options must be several values or a mapping from label to value, not the single value "
            f"{options!r}. For one fixed value write a list: [{options!r}]."
        )
    options = list(options)
    if options and all(
        isinstance(one, tuple) and len(one) == 2 and isinstance(one[0], str) for one in options
    ):
        return tuple(label for label, _ in options), tuple(value for _, value in options)
    return tuple(map(_text, options)), tuple(options)


def _text(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _kind(labels: Sequence[str], values: Sequence[Any]) -> str:
    numbers = all(isinstance(value, Real) and not isinstance(value, bool) for value in values)
    if numbers and len(values) > 2 and all(a < b for a, b in pairwise(values)):
        return "slider"
    if len(labels) <= MOST_RADIO_OPTIONS and all(len(one) <= SHORT_OPTION for one in labels):
        return "radio"
    return "select"


def _equal(a: Any, b: Any) -> bool:
    try:
        return bool(a == b)
    except (TypeError, ValueError):  # arrays and data frames have no single answer
        return False
