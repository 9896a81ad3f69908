"""Run somebody else's cells where they can do no harm: bubblewrap, no network, a read-only disk, limits.

Inside, a submission sees the system and the book's environment read-only, an empty home in memory, and no
other process. It sees no other submission, no gradebook, no solution and no test that has not been run yet.
What it put out comes back as data; nothing that it wrote is kept.
"""

from __future__ import annotations

import json
import secrets
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import IO, Any

MEBIBYTE = 1024 * 1024


class SandboxError(RuntimeError):
    """The sandbox is not to be had on this machine, or cannot be trusted here. Nothing was run."""


@dataclass(frozen=True)
class Limits:
    """What one submission may use.

    Parameters
    ----------
    cell_seconds : float
        A cell that runs longer is interrupted, and the next one runs.
    seconds : float
        The whole submission is stopped after this time.
    memory : int
        Bytes of address space a process; a cell that asks for more gets a MemoryError.
    total_memory : int
        Bytes that all processes of a submission may hold together.
    processes : int
        How many processes and threads a submission may have at a time.
    most_output : int
        Bytes of output a cell; what is more is dropped.
    """

    cell_seconds: float = 30
    seconds: float = 240
    memory: int = 2048 * MEBIBYTE
    total_memory: int = 3072 * MEBIBYTE
    processes: int = 120
    most_output: int = MEBIBYTE


@dataclass(frozen=True)
class CellRun:
    """A cell to be run: its source, and its role (``student``, ``test`` or ``trap``)."""

    source: str
    role: str = "student"


@dataclass(frozen=True)
class SandboxRun:
    """What became of one cell in the sandbox.

    ``state`` is ``ran``, ``late`` (interrupted in time), ``stuck`` (it would not stop), ``died`` (it ended
    the kernel) or ``never`` (not reached).
    """

    state: str
    outputs: list[dict[str, Any]] = field(default_factory=list)
    cut: bool = False

    @property
    def error(self) -> dict[str, Any] | None:
        """The error output, or None."""
        return next((output for output in self.outputs if output.get("output_type") == "error"), None)


@dataclass(frozen=True)
class Execution:
    """What became of a whole submission: one outcome a cell, and why it was stopped early, if it was."""

    outcomes: list[SandboxRun]
    stopped: str | None = None


def _bind(*places: Path | str) -> list[str]:
    return [word for place in places for word in ("--ro-bind-try", str(place), str(place))]


def _system() -> list[str]:
    """Show the programs and libraries of the machine, read-only, and little else of it."""
    words = _bind("/usr")
    for name in ("bin", "sbin", "lib", "lib32", "lib64"):
        place = Path("/", name)
        if place.is_symlink():
            words += ["--symlink", str(place.readlink()), str(place)]
        elif place.exists():
            words += _bind(place)
    return words + _bind(
        "/etc/alternatives", "/etc/ld.so.cache", "/etc/fonts", "/etc/localtime", "/etc/mime.types"
    )


def _environment(readable: Sequence[Path]) -> tuple[str, ...]:
    """Name what the book's environment needs: Python, its packages, this package, and what else is given."""
    package = Path(__file__).resolve().parents[1]
    wanted = [Path(sys.base_prefix), Path(sys.prefix), package, *readable]
    places = {str(place.resolve()) for place in wanted} | {str(place) for place in wanted}
    return tuple(sorted(place for place in places if not place.startswith("/usr/")))


def _hidden() -> list[str]:
    """Put an empty folder over the code that grades: a submission needs none of it."""
    return ["--tmpfs", str(Path(__file__).resolve().parent)]


