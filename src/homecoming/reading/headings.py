"""What the heading of a column or the label of a row says: a name, a number of people, what its cells are.

Words of several languages are known. A word is only what a table says of itself; where figures can tell, they
decide (:mod:`homecoming.reading.layouts`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from homecoming.reading.figures import SIGNS, Number, plain

__all__ = ["Heading", "parse_heading"]

_N = (
    r"n|no\.|no(?= ?[(,]| of)|nos\.?|num(?:ber)?|count|counts|freq(?:uency|uencies|\.)?|f|abs(?:olute"
    r"|olut)?\.?|№"
    r"|anzahl|h[äa]ufigkeit(?:en)?|fallzahl|effectifs?|nombre|frecuencia|unweighted n|weighted n"
    r"|العدد|التكرار|frecuencias?|f\.? absoluta|частота|кол-?во|количество|чел\.?|абс\.?|число|саны|адам"
    r"|빈도(?:수)?|인원(?:수)?|명|도수|사례 ?수|频数|频次|人数|例数|度数|件数|回答数|実数|(?:样本)?数量"
    r"|样本数|样本量|个"
)
_PERCENT = (
    r"%|％|percent(?:age)?s?|per ?cent|pct\.?|perc\.?|prozent|anteil(?: in %)?|in %|rel(?:ative)?\.? ?(?:%"
    r"|freq\w*)?"
    r"|relative h[äa]ufigkeit|pourcentage|porcentaje|column %|row %|col\.? ?%|share"
    r"|النسبة(?: المئوية)?|frecuencia relativa"
    r"|доля|процент(?:ы|ов)?|проц\.?|пайыз[ы]?|비율|퍼센트|백분율|구성비|百分比|(?:所占)?比例|構成比"
    r"|割合|占比"
)
_NUMBER = r"\d{1,3}(?:[ ,.'’\u2009\u202f]\d{3})+|\d+"
_BASE = re.compile(
    rf"(?:(?:un)?weighted\s+)?\b(?:n|no\.?|num(?:ber)?|base|basis|sample(?: size)?|база"
    rf"|사례수|н)\s*[=:＝]\s*"
    rf"(?P<a>{_NUMBER})(?P<s>[{SIGNS}]+|[a-z](?![a-z]))?"
    rf"|\(\s*(?P<b>{_NUMBER})\s*(?:people|persons|participants|patients|respondents|adults|women|men|cases"
    rf"|subjects"
    rf"|students|children|befragte|personen|чел\.?|человек|респондентов|адам|명|人|名)\s*\)",
    re.IGNORECASE,
)
_UNITS = (
    ("n/N %", rf"\(?(?:{_N}) ?/ ?(?:{_N}|total) ?\(? ?(?:{_PERCENT}) ?\)?\)?"),
    ("% n/N", rf"\(?(?:{_PERCENT}) ?\( ?(?:{_N}) ?/ ?(?:{_N}|total) ?\)\)?"),
    ("% interval", rf"\(?(?:{_PERCENT}) ?[,;]? ?\(? ?(?:95|90|99) ?% ?(?:ci|ki|ди)\b\.? ?\)?\)?"),
    (
        "n % interval",
        rf"\(?(?:{_N}) ?\(?(?:{_PERCENT})[,;)]* ?\(? ?(?:95|90|99) ?% ?(?:ci|ki|ди)\b\.? ?\)?\)?",
    ),
    ("n %", rf"\(?(?:{_N}) ?(?:[,;/|&+]|and|und|и)? ?\(? ?(?:{_PERCENT}) ?\)?\)?"),
    ("% n", rf"\(?(?:{_PERCENT}) ?(?:[,;/|&+]|and|und|и)? ?\(? ?(?:{_N}) ?\)?\)?"),
    ("%", rf"\(? ?(?:{_PERCENT}) ?\)?|(?:{_PERCENT}) ?\( ?% ?\)"),
    ("n", rf"\(? ?(?:{_N}) ?\)?|(?:{_N}) ?\( ?(?:{_N}) ?\)"),
)
_PEOPLE = (
    r"sample|group|groups|cohort|population|participants?|patients?|respondents?|subjects?|people|persons?"
    r"|adults?|cases?"
    r"|students?|voters?|responses?|women|men|children|teachers?|workers?|users?|households?|individuals"
    r"|befragte|studienteilnehmer"
    r"|stichprobe|опрошенные|респонденты|выборка|в целом|응답자|대상자|column|row|sum|counts?|n|%"
    r"|answers|study"
)
_TOTAL = re.compile(
    r"(?:grand |the )?(?:"
    rf"(?:total|totals|all|overall|combined|pooled|whole|entire|full|both)(?: (?:the |study )?(?:{_PEOPLE}))*"
    r"|everyone|everybody|in total|sum|u\.?k\.? total|us total"
    r"|gesamt|insgesamt|alle(?: befragten)?|summe|total gesamt|zusammen|gesamtstichprobe"
    r"|ensemble|tous|totaux|todos|totale|totaal|razem|og[óo]łem|celkem"
    r"|всего|итого|все(?: опрошенные| респонденты)?|в целом(?: по выборке)?|вся выборка|общее|итог"
    r"|население в целом"
    r"|барлығы|жалпы|бардыгы|жалпысынан|бары|баары|барлык|жами"
    r"|전체|합계|المجموع|الإجمالي|الكل|총계|계|총합|소계|合计|合計|總計|总计|総計|全体|計|计|总体|总数"
    r")(?: ?\(.*\))?",
    re.IGNORECASE,
)
_SUBTOTAL = re.compile(
    r"\bnet\b|\bnetto\b|\bsub-?total|\bt[23]b\b|\bb[23]b\b|\b(?:top|bottom)[ -]?(?:2|3|two|three)\b"
    r"|\btotal\b(?= \S)|^total\b"
    r"|\bany\b|^all\b|zwischensumme|\bsumme\b|gesamt|insgesamt|\bzusammen\b|итого|всего|сумма|소계|합계"
    r"|小计|小計"
    r"|\bcombined\b"
    r"|\bof which\b| \+ | & ",
    re.IGNORECASE,
)
_BASE_WORDS = re.compile(
    r"(?:\(?(?:un|ungewichtete? |weighted |gewichtete? |un-?weighted |total |sample )?\)?(?: )?)*(?:"
    r"n|base|bases|basis|number|numbers|sample(?: size)?|size|total n|count|cases|respondents|participants"
    r"|patients"
    rf"|(?:total )?(?:no\.?|number|nos?\.?|num\.?|count) of (?:valid |all "
    rf"|the )?(?:[\w-]+ )*(?:{_PEOPLE})|number (?:asked"
    r"|answering|responding)|n of \w+|valid n|n valid"
    r"|(?:unweighted|weighted|achieved|total) (?:n|base|sample|count|bases|sample size|number|total"
    r"|respondents)|observations|obs\.?|denominator"
    r"|anzahl(?: (?:der )?(?:befragten|personen|f[äa]lle))?|fallzahl|fallzahlen|basis"
    r"|stichprobe(?:ngr[öo](?:ß|ss)e)?|befragte|n gesamt|anzahl befragte"
    r"|effectifs?|base de sondage|tama[ñn]o"
    r"|база|число (?:опрошенных|респондентов|ответивших)|количество (?:опрошенных|респондентов|ответивших"
    r"|человек)|опрошено|об[ъь][её]м выборки|выборка|численность|человек|чел\.?"
    r"|сұралғандар(?: саны)?|респонденттер саны|사례 ?수|응답자 ?수|표본 ?(?:수|크기)|명|样本量|样本数"
    r"|人数|回答者数|標本数|調査数"
    r")(?: ?\(?(?:n|unweighted|weighted|ungewichtet|gewichtet|unw\.?)\)?"
    r"| ?\((?:people|persons|personen|чел\.?|человек|адам|명|人|名)\)?)?(?: ?[=:])?",
    re.IGNORECASE,
)
_WHO = re.compile(
    rf"(?:all |total |number of |no\. of )?(?:{_PEOPLE}|pupils|learners|employees|residents|members|voters"
    r"|citizens|families|inhabitants|schüler(?:innen)?|studierende|personen|patienten|haushalte|lehrkräfte"
    r"|учащиеся|ученики|студенты|пациенты|учителя|домохозяйства|люди|жители|семьи|оқушылар|окуучулар"
    r"|학생(?: ?수)?|환자(?: ?수)?|가구(?: ?수)?|교사(?: ?수)?|学生|患者|世帯)(?: ?\(n\)|, n)?",
    re.IGNORECASE,
)
_P = re.compile(
    r"[pрР](?:[ -]?(?:values?|val\.?|wert|werte|значение|trend|for trend|for \w+))?[a-h]?(?: ?\(.*\))?"
    r"|(?:two[- ]sided |unadjusted |adjusted )?p[ -]?values?.*"
    r"|sig\.?(?: ?\(.*\))?|significance|signifikanz|asymp\. sig.*|уровень значимости|значимость"
    r"|유의(?:확률|수준)"
    r"|p ?[値值]",
    re.IGNORECASE,
)
_STATISTIC_COLUMN = re.compile(
    r"(?:(?:percent(?:age)?|%) of (?:cases|respondents)|χ ?2?²?|chi[- ]?(?:2|²|sq(?:uared?)?|quadrat)|x2|x²"
    r"|t|f|z|u|h|df|d\.f\.|degrees of freedom"
    r"|test(?: statistic)?|statistics?|t[- ]?test"
    r"|[ac]?(?:or|rr|hr|pr|irr)|odds ratio|risk ratio|hazard ratio|relative risk|adjusted .*"
    r"|crude .*ratio.*|(?:95|90|99) ?% ?(?:ci|confidence interval|ki|ди).*|ci|confidence interval"
    r"|s\.?e\.?|std\.? ?err(?:or)?\.?|standard error|s\.?d\.?|std\.? ?dev(?:iation)?\.?|standard deviation"
    r"|standardabweichung|mean.*|m|mw|mittelwert|median.*|average|avg\.?"
    r"|min\.?|max\.?|minimum|maximum|range|iqr|smd|standardi[sz]ed (?:mean )?difference|asd|effect size"
    r"|cohen.?s d|cram[eé]r.?s v|phi|φ|cv|deff|design effect"
    r"|rank(?:ing)?|rang|rang(?:platz)?|ранг|место|score|index|индекс|coef(?:ficient)?\.?|beta|β|b"
    r"|margin of error|moe|loading|weight"
    r"|среднее|медиана|стандартное отклонение|평균|표준편차|평균값|순위|中位数|平均|標準偏差"
    r"|cumulative.*|cum\.? ?.*"
    r"|kumuliert.*|накоплен.*|누적.*|累[计積].*|gültige prozente?|valid (?:%|percent.*)|유효 ?(?:퍼센트|%))"
    r"(?: ?\(.*\))?",
    re.IGNORECASE,
)
_DIFFERENCE = re.compile(
    r"d|lead|diff\.?|differences?|the difference|δ|∆|change|changes|net change|gap|differenz|ver[äa]nderung"
    r"|unterschied|diferencia|évolution"
    r"|разница|изменение|динамика|разность|прирост|сдвиг|айырма(?:шылық)?|өзгеріс|айырмасы"
    r"|차이|증감|변화|差|差异|增减|増減|\+ ?/ ?[-−–]|±"
    r"|(?:percentage[- ])?points? (?:change|difference)|(?:absolute |risk |mean )?difference\b.*"
    r"|change (?:in|since|from)\b.*|(?:diff|change|difference|differenz|δ|∆)\.? ?[(,].*|diff\. .*|п\. ?п\."
    r"|pp|%p",
    re.IGNORECASE,
)
_STATISTIC_ROW = re.compile(
    r"\bmeans?\b(?! by| of| that| to)|\baverages?\b|\bmedian|\bs\.?d\b\.?|\bstd\b|\bstandard (?:deviation"
    r"|error)|±|\biqr\b|interquartile|\bquartiles\b|\[q1|\brange\b|\bs\.e\.m?\b|\bminimum\b|\bmaximum\b"
    r"|mittelwert|\bmw\b|durchschnitt|standardabweichung|\bspannweite\b"
    r"|\bсреднее(?: арифметическое)?(?: значение)?\s*(?:±|\((?!полное|общее|неполное)|, |$(?<=значение))"
    r"|,\s*среднее|\bсредн\w+ (?:возраст|балл|величин|доход|рост\b|вес\b|стаж|числ|количеств|размер|срок)"
    r"|медиан|ст\. ?откл"
    r"|стандартное отклонение|σ|орташа|орточо|평균|표준편차|중앙값|平均|标准差|標準偏差|中位数|中央値"
    r"|\bm \(sd\)|\bx̄\b",
    re.IGNORECASE,
)
_MEASURE = re.compile(
    r"[(,\[] ?(?:in )?(?:years?|yrs?|y|months?|mo|weeks?|days?|hours?|hrs?|min(?:utes)?|mm ?hg"
    r"|kg(?:/m\^?[2²]?)?|cm|mm|m|kg|g|mg|mg/dl|mmol/l|g/dl|iu|"
    r"points?|score|scores|jahre|monate|лет|годы|года?|жас|세|년|岁|歳|usd|eur|\$|€|£|₽)[ .]?(?:[)\],].*)?$"
    r"|\bscores?\b(?! of)|\bindex\b(?!.*[<>≥≤])",
    re.IGNORECASE,
)
_RUNNING = re.compile(
    r"(?:no|nr|num|item|id|q|item no|s/?n|sl|№|#|п/п|№ ?п/п|번호|순번|序号|番号)\.?", re.IGNORECASE
)
_MISSING = re.compile(
    r"missing|unknown|not (?:known|stated|reported|recorded|available|answered|specified|given|sure)"
    r"|no (?:answer|response|reply|data|information)|refused|n/?a\b|unspecified"
    r"|keine angabe|k\.? ?a\.?|fehlend|unbekannt|нет ответа|нет данных|не указан|отказ|затрудн|무응답"
    r"|모름|缺失|不明"
    r"|無回答|未知",
    re.IGNORECASE,
)
_ORNAMENTS = " :◎■□●○◆◇▶▷★☆※*<>«»"


@dataclass(frozen=True)
class Heading:
    """The heading of a column or the label of a row, taken apart.

    Attributes
    ----------
    printed : str
        As it stands in the file.
    label : str
        The name without number of people, units and signs.
    base : int or None
        The number of people that it names.
    unit : str
        What it says that cells are: ``"n"``, ``"%"``, ``"n %"``, ``"% n"``, ``"n/N %"``, ``"% n/N"``,
        ``"% interval"``, ``"n % interval"``, or empty.
    signs : tuple of str
        Footnote signs.

    Examples
    --------
    >>> parse_heading("Town (n = 1,804)").base
    1804
    """

    printed: str
    label: str
    base: int | None = None
    unit: str = ""
    signs: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The name, or the whole text if there is no name besides the unit."""
        return self.label or plain(self.printed)

    @property
    def total(self) -> bool:
        """Whether it names everybody.

        Examples
        --------
        >>> [parse_heading(text).total for text in ("Total (n = 90)", "Insgesamt %", "Total score")]
        [True, True, False]
        """
        words = self.words.strip(_ORNAMENTS)
        together = re.sub(r"(?<=[가-힣一-鿿]) (?=[가-힣一-鿿])", "", words)
        return bool(_TOTAL.fullmatch(words) or _TOTAL.fullmatch(together)) and not self.p

    @property
    def subtotal(self) -> bool:
        """Whether it may name a sum of rows; the figures must agree.

        Examples
        --------
        >>> parse_heading("Total satisfied").subtotal, parse_heading("Satisfied").subtotal
        (True, False)
        """
        return bool(_SUBTOTAL.search(self.words))

    @property
    def counts_people(self) -> bool:
        """Whether it names numbers of people of columns or rows, as "Sample size" does.

        Examples
        --------
        >>> parse_heading("Unweighted base").counts_people, parse_heading("N").counts_people
        (True, True)
        """
        words = self.words.strip(" :()")
        return bool(_BASE_WORDS.fullmatch(words)) or bool(self.total and self.unit == "n" and self.label)

    @property
    def people(self) -> bool:
        """Whether it is a word for people, so that whole numbers in its row may count them.

        Examples
        --------
        >>> parse_heading("Students").people, parse_heading("Student loans").people
        (True, False)
        """
        return bool(_WHO.fullmatch(self.words.strip(_ORNAMENTS)))

    @property
    def p(self) -> bool:
        """Whether it heads p-values.

        Examples
        --------
        >>> parse_heading("P value").p, parse_heading("p").p, parse_heading("Place").p
        (True, True, False)
        """
        return bool(_P.fullmatch(self.words.strip(" :")))

    @property
    def difference(self) -> bool:
        """Whether it heads differences.

        Examples
        --------
        >>> parse_heading("Δ").difference, parse_heading("Differenz (in %)").difference
        (True, True)
        """
        return bool(_DIFFERENCE.fullmatch(self.words.strip(" :")))

    @property
    def statistic(self) -> bool:
        """Whether it heads a column of means, odds ratios, tests and the like.

        Examples
        --------
        >>> parse_heading("OR (95% CI)").statistic, parse_heading("χ²").statistic
        (True, True)
        """
        printed = plain(self.printed).strip(" :")
        return bool(
            _STATISTIC_COLUMN.fullmatch(self.words.strip(" :")) or _STATISTIC_COLUMN.fullmatch(printed)
        )

    @property
    def mean(self) -> bool:
        """Whether it says that a row shows means, medians, ranges or the like.

        Examples
        --------
        >>> parse_heading("Age, mean ± SD").mean, parse_heading("Meaning of life").mean
        (True, False)
        """
        return bool(_STATISTIC_ROW.search(plain(self.printed))) and "%" not in self.unit

    @property
    def measure(self) -> bool:
        """Whether a unit of measurement stands in it, so that the row may show means.

        Examples
        --------
        >>> parse_heading("Age (years)").measure, parse_heading("18-39 years old").measure
        (True, False)
        """
        return bool(_MEASURE.search(plain(self.printed))) and "%" not in self.unit

    @property
    def running(self) -> bool:
        """Whether it heads a column of running numbers.

        Examples
        --------
        >>> parse_heading("No.").running
        True
        """
        return bool(_RUNNING.fullmatch(plain(self.printed)))

    @property
    def missing(self) -> bool:
        """Whether it names those who did not answer.

        Examples
        --------
        >>> parse_heading("Missing").missing, parse_heading("keine Angabe").missing
        (True, True)
        """
        return bool(_MISSING.search(self.words))


