"""The parts of the page's Python: where they come from, what becomes of them, and whose they are."""

from __future__ import annotations

import hashlib
import json
import marshal
import re
import zipfile

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from site_pages import ROOT

from homecoming.site import pagepython
from homecoming.site.pagepython import licences, origins, wanted
from homecoming.site.pagepython.compiling import compiled, trimmed
from homecoming.site.pagepython.own_package import own_files
from homecoming.site.pagepython.packing import Shelf, packed, unpacked

PACKAGE = ROOT / "src" / "homecoming"
CONTENT = b"a wheel"
HASH = hashlib.sha256(CONTENT).hexdigest()
OFFICIAL = wanted.Wanted("thing", HASH, file_name="thing-1-official.whl")


def never(*arguments):
    pytest.fail("this source was asked although another had the file")


@pytest.fixture
def sources(monkeypatch):
    """Stand-ins for the network: each source gives what a test says, or an error."""

    def give(official: bytes | str = "no network", pypi: str = "no network"):
        def download(url, path, name):
            if isinstance(official, str):
                raise OSError(official)
            path.write_bytes(official)

        monkeypatch.setattr(origins, "_download", download)
        monkeypatch.setattr(origins, "_pip_download", lambda lines, into: pypi)

    return give


# Where files come from
# ---------------------


def test_the_cache_is_asked_first(tmp_path, monkeypatch):
    monkeypatch.setattr(origins, "_fetch", never)
    kept = tmp_path / f"{HASH}-thing.whl"
    kept.write_bytes(CONTENT)
    assert origins.collect([OFFICIAL], tmp_path, "1") == {"thing": kept}


def test_what_the_official_place_gives_is_kept(tmp_path, sources):
    sources(official=CONTENT)
    found = origins.collect([OFFICIAL], tmp_path, "1")
    assert found["thing"].read_bytes() == CONTENT
    assert [path.name for path in tmp_path.iterdir()] == [f"{HASH}-thing.whl"]


def test_the_carrier_is_asked_last(tmp_path, sources, monkeypatch):
    sources()

    def carry(lines, into):
        into.mkdir()
        with zipfile.ZipFile(into / "carrier.whl", "w") as archive:
            archive.writestr(f"somewhere/pyodide/{OFFICIAL.file_name}", CONTENT)
        return ""

    monkeypatch.setattr(origins, "_pip_download", carry)
    assert origins.collect([OFFICIAL], tmp_path, "1")["thing"].read_bytes() == CONTENT


@pytest.mark.parametrize("origin", ["the cache", "the official place"])
def test_a_wrong_file_stops_the_build_and_is_named(origin, tmp_path, sources):
    sources(official=b"another wheel")
    if origin == "the cache":
        (tmp_path / f"{HASH}-thing.whl").write_bytes(b"another wheel")
    with pytest.raises(origins.WrongFileError) as raised:
        origins.collect([OFFICIAL], tmp_path, "1")
    said = str(raised.value)
    assert "thing-1-official.whl" in said
    assert HASH in said
    assert hashlib.sha256(b"another wheel").hexdigest() in said


def test_where_no_source_answers_the_message_says_what_was_tried(tmp_path, sources):
    sources(official="no route", pypi="pip: no network")
    with pytest.raises(origins.NowhereError, match=r"thing-1-official\.whl.*no route.*pip: no network"):
        origins.collect([OFFICIAL], tmp_path, "1")
    assert list(tmp_path.iterdir()) == []


def test_a_book_without_its_python_says_so_at_home_and_fails_on_ci():
    said = pagepython.without_python("no network", {})
    assert "WITHOUT Python" in said
    assert "no network" in said
    with pytest.raises(pagepython.NoPythonError, match="no network"):
        pagepython.without_python("no network", {"CI": "true"})


# What is pinned
# --------------


def test_each_wheel_of_pypi_is_the_version_that_the_constraints_say():
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pinned = {
        canonicalize_name(requirement.name): str(requirement.specifier)
        for requirement in (Requirement(line) for line in lines if re.match(r"[\w.-]+==", line))
    }
    ours = wanted.requirements(wanted.WHEELS)
    assert {name: pinned[name] for name in ours} == {
        name: str(Requirement(one.requirement.partition(" ")[0]).specifier) for name, one in ours.items()
    }


def test_npm_packages_are_pinned_by_version_and_hash_and_name_no_place():
    folder = wanted.HERE / "npm"
    asked = json.loads((folder / "package.json").read_text("utf-8"))["dependencies"]
    assert [version for version in asked.values() if not re.fullmatch(r"\d+\.\d+\.\d+", version)] == []
    locked = json.loads((folder / "package-lock.json").read_text("utf-8"))["packages"]
    packages = {path: facts for path, facts in locked.items() if path}
    assert len(packages) > len(asked)
    assert [path for path, facts in packages.items() if not facts["integrity"].startswith("sha512-")] == []
    assert [path for path, facts in packages.items() if "resolved" in facts] == []


