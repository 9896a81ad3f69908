"""Judge what Sphinx's link checker found: a dead link fails, a host that turns programs away is only listed.

Publishers often answer a program with "403 Forbidden" where a reader would see the page. A weekly check that
always fails is soon ignored, so only what is surely dead counts: pages not found, names that no host bears.

Usage: python tools/links.py _build/links/_build/html/output.json
"""

import json
import re
import sys
from pathlib import Path

# Turned away (unauthorised, forbidden, wrong method, too many requests), or out of order just now.
UNDECIDED = re.compile(
    r"\b(401|403|405|406|418|429|5\d\d) (Client|Server) Error|timed out|timeout", re.IGNORECASE
)


def verdict(link: dict) -> str:
    """Say of one line of Sphinx's ``output.json`` whether the link is "fine", "undecided" or "dead".

    Examples
    --------
    >>> verdict({"status": "broken", "info": "404 Client Error: Not Found for url: https://example.org/x"})
    'dead'
    >>> verdict({"status": "broken", "info": "403 Client Error: Forbidden for url: https://example.org/x"})
    'undecided'
    """
    if link["status"] not in {"broken", "timeout"}:
        return "fine"
    undecided = link["status"] == "timeout" or UNDECIDED.search(link["info"])
    return "undecided" if undecided else "dead"


def report(lines: list[str]) -> int:
    """Print what needs a look, and return the exit code: 0 if no link is dead and some were asked."""
    links = [link for link in map(json.loads, lines) if link["uri"].startswith("http")]
    judged = [(verdict(link), link) for link in links]
    for kind in ("undecided", "dead"):
        for _, link in filter(lambda pair: pair[0] == kind, judged):
            print(f"{kind}: {link['filename']}:{link['lineno']} {link['uri']} ({link['info']})")
    dead = sum(kind == "dead" for kind, _ in judged)
    print(f"{len(links)} external links asked, {dead} dead")
    return 1 if dead or not links else 0


if __name__ == "__main__":
    sys.exit(report(Path(sys.argv[1]).read_text("utf-8").splitlines()))
