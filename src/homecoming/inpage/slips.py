"""Slips that beginners make most, told from an error and the cell it comes from; and what to do.

A function here looks at one kind of error. It gives an advice where it is sure what happened, and nothing
otherwise: a wrong hint is worse than none. Code stands between backticks in an advice.
"""

from __future__ import annotations

import ast
import builtins
import difflib
import inspect
import pkgutil
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from homecoming.inpage import lookalikes
from homecoming.inpage.cell_code import parsed
from homecoming.inpage.outlet import NoInputError

#: How modules are usually called.
USUAL_NAMES = {
    "np": "import numpy as np",
    "pd": "import pandas as pd",
    "plt": "import matplotlib.pyplot as plt",
    "sns": "import seaborn as sns",
}
#: What a page has beside Python's own modules.
IN_THE_PAGE = ("homecoming", "matplotlib", "numpy", "openpyxl", "pandas", "scipy", "seaborn")
#: How an exercise marks the place of an answer: a line that stops the cell, or three dots for a value.
_UNANSWERED = re.compile(r"^\s*raise NotImplementedError\b|(?:^\s*|=\s*)\.\.\.\s*(?:#.*)?$", re.MULTILINE)
_ANSWER_HERE = re.compile(r"#\s*YOUR CODE HERE.*\n\s*raise NotImplementedError\b", re.IGNORECASE)
#: How like a name of the page a name must be that is taken for a slip: `men` is not `min`.
_MUCH_ALIKE = 0.8
#: Names of other languages for Python's.
OTHER_WORDS = {"true": "True", "false": "False", "none": "None", "null": "None", "nan": 'float("nan")'}


@dataclass(frozen=True)
class Mistake:
    """An error, and what is known of the place it comes from.

    Attributes
    ----------
    error : BaseException
        The error.
    source : str
        The cell that ran.
    text : str
        The line of the cell.
    names : mapping of str to object
        What the names meant where it happened.
    cells : tuple of str
        The sources of the page's cells, if they are known.
    """

    error: BaseException
    source: str
    text: str
    names: Mapping[str, Any]
    cells: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The error's own words."""
        return str(self.error)

    def parts(self) -> Iterator[ast.AST]:
        """Walk the expressions of the line that failed."""
        for text in (self.text, f"{self.text}\n pass", f"({self.text.rstrip(',')})", self.source):
            try:
                tree = parsed(text)
            except SyntaxError:
                continue
            lines = set(self.text.split("\n"))
            whole = text.splitlines()
            yield from (
                node
                for node in ast.walk(tree)
                if text is not self.source or whole[getattr(node, "lineno", 1) - 1].strip() in lines
            )
            return

    def value(self, node: ast.AST) -> Any:
        """Look up a name, or an attribute that needs no call; a :class:`LookupError` if there is none."""
        if isinstance(node, ast.Name):
            return self.names[node.id] if node.id in self.names else vars(builtins)[node.id]
        if isinstance(node, ast.Attribute):
            return inspect.getattr_static(self.value(node.value), node.attr)
        if isinstance(node, ast.Constant):
            return node.value
        raise LookupError


Slip = Callable[[Mistake], "str | None"]
_SLIPS: list[tuple[type[BaseException], Slip]] = []


def advice(mistake: Mistake) -> str | None:
    """Say what to do about an error.

    Parameters
    ----------
    mistake : Mistake
        The error and its place.

    Returns
    -------
    str or None
        One or two sentences; None where no slip is recognised.

    Examples
    --------
    >>> slip = Mistake(ZeroDivisionError("division by zero"), "1 / rest", "1 / rest", {"rest": 0})
    >>> advice(slip)
    '`rest` is 0 here.'
    """
    for kind, slip in _SLIPS:
        if not isinstance(mistake.error, kind):
            continue
        try:
            found = slip(mistake)
        except Exception:  # an object of the reader's that fails when it is looked at: then there is no hint
            found = None
        if found:
            return found
    return None


