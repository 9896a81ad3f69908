"""Numbers that sentences of the repository say and that the data tell: how many tables, how many figures.

A sentence cannot compute, and a reader should not meet a placeholder. So the sentences stand here once more,
with a name in place of each number. After a table is added::

    python -m homecoming.book.in_prose --write

puts the numbers of the data into the sentences. Without ``--write`` it says where they differ, as a test
does.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path

from homecoming import published
from homecoming.book import studies
from homecoming.checks import claims

#: File to sentences; a number stands as its name in pointed brackets, one of those of :func:`numbers`.
SENTENCES = {
    "README.md": (
        "**Kazakhstan and South Korea** (<their tables> tables)",
        "asked <asked> migrants who came back to **Kyrgyzstan** from Russia (<its tables> tables)",
    ),
    "CITATION.cff": ("<Tables> published tables of <studies> studies",),
    "data/README.md": (
        "Every figure that <studies> studies of return migration print",
        "10.26577/IRILJ202510919) | 1 to <their last> |",
        "10.15838/esc.2024.1.91.12) | 1 to <its last> |",
    ),
    "book/index.ipynb": (
        "`kazakhstan-korea/study` with <their tables> tables",
        "{doc}`kyrgyzstan/study` with <its tables>. ",
    ),
    "book/kazakhstan-korea/study.ipynb": ("side by side in <their tables> tables:",),
    "book/about/data.ipynb": (
        "Every printed figure of the <tables> tables is one row",
        'caption=\\"The <tables> tables\\"',
        '"<all> tables, <figures> figures\\n"',
        "do the <its tables> tables of the Kyrgyz paper have",
        "{cite:t}`issayeva2025` | <their files>, {download}`text.csv",
        "{cite:t}`yudina2024` | <its files>, {download}`text.csv",
    ),
    "book/reading-tables/what-may-be-inferred.ipynb": (
        "<Questions by sex> questions of the paper are shown for men and for women",
        "whoever looks at <answers by sex> rows",
    ),
    "exercises/kyrgyzstan/expectations.ipynb": ("the widest of <answers by sex> gaps",),
    "book/reading-tables/claims-on-trial.ipynb": ("Of <claims> sentences, about half",),
}


def numbers() -> dict[str, str]:
    """Compute what stands in place of each name.

    Examples
    --------
    >>> found = numbers()
    >>> int(found["their last"]) + int(found["its last"]) == int(found["all"])
    True
    """
    theirs, its = (published.tables(study) for study in (studies.KAZAKHSTAN_KOREA, studies.KYRGYZSTAN))
    both, by_sex = [*theirs, *its], studies.questions_by_sex()
    return {
        "studies": studies.number_in_words(len(studies.PLACES)),
        "asked": str(studies.asked()["All"]),
        "all": str(len(both)),
        "tables": studies.number_in_words(len(both)),
        "Tables": studies.number_in_words(len(both)).capitalize(),
        "their tables": studies.number_in_words(len(theirs)),
        "its tables": studies.number_in_words(len(its)),
        "their last": str(published.load(theirs[-1]).number),
        "its last": str(published.load(its[-1]).number),
        "their files": _files(theirs),
        "its files": _files(its),
        "Questions by sex": studies.number_in_words(len(by_sex)).capitalize(),
        "answers by sex": str(sum(len(table.options(question.id)) for table, question in by_sex.values())),
        "figures": str(sum(len(published.load(name).cells) for name in both)),
        "claims": str(sum(len(claims.table(study)) for study in studies.PLACES)),
    }


def _files(tables: Sequence[str]) -> str:
    return ", ".join(
        f"{{download}}`{name.rpartition('/')[2]}.csv <../../data/{name}.csv>`" for name in tables
    )


def corrected(text: str, sentences: Sequence[str], file: str) -> str:
    """Put the numbers of the data into the sentences of a file.

    Parameters
    ----------
    text : str
        What stands in the file.
    sentences : sequence of str
        Sentences with names of numbers in pointed brackets.
    file : str
        The file, for the message.

    Raises
    ------
    ValueError
        When a sentence does not stand there.

    Examples
    --------
    >>> corrected("Here are six tables.", ["are <their tables> tables"], "page.md")
    'Here are three tables.'
    """
    found = numbers()
    for sentence in sentences:
        parts = re.split(r"<([\w ]+)>", sentence)
        words, names = parts[::2], parts[1::2]
        # A number is one word; a list of files is several, between words that are not in doubt.
        kinds = ["[^|]+" if name.endswith("files") else r"[\w-]+" for name in names]
        pattern = "".join(map("".join, zip_longest(map(re.escape, words), kinds, fillvalue="")))
        right = "".join(map("".join, zip_longest(words, (found[name] for name in names), fillvalue="")))
        text, times = re.subn(pattern, lambda _, right=right: right, text)
        if not times:
            raise ValueError(f"{file}: there is no sentence like “{sentence}”. Change it in both places.")
    return text


def stale(root: Path, *, write: bool = False) -> list[str]:
    """List the files whose sentences say other numbers than the data.

    Parameters
    ----------
    root : pathlib.Path
        The repository.
    write : bool
        Whether to correct them.

    Raises
    ------
    ValueError
        When a sentence does not stand in its file.
    """
    wrong = []
    for file, sentences in SENTENCES.items():
        text = (root / file).read_text("utf-8")
        right = corrected(text, sentences, file)
        if right != text:
            wrong.append(file)
            if write:
                (root / file).write_text(right, "utf-8")
    return wrong


def main(arguments: Sequence[str] | None = None) -> int:
    """Say where sentences differ from the data, or correct them; 1 if any differ and are left."""
    parser = argparse.ArgumentParser(description="Numbers in prose, compared with the data.")
    parser.add_argument("--write", action="store_true", help="correct the sentences")
    given = parser.parse_args(arguments)
    found = stale(Path.cwd(), write=given.write)
    for file in found:
        print(f"{file}: {'corrected' if given.write else 'says other numbers than the data'}")
    return int(bool(found) and not given.write)


if __name__ == "__main__":
    raise SystemExit(main())