@lru_cache(maxsize=16384)
def parse_heading(text: str) -> Heading:
    """Take a heading of a column or a label of a row apart.

    Parameters
    ----------
    text : str
        As printed.

    Returns
    -------
    Heading
        Its name, number of people, unit and signs.

    Examples
    --------
    >>> heading = parse_heading("Intervention n = 637, n (%)*")
    >>> heading.label, heading.base, heading.unit, heading.signs
    ('Intervention', 637, 'n %', ('*',))
    >>> parse_heading("Town %").unit, parse_heading("Employed, n (%)").label, parse_heading("18–29").label
    ('%', 'Employed', '18–29')
    """
    bare = plain(text)
    signs: list[str] = []
    base = None
    named = _BASE.search(bare)
    if named:
        base = Number(named["a"] or named["b"]).whole()
        if base is not None:
            signs += list(named["s"] or "")
            start, end = named.span()
            bare = _without(bare, start, end)
    bare, behind = _trailing_signs(bare)
    signs += behind
    # "n (% of those asked)" and "n (% yes)" say no more than "n (%)".
    bare = re.sub(
        r"(?<![^\W_])(n|no\.|number) ?\((%)(?: of)? [^\W\d][\w ]{1,24}\)$",
        r"\1 (\2)",
        bare,
        flags=re.IGNORECASE,
    )
    unit = ""
    for name, pattern in _UNITS:
        found = _unit(bare, pattern, alone=name)
        if found is not None:
            unit, bare = name, found
            break
    if not unit and (glued := re.fullmatch(r"(.*(?:percent(?:age)?s?|%|\)))([a-h])", bare, re.IGNORECASE)):
        # "Number (%)c": the letter is a footnote sign.
        for name, pattern in _UNITS:
            found = _unit(glued[1], pattern, alone=name)
            if found is not None:
                unit, bare = name, found
                signs.append(glued[2])
                break
    bare, behind = _trailing_signs(bare)
    bare = re.sub(r"^(?:or|oder|или) \S.*$", "", bare) if unit else bare
    label = bare.strip(" ,;:-–—|/").strip() if not re.fullmatch(r"[-–—+/ ±]+", bare) else bare
    return Heading(text, label, base, unit, tuple(dict.fromkeys(signs + behind)))


