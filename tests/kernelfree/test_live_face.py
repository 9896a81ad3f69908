"""The live face, made by a real kernel; the links are followed here as a browser follows them."""

from __future__ import annotations

import itertools

import nbformat
import pytest
from nbclient import NotebookClient

SOURCE = """
from homecoming.kernelfree import checkbox, interact, select, slider

def view(show, group, order, signs, size):
    return f"{show} {group} {order} {signs} {size} $1 & <2>"

explorer = interact(
    view, name="live", title="Who & why?", description="Women & men.",
    show=["Table", "Chart", "Words"], group=["Women", "Men"],
    order=select(["As printed", "Turned"], only_if={"show": "Chart"}),
    signs=checkbox(label="Show signs", only_if={"show": ["Table", "Chart"]}),
    size=slider([100, 250, 1000], only_if={"signs": True}),
)
explorer
"""
LABELS = ["Show", "Group", "Order", "Show signs", "Size"]


class Browser:
    """As much of a widget manager as an explorer needs."""

    def __init__(self, notebook):
        state = notebook.metadata.widgets["application/vnd.jupyter.widget-state+json"]["state"]
        self.models = {key: model["state"] for key, model in state.items()}
        view = notebook.cells[0].outputs[-1].data["application/vnd.jupyter.widget-view+json"]
        self.root = self.models[view["model_id"]]
        self.links = [model for model in self.models.values() if model["_model_name"] == "LinkModel"]

    def children(self, model):
        return [self.models[key.removeprefix("IPY_MODEL_")] for key in model.get("children", [])]

    def visible(self, model=None):
        """Walk what can be seen: a Stack shows only its selected child."""
        model = model or self.root
        children = self.children(model)
        if model["_model_name"] == "StackModel":
            children = [children[model["selected_index"]]]
        yield model
        for child in children:
            yield from self.visible(child)

    def controls(self):
        return {model["description"]: model for model in self.visible() if "_options_labels" in model}

    def set(self, label, index):
        control = self.controls()[label]
        control["index"] = index
        for link in self.links:
            (source, attribute), (target, other) = link["source"], link["target"]
            if self.models[source.removeprefix("IPY_MODEL_")] is control:
                self.models[target.removeprefix("IPY_MODEL_")][other] = control[attribute]

    def text(self):
        return [model["value"] for model in self.visible() if model["_model_name"] == "HTMLModel"]


@pytest.fixture(scope="module")
def notebook():
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(SOURCE)])
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("KERNELFREE_FACE", raising=False)
        NotebookClient(notebook, timeout=60).execute()
    return notebook


@pytest.fixture
def live(notebook):
    return Browser(nbformat.from_dict(notebook))


@pytest.fixture(scope="module")
def explorer():
    made = {}
    exec(SOURCE, made)
    return made["explorer"]


def test_the_controls_have_the_same_labels_and_options(live, explorer):
    controls = live.controls()
    assert list(controls) == LABELS
    options = [tuple(control["_options_labels"]) for control in controls.values()]
    assert options == [control.labels for control in explorer.controls]
    assert [one["_model_name"] for one in controls.values()] == [
        "RadioButtonsModel", "RadioButtonsModel", "DropdownModel", "RadioButtonsModel",
        "SelectionSliderModel",
    ]  # fmt: skip


def test_title_and_style_are_there_once(live):
    title, result = live.text()
    assert "Who &amp; why?" in title
    assert "Women &amp; men." in title
    assert title.count("<style>") == 1
    assert "Table Women As printed False 100 $1 &amp; &lt;2&gt;" in result


def test_every_combination_shows_its_state_with_no_python(live, explorer):
    assert {link["_model_name"] for link in live.links} == {"LinkModel"}
    for positions in itertools.product(*(range(len(control)) for control in explorer.controls)):
        for control, place in zip(explorer.controls, positions, strict=True):
            if not live.controls()[control.label]["disabled"]:
                live.set(control.label, place)
        real = {
            control.name: control.values[place]
            for control, place in zip(explorer.controls, positions, strict=True)
        }
        assert explorer.state(**real) in live.text()[-1], real


def test_a_control_that_means_nothing_is_disabled(live):
    def disabled():
        return [label for label, control in live.controls().items() if control["disabled"]]

    assert disabled() == ["Order", "Size"]
    live.set("Show signs", 1)
    assert disabled() == ["Order"]
    live.set("Show", 1)
    assert disabled() == []
    live.set("Show", 2)
    assert disabled() == ["Order", "Show signs", "Size"]


def test_equal_branches_are_one_stack(live):
    stacks = [model for model in live.models.values() if model["_model_name"] == "StackModel"]
    pages = [model for model in live.models.values() if model["_model_name"] == "HTMLModel"]
    assert len(pages) == 1 + 2 * ((1 + 3) + 2 * (1 + 3) + 1)
    # Results: show 1, group 3; Table: signs 2, size 2; Chart: order 2, signs 4, size 4. Twins: 1 + 1 + 2.
    assert len(stacks) == (1 + 3 + 4 + 10) + 4


def test_github_sees_the_first_state(notebook):
    fallback = notebook.cells[0].outputs[-1].data["text/html"]
    assert "Table Women As printed False 100" in fallback
    assert (
        "Run this notebook to choose: Show (3), Group (2), Order (2), Show signs (2), Size (3)." in fallback
    )
