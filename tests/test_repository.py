"""Facts about the repository as a whole: who imports whom, what notebooks hold, pins, versions, workflows."""

import ast
import json
import re
import shutil
import subprocess
import sys
import tomllib
from functools import cache
from importlib import metadata
from pathlib import Path

import nbformat
import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
# Problem sets have their own rules, and tests/grading keeps them.
NOTEBOOKS = sorted(
    p for p in (ROOT / "book").rglob("*.ipynb") if not {".ipynb_checkpoints", "problem-sets"} & set(p.parts)
)
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def name_of(path):
    return str(path.relative_to(ROOT))


def program(name):
    """Find a program of the environment that runs the tests, on the PATH or not."""
    return str(Path(sys.executable).with_name(name))


# One craft, one place
# --------------------


def place_of(path):
    """Name the packages and the module in which a source file stands, below ``homecoming``."""
    return path.relative_to(ROOT / "src/homecoming").with_suffix("").parts


def imported(tree, path):
    """Yield the full name of every module, or name in a module, that a file imports at any depth."""
    package = path.relative_to(ROOT / "src").with_suffix("").parts if ROOT / "src" in path.parents else ()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = [*package[: len(package) - node.level]] if node.level else []
            base += node.module.split(".") if node.module else []
            yield from (".".join([*base, alias.name]) for alias in node.names)


def code_of(path):
    """Return a source file, or the code cells of a notebook, as one text."""
    if path.suffix != ".ipynb":
        return path.read_text("utf-8")
    cells = json.loads(path.read_text("utf-8"))["cells"]
    return "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")


@pytest.mark.parametrize("path", SOURCES + NOTEBOOKS, ids=name_of)
def test_each_craft_has_one_place(path):
    place = place_of(path) if path.suffix == ".py" else ()
    names, texts, readers = set(), [], set()
    for node in ast.walk(ast.parse(code_of(path))):
        match node:
            case ast.Attribute(value=ast.Name(id="csv" | "pd" | "pandas" as module), attr=name):
                readers.add(f"{module}.{name}")
        match node:
            case ast.Attribute(attr=name) | ast.alias(name=name) | ast.Name(id=name):
                names.add(name)
            case ast.Constant(value=str(text)):
                texts.append(text)
    # The book's theories read their own lists, and grading reads marks; the book's tables are published's
    # alone, and any other table is read by reading.
    if place[:1] not in {("published",), ("reading",), ("grading",)} and place[:2] != ("book", "theories"):
        ours = {"csv.reader", "csv.DictReader", "pd.read_csv", "pd.read_table", "pandas.read_csv"}
        assert not readers & ours, "only published and reading read CSV files"
    if place[:1] != ("kernelfree",):
        assert not names & {"jslink", "jsdlink"}, "only kernelfree links widgets"
    if place[:1] != ("show",):
        assert not any(re.search(r"<svg[\s>][^<]*<", text) for text in texts), "only show makes SVG"


# Notebooks
# ---------


def toc_entries():
    def walk(node):
        if isinstance(node, list):
            for item in node:
                yield from walk(item)
        elif isinstance(node, dict):
            yield from (node[key] for key in ("root", "file") if key in node)
            yield from walk([value for value in node.values() if isinstance(value, list)])

    return list(walk(yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))))


def test_the_order_of_the_book_names_every_page_once():
    pages = [
        str(p.relative_to(ROOT).with_suffix(""))
        for p in (ROOT / "book").rglob("*")
        if p.suffix in {".ipynb", ".md"} and ".ipynb_checkpoints" not in p.parts
    ]
    assert sorted(re.sub(r"\.(md|ipynb)$", "", entry) for entry in toc_entries()) == sorted(pages)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name_of)
def test_a_notebook_is_fit_for_readers_and_for_comparison(path):
    notebook = json.loads(path.read_text("utf-8"))
    assert notebook["metadata"]["kernelspec"]["name"] == "python3"
    for number, cell in enumerate(notebook["cells"]):
        if cell["cell_type"] != "code":
            continue
        where = f"cell {number}: {''.join(cell['source'])}"
        lines = [line for line in "".join(cell["source"]).splitlines() if line.strip()]
        assert 1 <= len(lines) <= 5, f"a cell has one to five lines; {where}"
        tags = set(cell["metadata"].get("tags", []))
        kept, compared = "keep_output" in tags, "nbval-check-output" in tags
        assert kept == compared, f"an output that is kept is compared, and only such; {where}"
        assert bool(cell["outputs"]) == kept, f"outputs are kept where they are compared; {where}"
        # The rest shows nothing, and nbval sees to that, but for cells without a count of runs: only those
        # that are written from exercises/ have none.
        exempt = "nbval-ignore-output" in tags
        assert not (kept and exempt), f"an output is compared or is not; {where}"
        assert cell["execution_count"] or "practice" in tags, f"nbval does not compare an unrun cell; {where}"
        for output in cell["outputs"]:
            content = output.get("data", {"text/plain": output.get("text")})
            assert set(content) <= {"text/plain", "text/html"}, f"only text can be compared; {where}"


