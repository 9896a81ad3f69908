"""What a view returns, turned into HTML that may stand on a page beside others."""

from __future__ import annotations

import base64
import io
import re
import sys
from dataclasses import dataclass
from html import escape
from numbers import Number
from typing import Any

#: Stands for the explorer and the state in an id until both are known. A private character: no page has it.
ID_MARK = "\ue000"
#: A longer description than this is cut at the end of a sentence before it is announced.
LONGEST_ANNOUNCEMENT = 240


class ViewError(RuntimeError):
    """A view failed or returned nothing that can be shown; the message names the choices it was given."""


@dataclass(frozen=True)
class Content:
    """One rendered result.

    Attributes
    ----------
    html : str
        HTML whose ids start with :data:`ID_MARK`.
    summary : str
        What is announced when the result appears; may be empty.
    """

    html: str
    summary: str = ""


class described:
    """A result with a sentence that says what it shows.

    The sentence is announced when a reader's choice brings the result up. For a picture without words of its
    own, such as a Matplotlib figure, it is also the alternative text.

    Parameters
    ----------
    result : object
        Anything that a view may return.
    summary : str
        One or two sentences, with the figures that matter.

    Examples
    --------
    >>> render(described("74 of 100", "Most agree: 74 of 100.")).summary
    'Most agree: 74 of 100.'
    """

    def __init__(self, result: Any, summary: str):
        self.result = result
        self.summary = summary

    def __repr__(self) -> str:
        return f"described({self.result!r}, {self.summary!r})"


def render(result: Any, *, alt: str = "") -> Content:
    """Turn a view's result into HTML.

    Parameters
    ----------
    result : object
        Text, a number, a data frame or series, a Matplotlib figure or axes, an object with ``_repr_html_``,
        ``__html__``, ``_repr_svg_`` or ``_repr_png_``, any of these in :class:`described`, or a list or
        tuple of several, which are set one below the other.
    alt : str
        Alternative text for a picture that says nothing about itself.

    Returns
    -------
    Content
        Rendered twice, the same result gives the same characters.

    Raises
    ------
    TypeError
        If the result is None or of a kind that has no HTML.

    Examples
    --------
    >>> render("Fish & chips").html
    '<p class="kf-text">Fish &amp; chips</p>'
    """
    html, announcement = _shown(result, alt)
    return Content(_with_marked_ids(html), _shorten(announcement))


def _shown(result: Any, alt: str) -> tuple[str, str]:
    """Write the HTML of a result and the words that announce it."""
    if isinstance(result, described):
        html, _ = _shown(result.result, result.summary)
        return html, result.summary
    if isinstance(result, list | tuple):
        parts = [_shown(one, alt) for one in result]
        return "\n".join(html for html, _ in parts), " ".join(words for _, words in parts if words)
    own = {
        name: words for name in ("alt", "summary") if isinstance(words := getattr(result, name, None), str)
    }
    return _html(result, own.get("alt") or alt), own.get("summary") or own.get("alt") or ""


def _shorten(words: str) -> str:
    words = " ".join(words.split())
    if len(words) <= LONGEST_ANNOUNCEMENT:
        return words
    ends = [found.end() for found in re.finditer(r"[.!?。](?=\s)", words[:LONGEST_ANNOUNCEMENT])]
    return words[: ends[-1]] if ends else words[: LONGEST_ANNOUNCEMENT - 1].rstrip() + "…"


def _html(result: Any, alt: str) -> str:
    if isinstance(result, str) and not hasattr(result, "__html__"):
        return f'<p class="kf-text">{escape(result)}</p>'
    if isinstance(result, Number):
        return f'<p class="kf-text">{escape(str(result))}</p>'
    if result is None:
        raise TypeError("the view returned None. End it with `return` and what is to be shown.")
    figure = _figure(result)
    if figure is not None:
        return f'<figure class="kf-figure">{figure_drawing(figure, alt)}</figure>'
    if _is_frame(result):
        return _frame_html(result)
    if hasattr(result, "to_frame") and hasattr(result, "to_csv"):
        return _frame_html(result.to_frame())
    for method in (
        "as_raw_html",
        "_repr_html_",
        "__html__",
    ):  # great-tables' _repr_html_ differs from run to run
        page = getattr(result, method, None)
        text = page() if callable(page) else None
        if isinstance(text, str):
            return text
    return _picture_html(result, alt)


def _picture_html(result: Any, alt: str) -> str:
    drawing = getattr(result, "_repr_svg_", lambda: None)()
    if isinstance(drawing, str):
        return _svg_html(drawing, alt)
    pixels = getattr(result, "_repr_png_", lambda: None)()
    if isinstance(pixels, bytes):
        return f'<img src="data:image/png;base64,{base64.b64encode(pixels).decode()}" alt="{escape(alt)}">'
    raise TypeError(
        f"the view returned a {type(result).__name__}, which has no HTML. Return text, a data frame, a "
        "Matplotlib figure, or an object with a _repr_html_ or _repr_svg_ method."
    )


def _is_frame(result: Any) -> bool:
    return all(hasattr(result, name) for name in ("to_html", "to_csv", "columns", "index"))