def command(
    files: Mapping[str, Path] | None = None,
    readable: Sequence[Path] = (),
    environment: Mapping[str, str] | None = None,
    *,
    program: str | None = None,
) -> list[str]:
    """Write the command that starts the sandbox around ``runner.py``, or around another script.

    Parameters
    ----------
    files : mapping of str to pathlib.Path, optional
        Files that the cells may read, by the name they have in the working folder.
    readable : sequence of pathlib.Path
        Folders that the cells may read, where they are: what a notebook of the book loads.
    environment : mapping of str to str, optional
        Environment variables that the cells see beside the sandbox's own, which they cannot replace.
    program : str, optional
        Source of a Python script to run in place of the runner; for the sandbox's own tests.

    Returns
    -------
    list of str
        Program and arguments.

    Raises
    ------
    SandboxError
        If bubblewrap is not installed.
    """
    bubblewrap = shutil.which("bwrap")
    if not bubblewrap:
        raise SandboxError(
            "bubblewrap (the program bwrap) is not installed, and a submission is never run without it. "
            "On Debian or Ubuntu: sudo apt-get install bubblewrap. On Windows: use WSL. On macOS: a Linux "
            "machine, container or virtual machine."
        )
    words = [bubblewrap, "--unshare-all", "--die-with-parent", "--new-session", "--clearenv"]
    words += [
        "--unshare-user",
        "--uid",
        "65534",
        "--gid",
        "65534",
        "--hostname",
        "sandbox",
        "--cap-drop",
        "ALL",
    ]
    # The empty /tmp comes first: the book itself may lie below the machine's /tmp, and must stay in view.
    words += ["--size", str(256 * MEBIBYTE), "--tmpfs", "/tmp", "--dir", "/tmp/home", "--dir", "/tmp/work"]
    words += [*_system(), *_bind(*_environment(readable)), *_hidden()]
    words += ["--proc", "/proc", "--dev", "/dev", "--size", str(64 * MEBIBYTE), "--tmpfs", "/dev/shm"]
    for name, place in sorted((files or {}).items()):
        words += ["--ro-bind", str(place), f"/tmp/work/{name}"]
    words += ["--chdir", "/tmp/work"]
    variables = {
        **(environment or {}),
        "HOME": "/tmp/home",
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "MPLBACKEND": "agg",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
        "JUPYTER_PLATFORM_DIRS": "1",
    }
    for name, value in variables.items():
        words += ["--setenv", name, value]
    script = program or Path(__file__).with_name("runner.py").read_text(encoding="utf-8")
    return [*words, "--", sys.executable, "-c", script]


@lru_cache
def ensure() -> str:
    """Make sure that the sandbox works here: run a probe that tries to get out.

    Returns
    -------
    str
        The version of bubblewrap.

    Raises
    ------
    SandboxError
        If it is missing, may not make namespaces, or lets the probe write, see the network or see processes.
    """
    probe = (
        "import json, os, pathlib, socket\n"
        "def can(do):\n"
        "    try: do()\n"
        "    except OSError: return False\n"
        "    return True\n"
        f"here = pathlib.Path({str(Path(__file__).resolve().parents[1])!r})\n"
        "print(json.dumps({'write': can(lambda: (here / 'escaped').write_text('x')), "
        "'network': can(lambda: socket.create_connection(('192.0.2.1', 80), 1)), "
        "'grading': any((here / 'grading').iterdir()), "
        "'interfaces': len(os.listdir('/sys/class/net')) if os.path.exists('/sys/class/net') else 0, "
        "'processes': sum(name.isdigit() for name in os.listdir('/proc')) > 4}))"
    )
    tried = subprocess.run(command(program=probe), capture_output=True, text=True, timeout=60)
    if tried.returncode:
        raise SandboxError(
            "bubblewrap is installed but cannot make a sandbox here, so nothing was graded. It said: "
            f"{tried.stderr.strip() or tried.returncode}. Where unprivileged user namespaces are switched "
            "off, allow them or run this as root (Ubuntu 24.04: "
            "sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0; a container needs more rights)."
        )
    if holes := [name for name, open_ in json.loads(tried.stdout).items() if open_]:
        raise SandboxError(f"the sandbox leaks ({', '.join(holes)}), so nothing was graded")
    return subprocess.run(
        [shutil.which("bwrap") or "bwrap", "--version"], capture_output=True, text=True, check=True
    ).stdout.strip()


