"""Packs files into bundles, and names each file of the runtime by its contents."""

from __future__ import annotations

import gzip
import hashlib
import json
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_PIECE = 1 << 20  # a piece of a bundle that is fetched while Python waits; progress is told after each


def packed(files: Mapping[str, bytes]) -> bytes:
    """Pack files into one: a number, an index of that length with [path, start, length], and the contents.

    Parameters
    ----------
    files : mapping of str to bytes
        The contents of each path.

    Returns
    -------
    bytes
        The same files give the same bytes.

    Examples
    --------
    >>> packed({"a.py": b"1"})[-1:]
    b'1'
    """
    index, contents, place = [], [], 0
    for path, content in sorted(files.items()):
        index.append([path, place, len(content)])
        contents.append(content)
        place += len(content)
    head = json.dumps(index, separators=(",", ":")).encode()
    return struct.pack("<I", len(head)) + head + b"".join(contents)


def unpacked(bundle: bytes) -> dict[str, bytes]:
    """Read what `packed` made.

    Parameters
    ----------
    bundle : bytes
        Files in one.

    Returns
    -------
    dict of str to bytes
        The contents of each path.

    Examples
    --------
    >>> unpacked(packed({"a.py": b"1", "b.py": b""}))
    {'a.py': b'1', 'b.py': b''}
    """
    start = 4 + struct.unpack_from("<I", bundle)[0]
    index = json.loads(bundle[4:start])
    return {path: bundle[start + place : start + place + size] for path, place, size in index}


def zipped(content: bytes) -> bytes:
    """Gzip, the same bytes each time."""
    return gzip.compress(content, compresslevel=9, mtime=0)


class Shelf:
    """A folder of files that are named by their contents, so that a browser may keep them for ever.

    Parameters
    ----------
    folder : pathlib.Path
        Where they are written.
    """

    def __init__(self, folder: Path):
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def put(self, name: str, content: bytes, ending: str) -> dict[str, Any]:
        """Write a file.

        Parameters
        ----------
        name : str
            The first part of its name.
        content : bytes
            As it is sent over the network.
        ending : str
            The last part of its name.

        Returns
        -------
        dict
            Its ``path`` in the folder, and its size in ``bytes``.
        """
        path = f"{name}.{hashlib.sha256(content).hexdigest()[:12]}{ending}"
        (self.folder / path).write_bytes(content)
        return {"path": path, "bytes": len(content)}

    def put_in_pieces(self, name: str, content: bytes) -> dict[str, Any]:
        """Write a file in pieces, as `put` does; ``paths`` says in which order they follow."""
        pieces = [content[place : place + _PIECE] for place in range(0, len(content), _PIECE)]
        paths = [self.put(name, piece, ".part")["path"] for piece in pieces]
        return {"paths": paths, "bytes": len(content)}
