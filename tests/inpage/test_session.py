"""Cells run as in a notebook: values, streams, figures, errors; and the way in for a page's worker."""

from __future__ import annotations

import ast
import itertools
import json
import os
import subprocess
import sys

import pytest

from homecoming.inpage import session as worker
from homecoming.inpage.called import NotForPagesError


def streams(outputs):
    """Give text by stream, pieces of one joined."""
    pieces = itertools.groupby(outputs, key=lambda one: one["name"])
    return [(name, "".join(one["text"] for one in those)) for name, those in pieces]


def plain(output):
    return output["data"]["text/plain"]


# ---- Values ----------------------------------------------------------------------------------------------


def test_the_last_expression_is_shown_and_numbered(shown):
    shown("people = 300")
    assert shown("people\npeople / 2") == [
        {
            "output_type": "execute_result",
            "data": {"text/plain": "150.0"},
            "metadata": {},
            "execution_count": 2,
        }
    ]
    assert plain(shown("_ + 1")[0]) == "151.0"


@pytest.mark.parametrize(
    "source", ["", "# nothing", "None", "3;", "3 ; # really", "a = 3", "if True:\n    3", "print;"]
)
def test_nothing_is_shown_where_a_notebook_shows_nothing(shown, source):
    assert shown(source) == []


def test_a_semicolon_in_text_or_comment_is_none(shown):
    assert plain(shown("'a;'")[0]) == "'a;'"
    assert plain(shown("3 # b;")[0]) == "3"


def test_display_and_print_come_in_order(shown):
    outputs = shown("print('one')\ndisplay(2, 'three')\nprint('four')\n5")
    kinds = [one["output_type"] for one in outputs]
    assert kinds == ["stream", "display_data", "display_data", "stream", "execute_result"]
    assert [plain(outputs[1]), plain(outputs[2])] == ["2", "'three'"]


def test_streams_keep_their_order(shown):
    outputs = shown(
        "import sys\nfor n in range(50): print(n)\nprint('oh', file=sys.stderr)\nprint('end', end='')"
    )
    assert streams(outputs) == [
        ("stdout", "".join(f"{n}\n" for n in range(50))),
        ("stderr", "oh\n"),
        ("stdout", "end"),
    ]


