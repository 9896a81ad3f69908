"""The head of each page: the page's own style sheets stay, scripts are deferred or left out."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import Any

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.html._assets import _CascadingStyleSheet, _JavaScript

# A script is left out of pages that lack what it works on.
_ONLY_WITH = {
    "clipboard.min.js": '<div class="highlight">',
    "copybutton.js": '<div class="highlight">',
    "design-tabs.js": "sd-tab-set",
}


def _lighten_head(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Leave the page's own style sheets (the shared ones are in the bundle), and defer its scripts."""
    if not isinstance(app.builder, StandaloneHTMLBuilder):
        return
    shared = {name(sheet) for sheet in app.builder._orig_css_files}
    context["css_files"] = [sheet for sheet in context["css_files"] if name(sheet) not in shared]
    body = context.get("body") or ""
    context["script_files"] = list(dict.fromkeys(_deferred(context["script_files"], body)))


def name(asset: _CascadingStyleSheet | _JavaScript) -> str:
    """Return an asset's name within the static folder; empty for a script that stands in the page."""
    return os.fspath(asset.filename or "").removeprefix("_static/")


def _deferred(scripts: Iterable[_JavaScript], body: str) -> Iterator[_JavaScript]:
    for script in scripts:
        file = name(script)
        if not file:  # inline: only what the theme says of itself to parts that are not used
            if "DOCUMENTATION_OPTIONS." not in script.attributes.get("body", ""):
                yield script
        elif _ONLY_WITH.get(file, "") in body:
            attributes = {key: value for key, value in script.attributes.items() if key != "async"}
            yield _JavaScript(script.filename, priority=script.priority, **{**attributes, "defer": "defer"})


def setup(app: Sphinx) -> None:
    """Connect to Sphinx: after the theme and the extensions have added what they like."""
    app.connect("html-page-context", _lighten_head, priority=900)
