"""Slips for which Python cannot even read a cell: brackets, colons, quotation marks, spaces, and the like."""

from __future__ import annotations

import keyword
import re

from homecoming.inpage import lookalikes

_CLOSING = {"(": ")", "[": "]", "{": "}"}
#: What other languages write, and Python's way.
_FOREIGN = {
    r"\belse\s+if\b": ("else if", "elif"),
    r"&&": ("&&", "and"),
    r"\|\|": ("||", "or"),
    r"=>": ("=>", ">="),
    r"=<": ("=<", "<="),
    r"\+\+\s*$": ("++", "+= 1"),
    r"(?<![=<>!])!(?![=])": ("!", "not"),
}
#: The parser's words, as a pattern, and the advice; groups of the pattern stand in the advice.
_ADVICE = {
    r"Maybe you meant '==' or ':=' instead of '='": "`=` gives a name a value. To compare, write `==`.",
    r"Maybe you meant '==' instead of '='": (
        "`=` gives a name a value, and the name stands on its left. To compare, write `==`."
    ),
    r"expected ':'": "A colon `:` is missing at the end of this line, or where its block begins.",
    r"expected an indented block": "The line after a colon `:` begins with four spaces more.",
    r"unexpected indent": (
        "This line begins with more spaces than the one before. Take them away, unless the line before "
        "should end with `:`."
    ),
    r"unindent does not match": (
        "This line does not begin at the same place as any block above. Count its spaces."
    ),
    r"inconsistent use of tabs": "Some lines begin with tabs and some with spaces. Use four spaces.",
    r"'(.)' was never closed": "The bracket `{0}` is opened and never closed: `{closing}` is missing.",
    r"unmatched '(.)'": "There is a `{0}` too many, or the bracket that it closes is missing.",
    r"closing parenthesis '(.)' does not match opening parenthesis '(.)'": (
        "A bracket opened with `{1}` is closed with `{0}`."
    ),
    r"unterminated triple-quoted": "Three quotation marks begin a text that never ends.",
    r"unterminated (?:f-)?string literal": (
        "A quotation mark is missing: the text in this line has a beginning and no end."
    ),
    r"Perhaps you forgot a comma": "A comma may be missing between two values.",
    r"Missing parentheses in call to '(\w+)'": "`{0}` is a function. Write `{0}(...)`.",
    r"cannot assign to (True|False|None)": "`{0}` is a word of Python's own. Choose another name.",
    r"cannot assign to (?:literal|expression|function call|comparison|f-string expression)": (
        "On the left of `=` there must be a name."
    ),
    r"invalid (?:decimal|hexadecimal|octal|binary) literal": (
        "A name cannot begin with a digit. If it is meant as a number, a letter got into it; if as "
        "text, put it in quotation marks."
    ),
    r"leading zeros in decimal integer": (
        "A whole number cannot begin with 0. If it is meant as text, put it in quotation marks."
    ),
    r"invalid character '([“”„‘’«»])'": (
        "Python knows only straight quotation marks, `\"` and `'`. The curly one comes from a word processor."
    ),
    r"invalid character '([×÷−–—])'": "`{0}` is no sign of Python. Use `*`, `/` or `-`.",
    r"invalid character '(.)'": (
        "`{0}` is no sign of Python. Put it in quotation marks if it is meant as text."
    ),
    r"invalid non-printable character": (
        "There is a space here of another kind, as web pages have it. Delete it and type a space."
    ),
    r"'return' outside function": (
        "`return` stands only inside a function. To show a value, write it on the last line."
    ),
    r"'(break|continue)' (?:outside loop|not properly in loop)": (
        "`{0}` stands only inside a `for` or `while` loop."
    ),
    r"'await' outside": "`await` is not for the cells of this page.",
    r"positional argument follows keyword argument": (
        "Values with a name (`name=value`) come after those without."
    ),
    r"Did you mean '(\w+)'": "Did you mean `{0}`?",
    r"expected 'except' or 'finally' block": "`try:` needs an `except:` below it.",
    r"unexpected character after line continuation": (
        "After a backslash `\\` nothing may follow in its line."
    ),
}