def _of(kind: type[BaseException]) -> Callable[[Slip], Slip]:
    def note(slip: Slip) -> Slip:
        _SLIPS.append((kind, slip))
        return slip

    return note


def _near(name: str, names: Sequence[Any], cutoff: float = 0.66) -> str | None:
    texts = {str(one): one for one in names}
    exact = {text.casefold(): text for text in texts}
    if name.casefold() in exact:
        return exact[name.casefold()]
    if stripped := [text for text in texts if text.strip() == name.strip()]:
        return stripped[0]
    found = difflib.get_close_matches(name, texts, n=1, cutoff=cutoff)
    return found[0] if found else None


def _listed(names: Sequence[Any], most: int = 8) -> str:
    told = ", ".join(f"`{name}`" for name in list(names)[:most])
    return f"{told}, …" if len(names) > most else told


def _a(thing: object) -> str:
    name = thing if isinstance(thing, str) else type(thing).__name__
    return f"{'an' if name[:1].lower() in 'aeio' else 'a'} `{name}`"


# ---- The reader's exercise is not done yet -----------------------------------------------------------------


@_of(TypeError)
@_of(AttributeError)
def _dots_left(mistake: Mistake) -> str | None:
    if "ellipsis" not in mistake.words.casefold():
        return None
    dots = [
        name
        for name, value in mistake.names.items()
        if value is ... and re.search(rf"\b{name}\b", mistake.text)
    ]
    where = f" `{dots[0]}` is still `...`." if dots else ""
    return f"The three dots `...` mark a place for your own code.{where} Put your answer there."


def is_unanswered(error: BaseException, sources: Sequence[str]) -> bool:
    r"""Say whether an error comes from the line that an exercise has in place of an answer.

    Parameters
    ----------
    error : BaseException
        The error.
    sources : sequence of str
        The cell, and those that it may have called.

    Examples
    --------
    >>> is_unanswered(NotImplementedError(), ["# YOUR CODE HERE\nraise NotImplementedError()"])
    True
    >>> is_unanswered(NotImplementedError(), ["raise NotImplementedError()"])
    False
    """
    return (
        isinstance(error, NotImplementedError)
        and not error.args
        and any(_ANSWER_HERE.search(source) for source in sources)
    )


@_of(NotImplementedError)
def _no_answer_yet(mistake: Mistake) -> str | None:
    if not is_unanswered(mistake.error, (mistake.source, *mistake.cells)):
        return None
    where = "" if _ANSWER_HERE.search(mistake.source) else ", in the cell of the question"
    return f"Write your code in place of the line `raise NotImplementedError()`{where}."


# ---- Names -------------------------------------------------------------------------------------------------


@_of(UnboundLocalError)
def _only_inside(mistake: Mistake) -> str | None:
    found = re.search(r"variable '(\w+)'", mistake.words)
    if not found:
        return None
    name = found[1]
    return (
        f"The function gives `{name}` a value somewhere, so inside it `{name}` is a name of its own, and "
        f"has no value yet. Hand the value to the function as an argument, or use another name inside."
    )


