"""Page slimming: what the pages load, cut to what they use.

Jupyter Book's theme brings an icon font of two thousand glyphs, a script that holds the same icons again,
Bootstrap, and style sheets of which a page uses a tenth. Here all style sheets become one, without the rules
that fit nothing on any page (``styles``); of the icons, the handful in use travel inside it (``icons``);
scripts are deferred, and left out where they have nothing to do (``scripts``). ``bundle`` puts this into
practice when the pages are written.
"""

from __future__ import annotations

from sphinx.application import Sphinx

from homecoming.site.slimming import bundle, scripts


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    scripts.setup(app)
    bundle.setup(app)
