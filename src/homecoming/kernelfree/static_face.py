"""The face for pages without a kernel: native controls, the first state in place, the others in templates."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from .controls import Control, Numbers, numbers

if TYPE_CHECKING:
    from .explorer import Explorer

NO_SCRIPT = "The controls need JavaScript, which is switched off here. You see the first view."


def section(explorer: Explorer) -> str:
    """Write the ``<section>`` of an explorer.

    Controls are disabled until the script wakes them, so that none can be moved in vain. Each stored result
    names, in ``data-kf-for``, the positions of the controls that it belongs to.

    Returns
    -------
    str
        HTML; the same explorer always gives the same characters.
    """
    contents, content_of = explorer.contents, explorer.content_of
    places: dict[int, list[str]] = {}
    for positions, number in content_of.items():
        places.setdefault(number, []).append(".".join(map(str, positions)))
    first = content_of[explorer.first_positions]
    templates = [
        f'<template data-kf-for="{" ".join(places[number])}"{_summary(content.summary)}>'
        f"{content.html}</template>"
        for number, content in enumerate(contents)
        if number != first
    ]
    pages = [content.html for content in contents]
    tools = [
        tool for tool, mark in (("svg", "<svg"), ("csv", "<table")) if any(mark in page for page in pages)
    ]
    about = f' data-kf-for="{" ".join(places[first])}"'
    return assembled(explorer, about, templates=templates, tools=tools)


def assembled(
    explorer: Explorer,
    about: str,
    *,
    templates: Sequence[str] = (),
    tools: Sequence[str] = ("svg", "csv"),
    live: bool = False,
) -> str:
    """Put a ``<section>`` together.

    Parameters
    ----------
    explorer : Explorer
        Its controls and its first state are written.
    about : str
        Attributes of the result.
    templates : sequence of str
        The other results.
    tools : sequence of {"svg", "csv"}
        What can be saved.
    live : bool
        Whether other results are asked for, so that a slider may take any number in its range.
    """
    first = explorer.first_content
    parts = [
        f'<section class="kf-explorer tex2jax_ignore mathjax_ignore" id="{explorer.name}" data-kf-explorer'
        f"{' data-kf-live' if live else ''}>",
        _fieldset(explorer, live),
        f"<noscript><p>{NO_SCRIPT}</p></noscript>" if explorer.controls else "",
        f'<div class="kf-result"{about}>{first.html}</div>',
        *templates,
        _status(explorer, first.summary),
        _tools(explorer, tools),
        "</section>",
    ]
    return "\n".join(part for part in parts if part)


def _summary(summary: str) -> str:
    return f' data-kf-summary="{escape(summary)}"' if summary else ""


def _fieldset(explorer: Explorer, live: bool) -> str:
    if not explorer.controls:
        return ""
    told, describedby = "", ""
    if explorer.description:
        ident = f"{explorer.name}--about-it"  # no control can be called so
        told, describedby = (
            f'<p id="{ident}">{escape(explorer.description)}</p>',
            f' aria-describedby="{ident}"',
        )
    first = dict(zip((one.name for one in explorer.controls), explorer.first_positions, strict=True))
    controls = "\n".join(_control(explorer, control, first, live) for control in explorer.controls)
    return (
        f'<fieldset class="kf-controls"{describedby} disabled>'
        f"<legend>{escape(explorer.title)}</legend>{told}\n{controls}\n</fieldset>"
    )


def _control(explorer: Explorer, control: Control, first: dict[str, int], live: bool) -> str:
    ident = f"{explorer.name}--{control.name}"
    label = escape(control.label)
    about = f'data-kf-control="{control.name}" data-kf-default="{control.default}"'
    if control.only_if:
        rule = " ".join(
            f"{other}={','.join(map(str, allowed))}" for other, allowed in control.only_if.items()
        )
        about += f' data-kf-only-if="{rule}" title="{escape(_reason(explorer, control))}"'
    off = "" if all(first[other] in allowed for other, allowed in control.only_if.items()) else " disabled"
    if control.kind == "radio":
        return _radios(control, ident, label, about, off)
    if control.kind == "checkbox":
        ticked = " checked" if control.default else ""
        return (
            f'<div class="kf-control kf-checkbox" {about}><label><input type="checkbox" id="{ident}" '
            f'autocomplete="off"{ticked}{off}> {label}</label></div>'
        )
    if control.kind == "slider":
        return _slider(control, ident, label, about, off, live and not explorer.decides(control))
    options = "".join(
        f"<option{' selected' if n == control.default else ''}>{escape(one)}</option>"
        for n, one in enumerate(control.labels)
    )
    return (
        f'<div class="kf-control kf-select" {about}><label for="{ident}">{label}</label> '
        f'<select id="{ident}" autocomplete="off"{off}>{options}</select></div>'
    )


def _slider(control: Control, ident: str, label: str, about: str, off: str, live: bool) -> str:
    now = escape(control.labels[control.default])
    ranged = Numbers(0, len(control) - 1, 1)
    options: Sequence[Any] = range(len(control))
    if live and (found := numbers(control)):
        about += f' data-kf-suffix="{escape(found.suffix)}"'
        ranged, options = found, control.values
    marks = "".join(
        f'<option value="{option}" label="{escape(one)}">'
        for option, one in zip(options, control.labels, strict=True)
    )
    return (
        f'<div class="kf-control kf-slider" {about}><label for="{ident}">{label}</label> '
        f'<span class="kf-track"><input type="range" id="{ident}" min="{ranged.least}" '
        f'max="{ranged.most}" step="{ranged.step}" '
        f'value="{options[control.default]}" aria-valuetext="{now}" '
        f'list="{ident}--options" autocomplete="off"{off}> '
        f'<span class="kf-value" aria-hidden="true">{now}</span></span>'
        f'<datalist id="{ident}--options">{marks}</datalist></div>'
    )


def _radios(control: Control, ident: str, label: str, about: str, off: str) -> str:
    options = "\n".join(
        f'<label><input type="radio" name="{ident}" value="{escape(one)}" autocomplete="off"'
        f"{' checked' if n == control.default else ''}> {escape(one)}</label>"
        for n, one in enumerate(control.labels)
    )
    return (
        f'<fieldset class="kf-control kf-radio" id="{ident}" {about}{off}><legend>{label}</legend>\n'
        f"{options}\n</fieldset>"
    )


def _reason(explorer: Explorer, control: Control) -> str:
    others = {one.name: one for one in explorer.controls}
    return "Only with " + " and ".join(
        f"{others[other].label}: {' or '.join(others[other].labels[n] for n in allowed)}"
        for other, allowed in control.only_if.items()
    )


def _status(explorer: Explorer, summary: str) -> str:
    # Out of sight but read aloud; the choices in words appear when the page is printed without its controls.
    if not explorer.controls:
        return ""
    chosen = escape(explorer.chosen(explorer.first_positions))
    return (
        f'<output class="kf-status"><span class="kf-chosen">{chosen}</span> '
        f'<span class="kf-summary">{escape(summary)}</span></output>'
    )


def _tools(explorer: Explorer, tools: Sequence[str]) -> str:
    words = {"link": "Copy link", "svg": "Download SVG", "csv": "Download CSV"}
    offered = ["link", *tools] if explorer.controls else tools
    if not offered:
        return ""
    buttons = [f'<button type="button" data-kf-do="{one}" disabled>{words[one]}</button>' for one in offered]
    return f'<p class="kf-tools">{" ".join(buttons)} <output class="kf-told"></output></p>'