@_of(NameError)
def _unknown_name(mistake: Mistake) -> str | None:
    name = getattr(mistake.error, "name", None)
    if not name or isinstance(mistake.error, UnboundLocalError):
        return None
    named = [one for one in (*mistake.names, *vars(builtins)) if not one.startswith("_")]
    if cyrillic := lookalikes.told(name, named):
        return cyrillic
    if name in OTHER_WORDS:
        return f"In Python it is written `{OTHER_WORDS[name]}`."
    if name in made_by(mistake.source):
        return f"`{name}` gets its value further down in this cell. Move that line up."
    for number, cell in enumerate(mistake.cells, 1):
        if name in made_by(cell):
            first = next((line for line in cell.splitlines() if line.strip()), "")
            return (
                f"`{name}` is made in another cell of this page (code cell {number}, which begins with "
                f"`{first.strip()[:60]}`). Run that cell first."
            )
    if name in USUAL_NAMES:
        return f"Write `{USUAL_NAMES[name]}` first."
    waits = _question_waits(mistake)
    # Beside `share_1`, `share_2` is no slip: it is the answer to the next question.
    others = [one for one in named if re.sub(r"\d", "", one) != re.sub(r"\d", "", name)] if waits else named
    if near := _near(name, others, _MUCH_ALIKE):
        return f"Did you mean `{near}`?"
    if name in sys.stdlib_module_names or name in IN_THE_PAGE:
        return f"Write `import {name}` first."
    if waits:
        return f"`{name}` has no value yet. Is the question above answered?"
    return (
        f"If `{name}` is a name, first run the line that gives it a value. If it is meant as text, put it in "
        f'quotation marks: `"{name}"`.'
    )


def _question_waits(mistake: Mistake) -> bool:
    """Say whether a cell above has no answer; of a cell that was changed it is not known what is above."""
    if mistake.source not in mistake.cells:
        return False
    above = mistake.cells[: mistake.cells.index(mistake.source)]
    return any(_UNANSWERED.search(cell) for cell in above)


def made_by(source: str) -> set[str]:
    r"""Give the names that a cell gives a value to, outside its functions and classes.

    Parameters
    ----------
    source : str
        The cell; one that is not Python makes nothing.

    Examples
    --------
    >>> sorted(made_by("import pandas as pd\nfor row in range(3):\n    last = row"))
    ['last', 'pd', 'row']
    """
    try:
        tree = parsed(source)
    except SyntaxError:
        return set()
    made: set[str] = set()
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            made.add(node.name)
            continue
        if isinstance(node, ast.Lambda | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
            continue
        if isinstance(node, ast.Import | ast.ImportFrom):
            made |= {(one.asname or one.name).partition(".")[0] for one in node.names}
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            made.add(node.id)
        waiting.extend(ast.iter_child_nodes(node))
    return made


# ---- Things that are looked up -----------------------------------------------------------------------------


def _frames(mistake: Mistake) -> Iterator[tuple[str, Any]]:
    """Walk the data frames that the line names."""
    for node in mistake.parts():
        if isinstance(node, ast.Name) and hasattr(value := mistake.names.get(node.id), "columns"):
            yield node.id, value


def _texts(mistake: Mistake) -> list[str]:
    """Give the texts that the line has in quotation marks."""
    nodes = mistake.parts()
    return [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]


@_of(KeyError)
@_of(IndexError)
@_of(TypeError)
def _loop_gives_values(mistake: Mistake) -> str | None:
    """Tell `for x in values: values[x]`, where `x` is already the value."""
    taken = {
        (ast.unparse(node.value), node.slice.id)
        for node in mistake.parts()
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Name)
    }
    for loop in ast.walk(parsed(mistake.source)):
        if not isinstance(loop, ast.For) or not isinstance(loop.target, ast.Name):
            continue
        holder, name = ast.unparse(loop.iter), loop.target.id
        if (holder, name) in taken:
            return (
                f"In the loop `{name}` is a value of `{holder}` already. Write `{name}` for "
                f"`{holder}[{name}]`."
            )
    return None


@_of(KeyError)
def _no_such_column(mistake: Mistake) -> str | None:
    key = mistake.error.args[0] if mistake.error.args else None
    texts = _texts(mistake)
    # pandas names one key as it is, several in a sentence.
    wanted = [key] if not isinstance(key, str) or key in texts else [one for one in texts if repr(one) in key]
    for name, frame in _frames(mistake):
        by_rows = re.search(rf"\b{name}\.(loc|at)\[", mistake.text)
        for one in wanted:
            if by_rows and one not in frame.index and one not in _after_comma(mistake):
                return _missing(name, "row", one, frame.index)
            if one not in frame.columns:
                return _missing(name, "column", one, frame.columns)
            if "not found in axis" in str(key):
                return f"`drop` takes rows away. To take a column away, write `{name}.drop(columns={one!r})`."
    return None


