"""Files that a command writes: none is replaced unasked, and none is left half-written."""

from __future__ import annotations

import shutil
from pathlib import Path

from homecoming.commands.policy import CommandError
from homecoming.visible import visible


def refuse_existing(path: Path, force: bool) -> None:
    """Stop a command that would replace what is there, unless told to."""
    if path.exists() and not force:
        raise CommandError(f"{path} is there already: move it away, or add --force to replace it.")


def refuse_irregular(path: Path) -> None:
    """Stop a command before it works if its output cannot be written there as a file.

    Raises
    ------
    CommandError
        The path is a folder, a link, a device or a pipe, or lies in no folder.

    Examples
    --------
    >>> refuse_irregular(Path("/"))
    Traceback (most recent call last):
        ...
    homecoming.commands.policy.CommandError: / is a folder: give the name of a file.
    """
    shown = visible(str(path))
    if path.is_symlink():
        raise CommandError(f"{shown} is a link: give the name of the file itself.")
    if path.is_dir():
        raise CommandError(f"{shown} is a folder: give the name of a file.")
    if path.exists() and not path.is_file():
        raise CommandError(f"{shown} is a device or a pipe, and no file: give the name of a file.")
    if not path.parent.is_dir():
        raise CommandError(
            f"There is no folder {visible(str(path.parent))}: make it first, or choose another."
        )


def write(path: Path, text: str, *, replace: bool) -> None:
    """Write a file in one step: it is there in full, or not at all.

    Parameters
    ----------
    path : pathlib.Path
        Where to; its folder must exist.
    text : str
        What to write.
    replace : bool
        Whether a file that is there keeps its permissions.

    Raises
    ------
    CommandError
        If the path is no regular file, or lies in no folder.
    """
    refuse_irregular(path)
    draft = path.with_name(f".{path.name}.new")
    try:
        draft.write_text(text, encoding="utf-8", newline="\n")
        if path.exists() and replace:
            shutil.copymode(path, draft)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