def test_warnings_name_the_cell_and_come_again_when_it_runs_again():
    # In a process of its own: pytest keeps warnings to itself.
    code = (
        "from homecoming.inpage.session import Session\n"
        "session = Session()\n"
        "told = []\n"
        "for _ in range(2):\n"
        "    session.run('import warnings\\nwarnings.warn(\"careful\")', told.append)\n"
        "print([(one['name'], one['text']) for one in told])"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    told = 'Cell [{}]:2: UserWarning: careful\n  warnings.warn("careful")\n'
    assert ast.literal_eval(done.stdout) == [("stderr", told.format(1)), ("stderr", told.format(2))]


def test_a_hint_does_not_repeat_the_warnings_of_a_cell():
    code = (
        "from homecoming.inpage.session import Session\n"
        "told = []\n"
        "Session().run('text = \"a\\\\d\"; pepole', told.append)\n"
        "print([one['output_type'] for one in told], told[0]['text'].count('Warning'))"
    )
    done = subprocess.run(
        [sys.executable, "-W", "always", "-c", code], check=True, capture_output=True, text=True
    )
    assert (done.stdout, done.stderr) == ("['stream', 'error'] 1\n", "")


def test_a_frame_is_as_wide_as_in_a_notebook(shown):
    shown("import pandas as pd\nwide = pd.DataFrame([range(15)])")
    assert plain(shown("wide")[0]).splitlines()[0].split() == [str(n) for n in range(15)]
    assert "..." in plain(shown("wide = pd.DataFrame([range(25)])\nwide")[0])
    shown("pd.set_option('display.max_columns', 3)")
    try:
        assert "..." in plain(shown("pd.DataFrame([range(15)])")[0])
    finally:
        shown("pd.reset_option('display.max_columns')")


def test_cells_share_names_and_are_the_main_module(shown, session):
    shown("from dataclasses import dataclass\n@dataclass\nclass Town:\n    name: str")
    assert plain(shown("Town('Osh')")[0]) == "Town(name='Osh')"
    assert plain(shown("__name__")[0]) == "'__main__'"
    assert plain(shown("import pickle\npickle.loads(pickle.dumps(Town('Osh'))) == Town('Osh')")[0]) == "True"
    assert plain(shown("import __main__\n__main__.Town is Town")[0]) == "True"
    assert sys.modules["__main__"].__dict__ is not session.namespace


def test_the_source_of_a_function_can_be_had(shown):
    shown("def double(n):\n    return 2 * n")
    assert plain(shown("import inspect\ninspect.getsource(double)")[0]) == repr(
        "def double(n):\n    return 2 * n"
    )


def test_names_of_pythons_own_may_be_used_otherwise(shown):
    shown("display = 5\nprint = 3\nlist = None\nsum = 4")
    assert plain(shown("display + print")[0]) == "8"
    shown("del print, display, list, sum")
    assert streams(shown("print(1)")) == [("stdout", "1\n")]


def test_a_value_that_shows_itself_is_left_to_it(shown):
    source = "class Own:\n    def _ipython_display_(self):\n        print('myself')\nOwn()"
    assert streams(shown(source)) == [("stdout", "myself\n")]
    assert streams(shown("display(Own())")) == [("stdout", "myself\n")]


# ---- Errors ----------------------------------------------------------------------------------------------


def test_an_error_is_told_from_the_cell_on(shown):
    shown("def share(part, whole):\n    return part / whole")
    (error,) = shown("a = 1\nshare(a, 0)", fails=True)
    assert (error["ename"], error["evalue"]) == ("ZeroDivisionError", "division by zero")
    assert error["hint"]["line"] == 2
    assert error["hint"]["text"] == "share(a, 0)"
    told = [line for line in error["traceback"] if not set(line) <= set(" ^~")]
    assert told == [
        "Traceback (most recent call last):",
        '  File "Cell [2]", line 2, in <module>',
        "    share(a, 0)",
        '  File "Cell [1]", line 2, in share',
        "    return part / whole",
        "ZeroDivisionError: division by zero",
    ]


def test_what_was_shown_before_an_error_stays(shown):
    outputs = shown("print('before')\n1 / 0", fails=True)
    assert [one["output_type"] for one in outputs] == ["stream", "error"]


def test_a_cell_that_is_no_python_has_not_begun(shown):
    (error,) = shown("print('no')\nx = (1", fails=True)
    assert error["traceback"][0] == '  File "Cell [1]", line 2'


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("exit()", "SystemExit"),
        ("import sys; sys.exit(3)", "SystemExit"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt"),
        ("raise BaseException('own')", "BaseException"),
        ("def f(): f()\nf()", "RecursionError"),
        ("input('Name? ')", "NoInputError"),
        ("import sys; sys.stdin.read()", "NoInputError"),
        ("try:\n    1 / 0\nexcept ZeroDivisionError as e:\n    raise ValueError('own') from e", "ValueError"),
        ("raise ExceptionGroup('several', [ValueError('one')])", "ExceptionGroup"),
    ],
)
def test_nothing_ends_the_session(shown, source, name):
    assert shown(source, fails=True)[-1]["ename"] == name
    assert plain(shown("1 + 1")[0]) == "2"


def test_no_frame_of_what_runs_the_cell_is_told(shown):
    source = "class Bad:\n    def __repr__(self):\n        raise ValueError('mine')\nBad()"
    told = "\n".join(shown(source, fails=True)[0]["traceback"])
    assert "inpage" not in told
    assert 'File "Cell [1]", line 3, in __repr__' in told
    told = "\n".join(shown("input()", fails=True)[0]["traceback"])
    assert "readline" not in told


