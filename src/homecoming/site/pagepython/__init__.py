"""The Python of the page: pinned parts, compiled and packed with the book's own package, in the built site.

- ``wanted``: which packages, in which bundle, by which hash; ``origins``: where their files come from;
- ``node``: Node and the npm packages; ``own_package``: the book's own package and data;
- ``compiling``, ``packing``, ``building``: make ``_static/python/`` of them;
- ``licences``: the list of licences on a page.

The environment variable ``HOMECOMING_PYTHON_IN_THE_PAGE=no`` leaves it out, for a quick build.
"""

from __future__ import annotations

import atexit
import os
import shutil
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import SphinxError
from sphinx.util import logging

from homecoming.site.pagepython.building import Sources, build
from homecoming.site.pagepython.licences import ThirdParty
from homecoming.site.pagepython.origins import NowhereError

LOGGER = logging.getLogger(__name__)
_PACKAGE = Path(__file__).resolve().parents[2]
_SWITCH = "HOMECOMING_PYTHON_IN_THE_PAGE"


class NoPythonError(SphinxError):
    """On CI, a book without its Python is a failed build."""

    category = "Python in the page"


def available(app: Sphinx) -> bool:
    """Say whether the site that is being built has the page's Python.

    Parameters
    ----------
    app : sphinx.application.Sphinx
        From ``builder-inited`` on, later than priority 400.

    Returns
    -------
    bool
        False also for builders that make no site.
    """
    return getattr(app, "homecoming_python", None) is not None


def without_python(reason: str, environment: dict[str, str]) -> str:
    """Say that the book is built without its Python, or refuse to build it so.

    Parameters
    ----------
    reason : str
        What was tried.
    environment : dict of str to str
        The environment of the build; under ``CI`` readers would get what is built.

    Returns
    -------
    str
        What the builder reads last.

    Raises
    ------
    NoPythonError
        Under ``CI``.

    Examples
    --------
    >>> print(without_python("no network", {}).splitlines()[0])
    The book was built WITHOUT Python in its pages: no network.
    """
    if environment.get("CI", "").lower() not in ("", "0", "false", "no"):
        raise NoPythonError(f"The parts of the page's Python could not be had: {reason}.")
    return (
        f"The book was built WITHOUT Python in its pages: {reason}.\n"
        "All else is there; its pages show no Run buttons. Build again when the network is there: make book"
    )


def _prepare(app: Sphinx) -> None:
    """Build the page's Python before the pages are read, which ask whether it is there."""
    root = Path(app.srcdir)
    # Only the book itself, with its data: not the small books of tests.
    if app.builder.name != "html" or not (root / "data" / "datapackage.json").is_file():
        return
    if os.environ.get(_SWITCH, "").lower() in ("no", "0", "false"):
        LOGGER.info("%s=%s: pages without Python", _SWITCH, os.environ[_SWITCH])
        return
    LOGGER.info("preparing the Python of the pages ...")
    try:
        sources = Sources(Path(app.outdir).parent / ".page-python", root, _PACKAGE)
    except NowhereError as error:
        # Said when all else has been said, so that nobody overlooks it.
        atexit.register(print, "\n" + without_python(str(error), dict(os.environ)), flush=True)
        return
    vars(app).update(homecoming_python=build(sources), homecoming_python_sources=sources)


def _pages_for_python(app: Sphinx, env: BuildEnvironment, *changes: set[str]) -> set[str]:
    """Have all pages written where Python has come or gone: they have buttons, or have none."""
    kept = vars(env)
    before, kept["homecoming_has_python"] = kept.get("homecoming_has_python"), available(app)
    return env.found_docs if before != available(app) else set()


def _publish(app: Sphinx, exception: Exception | None) -> None:
    """Put the folder into the site, whose other files are written."""
    if exception is not None or app.builder.name != "html":
        return
    place = Path(app.outdir) / "_static" / "python"
    listed = place / "python.json"
    if not available(app):
        shutil.rmtree(place, ignore_errors=True)
        return
    built: Path = vars(app)["homecoming_python"]
    if not listed.is_file() or listed.read_bytes() != (built / "python.json").read_bytes():
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(built, place)


def setup(app: Sphinx) -> None:
    """Connect to Sphinx: before those who ask whether it is there, and after unused files are deleted."""
    app.add_directive("third-party", ThirdParty)
    app.connect("builder-inited", _prepare, priority=400)
    app.connect("env-get-outdated", _pages_for_python)
    app.connect("build-finished", _publish, priority=950)
