"""What the static site needs of Sphinx beyond Jupyter Book's settings.

Named in ``_config.yml`` as one extension; each module beside this one is one concern with its own ``setup``.
"""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from homecoming.site import (
    citations,
    definitions,
    editable,
    execution,
    glossary,
    launch,
    leftovers,
    mathematics,
    modules,
    own_files,
    pagepython,
    problem_sets,
    repairs,
    runnable,
    slimming,
    stamp,
    status,
    summary,
)

CONCERNS = (
    citations,
    definitions,
    editable,
    execution,
    glossary,
    launch,
    leftovers,
    mathematics,
    modules,
    own_files,
    pagepython,
    problem_sets,
    repairs,
    runnable,
    slimming,
    stamp,
    status,
    summary,
)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register every concern with Sphinx.

    Parameters
    ----------
    app : sphinx.application.Sphinx
        The application that is being set up.

    Returns
    -------
    dict
        Sphinx's extension metadata.
    """
    # Jupyter Book always sets this option; the extension that declares it is left out on purpose.
    app.add_config_value("comments_config", {}, "")
    for concern in CONCERNS:
        concern.setup(app)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
