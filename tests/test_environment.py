"""The environment: made from nothing on a machine that can, refused in clear words on one that cannot."""

import importlib.util
import json
import os
import pkgutil
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import homecoming
from homecoming import published

ROOT = Path(__file__).parents[1]

# What repo2docker puts into a Binder image before the book's requirements: the servers that start a session.
BINDER_SERVERS = ("notebook", "jupyterhub", "jupyter-resource-usage", "jupyter-offlinenotebook")


def run(*command, cwd=ROOT, **options):
    """Run a command; if it fails, fail with everything it said."""
    done = subprocess.run([*map(str, command)], cwd=cwd, capture_output=True, text=True, **options)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


# A fresh environment
# -------------------


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    """Make an environment from requirements.txt as a reader does, and return its folder of programs."""
    folder = tmp_path_factory.mktemp("fresh") / "environment"
    run(sys.executable, "-m", "venv", folder)
    run(folder / "bin/python", "-m", "pip", "install", "--no-compile", "-r", "requirements.txt")
    return folder / "bin"


@pytest.mark.slow
def test_a_fresh_environment_is_whole_and_imports_everything(fresh):
    run(fresh / "python", "-m", "pip", "check")
    modules = [module.name for module in pkgutil.walk_packages(homecoming.__path__, "homecoming.")]
    needed = ["jupyter_book", "jupyterlab", "pandas", "seaborn", "ipywidgets", "nbval"]
    assert "homecoming.published" in modules
    run(fresh / "python", "-c", "import " + ", ".join(needed + modules))
    assert run(fresh / "jupyter-book", "--version").startswith("Jupyter Book")
    assert run(fresh / "jupyter", "lab", "--version").startswith("4.4.")


LOAD = """
import json
from homecoming import published
tables = {name: published.load(name).cells.printed.tolist() for name in published.tables()}
print(json.dumps([str(published.data_dir()), tables]))
"""


@pytest.mark.slow
def test_an_editable_and_a_plain_install_load_the_same_tables(fresh, tmp_path):
    expected = {name: published.load(name).cells.printed.tolist() for name in published.tables()}
    folder, tables = json.loads(run(fresh / "python", "-c", LOAD, cwd=tmp_path))
    assert Path(folder) == ROOT / "data"
    assert tables == expected

    # The plain copy goes to a folder of its own, so that the tests here may come in any order.
    plain = tmp_path / "plain"
    run(fresh / "python", "-m", "pip", "install", "--no-deps", "--no-compile", "--target", plain, ".")
    environ = os.environ | {"PYTHONPATH": str(plain)}
    folder, tables = json.loads(run(fresh / "python", "-c", LOAD, cwd=tmp_path, env=environ))
    assert Path(folder) == plain / "homecoming/data"
    assert tables == expected

    def files(folder):
        return {p.relative_to(folder) for p in folder.rglob("*") if p.is_file() and p.suffix != ".pyc"}

    assert files(plain / "homecoming") == files(ROOT / "src/homecoming") | {
        Path("data") / path for path in files(ROOT / "data")
    }


@pytest.mark.slow
def test_the_servers_of_a_binder_image_agree_with_the_pins(fresh):
    """Ask pip to add the versions that repo2docker locks for Python 3.11 to what Binder then installs."""
    package = Path(importlib.util.find_spec("repo2docker").origin).parent
    lock = package / "buildpacks/conda/environment.py-3.11-linux-64.lock"
    locked = dict(re.findall(r"/([a-z0-9_-]+?)-(\d[\w.]*)-[^/]*\.conda#", lock.read_text("utf-8")))
    # Conda splits the Hub's package; the part for a single user has the Hub's version.
    locked["jupyterhub"] = locked["jupyterhub-singleuser"]
    asked = [f"{name}=={locked[name]}" for name in BINDER_SERVERS]
    run(
        *(fresh / "python", "-m", "pip", "install", "--no-compile", "--dry-run"),
        *("-r", "binder/requirements.txt", *asked),
    )


# A machine that cannot
# ---------------------


@pytest.fixture
def machine(tmp_path):
    """Return a bare machine: a PATH with the shell's tools, and a way to put Pythons on it."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("sh", "sed", "rm"):
        (programs / name).symlink_to(shutil.which(name))

    def add(name, version, modules=True):
        """Add a Python that answers as one of this version would, with or without venv."""
        script = programs / name
        new_enough = tuple(map(int, version.split("."))) >= (3, 11)
        script.write_text(
            f"""#!/bin/sh
            case "$*" in
                --version) echo "Python {version}" ;;
                *version_info*) exit {0 if new_enough else 1} ;;
                *ensurepip*) exit {0 if modules else 1} ;;
                "-m venv"*) echo "{name} makes it" ;;
            esac
            """
        )
        script.chmod(0o755)

    def make(**environ):
        return subprocess.run(
            ["sh", ROOT / "tools/make_environment.sh", "environment"],
            cwd=tmp_path,
            env={"PATH": str(programs), **environ},
            capture_output=True,
            text=True,
        )

    make.add = add
    return make


def test_no_python_at_all_is_said(machine):
    done = machine()
    assert done.returncode == 1
    assert "needs Python 3.11 or newer, and none was found" in done.stderr


def test_an_old_python_is_named_with_what_to_do(machine):
    machine.add("python3", "3.10.13")
    done = machine()
    assert done.returncode == 1
    assert "python3 is Python 3.10.13" in done.stderr
    assert "make book PYTHON=" in done.stderr


def test_the_first_python_that_is_new_enough_is_taken(machine):
    machine.add("python3", "3.9.2")
    machine.add("python3.12", "3.12.1")
    done = machine()
    assert done.returncode == 0
    assert "python3.12 makes it" in done.stdout


def test_the_python_asked_for_is_taken_or_refused(machine):
    machine.add("python3", "3.13.0")
    machine.add("mine", "3.11.2")
    machine.add("old", "3.10.13")
    assert "mine makes it" in machine(PYTHON="mine").stdout
    assert "old is Python 3.10.13" in machine(PYTHON="old").stderr
    assert "no program called nosuch" in machine(PYTHON="nosuch").stderr


def test_a_python_without_venv_names_the_package_that_brings_it(machine):
    machine.add("python3", "3.11.2", modules=False)
    done = machine()
    assert done.returncode == 1
    assert "apt-get install python3-venv" in done.stderr


# Without a browser
# -----------------

WITHOUT_PLAYWRIGHT = """
import sys
sys.modules["playwright"] = None  # every import of it fails
import pytest
sys.exit(pytest.main(sys.argv[1:]))
"""


def test_tests_that_need_no_browser_start_without_playwright():
    options = ("-q", "-p", "no:cacheprovider", "--collect-only", "tests/people", "tests/published")
    told = run(sys.executable, "-c", WITHOUT_PLAYWRIGHT, *options)
    assert "tests/people/test_counts.py::" in told


def test_a_test_that_needs_a_browser_says_that_playwright_is_missing():
    environ = {name: value for name, value in os.environ.items() if name != "CI"}
    options = ("-q", "-p", "no:cacheprovider", "tests/selfcheck", "-k", "axe")
    told = run(sys.executable, "-c", WITHOUT_PLAYWRIGHT, *options, env=environ)
    assert re.search(r"NOT TESTED IN A BROWSER: \d+ tests were left out", told)