def _after_comma(mistake: Mistake) -> list[Any]:
    """Give what stands for columns in ``table.loc[row, column]``."""
    pairs = [node.slice for node in mistake.parts() if isinstance(node, ast.Subscript)]
    seconds = [pair.elts[1] for pair in pairs if isinstance(pair, ast.Tuple) and len(pair.elts) > 1]
    return [node.value for second in seconds for node in ast.walk(second) if isinstance(node, ast.Constant)]


def _missing(name: str, what: str, label: Any, labels: Sequence[Any]) -> str:
    if isinstance(label, str) and (cyrillic := lookalikes.told(label, map(str, labels))):
        return f"`{name}` has no {what} {label!r}. {cyrillic}"
    near = _near(str(label), list(labels))
    meant = f"Did you mean {_quoted(near, labels)}? " if near else ""
    return f"`{name}` has no {what} {label!r}. {meant}Its {what}s: {_listed(labels)}."


def _quoted(text: str, labels: Sequence[Any]) -> str:
    return repr(next(label for label in labels if str(label) == text))


@_of(KeyError)
def _no_such_key(mistake: Mistake) -> str | None:
    key = mistake.error.args[0] if mistake.error.args else None
    for node in mistake.parts():
        if not isinstance(node, ast.Subscript):
            continue
        try:
            holder = mistake.value(node.value)
        except (LookupError, AttributeError):
            continue
        what, labels = (
            ("key", list(holder))
            if isinstance(holder, dict)
            else ("label", list(getattr(holder, "index", ())))
        )
        if not labels or key in labels or hasattr(holder, "columns"):
            continue
        return _missing(ast.unparse(node.value), what, key, labels)
    return None


@_of(IndexError)
def _no_such_position(mistake: Mistake) -> str | None:
    for node in mistake.parts():
        if not isinstance(node, ast.Subscript):
            continue
        holder = node.value
        if isinstance(holder, ast.Attribute) and holder.attr in ("iloc", "iat"):
            holder = holder.value
        try:
            # Of what is written out, there are as many items as stand there.
            written = holder.elts if isinstance(holder, ast.List | ast.Tuple) else None
            size = len(mistake.value(holder) if written is None else written)
        except (LookupError, AttributeError, TypeError):
            continue
        name = ast.unparse(holder)
        if size == 0:
            return f"`{name}` is empty: it has no position at all."
        return (
            f"`{name}` has {size} item{'s' * (size != 1)}. Python counts from 0, so the last position is "
            f"{size - 1}."
        )
    return None


@_of(AttributeError)
def _no_such_attribute(mistake: Mistake) -> str | None:
    error = mistake.error
    name, thing = getattr(error, "name", None), getattr(error, "obj", None)
    if name is None or (thing is None and "NoneType" not in mistake.words):
        return None
    node = next((one for one in mistake.parts() if isinstance(one, ast.Attribute) and one.attr == name), None)
    before = ast.unparse(node.value) if node else "it"
    if thing is None:
        return (
            f"`{before}` is `None`, which means: nothing. What gave it its value returned nothing: perhaps a "
            "function without `return`, or a method that changes its object and returns nothing, such as "
            "`.sort()`."
        )
    if inspect.isroutine(thing):
        return f"`{before}` is a function. Put round brackets behind it: `{before}()`."
    hyphened = re.search(rf"\.{name}((?:-\w+)+)", mistake.text)
    if hyphened and (label := name + hyphened[1]) in getattr(thing, "columns", ()):
        return f"After a dot a name has no hyphen, which means minus. Write `{before}[{label!r}]`."
    attributes = [one for one in dir(thing) if not one.startswith("_")]
    if cyrillic := lookalikes.told(name, attributes):
        return cyrillic
    near = _near(name, attributes)
    if near:
        return f"Did you mean `.{near}`?"
    if callable(vars(builtins).get(name)):
        return f"`{name}` is a function, and stands before: `{name}({before})`."
    return None


