"""What the text of one cell prints: numbers, how they stand together, and the footnote signs behind them.

The same text means different things in different columns: ``29.3 (27.2)`` is a count and a percentage, a
percentage and a count, or a mean and its spread. So nothing is decided here: a :class:`Figure` says how the
numbers stand (its ``form``), and column and row decide what they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["SIGNS", "Figure", "Number", "decimal_comma", "gives", "parse", "plain"]

#: What stands behind a figure and points to a footnote, beside single letters.
SIGNS = "*∗＊⁎†‡§¶‖#¹²³⁴⁵⁶⁷⁸⁹⁰ᵃᵇᶜᵈᵉᶠᵍʰⁱᶦʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"

_SPACES = "    \N{NARROW NO-BREAK SPACE} "
_DASHES = "-‐‑‒–—―−－ー"
_NUMBER = re.compile(
    rf"\d{{1,3}}(?:[{_SPACES}'’]\d{{3}})+(?!\d)(?:[.,]\d+)?|\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?(?!\d)"
    r"|\d{1,3}(?:\.\d{3})+(?:,\d+)?(?!\d)|\d+(?:[.,]\d+)?|[.,]\d+",
    re.ASCII,
)
_NOTHING = re.compile(
    rf"[{_DASHES}]+|\.{{1,4}}|…+|n\s*/\s*[ad]\.?|na|nd|n\.\s?[ads]\.?|ns|nan|none|null|nil|not applicable"
    rf"|not reported|nr"
    r"|k\.\s?a\.|entf\.?|н/д|нет данных|нет|[*†‡§¶#:x]+",
    re.IGNORECASE,
)
# How numbers stand together: N is a number, everything else stands for itself.
_FORMS = {
    "number": ("N", "N%", "(N)", "(N%)"),
    "pair": (
        *("N(N)", "N(N%)", "N%(N)", "NN%", "N%N", "N;N%", "N|N", "N|N%", "N,N%", "N(N)%", "N(%N)"),
        *("N-N%", "(N)N", "(N)N%"),
    ),
    "fraction": ("N/N",),
    "share": ("N(N/N)", "N%(N/N)", "N/N(N)", "N/N(N%)", "(N/N)N", "(N/N)N%", "N/NN%", "N%N/N", "N/N=N%"),
    "interval": (
        *("N(N-N)", "N(N,N)", "N(N;N)", "N(N:N)", "N%(N-N)", "N%(N%-N%)", "N%(N-N%)", "N%(N,N)", "N%(N;N)"),
        *("N(N%-N%)", "N(N-N%)", "N%(N%,N%)", "N,N-N", "N;N-N", "N(N/N;N-N)", "N,(N-N)"),
    ),
    "pair interval": ("N(N)(N-N)", "N(N%)(N-N)", "N(N;N-N)", "N(N%;N-N)", "N(N,N-N)", "N(N%,N-N)"),
    "spread": ("N±N", "N(±N)", "N%±N", "N%±N%", "N-N", "(N-N)", "N±N(N-N)", "(N,N)", "N+/-N"),
}
_FORM = {skeleton: form for form, skeletons in _FORMS.items() for skeleton in skeletons}
_RELATIONS = {"≤": "<", "⩽": "<", "≦": "<", "<": "<", "＜": "<", "≥": ">", "⩾": ">", ">": ">", "=": "="}


def plain(text: str) -> str:
    """The text with digits, signs and spaces of all scripts in their usual form.

    Parameters
    ----------
    text : str
        A cell as printed.

    Returns
    -------
    str
        Full-width and other digits as 0 to 9, a raised dot between digits as a point, one kind of bracket,
        white space as single spaces. Footnote signs and superscripts stay.

    Examples
    --------
    >>> plain("９２（３０·７％）")
    '92(30.7%)'
    """
    characters = []
    for character in text:
        code = ord(character)
        if 0xFF01 <= code <= 0xFF5E:
            character = chr(code - 0xFEE0)
        elif not character.isascii() and unicodedata.category(character) == "Nd":
            character = str(unicodedata.digit(character))
        characters.append(_PLAIN.get(character, character))
    joined = re.sub(r"(?<=\d) ?[·∙‧・⋅•] ?(?=\d)", ".", "".join(characters))
    return re.sub(r"\s+", " ", joined).strip()


_PLAIN = {
    **{"٫": ".", "٬": ",", "٪": "%", "﹪": "%", "\ufeff": "", "\u200b": "", "\u00ad": "", "⁄": "/", "∕": "/"},
    **dict.fromkeys("[{【〔", "("),
    **dict.fromkeys("]}】〕", ")"),
    **dict.fromkeys(_SPACES, " "),
}


#: Longer numbers are those of registers and dates, and no figures of a table.
_MOST_DIGITS = 20


@dataclass(frozen=True)
class Number:
    """One number in a cell.

    Attributes
    ----------
    digits : str
        As printed, without signs: ``"1,804"``.
    percent : bool
        Whether a per cent sign stands with it.
    relation : str
        ``"<"`` or ``">"`` if that stands before it; else empty.
    sign : str
        ``"+"`` or ``"-"`` if that stands before it; else empty.

    Examples
    --------
    >>> Number("1,804").whole(), Number("30,7").decimal(comma=True)
    (1804, '30.7')
    """

    digits: str
    percent: bool = False
    relation: str = ""
    sign: str = ""

    def whole(self) -> int | None:
        """The number as a whole number; three digits behind a point or comma are taken for thousands.

        Examples
        --------
        >>> Number("12 965").whole(), Number("30.7").whole(), Number("0.045").whole()
        (12965, None, None)
        """
        bare = re.sub(rf"[{_SPACES}'’]", "", self.digits)
        if re.fullmatch(r"[1-9]\d{0,2}([.,]\d{3})+", bare):
            bare = re.sub(r"[.,]", "", bare)
        return int(bare) if bare.isdigit() and len(bare) <= 12 else None

    def decimal(self, comma: bool = False) -> str:
        """The number as text with a decimal point and all its decimals.

        Parameters
        ----------
        comma : bool
            Whether the table sets a comma before decimals.

        Examples
        --------
        >>> Number("1,804").decimal(), Number("1,804").decimal(comma=True), Number(".024").decimal()
        ('1804', '1.804', '0.024')
        """
        bare = re.sub(rf"[{_SPACES}'’]", "", self.digits)
        thousands = re.fullmatch(r"[1-9]\d{0,2}(?:([.,])\d{3})+", bare)
        if "," in bare and "." in bare:
            last = max(bare.rfind(","), bare.rfind("."))
            bare = re.sub("[.,]", "", bare[:last]) + "." + bare[last + 1 :]
        elif thousands and (thousands[1] == ("." if comma else ",") or bare.count(thousands[1]) > 1):
            bare = re.sub("[.,]", "", bare)
        else:
            bare = bare.replace(",", ".")
        return "0" + bare if bare.startswith(".") else bare


@dataclass(frozen=True)
class Figure:
    """What one cell prints.

    Attributes
    ----------
    printed : str
        The text as it stands there.
    form : str
        ``"blank"``; ``"nothing"`` (a dash, dots, ``n/a``, a lone sign); ``"text"``; ``"number"``; ``"pair"``
        (two numbers, one in brackets); ``"fraction"`` (92/300); ``"share"`` (a number and a fraction: in
        ``numbers`` the number comes first); ``"interval"`` (a number with an interval or
        quartiles); ``"pair interval"``; ``"spread"`` (63.4 ± 8.3
        and ranges); ``"p"`` (a number after the letter p).
    numbers : tuple of Number
        In printed order, but for a share.
    signs : tuple of str
        Footnote signs.

    Examples
    --------
    >>> parse("92 (30.7)*").form, parse("92 (30.7)*").signs
    ('pair', ('*',))
    """

    printed: str
    form: str
    numbers: tuple[Number, ...] = ()
    signs: tuple[str, ...] = ()

    @property
    def filled(self) -> bool:
        """Whether there is a number."""
        return bool(self.numbers)


@lru_cache(maxsize=65536)
def parse(text: str, letters: frozenset[str] = frozenset()) -> Figure:
    """Say what the text of a cell prints.

    Parameters
    ----------
    text : str
        The cell.
    letters : frozenset of str
        Letters that are footnote signs in this table: only these count as a sign right behind a digit.
        Behind a closing bracket or a per cent sign any single letter does.

    Returns
    -------
    Figure
        With form ``"text"`` for everything that is not made of numbers.

    Examples
    --------
    >>> [parse(text).form for text in ("92 (30.7)", "95.0(678/714)", "63.4 ± 8.3", "27 (19–35)", "<1", "–")]
    ['pair', 'share', 'spread', 'interval', 'number', 'nothing']
    >>> parse("Town").form
    'text'
    """
    bare = plain(text)
    if not bare:
        return Figure(text, "blank")
    if _NOTHING.fullmatch(bare):
        signs = tuple(dict.fromkeys(c for c in bare if c in SIGNS))
        return Figure(text, "nothing", signs=signs)
    bare, signs = _signs(bare, letters)
    lead = re.match(r"(?:p|P)(?:\s?-?\s?value)?\s*([<>=≤≥])", bare)
    if lead:
        bare = bare[lead.start(1) :]
    numbers: list[Number] = []
    skeleton = _skeleton(bare, numbers)
    # A letter N in the cell itself stands for no number.
    form = _FORM.get(skeleton, "text") if skeleton.count("N") == len(numbers) > 0 else "text"
    if form == "text" or any(len(number.digits) > _MOST_DIGITS for number in numbers):
        return Figure(text, "text", signs=signs)
    if form == "share":
        # Whatever the order in print: the percentage, then how many of how many.
        at = skeleton[: skeleton.index("/")].count("N")
        numbers = [*numbers[: at - 1], *numbers[at + 1 :], numbers[at - 1], numbers[at]]
    return Figure(text, "p" if lead else form, tuple(numbers), signs)


def _signs(bare: str, letters: frozenset[str]) -> tuple[str, tuple[str, ...]]:
    """Take footnote signs off the end, the beginning and the inside of a cell."""
    found: list[str] = []
    if re.match(rf"[{SIGNS}]+ ?[\d<]", bare):
        first = re.match(rf"[{SIGNS}]+", bare)
        assert first is not None
        found += first[0]
        bare = bare[first.end() :].strip()
    # Signs stand behind the figure, or between a percentage and its bracket: "30.7* (92)".
    for match in re.finditer(rf"(?<=[\d)%])\s?\^?([{SIGNS}](?:[{SIGNS},]| (?=[{SIGNS}]))*)", bare):
        found += [c for c in match[1] if c in SIGNS]
    bare = re.sub(rf"(?<=[\d)%])\s?\^?[{SIGNS}](?:[{SIGNS},]| (?=[{SIGNS}]))*", "", bare).strip()
    behind = re.search(r"(?<=[\d)%])\s?\^?\(?([a-zA-Z](?:\s?,\s?[a-zA-Z])*)\)?$", bare)
    if behind:
        names = set(re.findall("[a-zA-Z]", behind[1]))
        closed = bare[behind.start() - 1] in ")%" and behind[1].islower()
        if names <= letters or closed:
            found += re.findall("[a-zA-Z]", behind[1])
            bare = bare[: behind.start()].strip()
    return bare, tuple(dict.fromkeys(found))


def _skeleton(bare: str, numbers: list[Number]) -> str:
    """Replace each number by N, collecting the numbers; words and signs of one meaning become one sign."""
    bare = re.sub(r"\b[nNk]\s?=\s?(?=\d)", "", bare)
    bare = re.sub(r"(?<=[\d%])\s?(?:to|bis|до|from|von|из|of|out of|/)\s?(?=\d)", _word, bare)
    out: list[str] = []
    place = 0
    for match in _NUMBER.finditer(bare):
        between = bare[place : match.start()]
        kept, relation, sign = _between(
            between, first=not numbers, opening=bool(re.search(rf"\( ?[{_DASHES}+]? ?$", between))
        )
        rest = bare[match.end() :].lstrip()
        percent = rest.startswith("%") or (kept.endswith("%") and (not numbers or kept.endswith("(%")))
        if kept.endswith("%") and (not numbers or kept.endswith("(%")):
            kept = kept[:-1]
        out += [kept, "N"]
        numbers.append(Number(match[0], percent, relation, sign))
        place = match.end()
    out.append(bare[place:].replace(" ", ""))
    return "".join(out)


def _word(match: re.Match[str]) -> str:
    return "-" if match[0].strip() in ("to", "bis", "до") else "/"


def _between(text: str, *, first: bool, opening: bool) -> tuple[str, str, str]:
    """What stands before a number: the sign for the skeleton, a relation, and a plus or minus."""
    kept = text.replace(" ", "")
    relation = sign = ""
    if kept and kept[-1] in _RELATIONS and not (kept.endswith("=") and not first):
        relation, kept = _RELATIONS[kept[-1]], kept[:-1]
        relation = "" if relation == "=" else relation
    if kept and (first or opening) and kept[-1] in _DASHES + "+":
        sign, kept = "+" if kept[-1] == "+" else "-", kept[:-1]
    if not first and re.fullmatch(rf"[,;:{_DASHES}][{_DASHES}+]", kept):
        sign, kept = "+" if kept[-1] == "+" else "-", kept[:-1]
    kept = re.sub(rf"[{_DASHES}]", "-", kept).replace("+/-", "±").replace("+-", "±").replace("∼", "-")
    return kept.replace("~", "-").replace("～", "-"), relation, sign


def decimal_comma(texts: Iterable[str]) -> bool:
    """Whether a table sets a comma before decimals.

    Parameters
    ----------
    texts : iterable of str
        Its cells.

    Returns
    -------
    bool
        True if more numbers need the comma for decimals than need the point.

    Examples
    --------
    >>> decimal_comma(["30,7", "1.804"]), decimal_comma(["30.7", "1,804"]), decimal_comma(["1,804"])
    (True, False, False)
    """
    comma = point = 0
    for text in texts:
        for match in _NUMBER.finditer(plain(text)):
            digits = match[0]
            comma += bool(re.fullmatch(r"\d*,(\d{1,2}|\d{4,})|0,\d+|\d{1,3}(\.\d{3})+,\d+", digits))
            point += bool(re.fullmatch(r"\d*\.(\d{1,2}|\d{4,})|0\.\d+|\d{1,3}(,\d{3})+\.\d+", digits))
    return comma > point


def gives(k: int, n: int, percent: str) -> bool:
    """Whether ``k`` of ``n`` people is printed as this percentage, a half rounded up or down.

    Parameters
    ----------
    k, n : int
        How many of how many people; false if ``n`` is below 1.
    percent : str
        The percentage with a decimal point.

    Examples
    --------
    >>> gives(92, 300, "30.7"), gives(92, 300, "30.6"), gives(1, 8, "12.5"), gives(1, 8, "12")
    (True, False, True, True)
    """
    whole, _, part = percent.partition(".")
    scale = 10 ** len(part)
    return n > 0 and abs(200 * scale * k - 2 * int(whole + part) * n) <= n


def bases_that_give(k: int, percent: str) -> tuple[int, int | None]:
    """The smallest and the largest number of people of whom ``k`` are printed as this percentage.

    Parameters
    ----------
    k : int
        How many people.
    percent : str
        The percentage with a decimal point.

    Returns
    -------
    tuple of int and (int or None)
        All numbers between them give it too, a half rounded up or down; None: there is no largest. The first
        is larger than the second if no number gives it.

    Examples
    --------
    >>> bases_that_give(92, "30.7"), bases_that_give(0, "0.0"), bases_that_give(3, "250")
    ((300, 300), (1, None), (2, 1))
    """
    whole, _, part = percent.partition(".")
    twice, scale = 2 * int(whole + part), 10 ** len(part)
    least = max(1, -(-200 * scale * k // (twice + 1)))
    return least, 200 * scale * k // (twice - 1) if twice else None
