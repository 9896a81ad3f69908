"""Collect what students handed in: from a folder, or from the zip file of a learning platform.

Nothing is unpacked to disk: files are read into memory, within limits, so that no name in an archive can
reach a place outside.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path, PurePosixPath

MOST_BYTES = 20 * 1024 * 1024
"""A larger file is no problem set; it is reported and not read."""

_MOODLE = re.compile(r"^(?P<name>[^/]+?)_(?P<id>\d+)_assignsubmission_[a-z]+_?/?(?P<file>[^/]*(?:/.*)?)$")
_CANVAS = re.compile(r"^(?P<name>[^/_]+)(?:_LATE)?_(?P<id>\d+)_(?P<upload>\d+)_(?P<file>[^/]+)$")
_SKIPPED = re.compile(r"(^|/)(\.[^/]*|__MACOSX)(/|$)")


class CollectError(ValueError):
    """Submissions that cannot be collected: the message says what was found and what is understood."""


@dataclass(frozen=True)
class Submission:
    """What one student handed in.

    ``content`` is None when there is nothing to grade; ``problem`` then says why. ``platform`` is ``moodle``,
    ``canvas`` or empty, ``lms_id`` the number that the platform gave, ``prefix`` its folder for feedback.
    """

    student: str
    name: str
    content: bytes | None
    file: str = ""
    problem: str = ""
    platform: str = ""
    lms_id: str = ""
    prefix: str = ""
    note: str = ""


@dataclass(frozen=True)
class _File:
    """One file: who handed it in, under which name, how large and how new it is, and how to read it."""

    student: str
    name: str
    platform: str
    lms_id: str
    prefix: str
    file: str
    size: int
    time: tuple[float, ...]
    read: Callable[[], bytes] | None


def collect(place: Path, assignment: str) -> list[Submission]:
    """Find each student's submission.

    Parameters
    ----------
    place : pathlib.Path
        A folder with one folder a student (nbgrader's ``student/assignment/file`` too) or one file a student;
        a zip file as Moodle or Canvas gives it; or a folder with such a zip file in it.
    assignment : str
        The problem set. A file of its name is taken before any other notebook of the same student.

    Returns
    -------
    list of Submission
        One a student, ordered by name.

    Raises
    ------
    CollectError
        If there is no such place, nothing in it, or the submissions are one folder further down.
    """
    place = Path(place)
    if not place.exists():
        raise CollectError(
            f"{place} does not exist. Put submissions there (a folder a student, or the zip file of the "
            "learning platform), or name another place with SUBMISSIONS=..."
        )
    if (place / assignment).is_dir():
        raise CollectError(
            f"{place} has a folder {assignment}, which is no student: it may be the submissions themselves. "
            f"Then say SUBMISSIONS={place / assignment}"
        )
    files = list(
        _files_of_zip(place.read_bytes(), str(place)) if place.is_file() else _files_of_folder(place)
    )
    students: dict[str, list[_File]] = {}
    for file in files:
        students.setdefault(file.student, []).append(file)
    if not students:
        raise CollectError(
            f"{place} holds no submissions: no folder, no notebook, no zip file of a learning platform. "
            "Put a folder a student into it, or name another place with SUBMISSIONS=..."
        )
    chosen = [_choose(own, assignment) for own in students.values()]
    return sorted(chosen, key=lambda submission: (submission.name.lower(), submission.student))


def _files_of_folder(place: Path) -> Iterator[_File]:
    entries = sorted(path for path in place.rglob("*") if path.is_symlink() or path.is_file())
    names = [path.relative_to(place) for path in entries]
    owners = {name.parts[0] for name in names if not _SKIPPED.search(name.as_posix())}
    for path in sorted(path for path in place.iterdir() if path.is_dir() and path.name not in owners):
        if not _SKIPPED.search(path.name):
            # Whoever handed in an empty folder is still told so.
            yield _owned(f"{path.name}/", 0, (0,), None)
    for path in entries:
        inside = path.relative_to(place).as_posix()
        if _SKIPPED.search(inside):
            continue
        if path.is_symlink():
            yield _owned(inside, 0, (0,), None)
        elif path.suffix.lower() == ".zip" and "/" not in inside:
            yield from _files_of_zip(path.read_bytes(), str(path))
        else:
            about = path.stat()
            yield _owned(inside, about.st_size, (about.st_mtime,), path.read_bytes)


def _files_of_zip(content: bytes, label: str) -> Iterator[_File]:
    try:
        archive = zipfile.ZipFile(BytesIO(content))
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    except zipfile.BadZipFile as error:
        raise CollectError(
            f"{label} is not a zip file, or it is damaged. Name a folder with a folder a student, or the zip "
            "file of Moodle or Canvas"
        ) from error
    for entry in entries:
        inside = PurePosixPath(entry.filename.replace("\\", "/")).as_posix().lstrip("/")
        if not _SKIPPED.search(inside):
            locked = entry.flag_bits & 1
            read = None if locked else partial(archive.read, entry)
            yield _owned(inside, entry.file_size, entry.date_time, read)


def _owned(inside: str, size: int, time: tuple[float, ...], read: Callable[[], bytes] | None) -> _File:
    """Tell from a path whose file it is."""
    if found := _MOODLE.match(inside):
        prefix = inside[: len(inside) - len(found["file"])].rstrip("/") if "/" in inside else ""
        return _File(
            found["id"],
            found["name"],
            "moodle",
            found["id"],
            prefix,
            found["file"].lstrip("/"),
            size,
            time,
            read,
        )
    if found := _CANVAS.match(inside):
        return _File(found["id"], found["name"], "canvas", found["id"], "", found["file"], size, time, read)
    student, folder, rest = inside.partition("/")
    if not folder:
        student, rest = PurePosixPath(inside).stem, inside
    return _File(student, student, "", "", "", rest, size, time, read)


def _choose(files: list[_File], assignment: str) -> Submission:
    """Take the one notebook that counts, and say what else there was."""
    of = files[0]
    about = (of.student, of.name)
    lms = {"platform": of.platform, "lms_id": of.lms_id, "prefix": of.prefix}
    notebooks = [file for file in files if file.file.lower().endswith(".ipynb")]
    if not notebooks:
        seen = ", ".join(sorted(file.file for file in files if file.file)[:3])
        problem = f"no notebook was handed in, only {seen}" if seen else "nothing was handed in"
        return Submission(*about, None, problem=problem, **lms)
    named = [file for file in notebooks if PurePosixPath(file.file).name.startswith(assignment)]
    taken = max(named or notebooks, key=lambda file: (file.time, file.file))
    # Feedback goes back to where the notebook came from; a text typed in beside it has another folder.
    lms["prefix"] = taken.prefix
    note = f"{len(notebooks)} notebooks were handed in; {taken.file} was taken" if len(notebooks) > 1 else ""
    if taken.read is None:
        return Submission(
            *about, None, taken.file, "the file is a link, or locked with a password", note=note, **lms
        )
    if taken.size > MOST_BYTES:
        return Submission(
            *about, None, taken.file, f"the file is too large ({taken.size} bytes)", note=note, **lms
        )
    try:
        content = taken.read()
    except (OSError, zipfile.BadZipFile, NotImplementedError) as error:
        return Submission(*about, None, taken.file, f"the file cannot be read ({error})", note=note, **lms)
    return Submission(*about, content, taken.file, note=note, **lms)
