"""Repository, edit, issue and Binder links that follow the fork the book is built from."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

_BUTTONS = ("use_repository_button", "use_edit_page_button", "use_issues_button")
_SCP_LIKE = re.compile(r"^[\w.-]+@(?P<host>[\w.-]+):(?P<path>.+)$")
_KNOWN_HOSTS = ("github.com", "gitlab.com")


def normalise(remote: str) -> str | None:
    """Turn a git remote into the web address of its repository.

    Parameters
    ----------
    remote : str
        A remote as git prints it: ``git@host:owner/name.git``, ``ssh://…`` or ``https://…``.

    Returns
    -------
    str or None
        ``https://host/owner/name`` without credentials, or None where no web address can be known
        (a folder on disk, a host other than GitHub and GitLab).

    Examples
    --------
    >>> normalise("git@github.com:someone/homecoming.git")
    'https://github.com/someone/homecoming'
    >>> normalise("https://user:secret@github.com/someone/homecoming")
    'https://github.com/someone/homecoming'
    >>> normalise("/srv/git/homecoming.git") is None
    True
    """
    remote = remote.strip()
    if scp := _SCP_LIKE.match(remote):
        host, path = scp["host"], scp["path"]
    elif web := re.match(
        r"^(?:https?|ssh|git)://(?:[^@/]+@)?(?P<host>[^/:]+)(?::\d+)?/(?P<path>.+)$", remote
    ):
        host, path = web["host"], web["path"]
    else:
        return None
    path = path.strip("/").removesuffix(".git")
    if host not in _KNOWN_HOSTS or path.count("/") != 1:
        return None
    return f"https://{host}/{path}"


def repository_url(folder: Path, environ: Mapping[str, str] = os.environ) -> str | None:
    """Find the web address of the repository in which the book stands.

    Parameters
    ----------
    folder : pathlib.Path
        The book's source folder.
    environ : mapping of str to str
        ``HOMECOMING_REPOSITORY`` (an address) is believed first, then what a GitHub workflow states
        (``GITHUB_SERVER_URL`` and ``GITHUB_REPOSITORY``), then the git remote ``origin``.

    Returns
    -------
    str or None
        The address, or None where there is none: then the pages show no such links.
    """
    if stated := environ.get("HOMECOMING_REPOSITORY"):
        return normalise(stated)
    if slug := environ.get("GITHUB_REPOSITORY"):
        return normalise(f"{environ.get('GITHUB_SERVER_URL', 'https://github.com')}/{slug}")
    try:
        found = subprocess.run(
            ["git", "-C", str(folder), "remote", "get-url", "origin"],
            capture_output=True,
            text=True,
            timeout=10,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return normalise(found.stdout) if found.returncode == 0 else None


def _point_links_at_repository(app: Sphinx, config: Config) -> None:
    """Set or drop the theme's repository links; later than ``config-inited`` the theme does not listen."""
    options = config.html_theme_options
    url = repository_url(Path(app.srcdir))
    # The hub of a university is no fact about the repository: whoever builds the book names it.
    if url and (hub := os.environ.get("HOMECOMING_JUPYTERHUB")):
        options["launch_buttons"] = {**options.get("launch_buttons", {}), "jupyterhub_url": hub.rstrip("/")}
    if url:
        options.update(
            repository_url=url, repository_branch="main", path_to_docs="", **dict.fromkeys(_BUTTONS, True)
        )
    else:
        options.update(repository_url="", launch_buttons={}, **dict.fromkeys(_BUTTONS, False))


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.connect("config-inited", _point_links_at_repository, priority=400)
