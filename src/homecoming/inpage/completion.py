"""What may stand at a place in a cell, from the names that the session has.

Nothing of the reader's is called: names and attributes are looked up where that runs no code, and what a call
would give is known only where the function says so.
"""

from __future__ import annotations

import ast
import builtins
import inspect
import keyword
import pkgutil
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from homecoming.inpage.cell_code import parsed

#: Options that are given at most, and up to how many of them come with their arguments.
MOST_OPTIONS, MOST_DETAILED = 400, 40
#: Libraries whose properties may be looked up: they have no effects.
_HARMLESS = ("pandas", "numpy")
#: Where classes stand that functions of pandas say they return.
_WITH_CLASSES = ("pandas", "pandas.api.typing")
#: What a page has beside Python's own modules.
_LIBRARIES = ("homecoming", "matplotlib", "numpy", "openpyxl", "pandas", "scipy", "seaborn")

Option = dict[str, str]


@dataclass
class _Place:
    """Where the cursor stands: the brackets that are open there, and the text or comment it is in."""

    brackets: list[int] = field(default_factory=list)
    text_from: int | None = None
    in_comment: bool = False


@dataclass(frozen=True)
class _Instance:
    """Something of a known class that does not exist yet: what a call would give."""

    kind: type


class _UnknownError(LookupError):
    """What an expression stands for cannot be told without running it."""


def complete(source: str, position: int, names: Mapping[str, Any]) -> dict[str, Any]:
    """Tell what may stand at a place in a cell.

    Parameters
    ----------
    source : str
        The cell as typed so far.
    position : int
        The place, in characters from the beginning.
    names : mapping of str to object
        The names of the session.

    Returns
    -------
    dict
        ``from``: where the word to be completed begins; ``options``: each with ``label``, ``type`` (in the
        words of CodeMirror) and ``detail``. No options where nothing is known.

    Examples
    --------
    >>> complete("towns.so", 8, {"towns": ["Town"]})
    {'from': 6, 'options': [{'label': 'sort', 'type': 'method', 'detail': '(*, key=None, reverse=False)'}]}
    """
    before = source[:position]
    place = _place(before)
    if place.in_comment:
        return {"from": position, "options": []}
    if place.text_from is not None:
        return {"from": place.text_from, "options": _keys(before, place, names)}
    found = re.search(r"[^\W\d]\w*\Z", before)
    word = found[0] if found else ""
    start = position - len(word)
    if re.search(r"\d\.?\Z", before[:start]):  # in a number
        return {"from": position, "options": []}
    line = before[before.rfind("\n") + 1 :]
    if re.match(r"\s*(import|from)\s", line):
        options = _imports(line, word)
    elif before[:start].endswith("."):
        options = _attributes(before[: start - 1], word, names)
    else:
        options = _arguments(before, word, place, names)
        if word:
            options += _names(source, word, names)
    return {"from": start, "options": options[:MOST_OPTIONS]}


# ---- Where the cursor stands -----------------------------------------------------------------------------


def _place(before: str) -> _Place:
    place, at = _Place(), 0
    while at < len(before):
        sign = before[at]
        if sign in "\"'":
            quote = sign * 3 if before.startswith(sign * 3, at) else sign
            end = _end_of_text(before, at + len(quote), quote)
            if end is None:
                place.text_from = at + len(quote)
                return place
            at = end
            continue
        if sign == "#":
            end = before.find("\n", at)
            if end < 0:
                place.in_comment = True
                return place
            at = end
        elif sign in "([{":
            place.brackets.append(at)
        elif sign in ")]}" and place.brackets:
            place.brackets.pop()
        at += 1
    return place


def _end_of_text(before: str, at: int, quote: str) -> int | None:
    while at < len(before):
        if before[at] == "\\":
            at += 2
        elif before.startswith(quote, at):
            return at + len(quote)
        elif before[at] == "\n" and len(quote) == 1:
            return at
        else:
            at += 1
    return None


def _expression_before(text: str) -> str:
    """Cut the expression that a text ends with: names, dots, and what stands in brackets after them."""
    at = len(text)
    while at:
        sign = text[at - 1]
        if sign.isalnum() or sign in "_.":
            at -= 1
        elif sign in ")]":
            opening = next((one for one in range(at - 1, -1, -1) if _closes(text, one, at)), None)
            if opening is None:
                break
            at = opening
        elif sign in "\"'":
            opening = text.rfind(sign, 0, at - 1)
            if opening < 0:
                break
            at = opening
            break
        else:
            break
    return text[at:].strip()


def _closes(text: str, opening: int, end: int) -> bool:
    if text[opening] not in "([":
        return False
    inside = _place(text[opening : end - 1])
    return inside.brackets == [0] and inside.text_from is None


# ---- What an expression stands for -----------------------------------------------------------------------