# ---- Values of the wrong kind ------------------------------------------------------------------------------


@_of(TypeError)
def _brackets_forgotten(mistake: Mistake) -> str | None:
    if not re.search(r"'(method|function|builtin_function_or_method)' (object is not|and)|(and|operand \S+) "
                     r"'(method|function|builtin_function_or_method)'|bad operand .*'(method|function)'",
                     mistake.words):  # fmt: skip
        return None
    called = {id(node.func) for node in mistake.parts() if isinstance(node, ast.Call)}
    for node in mistake.parts():
        if not isinstance(node, ast.Attribute | ast.Name) or id(node) in called:
            continue
        try:
            value = mistake.value(node)
        except (LookupError, AttributeError):
            continue
        if inspect.isroutine(value):
            name = ast.unparse(node)
            return f"`{name}` is a function. To get its result, put round brackets behind it: `{name}()`."
    return None


@_of(TypeError)
def _nothing_returned(mistake: Mistake) -> str | None:
    if "NoneType" not in mistake.words:
        return None
    empty = [
        node.id
        for node in mistake.parts()
        if isinstance(node, ast.Name) and node.id in mistake.names and mistake.names[node.id] is None
    ]
    if not empty:
        return None
    return (
        f"`{empty[0]}` is `None`, which means: nothing. What gave it its value returned nothing: perhaps a "
        "function without `return`, or a method such as `.sort()` or `.append()`, or `print()`."
    )


@_of(TypeError)
def _text_and_number(mistake: Mistake) -> str | None:
    words = mistake.words
    number = r"(int|float|complex|bool)"
    joined = re.search(
        rf"can only concatenate str \(not \"{number}\"\)|for \+=?: '{number}' and 'str'", words
    )
    if joined and "+" in mistake.text:
        return (
            "`+` puts text to text, or adds numbers; here one is text and one is a number. Make the number "
            'text with `str(...)`, or write `f"... {number}"`. If both are numbers, make the text a number '
            "with `float(...)`."
        )
    mixed = rf"'str' and '({number}|str)'|'{number}' and 'str'|multiply sequence by non-int"
    if joined or re.search(mixed, words):
        return (
            "One of the values is text, although it may look like a number. Make it one: `float(...)`, or "
            "`int(...)` for a whole number."
        )
    return None


@_of(TypeError)
def _not_callable(mistake: Mistake) -> str | None:
    if not re.search(r"object is not callable$", mistake.words):
        return None
    for node in mistake.parts():
        if not isinstance(node, ast.Call):
            continue
        try:
            value = mistake.value(node.func)
        except (LookupError, AttributeError):
            continue
        if isinstance(node.func, ast.Constant):
            return (
                f"`{ast.unparse(node.func)}` stands right before round brackets. Is a comma or a sign such "
                "as `*` missing between them?"
            )
        if callable(value) or isinstance(value, property):
            continue
        name = ast.unparse(node.func)
        if name in vars(builtins):
            return (
                f"The name `{name}` was given a value, which hides Python's own function `{name}`. "
                f"Run `del {name}`, and choose another name for your value."
            )
        if hasattr(value, "__getitem__"):
            return (
                f"`{name}` is {_a(value)} and no function. To take something out of it, use square brackets: "
                f"`{name}[...]`."
            )
        return f"`{name}` is {_a(value)} and no function, so no round brackets may follow it."
    return None


