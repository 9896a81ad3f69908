"""The face for pages that have their own Python: the first state in place, the others made when asked for."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING, Any

from .content import ID_MARK, ViewError
from .controls import Control, Numbers, numbers
from .static_face import assembled

if TYPE_CHECKING:
    from .explorer import Explorer

#: Explorers that are kept for the questions of a page; the one that was shown longest ago goes first.
MOST_LIVE = 50
GONE = "This widget comes from before Python started anew. Run its cell again, and it works."

_live: dict[str, Explorer] = {}


def live_section(explorer: Explorer) -> str:
    """Write the ``<section>`` of an explorer, and keep the explorer for the questions of the page.

    One that was shown under the same name before is let go.

    Parameters
    ----------
    explorer : Explorer
        Only its first state is written.

    Returns
    -------
    str
        HTML as that of the static face, with ``data-kf-live``.

    Examples
    --------
    >>> from homecoming.kernelfree import interact
    >>> squares = interact(lambda n: f"{n * n}", name="squares", n=[1, 2, 3])
    >>> "data-kf-live" in live_section(squares)
    True
    """
    _live.pop(explorer.name, None)
    _live[explorer.name] = explorer
    while len(_live) > MOST_LIVE:
        del _live[next(iter(_live))]
    return assembled(explorer, "", live=True)


def changed(explorer: str, choices: Mapping[str, Any]) -> dict[str, str]:
    """Answer a page whose reader has moved a control.

    Parameters
    ----------
    explorer : str
        Name of an explorer that the page shows.
    choices : mapping of str to number
        For each control the position of the chosen option; for a slider over numbers the number itself.

    Returns
    -------
    dict
        ``html`` to put in place of the last result, and ``summary`` to announce; or ``failed``, in words.

    Examples
    --------
    >>> from homecoming.kernelfree import interact
    >>> shown = live_section(interact(lambda n: f"{n * n}", name="squares", n=[1, 2, 5]))
    >>> changed("squares", {"n": 4})
    {'html': '<p class="kf-text">16</p>', 'summary': ''}
    """
    found = _live.get(explorer)
    if found is None:
        return _refusal(GONE)
    try:
        values, labels = _chosen(found, choices)
    except (KeyError, IndexError, TypeError, ValueError):  # the page shows controls of an older explorer
        return _refusal(GONE)
    try:
        content = found.answer(found.arguments(values), labels)
    except ViewError as error:
        return _refusal(str(error))
    return {"html": content.html.replace(ID_MARK, f"{explorer}--live-"), "summary": content.summary}


def _refusal(words: str) -> dict[str, str]:
    # The page shows it as it shows a result.
    return {"html": f'<p class="kf-text kf-failed">{escape(words)}</p>', "summary": words, "failed": words}


def _chosen(explorer: Explorer, choices: Mapping[str, Any]) -> tuple[dict[str, Any], str]:
    """Turn what the page says into arguments of the view, and into words."""
    values: dict[str, Any] = {}
    told: list[str] = []
    places: dict[str, int] = {}
    for control in explorer.controls:
        if not all(places[other] in allowed for other, allowed in control.only_if.items()):
            values[control.name], places[control.name] = control.values[control.default], control.default
            continue
        given, ranged = choices[control.name], None if explorer.decides(control) else numbers(control)
        if ranged is None:
            places[control.name] = place = range(len(control))[given]
            values[control.name], label = control.values[place], control.labels[place]
        else:
            values[control.name] = value = _number(control, ranged, given)
            label = ranged.label(value)
        told.append(f"{control.label}: {label}")
    return values, "; ".join(told) + "." if told else ""


def _number(control: Control, ranged: Numbers, given: float) -> Any:
    """Take a slider's number for the view: an option's own value where it is one, else whole or decimal."""
    for value in control.values:
        if abs(value - given) < ranged.step / 2:
            return value
    if not ranged.least <= given <= ranged.most:
        raise ValueError(given)
    return int(given) if ranged.step == 1 and isinstance(ranged.step, int) else float(given)