def _value(expression: str, names: Mapping[str, Any]) -> Any:
    try:
        (statement,) = parsed(expression).body
    except (SyntaxError, ValueError):
        raise _UnknownError(expression) from None
    if not isinstance(statement, ast.Expr):
        raise _UnknownError(expression)
    return _of(statement.value, names)


def _of(node: ast.expr, names: Mapping[str, Any]) -> Any:
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Name):
        if node.id in names:
            return names[node.id]
        if hasattr(builtins, node.id):
            return getattr(builtins, node.id)
    if isinstance(node, ast.Attribute):
        return _attribute(_of(node.value, names), node.attr)
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        return _item(_of(node.value, names), node.slice.value)
    if isinstance(node, ast.Call):
        return _result(node.func, names)
    raise _UnknownError(ast.unparse(node))


def _attribute(thing: Any, name: str) -> Any:
    kind = thing.kind if isinstance(thing, _Instance) else type(thing)
    if isinstance(thing, ModuleType):
        inner = sys.modules.get(f"{thing.__name__}.{name}")
        if name not in vars(thing) and inner is None:
            raise _UnknownError(name)
        return vars(thing).get(name, inner)
    if _is_harmless(kind) and not isinstance(thing, _Instance):
        return getattr(thing, name)
    try:
        found = inspect.getattr_static(kind if isinstance(thing, _Instance) else thing, name)
    except AttributeError:
        raise _UnknownError(name) from None
    if isinstance(found, property):
        return _promised(found.fget, kind)
    return found.__func__ if isinstance(found, staticmethod | classmethod) else found


def _item(thing: Any, key: Any) -> Any:
    if type(thing) in (dict, list, tuple, str) or _is_harmless(type(thing)):
        try:
            return thing[key]
        except (LookupError, TypeError, ValueError):
            pass
    raise _UnknownError(key)


def _result(function: ast.expr, names: Mapping[str, Any]) -> Any:
    """Tell what a call would give: an instance of a class, or what the function says that it returns."""
    called = _of(function, names)
    if isinstance(called, type):
        return _Instance(called)
    owner: type | None = None
    if isinstance(function, ast.Attribute):
        thing = _of(function.value, names)
        owner = thing.kind if isinstance(thing, _Instance) else type(thing)
    return _promised(called, owner)


def _promised(function: Any, owner: type | None) -> _Instance:
    try:
        said = getattr(function, "__annotations__", {}).get("return")
    except NameError:  # from Python 3.14 on annotations are evaluated when they are asked for
        raise _UnknownError(function) from None
    if isinstance(said, type):
        return _Instance(said)
    found = re.match(r"[\w.]+", str(said or ""))
    if found is None:
        raise _UnknownError(function)
    name = found[0].rpartition(".")[2]
    if name in ("Self", getattr(owner, "__name__", None)) and owner is not None:
        return _Instance(owner)
    libraries = [vars(sys.modules[name]) for name in _WITH_CLASSES if name in sys.modules]
    for where in (getattr(function, "__globals__", {}), vars(builtins), *libraries):
        if isinstance(where.get(name), type):
            return _Instance(where[name])
    raise _UnknownError(said)


def _is_harmless(kind: type) -> bool:
    return kind.__module__.partition(".")[0] in _HARMLESS


# ---- Options ---------------------------------------------------------------------------------------------


def _fitting(names: Iterable[str], word: str) -> list[str]:
    folded = word.casefold()
    return sorted(
        {name for name in names if name.casefold().startswith(folded) and (word or not name.startswith("_"))
         and (word.startswith("_") or not name.startswith("_"))},
        key=lambda name: (not name.startswith(word), name.casefold(), name),
    )  # fmt: skip


def _option(label: str, kind: str, detail: str = "") -> Option:
    return {"label": label, "type": kind, "detail": detail}


def _described(labels: list[str], look: Any) -> list[Option]:
    """Say of each label what it is; arguments are told where there are few."""
    options = []
    for label in labels[:MOST_OPTIONS]:
        try:
            thing, method = look(label)
        except Exception:  # an object of the reader's that fails when it is looked at
            thing, method = None, False
        kind = _kind(thing, method)
        shown = kind in ("function", "method", "class") and len(labels) <= MOST_DETAILED
        options.append(_option(label, kind, _signature(thing, method) if shown else ""))
    return options


def _kind(thing: Any, method: bool) -> str:
    if isinstance(thing, type):
        return "class"
    if isinstance(thing, ModuleType):
        return "namespace"
    if inspect.isroutine(thing) or isinstance(thing, staticmethod | classmethod):
        return "method" if method else "function"
    return "property" if method else "variable"


def _signature(thing: Any, method: bool) -> str:
    try:
        signature = inspect.signature(thing)
    except (TypeError, ValueError, NameError):
        return ""
    given = [one.replace(annotation=inspect.Parameter.empty) for one in signature.parameters.values()]
    if method and given and given[0].name in ("self", "cls"):
        del given[0]
    try:
        text = str(inspect.Signature(given))
    except ValueError:
        return ""
    return text if len(text) <= 60 else f"{text[:57]}...)"