def _without(bare: str, start: int, end: int) -> str:
    """The text without a number of people, and without the brackets that held nothing else."""
    left, right = bare[:start].rstrip(), bare[end:].lstrip()
    if left[-1:] == "(" and right[:1] == ")":
        left, right = left[:-1].rstrip(), right[1:].lstrip()
    elif left[-1:] == "(" and re.match(r"[,;] ?", right):
        # "Town (n = 90, 30.1%)": what else stands in the brackets is no part of the name.
        inside, _, after = right.partition(")")
        keep = inside.strip(" ,;") if re.search(r"[^\W\d]", inside) else ""
        left, right = left[:-1].rstrip() + (f" ({keep})" if keep else ""), after.lstrip()
    elif right[:1] == ")" and left[-1:] in ",;":
        left = left[:-1].rstrip()
    return " ".join(part for part in (left.rstrip(" ,;:"), right.lstrip(" :") if not left else right) if part)


def _trailing_signs(bare: str) -> tuple[str, list[str]]:
    if re.fullmatch(rf"[{SIGNS} ]+", bare) and not bare.startswith(("#", "¹", "²")):
        return "", [sign for sign in bare if sign in SIGNS]
    match = re.search(rf"(?<=[^\s{SIGNS}])\s?\^?([{SIGNS}](?:[{SIGNS}, ])*):?$", bare)
    if not match or re.fullmatch(r"[χx][²2]", bare[-2:]) or bare[-2:].casefold() in ("m²", "r²"):
        return bare, []
    return bare[: match.start()].rstrip(), [sign for sign in match[1] if sign in SIGNS]