def test_nbval_is_strict_without_being_told(tmp_path):
    """Run a notebook with the repository's own settings and nothing but ``--nbval``."""
    # What is stored, the tags, and what strict nbval makes of it.
    kinds = {
        "the same": ("42\n", [], "PASSED"),
        "another figure": ("41\n", [], "FAILED"),
        "shown, but not kept": ("", [], "FAILED"),
        "exempt": ("", ["nbval-ignore-output"], "PASSED"),
    }
    notebook = nbformat.v4.new_notebook()
    for stored, tags, _ in kinds.values():
        outputs = [nbformat.v4.new_output("stream", name="stdout", text=stored)] if stored else []
        notebook.cells.append(
            nbformat.v4.new_code_cell(
                "print(6 * 7)", execution_count=1, metadata={"tags": tags}, outputs=outputs
            )
        )
    nbformat.write(notebook, tmp_path / "one.ipynb")
    options = ["-c", ROOT / "pyproject.toml", "--rootdir", tmp_path, "-p", "no:cacheprovider", "-rA"]
    command = [sys.executable, "-m", "pytest", "--nbval", *options, tmp_path / "one.ipynb"]
    done = subprocess.run([*map(str, command)], cwd=tmp_path, capture_output=True, text=True)
    told = re.findall(r"^(PASSED|FAILED) \S*one.ipynb::Cell (\d)", done.stdout, re.MULTILINE)
    found = {kind: outcome for number, kind in enumerate(kinds) for outcome, n in told if int(n) == number}
    assert found == {kind: outcome for kind, (*_, outcome) in kinds.items()}, done.stdout


# Pins, versions, documents
# -------------------------


def requirement_lines(path):
    lines = (line.split("#")[0].strip() for line in path.read_text("utf-8").splitlines())
    return [Requirement(line) for line in lines if line and not line.startswith("-")]


def pins():
    """Return what constraints.txt says for the running Python: canonical name to version."""
    chosen = [r for r in requirement_lines(ROOT / "constraints.txt") if not r.marker or r.marker.evaluate()]
    return {canonicalize_name(r.name): str(r.specifier) for r in chosen}


@cache
def environment():
    """Walk from what the book asks for to every distribution that this brings along."""
    found, queue = (
        {},
        [*requirement_lines(ROOT / "requirements.txt"), Requirement("homecoming[site,grading,test]")],
    )
    asked = set()
    while queue:
        requirement = queue.pop()
        key = (canonicalize_name(requirement.name), frozenset(requirement.extras))
        if key in asked:
            continue
        asked.add(key)
        distribution = metadata.distribution(requirement.name)
        found[key[0]] = distribution.version
        for text in distribution.requires or []:
            child = Requirement(text)
            if not child.marker or any(
                child.marker.evaluate({"extra": e}) for e in ["", *requirement.extras]
            ):
                queue.append(child)
    del found["homecoming"]
    return found


def test_every_distribution_that_is_installed_is_pinned_at_its_version():
    wrong = {n: (v, pins().get(n)) for n, v in environment().items() if pins().get(n) != f"=={v}"}
    assert not wrong, f"installed and pinned differ (make environment, or make lock): {wrong}"


def test_pins_are_exact_and_name_no_place_to_fetch_from():
    for requirement in requirement_lines(ROOT / "constraints.txt"):
        assert re.fullmatch(r"==[\w.]+", str(requirement.specifier)), f"{requirement} is not exact"
        assert requirement.url is None
    assert "://" not in (ROOT / "constraints.txt").read_text("utf-8")


def test_what_readers_need_is_what_was_promised():
    names = {r.name for r in requirement_lines(ROOT / "requirements.txt")}
    assert names == {"jupyter-book", "jupyterlab", "pandas", "seaborn", "ipywidgets", "nbval"}
    text = (ROOT / "requirements.txt").read_text("utf-8")
    assert "-c constraints.txt" in text
    assert "-e .[site]" in text


@cache
def packages_distributions():
    return metadata.packages_distributions()


def third_party(path):
    """Return the distributions that a file imports from, other than Python's own and the book's."""
    names = imported(ast.parse(code_of(path)), path)
    owners = packages_distributions()
    found = set()
    for name in names:
        top, *rest = name.split(".")
        known = {canonicalize_name(owner) for owner in owners.get(top, []) if top != "homecoming"}
        # Several distributions share a namespace such as sphinxcontrib: the next part of the name tells.
        ours = {owner for owner in known if rest and owner.endswith(f"-{rest[0]}")}
        found |= ours if len(known) > 1 and ours else known
    return found


