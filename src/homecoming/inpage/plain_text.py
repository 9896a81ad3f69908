"""Values in plain text, laid out as a notebook lays them out.

Short values stand on one line. A list, dictionary or set that is too long for it gets a line for each item.
"""

from __future__ import annotations

import inspect
import re
import types
from collections import Counter, OrderedDict, UserList, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any

#: The longest line.
WIDTH = 79
#: Items of one collection that are shown.
MOST_ITEMS = 1000


class _Group:
    """Parts that stand on one line, or else a line for each: texts, groups and breaks."""

    def __init__(self, opening: str, closing: str, indent: int | None = None):
        self.parts: list[str | _Group | _Break] = [opening]
        self.closing = closing
        self.indent = len(opening) if indent is None else indent


class _Break:
    """A space where a line may end, or (``sure``) the end of a line."""

    def __init__(self, sure: bool = False):
        self.sure = sure


def plain(value: object) -> str:
    """Write a value as the end of a notebook's cell would.

    Parameters
    ----------
    value : object
        Anything.

    Returns
    -------
    str
        For most values their ``repr``.

    Examples
    --------
    >>> plain(["town", 12.5])
    "['town', 12.5]"
    >>> print(plain({number: "village" for number in range(5)}))
    {0: 'village', 1: 'village', 2: 'village', 3: 'village', 4: 'village'}
    >>> print(plain({number: "a long village" for number in range(3, 8)}))
    {3: 'a long village',
     4: 'a long village',
     5: 'a long village',
     6: 'a long village',
     7: 'a long village'}
    """
    return _laid_out(_of(value, ()))


# ---- What stands where -----------------------------------------------------------------------------------


def _of(value: Any, inside: tuple[int, ...]) -> _Group | str:
    """Take a value apart; ``inside`` holds the ids of the collections that it stands in."""
    cycle = id(value) in inside
    for kind in type(value).__mro__:
        if kind in _WRITERS:
            return _WRITERS[kind](value, cycle, (*inside, id(value)))
        if kind is not object and callable(kind.__dict__.get("_repr_pretty_")):
            return _own_layout(value, cycle)
        if kind is not object and callable(kind.__dict__.get("__repr__")):
            return _lines(value)
    name = _name(type(value))
    return f"<{name} at {id(value):#x}{' ...' if cycle else ''}>"


def _lines(value: Any, *_: Any) -> _Group | str:
    lines = repr(value).splitlines()
    if len(lines) < 2:
        return "".join(lines)
    group = _Group("", "")
    for number, line in enumerate(lines):
        if number:
            group.parts.append(_Break(sure=True))
        group.parts.append(line)
    return group


def _own_layout(value: Any, cycle: bool) -> str:
    """Ask an object that lays itself out; what it writes is taken as it comes."""
    printer = _Printer()
    value._repr_pretty_(printer, cycle)
    return "".join(printer.texts)


