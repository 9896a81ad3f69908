"""One command line: help that fits a terminal, and one policy for how every subcommand ends."""

import re
import subprocess
import sys

import pytest

from homecoming import published
from homecoming.commands import audit_table, hashes, main, policy

SUBCOMMANDS = [
    "read",
    "audit",
    "new-table",
    "new-study",
    "exercises",
    "instructor",
    "release",
    "grade",
    "hashes",
]


def run(capsys, *arguments):
    """What the command returns and says; argparse ends the program by itself after help."""
    try:
        status = main.main([str(argument) for argument in arguments])
    except SystemExit as stop:
        status = stop.code
    said = capsys.readouterr()
    return status, said.out, said.err


@pytest.fixture
def terminal(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")


def test_help_names_every_subcommand_on_a_line_of_its_own(capsys, terminal):
    status, out, _ = run(capsys, "--help")
    assert status == policy.DONE
    assert re.findall(r"^    ([a-z-]+) +[a-z]", out, re.MULTILINE)[: len(SUBCOMMANDS)] == SUBCOMMANDS


@pytest.mark.parametrize("command", SUBCOMMANDS)
def test_help_of_a_subcommand_fits_a_terminal_and_has_an_example(capsys, terminal, command):
    status, out, _ = run(capsys, command, "--help")
    assert status == policy.DONE
    assert re.search(rf"^    (\w+=\S+ )?homecoming {command}\b", out, re.MULTILINE)
    assert max(map(len, out.splitlines())) <= 80


def test_help_loads_nothing_slow():
    code = (
        "import sys\nfrom homecoming.commands.main import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "print(sorted({'pandas', 'numpy', 'nbformat', 'ipywidgets', 'scipy', 'sphinx'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_version_is_said(capsys):
    status, out, _ = run(capsys, "--version")
    assert status == policy.DONE
    assert re.fullmatch(r"homecoming \d+\.\d+\.\d+\n", out)


def test_the_module_is_the_same_command():
    done = subprocess.run([sys.executable, "-m", "homecoming", "audit", "none.csv"], capture_output=True)
    assert done.returncode == policy.UNUSABLE
    assert done.stderr.startswith(b"homecoming: none.csv: found no such file")


def stopping_with(error):
    def stop(_):
        raise error

    return stop


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (policy.CommandError("Say which."), policy.UNUSABLE, "homecoming: Say which.\n"),
        (
            published.DataError("'x'", "a figure", "Correct it.", file="a.csv"),
            policy.UNUSABLE,
            "homecoming: a.csv: found 'x'; expected a figure. Correct it.\n",
        ),
        (
            PermissionError(13, "Permission denied", "a.csv"),
            policy.UNUSABLE,
            "homecoming: a.csv: Permission denied.\n",
        ),
        (OSError(28, "No space left on device"), policy.UNUSABLE, "homecoming: No space left on device.\n"),
        (
            ModuleNotFoundError("no", name="nbgrader.preprocessors"),
            policy.UNUSABLE,
            "homecoming: nbgrader is missing. Run: pip install -e '.[grading]'\n",
        ),
        (KeyboardInterrupt(), policy.STOPPED, "homecoming: stopped by hand.\n"),
    ],
    ids=["command", "data", "file", "disk", "module", "keyboard"],
)
def test_what_is_expected_is_told_in_a_line(monkeypatch, capsys, error, status, words):
    monkeypatch.setattr(audit_table, "_run", stopping_with(error))
    assert run(capsys, "audit", "a.csv") == (status, "", words)


@pytest.mark.parametrize(
    "error",
    [
        ValueError("of numpy"),
        KeyError("x"),
        ZeroDivisionError(),
        ModuleNotFoundError("no", name="homecoming.x"),
        AssertionError(),
    ],
    ids=lambda error: type(error).__name__,
)
def test_a_crash_is_neither_an_answer_nor_silent(monkeypatch, capsys, error):
    monkeypatch.setattr(hashes, "_run", stopping_with(error))
    status, _, err = run(capsys, "hashes")
    assert status == policy.CRASHED
    assert "Traceback" in err
    assert type(error).__name__ in err
    assert err.splitlines()[-1].startswith("homecoming: this is a defect of the program.")


def test_a_reader_of_a_pipe_may_leave_early():
    """As `homecoming audit table.csv | head -1` does."""
    command = [sys.executable, "-m", "homecoming", "audit", str(published.EXAMPLE)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        process.stdout.close()
        said = process.stderr.read()
    assert "Traceback" not in said
    assert process.returncode == policy.UNUSABLE


def test_an_unknown_subcommand_is_answered(capsys):
    status, _, err = run(capsys, "check", "t.csv")
    assert status == policy.UNUSABLE
    assert "invalid choice: 'check'" in err
