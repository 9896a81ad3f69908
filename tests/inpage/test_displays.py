"""Every form that a value has, and figures of Matplotlib."""

from __future__ import annotations

import base64
import json
import subprocess
import sys

import pytest
from IPython.core.formatters import DisplayFormatter

from homecoming.inpage import display_standin
from homecoming.inpage.displays import bundle


class Many:
    def _repr_html_(self):
        return "<b>html</b>"

    def _repr_markdown_(self):
        return "**markdown**"

    def _repr_svg_(self):
        return "<svg/>"

    def _repr_png_(self):
        return b"\x89PNG"

    def _repr_latex_(self):
        return "$latex$"

    def __repr__(self):
        return "plain"


class WithMetadata:
    def _repr_html_(self):
        return "<b>html</b>", {"isolated": True}


class Bundled:
    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/html": "whole", "text/plain": "said"}, {"text/html": {"isolated": True}}

    def _repr_html_(self):
        return "another"


class Some:
    def _repr_html_(self):
        return None

    def _repr_svg_(self):
        raise NotImplementedError


VALUES = {
    "forms": Many(),
    "metadata": WithMetadata(),
    "bundle": Bundled(),
    "number": 3,
    "class": Many,
    "text": "text",
}


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_a_value_has_the_forms_that_a_notebook_finds(value):
    data, metadata = DisplayFormatter().format(value)
    data = {
        kind: base64.b64encode(one).decode() if isinstance(one, bytes) else one for kind, one in data.items()
    }
    assert bundle(value) == (data, metadata)


def test_a_form_that_is_not_there_is_left_out():
    data, _ = bundle(Some())
    assert set(data) == {"text/plain"}


def test_a_form_that_fails_is_told_of_and_the_others_stand(shown):
    source = """
class Bad:
    def _repr_html_(self):
        raise ValueError("oh")
    def __repr__(self):
        return "Bad"
Bad()
"""
    told, value = shown(source)
    assert told["text"] == "Bad._repr_html_() failed: ValueError: oh\n"
    assert value["data"] == {"text/plain": "Bad"}


def test_json_is_text():
    class Facts:
        def _repr_json_(self):
            return {"a": [1]}

    assert json.loads(bundle(Facts())[0]["application/json"]) == {"a": [1]}


def test_an_object_that_answers_to_any_name_shows_itself_plainly():
    class Anything:
        def __getattr__(self, name):
            return lambda *given, **named: "made up"

    assert set(bundle(Anything())[0]) == {"text/plain"}


# ---- Figures ---------------------------------------------------------------------------------------------


def test_open_figures_are_shown_at_the_end_and_closed(shown):
    outputs = shown(
        "import matplotlib.pyplot as plt\nfor n in (1, 2):\n    plt.figure()\n    plt.title(f'No {n}')"
    )
    drawings = [one["data"]["image/svg+xml"] for one in outputs]
    assert [drawing.count(f">No {n}</text>") for n, drawing in enumerate(drawings, 1)] == [1, 1]
    assert all('fill="currentColor"' in drawing and drawing.startswith("<svg") for drawing in drawings)
    assert shown("plt.get_fignums()")[0]["data"]["text/plain"] == "[]"


def test_show_shows_at_once_and_a_figure_is_shown_once(shown):
    outputs = shown("import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()\nprint('after')")
    assert [one["output_type"] for one in outputs] == ["display_data", "stream"]
    outputs = shown("figure, axes = plt.subplots()\nfigure")
    assert [one["output_type"] for one in outputs] == ["execute_result"]
    assert "image/svg+xml" in outputs[0]["data"]
    assert len(shown("figure, axes = plt.subplots()\ndisplay(figure)\n1")) == 2


def test_a_figure_of_a_cell_that_fails_does_not_come_up_later(shown):
    shown("import matplotlib.pyplot as plt\nplt.plot([1])\n1 / 0", fails=True)
    assert shown("2;") == []


def test_the_same_figure_gives_the_same_characters(shown):
    source = "import matplotlib.pyplot as plt\nplt.scatter([1, 2], [3, 4], label='one')\nplt.legend();"
    first, second = (shown(source)[0]["data"]["image/svg+xml"] for _ in range(2))
    assert first == second


def test_nothing_heavy_is_imported_for_a_cell_that_needs_nothing():
    code = (
        "import sys\n"
        "from homecoming.inpage.session import Session\n"
        "session = Session()\n"
        "session.run('[1, 2]', lambda output: None)\n"
        "session.run('broken(', lambda output: None)\n"
        "session.run('missing', lambda output: None)\n"
        "session.complete('pri', 3)\n"
        "heavy = {'matplotlib', 'pandas', 'numpy', 'scipy', 'IPython', 'ipywidgets'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


# ---- A stand-in for IPython ------------------------------------------------------------------------------


@pytest.fixture
def without_ipython(monkeypatch):
    monkeypatch.setattr(display_standin, "_ipython_is_missing", lambda: True)
    kept = {name: sys.modules[name] for name in list(sys.modules) if name.partition(".")[0] == "IPython"}
    for name in kept:
        monkeypatch.delitem(sys.modules, name)


def test_what_cells_import_from_ipython_is_there(without_ipython, shown):
    source = (
        "from IPython.display import HTML, SVG, Image, Latex, Markdown, clear_output, display\n"
        "display(HTML('<b>a</b>'), Markdown('*a*'), Latex('$a$'), SVG('<svg/>'), Image(b'\\x89PNG'))\n"
        "clear_output()\nHTML('<i>last</i>')"
    )
    kinds = [sorted(set(one["data"]) - {"text/plain"}) for one in shown(source)]
    assert kinds == [
        ["text/html"], ["text/markdown"], ["text/latex"], ["image/svg+xml"], ["image/png"], ["text/html"]
    ]  # fmt: skip
    assert "IPython" not in sys.modules
    assert shown("HTML('again')")[0]["data"]["text/html"] == "again"
    assert bundle(display_standin.Image(b"\xff\xd8pixels"))[0]["image/jpeg"]


def test_libraries_that_look_for_ipython_find_none(without_ipython, shown):
    assert shown("import IPython\nIPython.get_ipython() is None")[0]["data"]["text/plain"] == "True"
    assert "image/svg+xml" in shown("import matplotlib.pyplot as plt\nplt.plot([1, 2]);")[0]["data"]
