"""Cases: what the rules know of a person, and the book's invented vignettes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from homecoming.errors import NoSuchNameError

from .store import read_json

CORRIDORS = {
    "kyrgyzstan-russia": "Kyrgyzstan and Russia",
    "kazakhstan": "Kazakhstan",
    "korea": "South Korea",
}
GENDERS = ("woman", "man")


@lru_cache(maxsize=1)
def facts() -> dict[str, tuple[str, dict[str, str]]]:
    """Tell which facts the rules read: name to (question, {value: words}).

    Examples
    --------
    >>> facts()["willing"][0]
    'Did the person want to return?'
    """
    return {name: (wording, values) for name, (wording, values) in read_json("facts.json")["facts"].items()}


@dataclass(frozen=True, eq=False)
class Case:
    """A returnee as the rules see one: coded facts, any of which may be unknown.

    Attributes
    ----------
    known : mapping of str to str
        Fact to value; a fact that is left out or None is unknown.

    Raises
    ------
    ValueError
        If a fact or its value is not listed in ``data/theory/facts.json``.

    Examples
    --------
    >>> case = Case({"stay": "short", "met": "no"})
    >>> case.stay, case.willing
    ('short', None)
    >>> case.tell("stay")
    'How long was the stay abroad? Short.'
    """

    known: Mapping[str, str | None]

    def __post_init__(self) -> None:
        for name, value in self.known.items():
            if name not in facts():
                raise NoSuchNameError("fact", name, facts())
            if value is not None and value not in facts()[name][1]:
                allowed = ", ".join(facts()[name][1])
                raise ValueError(f"Fact {name!r} is {value!r}; it must be one of {allowed}, or None.")
        object.__setattr__(self, "known", MappingProxyType(dict(self.known)))

    def __getattr__(self, name: str) -> str | None:
        if name.startswith("_") or name not in facts():
            raise AttributeError(f"A case has no fact {name!r}.")
        return self.known.get(name)

    def tell(self, *names: str) -> str:
        """Put facts into words: the question and its answer.

        Parameters
        ----------
        *names : str
            Facts.
        """
        told = []
        for name in names:
            wording, values = facts()[name]
            value = self.known.get(name)
            words = values[value] if value is not None else "not known"
            told.append(f"{wording} {words[0].upper()}{words[1:]}.")
        return " ".join(told)


@dataclass(frozen=True, eq=False)
class Vignette(Case):
    """An invented person with a story.

    Attributes
    ----------
    id, name, corridor, gender, route, story : str
        As in ``data/theory/vignettes.json``.
    age : int
        In years.

    Examples
    --------
    >>> vignette("salima").age, vignette("salima").working
    (63, 'no')
    """

    id: str = ""
    name: str = ""
    corridor: str = ""
    gender: str = ""
    age: int = 0
    route: str = ""
    story: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.corridor not in CORRIDORS or self.gender not in GENDERS:
            raise ValueError(f"Vignette {self.id!r}: corridor {self.corridor!r}, gender {self.gender!r}.")

    @property
    def title(self) -> str:
        """Name, age and route in one line."""
        return f"{self.name}, {self.age}: {self.route}"

    @property
    def told(self) -> str:
        """The story, with the word that says that it is invented."""
        return f"{self.story} (Invented.)"


@lru_cache(maxsize=1)
def vignettes() -> tuple[Vignette, ...]:
    """Load the book's vignettes. They are invented; none describes a real person.

    Examples
    --------
    >>> {one.corridor for one in vignettes()} == set(CORRIDORS)
    True
    """
    return tuple(
        Vignette(
            known=raw["facts"],
            **{name: raw[name] for name in ("id", "name", "corridor", "gender", "age", "route", "story")},
        )
        for raw in read_json("vignettes.json")["vignettes"]
    )


def vignette(ident: str) -> Vignette:
    """Find a vignette by its id.

    Parameters
    ----------
    ident : str
        For example "aibek".

    Raises
    ------
    homecoming.errors.NoSuchNameError
        If there is none.

    Examples
    --------
    >>> vignette("aibek").route
    'Osh – Moscow – Osh'
    """
    for one in vignettes():
        if one.id == ident:
            return one
    raise NoSuchNameError("vignette", ident, [one.id for one in vignettes()])