def test_what_is_imported_is_declared():
    def names(lines):
        return {canonicalize_name(Requirement(line).name) for line in lines}

    extras = PROJECT["optional-dependencies"]
    base = names(PROJECT["dependencies"])
    readers = base | {canonicalize_name(r.name) for r in requirement_lines(ROOT / "requirements.txt")}
    # Sphinx and its kin come with Jupyter Book, which says which versions it can work with.
    site = readers | names(extras["site"]) | {"sphinx", "docutils", "myst-nb", "pydata-sphinx-theme"}
    grading = base | names(extras["grading"])

    allowed = dict.fromkeys(SOURCES, base)
    allowed |= {
        path: site for path in SOURCES if "site" in path.parts or path.stem in ("sphinx", "extension")
    }
    allowed |= {path: grading for path in SOURCES if "grading" in path.parts}
    allowed |= {
        path: site
        for path in SOURCES
        if "teach" in path.parts and path.stem in ("contents", "editions", "sources")
    }
    allowed |= dict.fromkeys(NOTEBOOKS, readers)
    # Tests and tools may also use what the rest brings along.
    everything = environment().keys()
    allowed |= {path: everything for folder in ("tests", "tools") for path in (ROOT / folder).rglob("*.py")}

    undeclared = [
        f"{name_of(path)} imports {name}"
        for path, known in allowed.items()
        for name in third_party(path) - known
    ]
    assert not undeclared, "not declared in pyproject.toml"


def test_versions_agree():
    version = PROJECT["version"]
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    changes = re.findall(
        r"^## \[(\d[^\]]*)\] - \d{4}-\d\d-\d\d$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE
    )
    assert citation["version"] == citation["preferred-citation"]["version"] == version
    assert changes[0] == version
    assert metadata.version("homecoming") == version


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_documents_name_files_and_commands_that_exist(document):
    text = (ROOT / document).read_text("utf-8")
    links = [link for link in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in link]
    assert [link for link in links if not (ROOT / link.split("#")[0]).exists()] == []
    commands = set(re.findall(r"(?:`|^)make ([a-z-]+)", text, re.MULTILINE))
    assert commands <= make_targets()


# Commands and workflows
# ----------------------


def make_targets():
    return set(re.findall(r"^\.PHONY: ([a-z-]+)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


def test_make_help_lists_every_command():
    shown = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    listed = re.findall(r"^  make ([a-z-]+) +\S", shown, re.MULTILINE)
    assert sorted(listed) == sorted(make_targets() - {"another-python"})


def test_actionlint_finds_nothing_in_the_workflows():
    assert WORKFLOWS
    done = subprocess.run([program("actionlint"), *map(str, WORKFLOWS)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_actionlint_would_find_a_mistake(tmp_path):
    spoilt = tmp_path / "spoilt.yml"
    spoilt.write_text(WORKFLOWS[0].read_text("utf-8").replace("runs-on:", "run-on:"), "utf-8")
    done = subprocess.run([program("actionlint"), str(spoilt)], capture_output=True, text=True)
    assert done.returncode == 1
    assert "run-on" in done.stdout


@pytest.mark.parametrize("path", WORKFLOWS, ids=name_of)
def test_workflows_may_read_only_except_where_pages_are_published(path):
    workflow = yaml.safe_load(path.read_text("utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    for name, job in workflow["jobs"].items():
        expected = {"pages": "write", "id-token": "write"} if name == "publish" else None
        assert job.get("permissions") == expected
        assert job["timeout-minutes"] <= 90
        for step in job["steps"]:
            assert "uses" not in step or re.fullmatch(r"actions/[\w-]+@(v\d+|[0-9a-f]{40})", step["uses"])


def test_dependabot_leaves_jupyter_book_2_alone():
    updates = yaml.safe_load((ROOT / ".github/dependabot.yml").read_text("utf-8"))["updates"]
    pip = next(update for update in updates if update["package-ecosystem"] == "pip")
    assert {"dependency-name": "jupyter-book", "versions": [">=2"]} in pip["ignore"]


def test_binder_makes_the_readers_environment_and_keeps_it_editable(tmp_path):
    """Read repo2docker's own plan for an image, made of a copy without the folders that git ignores."""
    copy = tmp_path / "book"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".*", "_build", "tests"))
    command = [program("jupyter-repo2docker"), "--no-build", "--debug", str(copy)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "Building conda environment for python=3.11" in done.stderr
    installs = re.findall(r"pip install (.*)", done.stdout)
    assert installs == ['--no-cache-dir -r "binder/requirements.txt"']
    assert "\n-r ../requirements.txt\n" in (ROOT / "binder/requirements.txt").read_text("utf-8")
