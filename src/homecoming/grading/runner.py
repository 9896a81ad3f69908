"""Run one notebook's cells, from inside the sandbox. ``sandbox.py`` starts it; it imports nothing of ours.

A job comes in as JSON on standard input: the cells, and how long and large each may be. What each cell put
out goes to standard output at once, one line of JSON a cell, so that a submission that is stopped half-way
keeps what it had earned. Each line starts with a word that only this process and its starter know.

It speaks to the kernel through jupyter_client alone: nbclient brings a JSON schema validator that takes
longer to import than most submissions take to run.
"""

from __future__ import annotations

import ctypes
import json
import os
import queue
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from typing import IO, Any

from jupyter_client.manager import KernelManager

MOST_DEATHS = 3
"""How often a kernel is started again after a cell ended it."""

GRACE = 2.0
"""Seconds that an interrupted cell has to stop; then its kernel is ended."""

_PR_SET_DUMPABLE = 4

Json = dict[str, Any]


def _keep_to_ourselves() -> IO[bytes]:
    """Hide this process from the code that it runs, and return where the answers go."""
    ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    answers = os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    return open(answers, "wb")  # open until this process ends


class Kernel:
    """A fresh kernel; a context manager."""

    def __enter__(self) -> Kernel:
        self.manager = KernelManager(kernel_name="python3")
        self.manager.start_kernel(
            extra_arguments=["--HistoryManager.enabled=False"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.client = self.manager.blocking_client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=60)
        return self

    def __exit__(self, *_: object) -> None:
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    def run(self, source: str, seconds: float, most_output: int) -> tuple[str, list[Json], bool]:
        """Run one cell: return its state, its outputs, and whether outputs were dropped."""
        request = self.client.execute(source, allow_stdin=False, stop_on_error=False)
        end = time.monotonic() + seconds
        state, said = "ran", 0
        outputs: list[Json] = []
        while True:
            if time.monotonic() > end:
                if state == "late":
                    self.manager.shutdown_kernel(now=True)
                    return "stuck", outputs, said > most_output
                self.manager.interrupt_kernel()
                state = "late"
                end = time.monotonic() + GRACE
            try:
                message = self.client.get_iopub_msg(timeout=0.1)
            except queue.Empty:
                if not self.manager.is_alive():
                    return "died", outputs, said > most_output
                continue
            if message["parent_header"].get("msg_id") != request:
                continue
            kind, content = message["msg_type"], message["content"]
            if kind == "status" and content["execution_state"] == "idle":
                return state, outputs, said > most_output
            if output := _output(kind, content):
                said += len(json.dumps(output))
                if said <= most_output:
                    outputs.append(output)


def _output(kind: str, content: Json) -> Json | None:
    """Keep of a message what a notebook would keep as output."""
    if kind == "stream":
        return {"output_type": "stream", "name": content["name"], "text": content["text"]}
    if kind in ("execute_result", "display_data"):
        kept: Json = {"output_type": kind, "data": content["data"], "metadata": {}}
        return kept | ({"execution_count": None} if kind == "execute_result" else {})
    if kind == "error":
        return {"output_type": "error", **{name: content[name] for name in ("ename", "evalue", "traceback")}}
    return None


def _run(job: Json, tell: Callable[[int, str, list[Json], bool], None]) -> None:
    skip: set[int] = set()
    at = 0
    while at < len(job["cells"]) and len(skip) <= MOST_DEATHS:
        with Kernel() as kernel:
            for index, cell in enumerate(job["cells"]):
                if index < at and (index in skip or cell["role"] != "student"):
                    continue
                state, outputs, cut = kernel.run(cell["source"], job["cell_seconds"], job["most_output"])
                if index >= at:
                    at = index + 1
                    tell(index, state, outputs, cut)
                if state in ("died", "stuck"):
                    skip.add(index)
                    break


def main() -> None:
    """Read the job, run it, answer."""
    job = json.loads(sys.stdin.buffer.read())
    answers = _keep_to_ourselves()
    resource.setrlimit(resource.RLIMIT_AS, (job["memory"], job["memory"]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    def write(answer: Json) -> None:
        answers.write(f"{job['secret']} {json.dumps(answer)}\n".encode())
        answers.flush()

    def tell(index: int, state: str, outputs: list[Json], cut: bool) -> None:
        write({"index": index, "state": state, "outputs": outputs, "cut": cut})

    try:
        _run(job, tell)
    except Exception as error:  # whatever it is, the starter must hear of it
        write({"index": None, "state": "broken", "why": f"{type(error).__name__}: {error}"[:500]})
    else:
        write({"index": None, "state": "done"})


if __name__ == "__main__":
    main()
