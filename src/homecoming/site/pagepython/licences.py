"""What of others is in the built site, by whose licence: read from the packages themselves."""

from __future__ import annotations

import json
import re
import zipfile
from dataclasses import dataclass
from email import message_from_string
from email.message import Message
from html import escape
from pathlib import Path

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from homecoming.site.pagepython.building import Sources
from homecoming.site.pagepython.wanted import BUNDLES

# What is built with, and does not get into the site.
_TOOLS = re.compile(r"^(esbuild|@esbuild/.*|@types/.*|ws)$")
# Licences that packages name by a sentence, or only by a classifier.
_SHORT = (
    (re.compile(r"Python Software Foundation|PSF|matplotlib", re.IGNORECASE), "PSF-2.0"),
    (re.compile(r"BSD", re.IGNORECASE), "BSD-3-Clause"),
    (re.compile(r"Apache", re.IGNORECASE), "Apache-2.0"),
    (re.compile(r"MIT", re.IGNORECASE), "MIT"),
    (re.compile(r"HPND|PIL", re.IGNORECASE), "HPND"),
)


@dataclass(frozen=True)
class Part:
    """A package in the site.

    Attributes
    ----------
    name, version : str
        Which it is.
    licence : str
        As it says itself, short.
    text : str
        The licence in full, where the package brings it.
    """

    name: str
    version: str
    licence: str
    text: str = ""


def of_wheel(wheel: Path) -> Part:
    """Read the licence of a Python package.

    Parameters
    ----------
    wheel : pathlib.Path
        Its wheel.

    Returns
    -------
    Part
    """
    with zipfile.ZipFile(wheel) as archive:
        notes = {
            name: name.partition(".dist-info/")[2] for name in archive.namelist() if ".dist-info/" in name
        }
        about = next(name for name, below in notes.items() if below == "METADATA")
        said = message_from_string(archive.read(about).decode("utf-8"))
        texts = [
            archive.read(name).decode("utf-8", "replace").strip()
            for name, below in notes.items()
            if re.match(r"(licen[cs]es/)?(.*/)?(LICEN[CS]E|COPYING|NOTICE|AUTHORS)", below, re.IGNORECASE)
        ]
    return Part(said["Name"], said["Version"], _licence(said), "\n\n".join(texts))


def _licence(said: Message) -> str:
    if expression := said["License-Expression"]:
        return str(expression)
    classifiers = [
        value.rpartition(" :: ")[2] for value in said.get_all("Classifier", []) if "License" in value
    ]
    for words in [*classifiers, str(said["License"] or "")]:
        for pattern, short in _SHORT:
            if pattern.search(words):
                return short
    return "see its text"


def of_npm(lock: Path, modules: Path) -> list[Part]:
    """Read the licences of the npm packages that get into the site.

    Parameters
    ----------
    lock : pathlib.Path
        ``package-lock.json``.
    modules : pathlib.Path
        ``node_modules``, where they are installed.

    Returns
    -------
    list of Part
        In the order of their names.
    """
    found = []
    for path, facts in json.loads(lock.read_text("utf-8"))["packages"].items():
        name = path.removeprefix("node_modules/")
        if not name or _TOOLS.match(name):
            continue
        files = sorted((modules / name).glob("LICEN[CS]E*"))
        text = "\n\n".join(file.read_text("utf-8", "replace").strip() for file in files)
        found.append(Part(name, facts["version"], facts.get("license", "see its text"), text))
    return sorted(found, key=lambda part: part.name)


def parts(sources: Sources) -> list[Part]:
    """List the packages in the site: Python, its packages, and the editor.

    Parameters
    ----------
    sources : Sources
        What the page's Python is made of.

    Returns
    -------
    list of Part
    """
    python = Part("Python", str(sources.lock["info"]["python"]), "PSF-2.0")
    wheels = [of_wheel(sources.wheels[name]) for names in BUNDLES.values() for name in names]
    npm = of_npm(sources.modules.parent / "package-lock.json", sources.modules)
    return [python, *sorted([*wheels, *npm], key=lambda part: part.name.lower())]


class ThirdParty(SphinxDirective):
    """The directive ``third-party``: a table of the packages in the site, and their licences to open."""

    def run(self) -> list[nodes.Node]:
        """Return the table, or a sentence where the site has none of them."""
        sources: Sources | None = vars(self.env.app).get("homecoming_python_sources")
        self.env.note_reread()  # what is in the site may change while this page does not
        if sources is None:
            return [nodes.paragraph(text="This copy of the site was built without them.")]
        listed = parts(sources)
        texts = [_folded(part) for part in listed if part.text]
        return [_table([(part.name, part.version, part.licence) for part in listed]), *texts]


def _table(rows: list[tuple[str, ...]]) -> nodes.table:
    heads = ("Package", "Version", "Licence")
    group = nodes.tgroup(cols=len(heads))
    group += [nodes.colspec(colwidth=width) for width in (40, 25, 35)]
    head, body = nodes.thead(), nodes.tbody()
    group += [head, body]
    for holder, cells in [(head, heads), *((body, row) for row in rows)]:
        holder += nodes.row("", *(nodes.entry("", nodes.paragraph(text=cell)) for cell in cells))
    table = nodes.table()
    table += group
    return table


def _folded(part: Part) -> nodes.raw:
    summary = f"Licence of {escape(part.name)} {escape(part.version)}"
    box = f"<details><summary>{summary}</summary><pre>{escape(part.text)}</pre></details>"
    return nodes.raw("", box, format="html")
