"""Pages that document a package from its docstrings, module by module.

The directive ``modules`` names a package or a module. It makes a section for it and for each public module
below it, with everything public that is defined there, set by Sphinx's own ``autodoc``; so a new module comes
onto the page by itself. With the option ``briefly`` each module gets one line, the first of its docstring.
"""

from __future__ import annotations

import importlib
import importlib.util
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective


def public_modules(name: str) -> Iterator[str]:
    """Name a module, and if it is a package all public modules in it, in the order of the alphabet.

    Parameters
    ----------
    name : str
        The full name of a package or module.

    Examples
    --------
    >>> list(public_modules("homecoming.site.slimming"))[:2]
    ['homecoming.site.slimming', 'homecoming.site.slimming.bundle']
    """
    yield name
    found = importlib.util.find_spec(name)
    for inner in pkgutil.iter_modules(found.submodule_search_locations or [] if found else []):
        if not inner.name.startswith("_"):
            yield from public_modules(f"{name}.{inner.name}")


def _first_line(name: str) -> str:
    return (inspect.getdoc(importlib.import_module(name)) or "").partition("\n")[0]


class Modules(SphinxDirective):
    """The directive: its argument is a module, its result a section for each module below it."""

    required_arguments = 1
    option_spec: ClassVar[dict[str, Callable[[str], object]]] = {"briefly": directives.flag}

    def run(self) -> list[nodes.Node]:
        """Make the sections, or the list."""
        (package,) = self.arguments
        names = list(public_modules(package))
        for name in names:
            found = importlib.util.find_spec(name)
            if found and found.origin:
                self.env.note_dependency(found.origin)
        if "briefly" in self.options:
            return [nodes.bullet_list("", *(self._item(name) for name in names if name != package))]
        return [self._section(name) for name in names]

    def _section(self, name: str) -> nodes.section:
        """Make the section of a module: what it defines itself, and not what it hands on from others."""
        title = nodes.title("", "", nodes.literal(text=_short(name)))
        section = nodes.section("", title, ids=[nodes.make_id(name)], classes=["hc-module"])
        self._read(
            section,
            "```{eval-rst}",
            f".. automodule:: {name}",
            "   :members:",
            "   :member-order: bysource",
            "   :ignore-module-all:",
            "   :no-value:",
            "```",
        )
        # Docutils would give the module's name to the section, and the search cannot find an id with dots.
        for target in [one for one in section.findall(nodes.target) if "ismod" in one]:
            target.parent.replace(target, nodes.container(ids=target["ids"]))
        return section

    def _item(self, name: str) -> nodes.list_item:
        item = nodes.list_item()
        self._read(item, f"`{_short(name)}`: {_first_line(name)}")
        return item

    def _read(self, node: nodes.Element, *lines: str) -> None:
        """Read lines of Markdown into a node."""
        self.state.nested_parse(StringList(list(lines), source=self.get_source_info()[0]), 0, node)


def _short(name: str) -> str:
    """Name a module without the package that all are in."""
    return name.partition(".")[2]


def setup(app: Sphinx) -> None:
    """Register the directive; a book that uses it has ``sphinx.ext.autodoc`` among its extensions."""
    app.add_directive("modules", Modules)
    app.add_css_file("modules.css", priority=950)