def advice(error: SyntaxError, source: str) -> str | None:
    """Say what to do about a cell that Python cannot read.

    Parameters
    ----------
    error : SyntaxError
        What the parser says.
    source : str
        The cell.

    Returns
    -------
    str or None
        One or two sentences; None where no slip is recognised.

    Examples
    --------
    >>> try:
    ...     compile("if a = 1: b", "Cell [1]", "exec")
    ... except SyntaxError as error:
    ...     advice(error, "if a = 1: b")
    '`=` gives a name a value. To compare, write `==`.'
    """
    lines = source.splitlines()
    line = lines[error.lineno - 1] if error.lineno and error.lineno <= len(lines) else ""
    told = error.msg or ""
    return (
        _notebook_only(line)
        or _by_the_parser(told, line)
        or _by_the_line(told, line)
        or _by_the_place(error, lines)
    )


def _notebook_only(line: str) -> str | None:
    line = line.strip()
    if re.match(r"[%!]\s*(pip|conda|mamba)\b|(python3? -m )?(pip3?|conda|mamba) install\b", line):
        return "Packages cannot be added in this page. It has pandas, NumPy, SciPy, Matplotlib and seaborn."
    if re.match(r"%%?\w|!\w", line):
        return (
            f"`{line.split()[0]}` is a command of Jupyter and not of Python. This page has no such commands."
        )
    if re.fullmatch(r"\??\??[\w.]+\?\??", line) and "?" in line:
        return f"Question marks for help are for Jupyter. Write `help({line.strip('?')})`."
    return None


def _by_the_parser(told: str, line: str) -> str | None:
    if re.search("invalid syntax|expected ':'", told) and (found := _foreign(line)):
        return found
    for pattern, words in _ADVICE.items():
        if found_words := re.search(pattern, told):
            groups = [group or "" for group in found_words.groups()]
            closing = _CLOSING.get(groups[0], "") if groups else ""
            return words.format(*groups, closing=closing) if groups else words
    return None


def _foreign(line: str) -> str | None:
    code = re.sub(r"\"[^\"]*\"|'[^']*'|#.*", "", line)
    for pattern, (theirs, ours) in _FOREIGN.items():
        if re.search(pattern, code):
            return f"Python does not write `{theirs}`, but `{ours}`."
    return None


def _by_the_line(told: str, line: str) -> str | None:
    if "invalid syntax" not in told:
        return None
    for word in re.findall(r"[^\W\d]\w*", re.sub(r"\"[^\"]*\"|'[^']*'|#.*", "", line)):
        if not word.isascii() and (cyrillic := lookalikes.told(word, keyword.kwlist)):
            return cyrillic
    code = re.sub(r"\s*#.*$", "", line).rstrip()
    if re.search(r"[-+*/=<>,.&|(\[{]$|\b(and|or|not|in|is|return|import|from|if|elif|while|for)$", code):
        return f"The line ends too early: something must follow `{code.split()[-1][-12:]}`."
    if re.match(r"\s*(if|elif|else|for|while|def|class|with|try|except|finally)\b", code) and ":" not in code:
        return "A colon `:` is missing at the end of this line, or where its block begins."
    return None


def _by_the_place(error: SyntaxError, lines: list[str]) -> str | None:
    """Look at the sign or the word at which Python stopped reading."""
    if "invalid syntax" not in (error.msg or "") or not error.lineno or not error.offset:
        return None
    line, at = lines[error.lineno - 1], error.offset - 1
    word = re.match(r"(else|elif|except|finally)\b", line[at:])
    if word and not line[:at].strip():
        opening = "an `if`" if word[1] in ("else", "elif") else "a `try`"
        return (
            f"`{word[1]}` belongs to {opening} right above it that begins at the same place, and there is "
            "none. Look at the spaces at the beginning of the lines."
        )
    before = re.sub(r"\"[^\"\n]*\"|'[^'\n]*'|#.*", "", "\n".join([*lines[: error.lineno - 1], line[:at]]))
    opened = sum(before.count(sign) for sign in "([{") - sum(before.count(sign) for sign in ")]}")
    if line[at : at + 1] == ";" and opened > 0:
        return "Inside brackets a comma `,` stands between two values, and no `;`."
    return None