def run(
    cells: Sequence[CellRun],
    limits: Limits | None = None,
    files: Mapping[str, Path] | None = None,
    readable: Sequence[Path] = (),
    environment: Mapping[str, str] | None = None,
) -> Execution:
    r"""Run cells one after another in a fresh sandbox.

    Parameters
    ----------
    cells : sequence of CellRun
        Code cells in order. One that fails does not keep the next from running. After one that ends the
        kernel, a new kernel runs the student's earlier cells again, without it.
    limits : Limits, optional
        What the submission may use.
    files : mapping of str to pathlib.Path, optional
        Files the cells may read, by name.
    readable : sequence of pathlib.Path
        Folders the cells may read, where they are.
    environment : mapping of str to str, optional
        Environment variables the cells see; of those of this process they see none.

    Returns
    -------
    Execution
        One outcome a cell.

    Raises
    ------
    SandboxError
        If there is no working sandbox.

    Examples
    --------
    >>> done = run([CellRun("x = 6 * 7"), CellRun("print(x)")])  # doctest: +SKIP
    >>> done.outcomes[1].outputs[0]["text"]  # doctest: +SKIP
    '42\n'
    """
    limits = limits or Limits()
    ensure()
    secret = secrets.token_hex(16)
    job = {
        "secret": secret,
        "cells": [{"source": cell.source, "role": cell.role} for cell in cells],
        "cell_seconds": limits.cell_seconds,
        "memory": limits.memory,
        "most_output": limits.most_output,
    }
    process: subprocess.Popen[bytes] = subprocess.Popen(
        command(files, readable, environment),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdin is not None  # both are pipes, as asked
    assert process.stdout is not None
    stopped: list[str] = []
    watch = threading.Thread(target=_watch, args=(process, limits, stopped), daemon=True)
    watch.start()
    try:
        with suppress(BrokenPipeError):
            process.stdin.write(json.dumps(job).encode())
            process.stdin.close()
        answers, end = _read(process.stdout, secret, limits.most_output * 4 * (len(cells) + 1), len(cells))
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
        watch.join()
    never = SandboxRun("never")
    outcomes = [answers.get(index, never) for index in range(len(cells))]
    return Execution(outcomes, stopped[0] if stopped else end)


def _read(stream: IO[bytes], secret: str, most: int, size: int) -> tuple[dict[int, SandboxRun], str | None]:
    """Collect the runner's answers and how it ended; what lacks the secret is not from the runner."""
    answers: dict[int, SandboxRun] = {}
    start = f"{secret} ".encode()
    while most > 0:
        line = stream.readline(most)
        most -= len(line)
        if not line:
            break
        if not line.startswith(start) or not line.endswith(b"\n"):
            continue
        answer = json.loads(line[len(start) :])
        if answer["state"] == "done":
            return answers, None
        if answer["state"] == "broken":
            return answers, f"the run broke off: {answer['why']}"
        if answer["index"] in range(size):
            answers[answer["index"]] = SandboxRun(answer["state"], answer["outputs"], answer["cut"])
    return answers, "it ended the process that ran it"


def _watch(process: subprocess.Popen[bytes], limits: Limits, stopped: list[str]) -> None:
    """Stop the sandbox when it takes too long, too much memory or too many processes."""
    import psutil

    end = time.monotonic() + limits.seconds
    while process.poll() is None:
        if time.monotonic() > end:
            stopped.append(f"stopped after {limits.seconds:g} seconds")
        with suppress(psutil.Error):
            family = psutil.Process(process.pid).children(recursive=True)
            held, count = 0, 0
            for member in family:
                with suppress(psutil.Error):
                    held += member.memory_info().rss
                    count += member.num_threads()
            if held > limits.total_memory:
                stopped.append(f"stopped at {held // MEBIBYTE} MiB of memory")
            if count > limits.processes:
                stopped.append(f"stopped at {count} processes and threads")
        if stopped:
            # Its first process dies with it, and with that every process of its namespace.
            process.kill()
            return
        time.sleep(0.1)
