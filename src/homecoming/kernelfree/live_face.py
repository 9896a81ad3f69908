"""The face for a live kernel: ipywidgets joined by links that the browser follows by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape
from typing import TYPE_CHECKING, Any

from .controls import Control

if TYPE_CHECKING:
    from .explorer import Explorer

STYLE = """<style>
.kf-live p {margin: 0}
.kf-live .kf-title {font-weight: 600}
.kf-live .kf-text {white-space: pre-line}
.kf-live figure {margin: 0}
.kf-live table {margin-left: 0}
.kf-live svg, .kf-live img {height: auto; max-width: 100%}
.kf-live svg:not([width]) {width: 40em}
</style>"""
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


def widget_view(explorer: Explorer) -> dict[str, Any]:
    """Give the part of a mime bundle that shows the widgets; empty where ipywidgets is not installed."""
    try:
        bundle = explorer.widget._repr_mimebundle_()
    except ModuleNotFoundError as error:
        if error.name != "ipywidgets":
            raise
        return {}
    return {WIDGET_VIEW: bundle[WIDGET_VIEW]}


def fallback(explorer: Explorer) -> str:
    """Write the first state and how to get the controls, for places that show no widgets."""
    choices = ", ".join(f"{control.label} ({len(control)})" for control in explorer.controls)
    hint = f"<p><em>Run this notebook to choose: {escape(choices)}.</em></p>" if choices else ""
    title = f"<p><strong>{escape(explorer.title)}</strong></p>"
    return f'<div class="kf-fallback">{title}{explorer.first}{hint}</div>'


def box(explorer: Explorer) -> Any:
    """Build the widgets of an explorer.

    Each control is linked to the Stacks that it switches, with no Python in between. Equal branches of the
    tree of states are one Stack, and a Stack whose branches are all equal is left out.

    Returns
    -------
    ipywidgets.VBox
        The title, the controls in a row, and the results.
    """
    import ipywidgets

    controls = {control.name: _control(control) for control in explorer.controls}
    about = f'<p class="kf-title">{escape(explorer.title)}</p>'
    if explorer.description:
        about += f"<p>{escape(explorer.description)}</p>"
    shown = [_with_twin(explorer, control, controls) for control in explorer.controls]
    row = ipywidgets.Box(shown, layout={"flex_flow": "row wrap", "grid_gap": "0 2em"})
    whole = ipywidgets.VBox([ipywidgets.HTML(STYLE + about), row, _results(explorer, controls)])
    whole.add_class("kf-live")
    return whole


def _control(control: Control, disabled: bool = False) -> Any:
    """Make the ipywidget of a control. All of them have an ``index``, which is what a Stack understands."""
    import ipywidgets

    common = {
        "options": list(control.labels),
        "index": control.default,
        "description": control.label,
        "disabled": disabled,
        "style": {"description_width": "initial"},
        "layout": {"width": "24em" if control.kind == "slider" else "auto"},
    }
    if control.kind == "slider":
        return ipywidgets.SelectionSlider(**common)
    if control.kind == "select":
        return ipywidgets.Dropdown(**common)
    # A checkbox has no index: jslink would hand true and false to a Stack that counts from 0. So: No, Yes.
    return ipywidgets.RadioButtons(**common, orientation="horizontal")


def _tree(
    levels: Iterable[Control], controls: dict[str, Any], leaf: Callable[[dict[str, int]], Any], **layout: str
) -> Any:
    """Nest Stacks, one level a control, each linked to its control.

    Parameters
    ----------
    levels : iterable of Control
        From the outside in.
    controls : dict of str to ipywidgets.Widget
        The widget of each control.
    leaf : callable
        Takes the positions of the levels by name, returns the widget to show.
    **layout
        Of the Stacks.
    """
    import ipywidgets

    stacks: dict[tuple[Any, ...], Any] = {}

    def grow(real: dict[str, int], rest: tuple[Control, ...]) -> Any:
        if not rest:
            return leaf(real)
        first, *others = rest
        active = _active(first, real)
        positions = range(len(first)) if active else [first.default]
        children = [grow(real | {first.name: position}, tuple(others)) for position in positions]
        if all(child is children[0] for child in children):
            return children[0]
        key = (first.name, *map(id, children))
        if key not in stacks:
            control = controls[first.name]
            stacks[key] = ipywidgets.Stack(children, selected_index=control.index, layout=layout)
            ipywidgets.jslink((control, "index"), (stacks[key], "selected_index"))
        return stacks[key]

    return grow({}, tuple(levels))


def _with_twin(explorer: Explorer, control: Control, controls: dict[str, Any]) -> Any:
    """Put a disabled twin in a control's place while the control means nothing.

    ``disabled`` cannot follow another control's position by a link alone, but which child a Stack shows can.
    """
    if not control.only_if:
        return controls[control.name]
    twin = _control(control, disabled=True)
    needed = _ancestors(explorer, control)
    return _tree(needed, controls, lambda real: controls[control.name] if _active(control, real) else twin)


def _ancestors(explorer: Explorer, control: Control) -> list[Control]:
    """List the controls that decide, directly or not, whether a control means something, in order."""
    by_name = {one.name: one for one in explorer.controls}
    names: set[str] = set()
    waiting = list(control.only_if)
    while waiting:
        name = waiting.pop()
        names.add(name)
        waiting.extend(by_name[name].only_if)
    return [one for one in explorer.controls if one.name in names]


def _results(explorer: Explorer, controls: dict[str, Any]) -> Any:
    import ipywidgets

    # JupyterLab's own class gives tables its look, light and dark.
    pages = [
        ipywidgets.HTML(
            f'<div class="rendered_html jp-RenderedHTMLCommon">{content.html}</div>', layout={"width": "100%"}
        )
        for content in explorer.contents
    ]
    content_of = explorer.content_of
    return _tree(
        explorer.controls, controls, lambda real: pages[content_of[tuple(real.values())]], width="100%"
    )


def _active(control: Control, real: dict[str, int]) -> bool:
    return all(real[other] in allowed for other, allowed in control.only_if.items())
