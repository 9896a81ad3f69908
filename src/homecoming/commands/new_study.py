"""``homecoming new-study``: start the data package of another study."""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import shutil
from pathlib import Path
from typing import Any

from homecoming.commands import policy

_ABOUT = f"""\
Start the data package of another study: a folder with one table, one file of
figures of the running text, one of claims, and datapackage.json, which
describes them. The figures are invented; a README names the next steps.

    homecoming new-study my-study
    homecoming new-study data --study village-2020
    HOMECOMING_DATA=my-study homecoming hashes --check

A folder that is there already, with anything in it, is left alone.

{policy.STATUSES}
"""

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)

_QUESTION = "Did you find work?"
_TABLE = f"""\
question,option,kind,group,printed
{_QUESTION},Yes,option,All asked,51.0
{_QUESTION},Yes,option,Town,55.0
{_QUESTION},Yes,option,Village,45.0
{_QUESTION},No,option,All asked,36.0
{_QUESTION},No,option,Town,33.3
{_QUESTION},No,option,Village,40.0
{_QUESTION},Hard to say,option,All asked,13.0
{_QUESTION},Hard to say,option,Town,11.7
{_QUESTION},Hard to say,option,Village,15.0
"""
_TEXT = """\
id,about,printed,unit,location,agrees_with,other_reading,note
sample-size,People asked,100,people,Methods,,,
work-town,People in the town who found work,55.0,percent,Results,table-1[Yes|Town],,
"""
_CLAIMS = """\
id,location,topic,claim,quantities,holds_when,reservation_when,verdict,explanation
more-in-town,Results,Table 1,More people found work in the town than in the village.,\
town=table-1[Yes|Town]; village=table-1[Yes|Village],town > village,,holds,\
"{town} per cent against {village} per cent."
"""
_README = """\
# The data of a study

Every figure in this folder is invented. Put the study's own in their place:

1. `{study}/table-1.csv`: the table as printed, one row a figure. Copy labels and figures exactly: `58.0` says
   more than `58`. `kind` is `option`, `subtotal` (its label joins options with ` + `) or `difference`.
2. `datapackage.json`: the paper, the table's title and questions as printed, and for each group how many
   people it can have (`maxSize`). Leave `maxSize` out where the paper does not say it. `stratum` names the
   groups that the study compares, all of them, spelt as in the tables; leave it out where there are none.
3. `{study}/text.csv`: the figures of the running text; `agrees_with` names the cell that a sentence is about.
4. `{study}/claims.csv`: what the paper says, in your words, with the formulas that test it. This file and
   `text.csv` may be left out: delete the file and its entry in `datapackage.json`.
5. After each step, in the folder above this one:

   ```sh
   HOMECOMING_DATA={folder} homecoming hashes
   homecoming audit {folder}/{study}/table-1.csv --people 100 --whole "All asked" \\
       --group Town=60 --group Village=40
   ```

6. Further tables are further files, each with an entry in `datapackage.json`. In Python, with the same
   `HOMECOMING_DATA`:

   ```python
   from homecoming import audit, claims, explorers, published, survey

   audit.study("{study}")
   survey.rebuild("{study}")
   claims.table("{study}")
   explorers.explore(published.load("{study}/table-1"))
   ```
"""


def add(commands: argparse._SubParsersAction[Any]) -> None:
    """Describe the subcommand and its options."""
    command = commands.add_parser(
        "new-study",
        help="start the data package of another study",
        description=_ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("folder", metavar="DIR", type=Path, help="the folder to make")
    command.add_argument(
        "--study",
        metavar="NAME",
        help="name of the study: lower-case words and numbers joined by hyphens (default: that of DIR)",
    )
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from homecoming import published

    folder = options.folder.expanduser()
    study = options.study or folder.resolve().name
    if not _SLUG.fullmatch(study):
        raise policy.CommandError(
            f"{study!r} is no name of a study: give one of lower-case words and numbers joined by hyphens, "
            "with --study, such as --study village-2020."
        )
    if study in published.example_studies():
        raise policy.CommandError(
            f"{study!r} is the made-up study that comes with the code: give another name, with --study, such "
            "as --study village-2020."
        )
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise policy.CommandError(f"{folder} is there already: move it away, or choose another.")
    if not folder.resolve().parent.is_dir():
        raise policy.CommandError(f"There is no folder {folder.parent}: make it first, or choose another.")
    _write(folder, study)
    print(f"{folder} is the data package of a study {study}, with invented figures.")
    print(f"Next: read {folder / 'README.md'}, and put the study's own figures in their place.")
    return policy.DONE


def _write(folder: Path, study: str) -> None:
    """Write the folder in one step: it is there in full, or not at all."""
    draft = folder.resolve().with_name(f".{folder.resolve().name}.new")
    draft.mkdir()
    try:
        (draft / study).mkdir()
        for name, text in _files(study, folder.resolve().name).items():
            (draft / name).write_text(text, encoding="utf-8", newline="\n")
        if folder.exists():
            folder.rmdir()
        draft.rename(folder)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise


def _files(study: str, folder: str) -> dict[str, str]:
    tables = {f"{study}/table-1.csv": _TABLE, f"{study}/text.csv": _TEXT, f"{study}/claims.csv": _CLAIMS}
    described = json.dumps(_description(study, tables), ensure_ascii=False, indent=2) + "\n"
    return {**tables, "datapackage.json": described, "README.md": _README.format(study=study, folder=folder)}


def _description(study: str, files: dict[str, str]) -> dict[str, object]:
    title = f"{_QUESTION} % of respondents"
    about: dict[str, dict[str, object]] = {
        f"{study}/table-1.csv": {
            "title": title,
            "description": "Invented: put the study's own table in its place.",
            "tableNumber": 1,
            "page": None,
            "sourceNote": "Invented.",
            "respondents": 100,
            "baseNote": "Say here what is known of the people behind the percentages.",
            "questionHeading": None,
            "optionHeading": "Answer",
            "questions": [{"id": "work", "wording": _QUESTION, "short": "Work", "asked": True}],
            "groups": [
                {"name": "All asked", "maxSize": 100, "whole": True, "basis": "100 people asked."},
                {"name": "Town", "maxSize": 60, "basis": "60 of them in the town."},
                {"name": "Village", "maxSize": 40, "basis": "40 of them in the village."},
            ],
        },
        f"{study}/text.csv": {"title": "Figures of the running text"},
        f"{study}/claims.csv": {"title": "What the paper says"},
    }
    return {
        "name": study,
        "title": "The data of a study",
        "description": "Say here what the study is about.",
        "defaultStudy": study,
        "papers": [
            {
                "key": study,
                "slug": study,
                "citation": "Author, A. (2020). Title. Journal, 1(1), 1–10.",
                "doi": "",
                "title": "Title",
                "year": 2020,
                "stratum": {"id": "place", "groups": ["Town", "Village"]},
            }
        ],
        "resources": [
            {
                "name": path.removesuffix(".csv"),
                "path": path,
                **about[path],
                "paper": study,
                "sources": [{"title": "Say here where the figures come from."}],
                "type": "table",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "hash": f"sha256:{hashlib.sha256(text.encode()).hexdigest()}",
                "bytes": len(text.encode()),
            }
            for path, text in files.items()
        ],
    }