@_of(TypeError)
def _arguments(mistake: Mistake) -> str | None:
    words = mistake.words
    if found := re.search(r"^(?:\w+\.)*(\S+)\(\) missing \d+ required .*?arguments?: (.+)", words):
        return f"`{found[1]}` needs more than it got: a value for {found[2].replace(chr(39), '`')}."
    if found := re.search(r"^(?:\w+\.)*(\S+)\(\) takes (.+) but (\d+) w(?:as|ere) given", words):
        takes = re.sub(r"\bpositional ", "", found[2])
        return (
            f"`{found[1]}` takes {takes}, and it got {found[3]}. For a method, the object before the dot "
            "counts too."
        )
    found = re.search(r"^(?:\w+\.)*(\S+)\(\) got an unexpected keyword argument '(\w+)'", words)
    if not found:
        return None
    for node in mistake.parts():
        if isinstance(node, ast.Call) and any(one.arg == found[2] for one in node.keywords):
            try:
                names = list(inspect.signature(mistake.value(node.func)).parameters)
            except (LookupError, AttributeError, TypeError, ValueError):
                break
            if near := _near(found[2], names):
                return f"`{found[1]}` has no argument `{found[2]}`. Did you mean `{near}`?"
            return f"`{found[1]}` has no argument `{found[2]}`. Its arguments: {_listed(names)}."
    return None


@_of(TypeError)
def _wrong_position(mistake: Mistake) -> str | None:
    found = re.search(r"^(list|tuple|string|str)\b.*indices must be integers.*?not '?(\w+)'?", mistake.words)
    if found:
        what = {"list": "A list", "tuple": "A tuple"}.get(found[1], "A text")
        if found[2] == "str":
            return (
                f"{what} is asked for a position: a whole number from 0. Names in square brackets are for "
                "dictionaries and data frames."
            )
        return (
            f"{what} is asked for a position, which is a whole number: `int(...)` makes one, and `//` "
            "divides whole."
        )
    if re.search(r"'(int|float)' object is not iterable", mistake.words):
        return "A single number has no items to walk through. For counting, write `range(...)` round it."
    if found := re.search(r"'(int|float|bool)' object is not subscriptable", mistake.words):
        return "A single number has no parts that square brackets could take."
    if re.search(r"object of type '(int|float|bool)' has no len", mistake.words):
        return (
            "A single number has no length. `len(...)` counts the items of a list or the letters of a text."
        )
    return None


@_of(TypeError)
def _table_inside(mistake: Mistake) -> str | None:
    """Tell an object that is no table, and has one that knows the column."""
    if "object is not subscriptable" not in mistake.words:
        return None
    for node in mistake.parts():
        if not isinstance(node, ast.Subscript) or not isinstance(node.slice, ast.Constant):
            continue
        try:
            value, label = mistake.value(node.value), node.slice.value
        except (LookupError, AttributeError):
            continue
        for attribute, part in getattr(value, "__dict__", {}).items():
            # An object often shows under a public name what it keeps under a private one.
            public = attribute.lstrip("_")
            if hasattr(value, public) and label in getattr(part, "columns", ()):
                name = ast.unparse(node.value)
                return f"`{name}` is no table, but has one: write `{name}.{public}[{label!r}]`."
    return None


@_of(ValueError)
def _not_a_number(mistake: Mistake) -> str | None:
    found = re.search(
        r"could not convert string to float: '(.*)'|invalid literal for int\(\) with base 10: '(.*)'",
        mistake.words,
    )
    if not found:
        return None
    text = found[1] if found[1] is not None else found[2]
    if not text.strip():
        return "The text is empty, and no number."
    if re.fullmatch(r"\s*[-+]?\d+,\d+\s*%?\s*", text):
        point = text.strip(" %").replace(",", ".")
        if found[2] is not None:
            return (
                f"{text!r} has a decimal comma and is no whole number. "
                f'`float(text.replace(",", "."))` makes it the number `{point}`.'
            )
        return f'{text!r} has a decimal comma; Python writes `{point}`. `text.replace(",", ".")` changes it.'
    if re.fullmatch(r"\s*[-+]?[\d.,\s]+%\s*", text):
        return f'{text!r} has a per cent sign. `text.rstrip("%")` takes it away.'
    if re.fullmatch(r"\s*[-+]?\d{1,3}([ ,\u00a0\u202f']\d{3})+(\.\d+)?\s*", text):
        return f"{text!r} has signs between its thousands. Take them out with `text.replace(...)`."
    if found[2] is not None and re.fullmatch(r"\s*[-+]?\d*\.\d+\s*", text):
        return "It is no whole number. `float(...)` makes a number with decimals."
    return f"{text!r} is not written as a number."