def _frame_html(frame: Any) -> str:
    # pandas marks up headers without scope, and empty corner headers; screen readers need the one and trip on
    # the other.
    head, body = frame.to_html(border=0).split("</thead>")
    head = re.sub(r"<th([^>]*)></th>", r"<td\1></td>", head).replace(' halign="left"', "")
    head = re.sub(r'<th(?=[ >])(?! colspan="[2-9])', '<th scope="col"', head)
    head = re.sub(r'<th(?= colspan="[2-9])', '<th scope="colgroup"', head)
    return head + "</thead>" + re.sub(r"<th(?=[ >])", '<th scope="row"', body)


def _figure(result: Any) -> Any:
    """Find the Matplotlib figure in a figure, axes, or seaborn grid, without importing Matplotlib."""
    for one in (result, getattr(result, "figure", None)):
        if hasattr(one, "savefig") and hasattr(one, "add_axes"):
            return one
    return None


def figure_drawing(figure: Any, alt: str = "") -> str:
    """Draw a Matplotlib figure as SVG that fits a page: text as text, in the colours of the page.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        The figure. It is closed where pyplot has it open.
    alt : str
        Alternative text; by default the titles in the figure.

    Returns
    -------
    str
        An SVG element with its alternative text. The same figure always gives the same characters.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> 'aria-label="Nothing yet"' in figure_drawing(Figure(), "Nothing yet")
    True
    """
    import matplotlib as mpl

    if not alt:
        titles = [axes.get_title() for axes in figure.axes]
        alt = ". ".join(title for title in [figure.get_suptitle(), *titles] if title)
    page = io.StringIO()
    # Text stays text; the salt makes the ids of clip paths and markers the same in every run.
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "kernelfree"}):
        figure.savefig(page, format="svg", bbox_inches="tight", transparent=True, metadata={"Date": None})
    if "matplotlib.pyplot" in sys.modules:  # or else a notebook would show the figure a second time
        sys.modules["matplotlib.pyplot"].close(figure)
    drawing = page.getvalue()
    # Matplotlib's style sheet would apply to every drawing on the page, and its black is lost on a dark page.
    drawing = re.sub(r"<style[^>]*>\*\{.*?</style>", "", drawing, flags=re.DOTALL)
    drawing = drawing.replace("stroke: #000000", "stroke: currentColor")
    drawing = re.sub(r'<g id="[^"]*"', "<g", drawing)  # nothing refers to them
    inherited = '<svg fill="currentColor" stroke-linejoin="round" stroke-linecap="butt"'
    return _named_svg(drawing.replace("<svg", inherited, 1), alt)


def _svg_html(drawing: str, alt: str) -> str:
    return f'<figure class="kf-figure">{_named_svg(drawing, alt)}</figure>'


def _named_svg(drawing: str, alt: str) -> str:
    """Cut a drawing to its ``<svg>``, and give it a name if it has none."""
    drawing = drawing[drawing.index("<svg") :]
    drawing = re.sub(r"<metadata>.*?</metadata>\s*", "", drawing, flags=re.DOTALL)
    opening = drawing[: drawing.index(">") + 1]
    if "role=" not in opening and "aria-label" not in opening:
        named = f'<svg role="img" aria-label="{escape(alt or "Figure")}"'
        drawing = drawing.replace("<svg", named, 1)
    return drawing.strip()


_TAG = re.compile(r"<[a-zA-Z](?:\"[^\"]*\"|'[^']*'|[^'\">])*>")
_ID = re.compile(r"\sid\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_REFERENCE = re.compile(
    r"(\s(?:id|for|list|headers|form|href|xlink:href"
    r"|aria-(?:labelledby|describedby|controls|owns|details|flowto|activedescendant))"
    r"\s*=\s*)(\"[^\"]*\"|'[^']*'|[^\s\"'>]+)"
)
_URL = re.compile(r"url\(\s*(&quot;|[\"']?)#([^)\"'&]+)\1\s*\)")
_STYLE = re.compile(r"(<style\b[^>]*>)(.*?)(</style>)", re.DOTALL | re.IGNORECASE)


def _with_marked_ids(html: str) -> str:
    """Number the ids of a result in order and mark them, with everything that refers to them.

    Two results on one page can then never share an id, and ids that a library draws at random become the same
    in every run.
    """
    ids: dict[str, str] = {}
    for tag in _TAG.findall(html):
        for found in _ID.finditer(tag):
            ids.setdefault(
                next(part for part in found.groups() if part is not None), f"{ID_MARK}{len(ids) + 1}"
            )
    if not ids:
        return html

    def in_url(found: re.Match[str]) -> str:
        return f"url(#{ids.get(found[2], found[2])})"

    def in_attribute(found: re.Match[str]) -> str:
        value = found[2].strip("\"'")
        if "href" in found[1]:
            new = f"#{ids[value[1:]]}" if value[:1] == "#" and value[1:] in ids else value
        else:
            new = " ".join(ids.get(word, word) for word in value.split()) if value not in ids else ids[value]
        return f'{found[1]}"{new}"' if new != value else found[0]

    def in_tag(found: re.Match[str]) -> str:
        return _URL.sub(in_url, _REFERENCE.sub(in_attribute, found[0]))

    def in_style(found: re.Match[str]) -> str:
        css = re.sub(r"#([\w-]+)(?=[^{}]*\{)", lambda one: f"#{ids.get(one[1], one[1])}", found[2])
        return found[1] + css + found[3]

    return _STYLE.sub(in_style, _TAG.sub(in_tag, html))