@pytest.mark.parametrize(
    "source",
    [
        "class Odd(Exception):\n    def __str__(self):\n        raise ValueError\nraise Odd",
        "class Odd(Exception):\n    def __repr__(self):\n        raise ValueError\nraise Odd(1)",
    ],
)
def test_an_error_that_cannot_be_told_is_named(shown, source):
    assert shown(source, fails=True)[0]["ename"] == "Odd"


def test_the_books_own_words_stand_alone(shown):
    (error,) = shown("from homecoming import published\npublished.load('example/tabel-1')", fails=True)
    assert error["hint"]["what"] == error["evalue"]
    assert "Did you mean" in error["evalue"]
    assert error["hint"]["advice"] == ""


@pytest.mark.parametrize(
    ("check", "what"),
    [
        ("assert 1 == 2, 'Count the people again.'", "Count the people again."),
        ("assert 1 == 2, 'Count\\nagain.\\n\\nleft: 1'", "Count again."),
        ("assert 1 == 2", "Something that must be true is not true."),
        ("assert 1 == 2, ''", "Something that must be true is not true."),
    ],
)
def test_a_check_speaks_with_its_authors_sentence(shown, check, what):
    assert shown(check, fails=True)[0]["hint"]["what"] == what


# ---- The world outside -----------------------------------------------------------------------------------


def test_everything_is_put_back(shown):
    before = sys.stdin, sys.stdout, sys.stderr, sys.modules["__main__"], os.environ.get("MPLBACKEND")
    shown("import sys\nsys.stdout = None\n1 / 0", fails=True)
    after = sys.stdin, sys.stdout, sys.stderr, sys.modules["__main__"], os.environ.get("MPLBACKEND")
    assert after == before


def test_the_worker_speaks_json():
    worker.start("book/index")
    outputs: list[str] = []
    assert json.loads(worker.run("x = 3\nx", outputs.append)) == {"ok": True, "execution_count": 1}
    assert json.loads(outputs[0])["data"] == {"text/plain": "3"}
    assert worker.know_cells(["only = 1"]) == 1
    worker.run("only", outputs.append)
    assert "code cell 1" in json.loads(outputs[-1])["hint"]["advice"]
    assert "x" in [one["label"] for one in json.loads(worker.complete("x", 1))["options"]]
    assert worker.call("homecoming.visible:visible", '{"text": "town"}') == '"town"'
    worker.start("book/index")
    assert json.loads(worker.run("x", outputs.append))["ok"] is False


def test_numbers_that_json_has_not_are_text_in_outputs():
    worker.start("book/index")
    outputs: list[str] = []
    worker.run("float('nan')", outputs.append)
    assert json.loads(outputs[0])["data"]["text/plain"] == "nan"


@pytest.mark.parametrize(
    "name",
    [
        "os:getcwd",
        "homecoming.visible",
        "homecoming.visible:nothing",
        "homecoming.visible:_private",
        "homecoming.inpage._nothing:f",
        "homecoming.nowhere:f",
        "homecoming.inpage.session:json",
        "homecoming.inpage.session:Session",
        "homecoming.kernelfree.page:standalone",
        "json:dumps",
        "",
    ],
)
def test_only_public_functions_of_the_book_may_be_called(session, name):
    with pytest.raises(NotForPagesError):
        session.call(name, {})


def test_what_a_call_returns_must_be_json(session):
    with pytest.raises(NotForPagesError, match="no JSON"):
        session.call("homecoming.inpage.cell_code:compiled", {"source": "1", "name": "Cell [1]"})


def test_what_a_call_prints_goes_nowhere(session, capsys):
    assert session.call("homecoming.inpage.session:start", {"page": "x"}) is None
    assert session.call("homecoming.inpage.displays:display", {}) is None
    assert capsys.readouterr() == ("", "")