class _Printer:
    """The little of IPython's printer that objects use most."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def text(self, text: str) -> None:
        self.texts.append(text)

    def breakable(self, sep: str = " ") -> None:
        self.texts.append(sep)

    def break_(self) -> None:
        self.texts.append("\n")

    def pretty(self, value: object) -> None:
        self.texts.append(plain(value))

    def begin_group(self, indent: int = 0, open: str = "") -> None:
        self.texts.append(open)

    def end_group(self, dedent: int = 0, close: str = "") -> None:
        self.texts.append(close)

    def group(self, indent: int = 0, open: str = "", close: str = "") -> _Inside:
        return _Inside(self, open, close)


class _Inside:
    def __init__(self, printer: _Printer, opening: str, closing: str):
        self.printer, self.opening, self.closing = printer, opening, closing

    def __enter__(self) -> None:
        self.printer.text(self.opening)

    def __exit__(self, *_: object) -> None:
        self.printer.text(self.closing)


def _several(
    items: Iterable[Any], opening: str, closing: str, write: Callable[[Any], Iterator[_Group | str]]
) -> _Group:
    group = _Group(opening, closing)
    for number, item in enumerate(items):
        if number:
            group.parts += [",", _Break()]
        if number == MOST_ITEMS:
            group.parts.append("...")
            break
        group.parts += write(item)
    return group


def _sequence(opening: str, closing: str) -> Callable[..., _Group | str]:
    def write(value: Any, cycle: bool, inside: tuple[int, ...]) -> _Group | str:
        if cycle:
            return f"{opening}...{closing}"
        group = _several(value, opening, closing, lambda item: iter([_of(item, inside)]))
        if isinstance(value, tuple) and len(value) == 1:
            group.parts.append(",")
        return group

    return write


def _set(opening: str, closing: str) -> Callable[..., _Group | str]:
    def write(value: Any, cycle: bool, inside: tuple[int, ...]) -> _Group | str:
        if cycle:
            return f"{opening}...{closing}"
        if not value:
            return f"{type(value).__name__}()"
        items = list(value)
        if len(items) < MOST_ITEMS:
            items = _sorted(items)
        return _several(items, opening, closing, lambda item: iter([_of(item, inside)]))

    return write


def _sorted(items: list[Any]) -> list[Any]:
    try:
        return sorted(items)
    except Exception:  # what cannot be compared keeps the order of its texts, or its own
        try:
            return sorted(items, key=str)
        except Exception:
            return items


def _mapping(opening: str, closing: str) -> Callable[..., _Group | str]:
    def write(value: Any, cycle: bool, inside: tuple[int, ...]) -> _Group | str:
        if cycle:
            return "{...}"
        return _several(
            value.keys(),
            opening,
            closing,
            lambda key: iter([_of(key, inside), ": ", _of(value[key], inside)]),
        )

    return write


def _call(name: str, inside: tuple[int, ...], *values: Any, **named: Any) -> _Group:
    group = _Group(f"{name}(", ")")
    for number, (key, value) in enumerate([*((None, one) for one in values), *named.items()]):
        if number:
            group.parts += [",", _Break()]
        if key is None:
            group.parts.append(_of(value, inside))
        else:
            one = _Group(f"{key}=", "")
            one.parts.append(_of(value, inside))
            group.parts.append(one)
    return group


def _made_by_call(
    arguments: Callable[[Any], tuple[list[Any], dict[str, Any]]],
) -> Callable[..., _Group | str]:
    def write(value: Any, cycle: bool, inside: tuple[int, ...]) -> _Group | str:
        name = type(value).__name__
        if cycle:
            return f"{name}(...)"
        values, named = arguments(value)
        return _call(name, inside, *values, **named)

    return write


def _namespace(value: Any, cycle: bool, inside: tuple[int, ...]) -> _Group | str:
    return "namespace(...)" if cycle else _call("namespace", inside, **vars(value))


def _exception(value: BaseException, cycle: bool, inside: tuple[int, ...]) -> _Group | str:
    kind = type(value)
    within = "" if kind.__module__ == "builtins" else f"{kind.__module__}."
    return _call(f"{within}{kind.__qualname__}", inside, *value.args)


def _type(value: Any, *_: Any) -> _Group | str:
    own = [kind for kind in type(value).__mro__ if "__repr__" in vars(kind)][:1]
    return _lines(value) if own != [type] else _name(value)


def _name(kind: type) -> str:
    within = "" if kind.__module__ in (None, "builtins") else f"{kind.__module__}."
    return f"{within}{kind.__qualname__}"


def _function(value: Any, *_: Any) -> str:
    module = value.__module__
    name = f"{module}.{value.__qualname__}" if module and module != "builtins" else value.__qualname__
    try:
        return f"<function {name}{inspect.signature(value)}>"
    except ValueError:
        return f"<function {name}>"


def _pattern(value: re.Pattern[Any], *_: Any) -> str:
    known = [re.IGNORECASE, re.LOCALE, re.MULTILINE, re.DOTALL, re.UNICODE, re.VERBOSE, re.DEBUG]
    flags = "|".join(f"re.{flag.name}" for flag in known if value.flags & flag)
    pattern = "r" + repr(value.pattern).replace("\\\\", "\\")
    return f"re.compile({pattern}, {flags})" if flags else f"re.compile({pattern})"


_WRITERS: dict[type, Callable[..., _Group | str]] = {
    tuple: _sequence("(", ")"),
    list: _sequence("[", "]"),
    dict: _mapping("{", "}"),
    types.MappingProxyType: _mapping("mappingproxy({", "})"),
    set: _set("{", "}"),
    frozenset: _set("frozenset({", "})"),
    type: _type,
    types.FunctionType: _function,
    types.BuiltinFunctionType: _function,
    types.SimpleNamespace: _namespace,
    re.Pattern: _pattern,
    BaseException: _exception,
    defaultdict: _made_by_call(lambda value: ([value.default_factory, dict(value)], {})),
    OrderedDict: _made_by_call(lambda value: ([list(value.items())] if value else [], {})),
    Counter: _made_by_call(lambda value: ([dict(value.most_common())] if value else [], {})),
    UserList: _made_by_call(lambda value: ([value.data], {})),
    deque: _made_by_call(
        lambda value: ([list(value)], {} if value.maxlen is None else {"maxlen": value.maxlen})
    ),
}


# ---- Lines -----------------------------------------------------------------------------------------------

# What is still to be written: a part, the column its lines begin at, and whether its group has one line only.
_Waiting = list[tuple["str | _Group | _Break", int, bool]]


def _laid_out(whole: _Group | str) -> str:
    written: list[str] = []
    column = 0
    waiting: _Waiting = [(whole, 0, False)]
    while waiting:
        part, indent, flat = waiting.pop()
        if isinstance(part, str):
            written.append(part)
            column += len(part)
        elif isinstance(part, _Break):
            if flat and not part.sure:
                written.append(" ")
                column += 1
            else:
                written.append("\n" + " " * indent)
                column = indent
        else:
            inner = indent + part.indent
            one_line = flat or _fits(part, WIDTH - column, waiting)
            waiting.append((part.closing, indent, one_line))
            waiting.extend((one, inner, one_line) for one in reversed(part.parts))
    return "".join(written)


def _fits(group: _Group, room: int, after: _Waiting) -> bool:
    """Whether a group, and what must follow it on its line, has room on one line."""
    may_break = False
    inside: list[tuple[str | _Group | _Break, bool]] = [
        (group.closing, True),
        *((one, True) for one in reversed(group.parts)),
    ]
    while inside and room >= 0:
        part, own = inside.pop()
        if isinstance(part, str):
            room -= len(part)
        elif isinstance(part, _Group):
            inside.append((part.closing, False))
            inside.extend((one, False) for one in reversed(part.parts))
        elif part.sure:
            # A value of several lines begins on a line of its own, unless it is the first.
            return not may_break
        else:
            room -= 1
            may_break |= own
    for part, _, flat in reversed(after):
        if room < 0 or isinstance(part, _Group) or (isinstance(part, _Break) and (part.sure or not flat)):
            break
        room -= len(part) if isinstance(part, str) else 1
    return room >= 0
