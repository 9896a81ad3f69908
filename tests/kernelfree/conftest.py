"""A page with every kind of control and of result."""

from __future__ import annotations

import pandas as pd
import pytest

from homecoming import kernelfree
from homecoming.kernelfree import interact, radio, select, slider

FIGURES = pd.DataFrame({"Women": [24.9, -7.5], "Men": [30.7, 69.3]}, index=["Yes, fully", 'No "way"'])


class Bars:
    """A drawing with ids, references to them, and colours that the page decides."""

    def __init__(self, group: str, order: str):
        figures = FIGURES[group] if order == "As printed" else FIGURES[group][::-1]
        self.alt = "Bars. " + "; ".join(f"{label} {value}" for label, value in figures.items()) + "."
        self._figures = figures

    def _repr_svg_(self) -> str:
        bars = "".join(
            f'<rect y="{20 * n}" width="{abs(value)}" height="9" style="fill: var(--ink, #0b6aa2)"/>'
            f'<text x="110" y="{20 * n + 13}" fill="currentColor">{value}</text>'
            for n, value in enumerate(self._figures)
        )
        return (
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 340 60" role="img" aria-labelledby="t d">'
            f'<title id="t">Bars</title><desc id="d">{self.alt.replace(chr(34), "&quot;")}</desc>'
            '<clipPath id="c"><rect width="340" height="60"/></clipPath>'
            f'<g clip-path="url(#c)">{bars}</g></svg>'
        )


def view(show: str, group: str, order: str, signs: bool, size: int):
    if show == "Chart":
        return Bars(group, order)
    if show == "Words":
        return f"{group} of {size}: $5 & <b>"
    return FIGURES[[group]].map("{:+.1f}".format if signs else "{:.1f}".format)


def answers(name: str = "answers") -> kernelfree.Explorer:
    """Five controls of four kinds, three of which mean something only at times."""
    return interact(
        view,
        name=name,
        title="Who said yes?",
        description="Women & men.",
        show=["Table", "Chart", "Words"],
        group=["Women", "Men"],
        order=select(["As printed", "Turned round"], only_if={"show": "Chart"}),
        signs=kernelfree.checkbox(label="Show signs", only_if={"show": "Table"}),
        size=slider([100, 250, 1000], only_if={"show": "Words"}),
    )


def prices(name: str = "prices") -> kernelfree.Explorer:
    """Options that an address, a regular expression or HTML could trip over."""
    return interact(
        lambda price: f"It costs {price}.",
        name=name,
        price=radio(["$5 & up", "a=b#c?d", "100 % <сом>", "원/тенге+"]),
    )


@pytest.fixture(scope="session")
def answers_explorer() -> kernelfree.Explorer:
    return answers()


@pytest.fixture(scope="session")
def second_answers_explorer() -> kernelfree.Explorer:
    return answers("again")


@pytest.fixture(scope="session")
def prices_explorer() -> kernelfree.Explorer:
    return prices()


@pytest.fixture(scope="session")
def html(answers_explorer, prices_explorer) -> str:
    return kernelfree.page(answers_explorer, prices_explorer, title="Two explorers")
