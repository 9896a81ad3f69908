"""What the sentences around a table say: missing answers, weights, several answers, how percentages run.

Only what a sentence says in words that are known; everything else stays a note for people to read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from homecoming.reading.figures import SIGNS, Number, plain
from homecoming.reading.printed import Missing

__all__ = ["Sentence", "conventions", "directions", "letters", "looks_like_note", "missing", "sentences"]

_COUNTING = (
    "no one two three four five six seven eight nine ten eleven twelve",
    "kein eine zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
    "ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать",
)
_WORDS = {word: value for words in _COUNTING for value, word in enumerate(words.split())} | {
    "ein": 1,
    "einer": 1,
    "одного": 1,
    "двух": 2,
    "трёх": 3,
    "трех": 3,
    "четырёх": 4,
    "четырех": 4,
    "пяти": 5,
}
_NUM = rf"(?:\d[\d,. ]*\d|\d|{'|'.join(sorted(_WORDS, key=len, reverse=True))})"
_RANGE = rf"(?P<least>{_NUM})(?: ?(?:to|or|and|bis|до|или|-|–) ?(?P<most>{_NUM}))?"
_WHO = (
    r"(?:participants?|patients?|respondents?|subjects?|people|persons?|women|men|individuals|observations?"
    r"|cases?"
    r"|values?|children|students|responses?|answers?|data(?: points?)?|personen|befragten?|angaben?|werte?n?"
    r"|респондент\w*|человек\w*|участник\w*|ответ\w*|значени\w*)"
)
_GAP = r"(?:[\w,-]+ ){0,3}?"
_MISSING = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_RANGE} {_GAP}(?:missing|fehlende\w*|пропущен\w*|отсутству\w*)",
        rf"\b{_RANGE} {_WHO} (?:had |have |has |were |was |with |are |did |who did |do )?(?:missing|not "
        rf"|no |unknown|declined|refused"
        rf"|ohne |haben nicht|не (?:ответ|указ))",
        rf"(?:missing|unavailable|not available|unknown|not reported|not recorded|lacking|incomplete)"
        rf"(?: {_WHO}| information| response)?(?: (?:is|are|was|were))?(?: ?(?:for|in|from|of|:|="
        rf"|\(?n ?=))? ?{_RANGE}(?! ?%)\b",
        rf"(?:fehlend\w*|fehlt\w*|ohne angabe|keine angaben?)(?: {_WHO})?(?: ?(?:für|bei|von|:|="
        rf"|n ?=))? ?{_RANGE}\b",
        rf"(?:нет данных|данные отсутствуют|не ответил[иа]?|пропущен\w*|пропуск\w*)(?: ?(?:для|у|о|об|:|=|—"
        rf"|-))* ?{_RANGE}\b",
    )
)
_CONVENTIONS = {
    "weighted": r"(?<!un)(?<!un-)(?<!not )\bweighted\b|\bweights? (?:were|was|are|is)? ?(?:applied"
    r"|used)|(?<!un)(?<!nicht )\bgewichtet"
    r"|(?<!не)(?<!не )\bвзвешен|(?<!비)가중|加权|加重|ウェイト",
    "several": r"\b(?:multiple|several|more than one) (?:categories|reasons?|answers?|responses?"
    r"|choices?|selections?|options?|mentions?|replies|items?)"
    r"|\b(?:check|select|mark|choose|tick)(?:ed)? all (?:that|which)|\bmultiple[- ]?(?:response|choice"
    r"|select|answer)"
    r"|\b(?:could|can|were able to|were allowed to|may) (?:choose|select|name|give|mention|report|pick|tick"
    r"|mark) (?:several|multiple|more|up to|as many|all)"
    r"|(?:sum|add|total|adds|sums|totals)(?: up)?(?: to)? (?:more than|over|above) 100|exceeds? 100"
    r"|greater than 100|not mutually exclusive|categories overlap"
    r"|up to (?:two|three|four|five|\d) (?:answers|responses|options|choices|mentions)|mehrfach(?:nennung"
    r"|antwort|auswahl)|mehrere antworten"
    r"|несколько (?:вариантов|ответов)|нескольк\w* ответ|(?:любое|до \w+) (?:число"
    r"|количество)? ?(?:вариантов )?ответов|сумма \w* ?(?:ответов )?(?:может )?(?:превыш|больше)"
    r"|более 100 ?%"
    r"|복수 ?응답|중복 ?응답|다중 ?응답|多选|多選|複数回答|бірнеше жауап|бир нече жооп",
    "truncated": r"\btruncated\b|\brounded down\b|\bcut off (?:after|rather)|abgeschnitten|abgerundet"
    r"|\bусеч[её]н|отброшен|округлен\w* вниз|버림|切り捨て",
    "adjusted": r"\b(?:adjusted|forced|made|rounded)(?: so as)? to (?:add|sum"
    r"|total)(?: up)?(?: to)? 100|auf 100 ?(?:%|prozent)? ?(?:ausgeglichen|angepasst)"
    r"|приведен\w* к 100|100 ?%?로 ?조정",
}
_DIRECTIONS = {
    "row": r"\brow (?:percent|%)|(?:\bpercent\w*|%)(?: (?:are|is|were))?(?: \w+)? (?:by|of|per"
    r"|across|within|along)(?: the| each)? rows?\b|\brows? (?:add|sum|total)"
    r"|\b(?:add|sum|total)s?(?: up)?(?: to 100 ?%?)? (?:across|by row|along rows|horizontally|in rows)"
    r"|zeilenprozent|zeilenweise|\bпо строк|행 ?(?:백분율|%|기준)|行百分",
    "column": r"\bcolumn (?:percent|%)|(?:\bpercent\w*|%)(?: (?:are|is|were))?(?: \w+)? (?:by|of|per"
    r"|down|within)(?: the| each)? columns?\b|\bcolumns? (?:add|sum|total)"
    r"|spaltenprozent|spaltenweise|\bпо (?:столбц|колонк)|열 ?(?:백분율|%|기준)|列百分",
    "whole": r"(?:\bpercent\w*|%) of (?:the )?(?:grand|table|overall) total|\btotal percent"
    r"|gesamtprozent|전체 ?(?:백분율|%)",
}
_COMPILED = {
    name: re.compile(pattern, re.IGNORECASE) for name, pattern in (_CONVENTIONS | _DIRECTIONS).items()
}
_START = re.compile(
    rf"^\s*(?:note|notes|source|sources|data|abbreviations?|legend|anmerkung|hinweis|quelle|basis|примечани"
    rf"|источник|주|자료|출처|注|资料|資料|出典)\w*\s?[.:]"
    rf"|^\s*[{SIGNS}(]|^\s*\d\)|^\s*[a-z]\s+\S|^\s*[a-z]\)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Sentence:
    """A sentence of a note with the footnote sign before it.

    Examples
    --------
    >>> sentences("*One missing.")[0]
    Sentence(sign='*', text='One missing.')
    """

    sign: str
    text: str


def sentences(note: str) -> tuple[Sentence, ...]:
    """Take a note apart at signs and ends of sentences.

    Parameters
    ----------
    note : str
        The text under a table.

    Returns
    -------
    tuple of Sentence
        In printed order. A sentence without a sign of its own has an empty one.

    Examples
    --------
    >>> [(s.sign, s.text) for s in sentences("* One missing. § Four. Weighted. a n = 159")]
    [('*', 'One missing.'), ('§', 'Four.'), ('', 'Weighted.'), ('a', 'n = 159')]
    """
    parts = re.split(
        rf"(?<=[.;!?])\s+(?=\S)|\s*[\r\n]+\s*|(?<=\S)\s*(?=[†‡§¶‖])|(?<=[.;,\w)])\s+(?=[{SIGNS}])",
        plain_lines(note),
    )
    found = []
    for part in parts:
        match = re.match(
            rf"\(?([{SIGNS}]+)\)?[:=.]?\s*(?=\S)|\(?([a-z])[):.]?\s+(?=\S)|([a-z])(?=[A-Z])"
            rf"|\(?([1-9])\)\s*(?=\S)",
            part,
        )
        sign = next((group for group in match.groups() if group), "") if match else ""
        rest = part[match.end() :] if match else part
        if rest.strip():
            found.append(Sentence(sign, rest.strip()))
    return tuple(found)


def plain_lines(text: str) -> str:
    r"""The text in plain form with its line breaks.

    Examples
    --------
    >>> plain_lines("a  b\nc")
    'a b\nc'
    """
    return "\n".join(plain(line) for line in text.splitlines() if line.strip())


def letters(texts: Iterable[str]) -> frozenset[str]:
    """The letters that are footnote signs, since a note begins with them.

    Parameters
    ----------
    texts : iterable of str
        The notes.

    Examples
    --------
    >>> sorted(letters(["a Three missing. b Weighted."]))
    ['a', 'b']
    """
    return frozenset(
        s.sign for text in texts for s in sentences(text) if len(s.sign) == 1 and s.sign.isalpha()
    )


def looks_like_note(text: str) -> bool:
    """Whether a row with one cell is a sentence about the table rather than the heading of a block.

    Examples
    --------
    >>> [looks_like_note(text) for text in ("*One missing.", "Note: weighted.", "Education:", "Age")]
    [True, True, False, False]
    """
    return bool(_START.match(text)) or len(text.split()) > 20 or bool(re.search(r"\w{3,}\. \w", text))


def conventions(texts: Iterable[str]) -> frozenset[str]:
    """What the words say of how the percentages were made.

    Parameters
    ----------
    texts : iterable of str
        Title, notes and headings.

    Returns
    -------
    frozenset of str
        Of ``"weighted"``, ``"several"``, ``"truncated"`` and ``"adjusted"``.

    Examples
    --------
    >>> conventions(["Weighted percentages, unweighted n"]), conventions(["Unweighted n"])
    (frozenset({'weighted'}), frozenset())
    >>> conventions(["Mehrfachnennungen möglich"])
    frozenset({'several'})
    """
    found = set()
    for text in texts:
        bare = plain_lines(text)
        found |= {name for name in _CONVENTIONS if _COMPILED[name].search(bare)}
    return frozenset(found)


def directions(texts: Iterable[str]) -> frozenset[str]:
    """Which way the words say that percentages run: ``"row"``, ``"column"``, ``"whole"``.

    Parameters
    ----------
    texts : iterable of str
        Title, notes and headings.

    Examples
    --------
    >>> directions(["Row percentages"]), directions(["Zeilenprozente"]), directions(["Weighted"])
    (frozenset({'row'}), frozenset({'row'}), frozenset())
    """
    return frozenset(
        name for text in texts for name in _DIRECTIONS if _COMPILED[name].search(plain_lines(text))
    )


def _number(text: str) -> int | None:
    return _WORDS.get(text.casefold(), Number(text.strip()).whole())


def missing(
    notes: Sequence[str],
    rows: Mapping[int, str],
    groups: Mapping[str, int | None],
) -> tuple[Missing, ...]:
    """What notes say of missing answers.

    Parameters
    ----------
    notes : sequence of str
        The notes.
    rows : mapping of int to str
        The labels of the rows by number, to find what a note names in words.
    groups : mapping of str to int or None
        The groups with their numbers of people.

    Returns
    -------
    tuple of Missing
        One for each sentence that counts missing answers, or gives a sign its number of people.

    Examples
    --------
    >>> notes = ["*One missing observation. Salt: 34 missing observations in Town."]
    >>> [(m.sign, m.least, m.rows, m.group) for m in missing(notes, {5: "Adding salt"}, {"Town": 90})]
    [('*', 1, (), ''), ('', 34, (5,), 'Town')]
    """
    found: list[Missing] = []
    for note in notes:
        for sentence in sentences(note):
            match = next((m for pattern in _MISSING if (m := pattern.search(sentence.text))), None)
            if match:
                least = _number(match["least"])
                most = _number(match["most"]) if match["most"] else least
                small = min((people for people in groups.values() if people), default=0)
                if least is None or most is None or least > most or (small and 2 * most > small):
                    continue
                if re.search(
                    r"\bnot (?:add|sum)|\bsum(?:s|med)? to|due to missing", sentence.text, re.IGNORECASE
                ):
                    continue
                named = () if sentence.sign else _rows_named(sentence.text, match.start(), rows)
                group = _group_named(sentence.text, groups)
                if sentence.sign or named:
                    found.append(Missing(sentence.sign, least, most, sentence.text, named, group))
                continue
            whole = re.match(rf"[nN]\s?=\s?({_NUM})\b", sentence.text)
            base = _number(whole[1]) if whole else None
            if sentence.sign and base is not None:
                found += [
                    Missing(sentence.sign, people - base, people - base, sentence.text, (), group)
                    for group, people in groups.items()
                    if people is not None and 0 < base <= people and 5 * base >= 4 * people
                ]
    return tuple(found)


def _stems(text: str) -> set[str]:
    words = re.findall(r"[^\W\d_]{3,}", text.casefold())
    return {word[:3] if len(word) < 5 else word[:4] for word in words} - {
        "mis",
        "miss",
        "for",
        "the",
        "and",
        "obse",
        "data",
    }


def _rows_named(text: str, end: int, rows: Mapping[int, str]) -> tuple[int, ...]:
    """The row that the words before a colon, or the whole sentence, name best."""
    before, colon, _ = text.partition(":")
    words = _stems(before if colon and len(before) <= end else text)
    scores = {
        number: len(words & _stems(label)) / max(1, min(len(words), len(_stems(label))))
        for number, label in rows.items()
    }
    best = max(scores.values(), default=0.0)
    named = tuple(number for number, score in scores.items() if score == best)
    return named if best >= 0.6 and len(named) == 1 else ()


def _group_named(text: str, groups: Mapping[str, int | None]) -> str:
    named = [
        g for g in groups if len(g) > 1 and re.search(rf"(?<!\w){re.escape(g)}(?!\w)", text, re.IGNORECASE)
    ]
    return named[0] if len(named) == 1 else ""