def _unit(bare: str, pattern: str, *, alone: str) -> str | None:
    """The heading without this unit; None if the unit does not stand there as a unit.

    A unit stands alone, or at the end behind a comma, a bracket or a space, or at the beginning. Words that
    may be part of a name ("Number of rooms") count only alone or behind a comma or in brackets.
    """
    pattern = f"(?:{pattern})"
    if re.fullmatch(pattern, bare, re.IGNORECASE):
        return ""
    short = alone in ("n", "%")
    behind = rf"(?:[,;:–—-] ?| ?(?=\()|[ ])(?:{pattern}):?"
    match = re.search(behind + "$", bare, re.IGNORECASE)
    if match:
        unit = match[0].strip(" ,;:–—-")
        closed = unit.startswith("(") or match[0][0] in ",;:–—-"
        if (
            not short
            or closed
            or unit in ("n", "N", "%", "No.", "Anzahl", "Prozent", "percent", "Percent", "명")
        ):
            return bare[: match.start()]
    match = re.match(rf"(?:{pattern})(?: of)? (?=\S)", bare, re.IGNORECASE)
    if match and (not short or match[0].strip() == "%"):
        return bare[match.end() :]
    if (
        alone == "%"
        and re.search(r"\d ?%|%(?=\w)", bare) is None
        and bare.count("%") == 1
        and bare.endswith("%")
    ):
        return bare[:-1].rstrip(" (")
    return None
