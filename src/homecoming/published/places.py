"""Where the data lies, and how an error names a file there."""

from __future__ import annotations

import os
from pathlib import Path

from homecoming.published.data_error import DataError

#: Where the package keeps a made-up study, ``"example"``, and a single made-up table.
EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
#: A table that nobody published: invented, with three errors hidden in it.
EXAMPLE = EXAMPLES / "first-job.csv"


def data_dir() -> Path:
    """The folder of the data package.

    It is what the environment variable ``HOMECOMING_DATA`` names, if that is set; otherwise it is the data
    inside an installed package, or ``data/`` of the repository.

    Raises
    ------
    DataError
        there is no ``datapackage.json`` in that folder.

    Examples
    --------
    >>> (data_dir() / "datapackage.json").exists()
    True
    """
    if stated := os.environ.get("HOMECOMING_DATA"):
        folder = Path(stated).resolve()
        if not (folder / "datapackage.json").is_file():
            advice = "Correct the environment variable HOMECOMING_DATA, or unset it."
            raise DataError("no data package", f"datapackage.json in {folder}", advice)
        return folder
    here = Path(__file__).resolve()
    # A plain install carries the data inside the package; an editable one leaves it in the repository.
    places = (here.parents[1] / "data", here.parents[3] / "data")
    for folder in places:
        if (folder / "datapackage.json").is_file():
            return folder
    advice = "Install the book's package again, or work in a complete copy of the repository."
    raise DataError("no data package", f"datapackage.json in {' or '.join(map(str, places))}", advice)


def displayed(path: Path) -> str:
    """The path as an error names it: from the folder of the data on, and in full elsewhere.

    Examples
    --------
    >>> displayed(data_dir() / "datapackage.json")
    'data/datapackage.json'
    """
    try:
        return (data_dir().name / path.relative_to(data_dir())).as_posix()
    except ValueError:
        return str(path)
