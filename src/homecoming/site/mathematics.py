"""Mathematics as native MathML, made when the book is built: no script, no font, no request."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from docutils import nodes
from latex2mathml.converter import convert
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number
from sphinx.writers.html5 import HTML5Translator

LOGGER = logging.getLogger(__name__)

_MATHML = "{http://www.w3.org/1998/Math/MathML}"
# How many children each element must have; latex2mathml does not complain of a missing argument.
_ARGUMENTS = {
    "mfrac": 2,
    "mroot": 2,
    "msub": 2,
    "msup": 2,
    "mover": 2,
    "munder": 2,
    "msubsup": 3,
    "munderover": 3,
}
# latex2mathml knows `split`, which is set the same way.
_ALIGNED = re.compile(r"\\(begin|end)\{(?:aligned|align\*?)\}")
# Operators that latex2mathml calls identifiers, so that browsers would set them without space.
_OPERATORS = re.compile(r"<mi>(&#x000B1;|&#x02213;|&#x0230A;|&#x0230B;|&#x02308;|&#x02309;)</mi>")


def mathml(latex: str, *, display: bool = False) -> str:
    r"""Convert LaTeX to a MathML element.

    Parameters
    ----------
    latex : str
        What stands between the dollar signs.
    display : bool
        Whether the formula stands on lines of its own.

    Returns
    -------
    str
        A ``<math>`` element, the LaTeX in its ``alttext``.

    Raises
    ------
    ValueError
        If a command is unknown or lacks an argument: better an error than a wrong formula.

    Examples
    --------
    >>> mathml(r"x^2").endswith("<msup><mi>x</mi><mn>2</mn></msup></mrow></math>")
    True
    >>> mathml(r"\frac{1}")
    Traceback (most recent call last):
    ValueError: mfrac needs 2 arguments, found 1
    """
    source = " ".join(latex.split())
    try:
        text = convert(_ALIGNED.sub(r"\\\1{split}", source), display="block" if display else "inline")
    except Exception as error:  # latex2mathml has a dozen kinds, all of them about the formula
        raise ValueError(f"{type(error).__name__} {error}".strip()) from error
    text = _OPERATORS.sub(r"<mo>\1</mo>", text)
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        raise ValueError("a stray & or < stands outside an alignment") from error
    for element in root.iter():
        name = element.tag.removeprefix(_MATHML)
        wanted = _ARGUMENTS.get(name)
        if wanted and len(element) != wanted:
            raise ValueError(f"{name} needs {wanted} arguments, found {len(element)}")
        if element.text and element.text.startswith("\\"):
            raise ValueError(f"unknown command {element.text}")
    return text.replace("<math ", f'<math alttext="{_attribute(source)}" ', 1)


def _attribute(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def _convert_or_warn(node: nodes.Element, display: bool) -> str:
    """Return the formula, or its source with a warning that names the page (an error under ``-W``)."""
    try:
        return mathml(node.astext(), display=display)
    except ValueError as error:
        LOGGER.warning("Formula not understood: %s: %s", node.astext(), error, location=node, type="math")
        return f"<code>{_attribute(node.astext())}</code>"


def _visit_inline(self: HTML5Translator, node: nodes.math) -> None:
    self.body.append(self.starttag(node, "span", "", CLASS="math notranslate nohighlight"))
    self.body.append(_convert_or_warn(node, display=False) + "</span>")
    raise nodes.SkipNode


def _visit_block(self: HTML5Translator, node: nodes.math_block) -> None:
    self.body.append(self.starttag(node, "div", CLASS="math notranslate nohighlight"))
    # A wide formula scrolls in its own box, which the keyboard must be able to reach.
    box = '<div class="hc-formula" role="group" aria-label="Formula" tabindex="0">'
    self.body.append(box + _convert_or_warn(node, display=True) + "</div>")
    if node["number"]:
        self.body.append(f'<span class="eqno">({get_node_equation_number(self, node)})')
        self.add_permalink_ref(node, "Link to this equation")
        self.body.append("</span>")
    self.body.append("</div>\n")
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Register the renderer; ``html_math_renderer: mathml`` in the settings chooses it."""
    app.add_html_math_renderer("mathml", (_visit_inline, None), (_visit_block, None))