def test_a_line_that_pins_nothing_is_an_error(tmp_path):
    file = tmp_path / "wheels.txt"
    file.write_text("seaborn>=0.13\n")
    with pytest.raises(ValueError, match=r"wheels\.txt.*seaborn>=0\.13"):
        wanted.requirements(file)


# What becomes of them
# --------------------


def test_sources_become_bytecode_and_what_does_not_compile_stays():
    made = compiled({"a.py": b'"""Says."""\nassert 1\nb = 2', "broken.py": b"(", "c.csv": b"1"}, keep=True)
    assert sorted(made) == ["a.pyc", "broken.py", "c.csv"]
    names: dict[str, object] = {}
    exec(marshal.loads(made["a.pyc"][16:]), names)
    assert (names["b"], names["__doc__"]) == (2, "Says.")


def test_docstrings_of_others_are_left_out():
    made = compiled({"a.py": b'"""Says."""'}, keep=False)
    names: dict[str, object] = {}
    exec(marshal.loads(made["a.pyc"][16:]), names)
    assert not names.get("__doc__")


@pytest.mark.parametrize(
    ("path", "stays"),
    [
        ("lib/python3.14/site-packages/numpy/core.py", True),
        ("lib/python3.14/site-packages/numpy/tests/test_core.py", False),
        ("lib/python3.14/site-packages/numpy/testing/_private/utils.py", True),
        ("lib/python3.14/site-packages/numpy-2.dist-info/METADATA", False),
        ("lib/python3.14/json/decoder.py", True),
        ("lib/python3.14/tkinter/ttk.py", False),
    ],
)
def test_what_has_no_use_in_a_page_is_left_out(path, stays):
    assert bool(trimmed({path: b""})) == stays


def test_files_have_names_of_their_contents_and_come_in_pieces(tmp_path):
    shelf = Shelf(tmp_path / "files")
    first, again, other = (shelf.put("a", content, ".packed") for content in (b"1", b"1", b"2"))
    assert first == again
    assert first["path"] != other["path"]
    content = bytes(range(256)) * 10_000
    pieces = shelf.put_in_pieces("b", content)
    assert len(pieces["paths"]) > 1
    assert b"".join((shelf.folder / path).read_bytes() for path in pieces["paths"]) == content


def test_what_was_packed_is_unpacked():
    files = {"b/c.txt": b"", "a.py": b"\0\1"}
    assert unpacked(packed(files)) == files


def test_the_page_gets_the_package_and_the_data_and_no_solution():
    files = own_files(ROOT, PACKAGE)
    assert files["homecoming/data/datapackage.json"] == (ROOT / "data/datapackage.json").read_bytes()
    assert "homecoming/inpage/session.py" in files
    assert any(path.endswith("entry_points.txt") for path in files)
    unwanted = re.compile(r"homecoming/(site|grading)/|(^|/)(tests|exercises|assignments)/|__pycache__")
    assert [path for path in files if unwanted.search(path)] == []


# Whose they are
# --------------


def test_a_wheel_says_its_licence(tmp_path):
    wheel = tmp_path / "thing.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr(
            "thing-1.dist-info/METADATA", "Name: thing\nVersion: 1\nLicense-Expression: MIT\n\nWords"
        )
        archive.writestr("thing-1.dist-info/licenses/LICENSE", "Do what you like.")
    assert licences.of_wheel(wheel) == licences.Part("thing", "1", "MIT", "Do what you like.")


@pytest.mark.parametrize(
    ("lines", "licence"),
    [
        ("Classifier: License :: OSI Approved :: BSD License", "BSD-3-Clause"),
        ("License: MIT License", "MIT"),
        ("License: Something new", "see its text"),
    ],
)
def test_an_older_wheel_says_its_licence_in_other_words(lines, licence, tmp_path):
    wheel = tmp_path / "thing.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("thing-1.dist-info/METADATA", f"Name: thing\nVersion: 1\n{lines}\n")
    assert licences.of_wheel(wheel).licence == licence


def test_tools_that_only_build_are_not_listed(tmp_path):
    names = ["codemirror", "esbuild", "@esbuild/linux-x64", "pyodide"]
    lock = tmp_path / "package-lock.json"
    lock.write_text(
        json.dumps(
            {"packages": {"": {}, **{f"node_modules/{n}": {"version": "1", "license": "MIT"} for n in names}}}
        )
    )
    assert [part.name for part in licences.of_npm(lock, tmp_path)] == ["codemirror", "pyodide"]
