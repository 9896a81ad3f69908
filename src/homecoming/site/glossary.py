"""Links to glossary terms that show the definition when they are pointed at."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

_LONGEST = 240


def definitions(env: BuildEnvironment) -> dict[tuple[str, str], str]:
    """Return the first paragraph of every glossary definition.

    Parameters
    ----------
    env : sphinx.environment.BuildEnvironment
        The environment after all pages were read.

    Returns
    -------
    dict of tuple to str
        (page, id of the term) to plain text, shortened at a word.
    """
    found = {}
    pages = {page for (kind, _), (page, _) in env.domaindata["std"]["objects"].items() if kind == "term"}
    for page in pages:
        for entry in env.get_doctree(page).findall(nodes.definition_list_item):
            paragraph = next(entry.findall(nodes.paragraph), None)
            if paragraph is None:
                continue
            text = " ".join(paragraph.astext().split())
            if len(text) > _LONGEST:
                text = text[:_LONGEST].rsplit(" ", 1)[0] + " …"
            for term in entry.findall(nodes.term):
                found.update({(page, ident): text for ident in term["ids"]})
    return found


class _Glossary:
    """The definitions of one build, collected once, when the first page is written."""

    def __init__(self) -> None:
        self.definitions: dict[tuple[str, str], str] | None = None

    def explain_terms(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        if app.builder.format != "html":
            return
        if self.definitions is None:
            self.definitions = definitions(app.env)
        addresses = {
            (app.builder.get_relative_uri(docname, page) if page != docname else "") + f"#{ident}": text
            for (page, ident), text in self.definitions.items()
        }
        for reference in doctree.findall(nodes.reference):
            address = reference.get("refuri") or f"#{reference.get('refid', '')}"
            if text := addresses.get(address):
                reference["reftitle"] = text
                reference["classes"].append("hc-term")


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.connect("doctree-resolved", _Glossary().explain_terms)
