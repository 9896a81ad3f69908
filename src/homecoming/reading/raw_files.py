"""The bytes of a table's file and their letters, with limits that are said before anything can hang."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import stat
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from homecoming.published.data_error import DataError

#: The largest file, in bytes.
MOST_BYTES = 5_000_000
#: The most rows, columns and cells of one table, and the longest cell in characters.
MOST_ROWS, MOST_COLUMNS, MOST_CELLS, LONGEST_CELL = 5_000, 500, 100_000, 10_000
#: How long the cells of one file may take to read, in seconds, and how long one table to understand or judge.
MOST_SECONDS, MOST_SECONDS_OF_A_TABLE = 20, 60

TABLES = "a table as CSV, TSV, XLSX, HTML, Markdown or plain text"

_KINDS_OF_FILE = (
    (stat.S_ISDIR, "a folder", "Give the path of a file inside it."),
    (stat.S_ISFIFO, "a pipe", "Save what it gives as a file, or give it to standard input with the name -."),
    (stat.S_ISSOCK, "a socket", "Save the table as a file."),
    (stat.S_ISCHR, "a device", "Save the table as a file."),
    (stat.S_ISBLK, "a device", "Save the table as a file."),
)

#: Letters and signs of print below 0xC0 in cp1251 and cp1252, such as quotes, dashes and plus-minus.
_CYRILLIC = frozenset(b"\x84\x85\x91\x92\x93\x94\x95\x96\x97\xa0\xa7\xa8\xab\xb0\xb1\xb7\xb8\xb9\xbb")
_WESTERN = frozenset(
    b"\x80\x84\x85\x86\x87\x91\x92\x93\x94\x95\x96\x97\xa0\xa3\xa7\xaa\xab\xb0\xb1\xb2\xb3\xb5\xb6\xb7\xb9\xba\xbb"
)

_COPY = "Copy the table there, and give it to standard input: homecoming read -"
_SIGNATURES = (
    (b"\x89PNG", "a picture (PNG)", "Type the table, or copy its text."),
    (b"\xff\xd8\xff", "a picture (JPEG)", "Type the table, or copy its text."),
    (b"GIF8", "a picture (GIF)", "Type the table, or copy its text."),
    (b"%PDF", "a PDF", _COPY),
    (b"\xd0\xcf\x11\xe0", "a file of an old spreadsheet or word processor", "Save it again as XLSX or CSV."),
    (b"\x1f\x8b", "a compressed file (gzip)", "Unpack it first."),
    (b"BZh", "a compressed file (bzip2)", "Unpack it first."),
    (b"\xfd7zXZ", "a compressed file (xz)", "Unpack it first."),
    (b"7z\xbc\xaf", "a compressed file (7z)", "Unpack it first."),
    (b"Rar!", "a compressed file (RAR)", "Unpack it first."),
    (b"{\\rtf", "a word processor's text (RTF)", _COPY),
    (b"SQLite format 3", "a database (SQLite)", "Export the table as CSV."),
)


def content(path: str | os.PathLike[str]) -> bytes:
    """What a file holds, or what standard input gives if the path is ``-``.

    Raises
    ------
    DataError
        It is no regular file, cannot be read, or is larger than :data:`MOST_BYTES`.

    Examples
    --------
    >>> from homecoming.published.places import EXAMPLE
    >>> content(EXAMPLE)[:15]
    b'question,option'
    """
    if os.fspath(path) == "-":
        return _measured(sys.stdin.buffer.read(MOST_BYTES + 1), "-", None)
    file = str(path)
    try:
        # The kind is asked for before opening, since opening a pipe would wait for somebody to write.
        _regular(os.stat(path), file)
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as stream:
            status = os.fstat(handle)
            _regular(status, file)
            return _measured(stream.read(MOST_BYTES + 1), file, status.st_size)
    except FileNotFoundError:
        raise DataError("no such file", "a file", "Check the path and the spelling.", file=file) from None
    except ValueError as error:
        if isinstance(error, DataError):
            raise
        raise DataError("a name that no file can have", "a file", "Correct the path.", file=file) from None
    except OSError as error:
        found = f"no access ({error.strerror})"
        raise DataError(found, "a readable file", "Check the path and its permissions.", file=file) from None


def letters(raw: bytes, file: str, encoding: str | None = None) -> str:
    r"""The text that bytes stand for.

    Parameters
    ----------
    raw : bytes
        UTF-8 with or without a byte order mark, UTF-16 or UTF-32 with one, or what ``encoding`` names.
    file : str
        Its name, for errors.
    encoding : str, optional
        How to read bytes that have no byte order mark.

    Raises
    ------
    DataError
        The bytes are no text, or no text in that encoding; the advice names the encoding that may fit.

    Examples
    --------
    >>> letters("Ä;1".encode("utf-16"), "own.csv")
    'Ä;1'
    """
    for signature, found, advice in _SIGNATURES:
        if raw.startswith(signature):
            raise DataError(found, TABLES, advice, file=file)
    marks = {
        b"\xef\xbb\xbf": "utf-8-sig",
        b"\xff\xfe\0\0": "utf-32",
        b"\0\0\xfe\xff": "utf-32",
        b"\xff\xfe": "utf-16",
        b"\xfe\xff": "utf-16",
    }
    chosen = next((name for mark, name in marks.items() if raw.startswith(mark)), encoding or "utf-8")
    try:
        text = raw.decode(chosen)
    except LookupError:
        advice = (
            "Encodings are utf-8, cp1252 (Western Europe), cp1251 (Cyrillic), cp949, gb18030, and others."
        )
        raise DataError(
            f"the encoding {chosen!r}", "an encoding that Python knows", advice, file=file
        ) from None
    except UnicodeDecodeError as error:
        row = raw.count(b"\n", 0, error.start) + 1
        found = f"byte 0x{raw[error.start]:02x}, which is not {chosen.removesuffix('-sig').upper()}"
        advice = "Save the file again as UTF-8, or say how it was saved, such as --encoding cp1251."
        raise DataError(found, "text in UTF-8", advice, file=file, row=row) from None
    if "\0" in text:
        row = text.count("\n", 0, text.index("\0")) + 1
        advice = "If it is a text in UTF-16, save it again as UTF-8; else it is no table."
        raise DataError("a NUL character, which no text has", TABLES, advice, file=file, row=row)
    if not text.strip():
        raise DataError("an empty file", TABLES, "Fill it or remove it.", file=file)
    return text


@contextlib.contextmanager
def within(seconds: float, file: str, to: str = "read") -> Iterator[None]:
    """Stop with an error what takes longer; not on Windows, nor outside the main thread, where none can.

    Raises
    ------
    DataError
        The time is over.

    Examples
    --------
    >>> with within(5, "own.csv"):
    ...     sum(range(10))
    45
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        advice = "Keep only the table that you want to audit, and save it as CSV."
        raise DataError(f"what takes more than {seconds:g} seconds to {to}", TABLES, advice, file=file)

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def too_much(found: str, limit: str, file: str, row: int | None = None) -> DataError:
    """The error for a table beyond a limit.

    Examples
    --------
    >>> print(too_much("6000 rows", "5000 rows", "own.csv"))
    own.csv: found 6000 rows; expected at most 5000 rows. Keep only the table that you want to audit...
    """
    advice = "Keep only the table that you want to audit, and give its parts one after another."
    return DataError(found, f"at most {limit}", advice, file=file, row=row)


