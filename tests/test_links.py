"""The weekly link check: dead links fail it, closed doors do not, and asking nothing is no success."""

import json

import links
import pytest


def line(status, info="", uri="https://example.org/x"):
    return json.dumps({"filename": "book/a.md", "lineno": 3, "status": status, "info": info, "uri": uri})


@pytest.mark.parametrize(
    ("status", "info", "expected"),
    [
        ("working", "", "fine"),
        ("redirected", "https://example.org/y", "fine"),
        ("broken", "404 Client Error: Not Found for url: https://example.org/x", "dead"),
        ("broken", "410 Client Error: Gone for url: https://example.org/x", "dead"),
        ("broken", "Failed to resolve 'example.org' ([Errno -2] Name or service not known)", "dead"),
        ("broken", "404 Client Error: Not Found for url: https://example.org/503", "dead"),
        ("broken", "403 Client Error: Forbidden for url: https://example.org/x", "undecided"),
        ("broken", "429 Client Error: Too Many Requests for url: https://example.org/x", "undecided"),
        ("broken", "503 Server Error: Service Unavailable for url: https://example.org/x", "undecided"),
        ("timeout", "Read timed out. (read timeout=30)", "undecided"),
    ],
)
def test_what_counts_as_dead(status, info, expected):
    assert links.verdict(json.loads(line(status, info))) == expected


def test_one_dead_link_fails_and_is_named(capsys):
    assert links.report([line("working"), line("broken", "404 Client Error: Not Found for url")]) == 1
    assert "dead: book/a.md:3 https://example.org/x" in capsys.readouterr().out


def test_closed_doors_are_listed_and_pass(capsys):
    assert links.report([line("working"), line("broken", "403 Client Error: Forbidden for url")]) == 0
    assert "undecided: book/a.md:3" in capsys.readouterr().out


def test_a_check_that_asked_no_link_fails():
    assert links.report([]) == 1
    assert links.report([line("local", uri="#here")]) == 1