def _names(source: str, word: str, names: Mapping[str, Any]) -> list[Option]:
    here = set(re.findall(r"\b([^\W\d]\w*)(?=\s*=[^=])|\b(?:def|class|for|as|import)\s+([^\W\d]\w*)", source))
    typed = {name for pair in here for name in pair if name} - {word}
    known = {**vars(builtins), **dict.fromkeys(typed), **names}
    words = _fitting((one for one in keyword.kwlist if one not in known), word)
    own = _described(_fitting(known, word), lambda label: (known[label], False))
    return own + [_option(one, "keyword") for one in words]


def _attributes(before: str, word: str, names: Mapping[str, Any]) -> list[Option]:
    try:
        thing = _value(_expression_before(before), names)
    except _UnknownError:
        return []
    holder = thing.kind if isinstance(thing, _Instance) else thing
    module = isinstance(thing, ModuleType)
    found = set(dir(holder))
    if module:
        found |= set(_inner_modules(thing))
    return _described(
        _fitting(found, word),
        lambda label: (
            _attribute(holder, label) if module else inspect.getattr_static(holder, label),
            not module,
        ),
    )


def _arguments(before: str, word: str, place: _Place, names: Mapping[str, Any]) -> list[Option]:
    if not place.brackets or before[place.brackets[-1]] != "(":
        return []
    opening = place.brackets[-1]
    try:
        function = _value(_expression_before(before[:opening]), names)
        parameters = inspect.signature(function).parameters.values()
    except (_UnknownError, TypeError, ValueError, NameError):
        return []
    inside = before[opening:]
    if re.search(r"\w\s*=\s*\w*$", inside):  # a value stands here
        return []
    given = set(re.findall(r"(\w+)\s*=(?!=)", inside))
    free = {
        one.name: one
        for one in parameters
        if one.kind in (one.KEYWORD_ONLY, one.POSITIONAL_OR_KEYWORD)
        and one.name not in given | {"self", "cls"}
    }
    options = []
    for name in (one for one in free if one.casefold().startswith(word.casefold())):
        default = free[name].default
        detail = "" if default is inspect.Parameter.empty else repr(default)[:40]
        options.append(_option(f"{name}=", "property", detail))
    return options


def _keys(before: str, place: _Place, names: Mapping[str, Any]) -> list[Option]:
    """Offer columns, labels and keys in a text that stands in brackets."""
    if place.text_from is None or not place.brackets:
        return []
    word = before[place.text_from :]
    brackets = [at for at in place.brackets if before[at] != "{"]
    while len(brackets) > 1 and not re.search(r"[\w)\]\"']$", before[: brackets[-1]]):
        brackets.pop()  # a list in brackets: table[["a", "b"]]
    if not brackets:
        return []
    opening = brackets[-1]
    expression = _expression_before(before[:opening])
    called = before[opening] == "("
    holder, _, last = expression.rpartition(".")
    try:
        if called:
            thing = _value(holder, names) if holder else None
            labels = getattr(thing, "columns", ()) if _is_harmless(type(thing)) else ()
        elif last in ("loc", "at"):
            thing = _value(holder, names)
            labels = thing.columns if "," in before[opening : place.text_from] else thing.index
        else:
            thing = _value(expression, names)
            labels = thing if type(thing) is dict else _labels(thing)
    except (_UnknownError, AttributeError):
        return []
    texts = dict.fromkeys(one for one in list(labels)[:5000] if isinstance(one, str))
    fits = [one for one in texts if one.casefold().startswith(word.casefold())]
    return [_option(one, "property") for one in fits[:MOST_OPTIONS]]


def _labels(thing: Any) -> Iterable[Any]:
    if not _is_harmless(type(thing)):
        return ()
    return getattr(thing, "columns", getattr(thing, "index", ()))


def _imports(line: str, word: str) -> list[Option]:
    found = re.match(r"\s*from\s+([\w.]+)\s+import\s+", line)
    if found:
        module = sys.modules.get(found[1])
        labels = {*(dir(module) if module else ()), *_inner_modules(module)}
        return _described(_fitting(labels, word), lambda label: (getattr(module, label, sys), False))
    path = re.search(r"([\w.]*)\.\w*$", line)
    if path and path[1]:
        inner = _inner_modules(sys.modules.get(path[1]))
        return [_option(one, "namespace") for one in _fitting(inner, word)]
    tops = (*_LIBRARIES, *sys.stdlib_module_names)
    return [_option(one, "namespace") for one in _fitting(tops, word)]


def _inner_modules(module: ModuleType | None) -> Iterator[str]:
    for one in pkgutil.iter_modules(getattr(module, "__path__", None) or []):
        yield one.name