def _regular(status: os.stat_result, file: str) -> None:
    for is_one, found, advice in _KINDS_OF_FILE:
        if is_one(status.st_mode):
            raise DataError(found, "a file", advice, file=file)


def _measured(raw: bytes, file: str, size: int | None) -> bytes:
    if len(raw) > MOST_BYTES:
        found = f"{size / 1e6:,.1f} MB" if size else f"more than {MOST_BYTES / 1e6:g} MB"
        raise too_much(found, f"{MOST_BYTES / 1e6:g} MB", file)
    return raw


def old_encoding(raw: bytes) -> str:
    """The old encoding that bytes have beyond doubt; empty if there is doubt.

    Cyrillic words in cp1251 are runs of high bytes, most of them small letters; in KOI8-R small and capital
    letters have each other's places. In cp1252 a word has few high bytes, and all are letters with accents or
    signs of print. What is decided by this is how labels look: figures are the same in all of them.

    Examples
    --------
    >>> old_encoding("Да, конечно".encode("cp1251")), old_encoding("Größe".encode("cp1252"))
    ('cp1251', 'cp1252')
    >>> old_encoding("Да, конечно".encode("koi8-r")), old_encoding(bytes(range(256)))
    ('', '')
    """
    runs = [len(run) for run in re.findall(rb"[\x80-\xff]+", raw)]
    if not runs or re.search(rb"[\x00-\x08\x0e-\x1f]", raw):
        return ""
    high = [byte for byte in raw if byte >= 0x80]
    in_words = sum(length for length in runs if length > 2) / len(high)
    small = sum(byte >= 0xE0 for byte in high) / len(high)
    if in_words > 0.7 and small > 0.6 and all(byte >= 0xC0 or byte in _CYRILLIC for byte in high):
        return "cp1251"
    if in_words < 0.3 and all(byte >= 0xC0 or byte in _WESTERN for byte in high):
        return "cp1252"
    return ""


def name_of(path: str | os.PathLike[str]) -> str:
    """How messages name a file: standard input is ``-``.

    Examples
    --------
    >>> name_of(Path("tables") / "own.csv")
    'tables/own.csv'
    """
    return Path(path).as_posix() if os.fspath(path) != "-" else "-"
