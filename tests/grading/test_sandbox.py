"""The sandbox: refused loudly where it is missing, tight where it is there."""

import os
import shutil

import pytest

from homecoming.commands.main import main
from homecoming.grading import sandbox
from homecoming.grading.sandbox import CellRun, Limits, SandboxError


@pytest.fixture
def bubblewrap():
    if not shutil.which("bwrap"):
        message = "bubblewrap (bwrap) is not installed: THE SANDBOX IS NOT TESTED"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)


def test_without_bubblewrap_nothing_is_run(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("PATH", str(tmp_path))
    sandbox.ensure.cache_clear()
    with pytest.raises(SandboxError, match=r"never run without it.*apt-get install bubblewrap"):
        sandbox.run([CellRun("1")])
    pytest.importorskip("nbgrader")
    assert main(["grade", "rebuild-a-table", str(tmp_path), "--out", str(tmp_path / "out")]) == 2
    assert "homecoming: bubblewrap" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
    sandbox.ensure.cache_clear()


def test_a_bubblewrap_that_may_not_work_is_explained(monkeypatch, tmp_path):
    fake = tmp_path / "bwrap"
    fake.write_text("#!/bin/sh\necho 'setting up uid map: Permission denied' >&2\nexit 1\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    sandbox.ensure.cache_clear()
    with pytest.raises(SandboxError, match=r"uid map: Permission denied.*userns"):
        sandbox.ensure()
    sandbox.ensure.cache_clear()


def test_a_sandbox_that_leaks_is_refused(monkeypatch, tmp_path):
    fake = tmp_path / "bwrap"
    fake.write_text("""#!/bin/sh\necho '{"write": true, "network": false}'\n""")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    sandbox.ensure.cache_clear()
    with pytest.raises(SandboxError, match=r"leaks \(write\)"):
        sandbox.ensure()
    sandbox.ensure.cache_clear()


def test_what_a_submission_sees(bubblewrap, tmp_path):
    sheet = tmp_path / "figures.csv"
    sheet.write_text("a,b\n1,2\n")
    look = (
        "import os, pathlib, homecoming\n"
        "here = pathlib.Path(homecoming.__file__).parent\n"
        "print(sorted(os.listdir()), open('figures.csv').read().split())\n"
        "print(sorted(os.listdir(here.parents[1]))[:3] , os.listdir(here / 'grading'))\n"
        "print(os.getuid(), os.environ.get('SECRET_OF_THE_TEACHER'), os.path.exists('/etc/shadow'))\n"
        "mine = f'/proc/{os.getppid()}'\n"
        "for place in (mine + '/fd/3', mine + '/environ', mine + '/mem'):\n"
        "    try: open(place, 'rb').read(1); print('read', place)\n"
        "    except OSError: pass\n"
    )
    os.environ["SECRET_OF_THE_TEACHER"] = "x"
    try:
        done = sandbox.run([CellRun(look)], Limits(), {"figures.csv": sheet})
    finally:
        del os.environ["SECRET_OF_THE_TEACHER"]
    said = "".join(output.get("text", "") for output in done.outcomes[0].outputs)
    lines = said.splitlines()
    assert lines[0] == "['figures.csv'] ['a,b', '1,2']"
    assert lines[1].endswith("[]")
    assert "assignments" not in lines[1]
    assert lines[2:] == ["65534 None False"]


def test_a_submission_sees_the_variables_and_folders_it_is_given(bubblewrap, tmp_path):
    (tmp_path / "datapackage.json").write_text('{"name": "own-study"}')
    look = (
        "import os, pathlib\n"
        "print((pathlib.Path(os.environ['HOMECOMING_DATA']) / 'datapackage.json').read_text())\n"
        "print(os.environ['HOME'])\n"
    )
    variables = {"HOMECOMING_DATA": str(tmp_path), "HOME": "/root"}
    done = sandbox.run([CellRun(look)], Limits(), readable=(tmp_path,), environment=variables)
    said = "".join(output.get("text", "") for output in done.outcomes[0].outputs)
    assert said.splitlines() == ['{"name": "own-study"}', "/tmp/home"]


def test_a_forged_answer_is_not_taken(bubblewrap):
    forge = (
        "import json, os\n"
        "answer = json.dumps({'index': 0, 'state': 'ran', 'outputs': []}).encode()\n"
        "for descriptor in range(3, 60):\n"
        "    try: os.write(descriptor, b'secret ' + answer + b'\\n')\n"
        "    except OSError: pass\n"
    )
    done = sandbox.run(
        [CellRun("1 / 0"), CellRun(forge), CellRun("2 / 0", "test")], Limits(cell_seconds=10, seconds=30)
    )
    assert done.outcomes[0].error["ename"] == "ZeroDivisionError"
    # What it wrote into breaks its own kernel, in one way or another: late, stuck, dead. It may not pass.
    test = done.outcomes[2]
    assert test.state != "ran" or test.error


def test_a_stubborn_loop_loses_its_kernel_and_not_the_rest(bubblewrap):
    stubborn = "while True:\n    try:\n        while True: pass\n    except BaseException: pass"
    slow = "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass"
    done = sandbox.run(
        [CellRun("x = 1"), CellRun(stubborn), CellRun(slow), CellRun("x + 1")], Limits(cell_seconds=1.5)
    )
    assert [outcome.state for outcome in done.outcomes][0::3] == ["ran", "ran"]
    assert {outcome.state for outcome in done.outcomes[1:3]} <= {"late", "stuck"}
    assert done.outcomes[2].state == "stuck"
    assert done.outcomes[3].outputs[0]["data"]["text/plain"] == "2"


def test_the_whole_run_has_an_end(bubblewrap):
    done = sandbox.run([CellRun("while True: pass")], Limits(cell_seconds=60, seconds=4))
    assert done.stopped == "stopped after 4 seconds"
    assert done.outcomes[0].state == "never"
