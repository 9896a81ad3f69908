"""States: which there are, what they hold, and what is refused."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from homecoming.kernelfree import (
    TooManyStatesError,
    ViewError,
    checkbox,
    interact,
    page,
    radio,
    select,
    slider,
)


def words(**choices):
    return " ".join(f"{name}={value}" for name, value in choices.items())


def test_every_combination_is_rendered_once_and_at_once():
    calls = []
    explorer = interact(
        lambda **choices: calls.append(choices) or words(**choices), name="all", a=[1, 2], b=True
    )
    assert calls == [choices for choices, _ in explorer.states]
    assert calls == [{"a": a, "b": b} for a in (1, 2) for b in (False, True)]
    assert [html for _, html in explorer.states] == [
        f'<p class="kf-text">a={a} b={b}</p>' for a in (1, 2) for b in (False, True)
    ]


def test_the_first_state_is_that_of_the_defaults():
    explorer = interact(words, name="first", a=select([1, 2, 3], default=2), b=checkbox(True))
    assert (
        explorer.first
        == explorer.state()
        == explorer.state(a=2, b=True)
        == '<p class="kf-text">a=2 b=True</p>'
    )


def test_a_state_is_found_by_value_or_label():
    explorer = interact(words, name="find", sex={"Men": "m", "Women": "f"})
    assert explorer.state(sex="f") == explorer.state(sex="Women")
    with pytest.raises(ValueError, match="'sex' has no option 'Men and women'"):
        explorer.state(sex="Men and women")
    with pytest.raises(ValueError, match=r"no control 'gender'\. Its controls: 'sex'"):
        explorer.state(gender="Men")


def test_equal_results_are_stored_once():
    explorer = interact(lambda a, b: str(a), name="equal", a=[1, 2], b=range(5))
    assert len(list(explorer.states)) == 10
    assert len(explorer.contents) == 2
    assert explorer.html.count("<template") == 1


def test_only_if_saves_states_and_gives_the_default():
    order = radio(["up", "down"], default="down", only_if={"show": "Chart"})
    explorer = interact(words, name="save", show=["Table", "Chart"], order=order)
    assert [choices for choices, _ in explorer.states] == [
        {"show": "Table", "order": "down"},
        {"show": "Chart", "order": "up"},
        {"show": "Chart", "order": "down"},
    ]
    assert explorer.state(show="Table", order="up") == explorer.state(show="Table", order="down")


def test_only_if_may_chain_and_name_values_or_labels():
    explorer = interact(
        words,
        name="chain",
        show={"A table": 0, "A chart": 1},
        counts=checkbox(only_if={"show": [1]}),
        size=slider([10, 20, 30], only_if={"counts": True, "show": "A chart"}),
    )
    assert len(list(explorer.states)) == 1 + 1 + 3
    assert explorer.chosen((0, 1, 2)) == "Show: A table."
    assert explorer.chosen((1, 1, 2)) == "Show: A chart; Counts: Yes; Size: 30."


def test_only_if_must_name_an_earlier_control_and_its_options():
    with pytest.raises(
        ValueError, match="'order': only_if names 'show', which is not a control that stands before"
    ):
        interact(words, name="late", order=radio(["a", "b"], only_if={"show": "x"}), show=["x", "y"])
    with pytest.raises(ValueError, match="'show' has no option 'z'"):
        interact(words, name="wrong", show=["x", "y"], order=radio(["a", "b"], only_if={"show": "z"}))


def test_a_control_that_leaves_no_choice_is_not_shown():
    explorer = interact(
        words,
        name="fixed",
        table=["Only one"],
        show=["x", "y"],
        never=radio(["a", "b"], only_if={"table": "Another"}),
        always=radio(["c", "d"], only_if={"table": "Only one"}),
    )
    assert [control.name for control in explorer.controls] == ["show", "always"]
    assert "table=Only one never=a show=x always=d" in explorer.state(table="Only one", always="d")
    assert "Only one" not in explorer.html.split("<div")[0]


def test_an_explorer_without_controls_is_its_view():
    explorer = interact(lambda: "alone", name="alone")
    assert "fieldset" not in explorer.html
    assert "alone" in explorer.html


@pytest.mark.parametrize("name", ["", "Job", "job match", "1st", "a--b", "-a", "naïve", "a_b"])
def test_names_must_suit_an_address(name):
    with pytest.raises(ValueError, match="small letters, digits and single hyphens"):
        interact(words, name=name, a=[1, 2])


def test_a_failing_view_names_the_choices():
    def view(group, size):
        return {"Men": "fine"}[group]

    with pytest.raises(ViewError, match=r"'broken'.*group='Women', size=10: KeyError: 'Women'") as caught:
        interact(view, name="broken", group=["Men", "Women"], size=[10, 20])
    assert isinstance(caught.value.__cause__, KeyError)
    with pytest.raises(ViewError, match="returned None"):
        interact(lambda a: None, name="none", a=[1, 2])


def test_too_many_states_are_refused_before_any_is_rendered():
    calls = []
    with pytest.raises(TooManyStatesError) as caught:
        interact(lambda **choices: calls.append(1), name="many", a=range(5), b=range(20), c=range(10))
    assert calls == []
    for part in ("'many'", "1,000 states", "more than 400", "b (20)", "is 'b': without it there would be 50"):
        assert part in str(caught.value)
    allowed = interact(
        lambda **choices: "x", name="many", max_states=1000, a=range(5), b=range(20), c=range(10)
    )
    assert len(list(allowed.states)) == 1000


def test_only_if_counts_when_states_are_counted():
    only = {"a": 0}
    made = interact(words, name="few", max_states=22, a=[0, 1, 2], b=select(range(20), only_if=only))
    assert len(list(made.states)) == 22
    with pytest.raises(
        TooManyStatesError, match=r"22 states, more than 21.*'b': without it there would be 3"
    ):
        interact(words, name="few", max_states=21, a=[0, 1, 2], b=select(range(20), only_if=only))


def test_a_page_refuses_two_explorers_of_one_name():
    one = interact(words, name="one", a=[1, 2])
    with pytest.raises(ValueError, match="Two explorers are called 'one'"):
        page(one, one, title="Twice")


def test_a_rebuilt_explorer_is_equal_to_the_byte():
    code = (
        "import matplotlib.pyplot as plt, pandas as pd\n"
        "from homecoming.kernelfree import interact\n"
        "def view(show, n):\n"
        "    if show == 'Table': return pd.DataFrame({'n': [n]}).style\n"
        "    figure, axes = plt.subplots(figsize=(2, 2)); axes.plot(range(n), 'o'); return figure\n"
        "print(interact(view, name='again', show=['Table', 'Chart'], n=[2, 3]).html)"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


def test_the_faces_follow_the_environment(monkeypatch):
    explorer = interact(words, name="face", title="A <title>", a=[1, 2])
    monkeypatch.setenv("KERNELFREE_FACE", "static")
    assert explorer._repr_mimebundle_() == {"text/html": explorer.html, "text/plain": repr(explorer)}
    assert "widget" not in vars(explorer)  # none was made: a page would load the widget manager for it
    monkeypatch.setenv("KERNELFREE_FACE", "both")
    with pytest.raises(ValueError, match="'live', 'static' or 'page'"):
        explorer._repr_mimebundle_()
    monkeypatch.delenv("KERNELFREE_FACE")
    live = explorer._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in live
    assert "Run this notebook to choose: A (2)." in live["text/html"]
    assert "A &lt;title&gt;" in live["text/html"]
    assert live["text/plain"] == "<Explorer 'face': A; 2 states>"


def test_without_ipywidgets_the_first_state_is_left(monkeypatch):
    explorer = interact(words, name="bare", a=[1, 2])
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    monkeypatch.delenv("KERNELFREE_FACE", raising=False)
    assert set(explorer._repr_mimebundle_()) == {"text/html", "text/plain"}


def test_the_library_stands_alone():
    code = (
        "import sys, homecoming.kernelfree as kf\n"
        "kf.interact(lambda a: str(a), name='a', a=[1, 2]).html\n"
        "loaded = {m for m in sys.modules if m.startswith('homecoming.')}\n"
        "own = {m for m in loaded if m.startswith('homecoming.kernelfree')}\n"
        "assert loaded - own <= {'homecoming.standalone'}, loaded\n"
        "assert not {'ipywidgets', 'matplotlib', 'pandas', 'sphinx'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(("face", "bar"), [("live", True), ("static", False)])
def test_a_progress_bar_appears_in_a_notebook_but_not_on_a_page(face, bar):
    code = (
        "from homecoming.kernelfree import explorer, interact\n"
        "explorer.PATIENCE = 0\n"
        "interact(lambda a: str(a), name='slow', a=range(30))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "KERNELFREE_FACE": face},
        capture_output=True,
        check=True,
    )
    assert (b"slow" in done.stderr) is bar
    assert done.stdout == b""