@_of(ValueError)
def _several_values(mistake: Mistake) -> str | None:
    words = mistake.words
    if re.search(r"truth value of (a|an) .* is ambiguous|truth value of an array", words):
        return (
            "A whole column cannot be true or false. Use `&` for and, `|` for or, `~` for not, with round "
            "brackets round each comparison; or ask `.any()` or `.all()`."
        )
    if found := re.search(r"Length of values \((\d+)\) does not match length of index \((\d+)\)", words):
        return (
            f"The table has {found[2]} rows, and there are {found[1]} values. A column needs one value a row."
        )
    if re.search(r"(not enough|too many) values to unpack", words):
        return "On the left of `=` there must be as many names as there are values on the right."
    return None


# ---- Others ------------------------------------------------------------------------------------------------


@_of(ZeroDivisionError)
def _zero(mistake: Mistake) -> str | None:
    for node in mistake.parts():
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div | ast.FloorDiv | ast.Mod):
            try:
                if mistake.value(node.right) == 0:
                    if isinstance(node.right, ast.Constant):
                        return "No number can be divided by 0. Another number must stand there."
                    return f"`{ast.unparse(node.right)}` is 0 here."
            except (LookupError, AttributeError):
                continue
    return None


@_of(ModuleNotFoundError)
def _no_such_module(mistake: Mistake) -> str | None:
    name = getattr(mistake.error, "name", None)
    if not name or mistake.words != f"No module named {name!r}":
        return None
    package, _, inner = name.rpartition(".")
    if package in sys.modules:
        names = [
            one.name for one in pkgutil.iter_modules(getattr(sys.modules[package], "__path__", None) or [])
        ]
        near = _near(inner, names)
        return f"Did you mean `{package}.{near}`?" if near else None
    if package:
        return None
    if near := _near(name, [*IN_THE_PAGE, *(one for one in sys.stdlib_module_names if one[0] != "_")]):
        return f"Did you mean `{near}`?"
    return (
        "The page has Python's own modules, pandas, NumPy, SciPy, Matplotlib, seaborn and homecoming. Others "
        "cannot be added here. Download the notebook and run it on a computer to use them."
    )


@_of(ImportError)
def _no_such_thing_in_module(mistake: Mistake) -> str | None:
    found = re.search(r"^cannot import name '(\w+)' from '([\w.]+)'", mistake.words)
    module = sys.modules.get(found[2]) if found else None
    if not found or module is None:
        return None
    inner = [one.name for one in pkgutil.iter_modules(getattr(module, "__path__", None) or [])]
    near = _near(found[1], [one for one in (*dir(module), *inner) if not one.startswith("_")])
    return f"`{found[2]}` has no `{found[1]}`. Did you mean `{near}`?" if near else None


@_of(FileNotFoundError)
def _no_such_file(_: Mistake) -> str | None:
    return "Code in this page cannot see the files of your computer."


@_of(OSError)
def _no_network(mistake: Mistake) -> str | None:
    if type(mistake.error).__name__ not in ("URLError", "HTTPError", "gaierror"):
        return None
    return "Code in this page cannot fetch anything from the network."


@_of(RecursionError)
def _no_end(_: Mistake) -> str | None:
    return "A function that calls itself needs a case in which it does not: an `if` with a `return`."


@_of(NoInputError)
def _no_input(_: Mistake) -> str | None:
    return 'Write the answer into the code instead, for example `name = "Aida"`.'
