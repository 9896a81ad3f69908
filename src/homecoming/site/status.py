"""The table of notebooks that ran, in words for readers: titles for file names, "ran" for a sign."""

from __future__ import annotations

from docutils import nodes
from myst_nb.ext.execution_tables import METADATA_KEY
from myst_nb.sphinx_ import NbMetadataCollector
from sphinx.application import Sphinx

_HEADS = {"Document": "Page", "Modified": "Last run", "Run Time (s)": "Seconds", "Status": "Result"}
_WORDS = {"✅": "ran", "❌": "failed"}
#: Says only that the result is kept, which is so for every page.
_DROPPED = "Method"


def _put_into_words(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Rewrite the table that myst-nb has made on a page with the directive ``nb-exec-table``."""
    if not NbMetadataCollector.get_doc_data(app.env)[docname].get(METADATA_KEY):
        return
    for table in doctree.findall(nodes.table):
        heads = [entry.astext() for entry in next(table.findall(nodes.thead)).findall(nodes.entry)]
        if heads[:1] != ["Document"]:
            continue
        column = heads.index(_DROPPED)
        for row in table.findall(nodes.row):
            del row[column]
        group = next(table.findall(nodes.tgroup))
        group.remove(list(group.findall(nodes.colspec))[column])
        group["cols"] -= 1
        for reference in table.findall(nodes.reference):
            page = reference.astext()
            if page in app.env.titles:
                reference.children = [nodes.Text(app.env.titles[page].astext())]
        for text in list(table.findall(nodes.Text)):
            if words := {**_HEADS, **_WORDS}.get(text.astext()):
                text.parent.replace(text, nodes.Text(words))


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.connect("doctree-resolved", _put_into_words)
