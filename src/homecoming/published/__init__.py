"""The published tables: every figure as printed, with where it comes from.

The data package in ``data/`` holds one CSV file a table, one file a study with the figures of the running
text, and ``datapackage.json``, which says what each file is. This package is the only reader of those files.
It checks every cell when a file is loaded; a bad cell raises `DataError`, which names the file, the row and
the column, what was found, what was expected and what to do.

- ``places``: where the data lies;
- ``csv_file``: reads CSV;
- ``table``: one table, and a reader's own;
- ``description``: what ``datapackage.json`` must say;
- ``package``: studies, papers, tables;
- ``formula``: reads formulas; ``resolving``: what their references lead to;
- ``running_text``: figures outside tables;
- ``fingerprints``: the list of files and their hashes.

Callers import what they need from here.
"""

from __future__ import annotations

from homecoming.published.csv_file import Row
from homecoming.published.data_error import DataError
from homecoming.published.fingerprints import Contents, catalogue, check_package, stale_hashes, update_hashes
from homecoming.published.formula import Formula, Reference
from homecoming.published.package import (
    default_study,
    describes,
    example_studies,
    load,
    paper,
    records,
    studies,
    tables,
)
from homecoming.published.places import EXAMPLE, EXAMPLES, data_dir
from homecoming.published.resolving import (
    Figure,
    Functions,
    reference_values,
    references,
    resolve,
    text_figures,
)
from homecoming.published.running_text import TEXT_COLUMNS, UNITS
from homecoming.published.table import (
    COLUMNS,
    KINDS,
    Paper,
    PublishedTable,
    Question,
    Stratum,
    load_csv,
    with_figures,
)

__all__ = [
    "COLUMNS",
    "EXAMPLE",
    "EXAMPLES",
    "KINDS",
    "TEXT_COLUMNS",
    "UNITS",
    "Contents",
    "DataError",
    "Figure",
    "Formula",
    "Functions",
    "Paper",
    "PublishedTable",
    "Question",
    "Reference",
    "Row",
    "Stratum",
    "catalogue",
    "check_package",
    "data_dir",
    "default_study",
    "describes",
    "example_studies",
    "load",
    "load_csv",
    "paper",
    "records",
    "reference_values",
    "references",
    "resolve",
    "stale_hashes",
    "studies",
    "tables",
    "text_figures",
    "update_hashes",
    "with_figures",
]
