"""What a spreadsheet shows for a number: its number format, as the file format of Excel defines it.

Source: ECMA-376, Office Open XML, part 1, section 18.8.31 (numFmts).
"""

from __future__ import annotations

import datetime
import re
from decimal import ROUND_HALF_UP, Decimal

_LITERAL = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[(?:[^\]]*)\]')
_DIGITS = re.compile(r"[#0?][#0?,]*(?:\.[#0?]*,*)?(?:[Ee][+-]0+)?|\.[#0?]+")
_DATE = re.compile(r"yyyy|yy|mmmm|mmm|mm|m|dddd|ddd|dd|d|hh|h|ss|s|AM/PM", re.IGNORECASE)


def shown(value: float | int | Decimal, form: str) -> str:
    """A number as a spreadsheet shows it.

    Parameters
    ----------
    value : float or int
        What the cell holds.
    form : str
        Its number format, such as ``0.0%``.

    Returns
    -------
    str
        The text in the cell; halves are rounded away from zero, as spreadsheets do.

    Examples
    --------
    >>> shown(0.307, "0.0%"), shown(58, "0.0"), shown(1804, "#,##0"), shown(57.5, "General")
    ('30.7%', '58.0', '1,804', '57.5')
    """
    # A spreadsheet keeps 15 digits; what lies beyond is noise of the binary number.
    number = Decimal(value) if isinstance(value, int) else Decimal(f"{value:.15g}")
    sections = _sections(form)
    section = sections[0]
    if number < 0 and len(sections) > 1 and "[" not in sections[0].replace("[$", ""):
        section, number = sections[1], -number
    elif number == 0 and len(sections) > 2:
        section = sections[2]
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        text = match[1] or match[2] or ""
        if match[0].startswith("[$"):
            text = match[0][2:-1].split("-")[0]
        kept.append(text)
        return chr(0xE000 + len(kept) - 1)  # a sign that no format holds, in its place

    bare = _LITERAL.sub(keep, section)
    if not bare.strip() or "general" in bare.lower() or "/" in bare or "@" in bare:
        body = _general(number) if not re.fullmatch("[\ue000-\uf8ff]*", bare) or not bare else bare
        if re.search("general", bare, re.IGNORECASE):
            body = re.sub("general", lambda _: _general(number), bare, flags=re.IGNORECASE)
    elif found := _DIGITS.search(bare):
        scaled = number.scaleb(2 * bare.count("%"))
        body = bare[: found.start()] + _digits(scaled, found[0]) + bare[found.end() :]
        if scaled < 0:
            body = "-" + body
    else:
        body = bare
    return re.sub("[\ue000-\uf8ff]", lambda match: kept[ord(match[0]) - 0xE000], body).strip()


def shown_date(value: datetime.datetime | datetime.date | datetime.time, form: str) -> str:
    """A date as a spreadsheet shows it: answers such as ``1-5`` are often turned into dates by mistake.

    Examples
    --------
    >>> shown_date(datetime.datetime(2026, 5, 1), "d-mmm")
    '1-May'
    """
    moment = value
    if isinstance(moment, datetime.time):
        return moment.isoformat("minutes")
    names = {
        "yyyy": "%Y",
        "yy": "%y",
        "mmmm": "%B",
        "mmm": "%b",
        "mm": "%m",
        "dddd": "%A",
        "ddd": "%a",
        "dd": "%d",
        "hh": "%H",
        "ss": "%S",
        "am/pm": "%p",
    }

    def put(match: re.Match[str]) -> str:
        token = match[0].lower()
        if token in ("m", "d"):
            return str(moment.month if token == "m" else moment.day)
        minutes = token == "mm" and re.search(r"h\W*$", section[: match.start()], re.IGNORECASE)
        return moment.strftime("%M" if minutes else names.get(token, "%H"))

    section = _LITERAL.sub(lambda match: match[1] or match[2] or "", _sections(form)[0])
    if not _DATE.search(section):
        return moment.isoformat()[:10]
    return _DATE.sub(put, section).strip()


def _sections(form: str) -> list[str]:
    """The parts of a format, for positive, negative and zero; semicolons in quotes do not count."""
    return re.split(r";(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", form) or [form]


def _general(number: Decimal) -> str:
    """A number without a format: up to 11 digits, as many as it has."""
    if number == number.to_integral_value():
        return str(number.to_integral_value()) if abs(number) < Decimal(10) ** 11 else f"{number:.5E}"
    if abs(number) < Decimal("1e-4"):
        return f"{number:.5E}"
    places = max(1, 10 - max(0, number.adjusted()))
    rounded = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{rounded:f}".rstrip("0").rstrip(".")


def _digits(number: Decimal, pattern: str) -> str:
    """The digits of a number without its sign."""
    if re.search("[Ee]", pattern):
        places = len(re.sub("[Ee].*", "", pattern).partition(".")[2])
        return f"{abs(number):.{places}E}"
    whole, _, decimals = pattern.partition(".")
    number = abs(number)
    if trailing := len(pattern) - len(pattern.rstrip(",")) or len(whole) - len(whole.rstrip(",")):
        decimals = decimals.rstrip(",")
        number = number.scaleb(-3 * trailing)
    rounded = number.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    before, _, after = f"{rounded:f}".partition(".")
    least = len(re.sub("[^0]", "", whole))
    before = before.lstrip("0").rjust(least, "0") if least else before.lstrip("0")
    if "," in whole.rstrip(","):
        before = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", before)
    must = len(decimals.rstrip("#?"))
    while len(after) > must and after.endswith("0"):
        after = after[:-1]
    return f"{before}.{after}" if decimals and (after or must) else before
