"""Self-checks: questions that answer back on the page itself, with no kernel and no network.

A reader chooses, ticks or types, and at once reads why that answer holds or does not. The same object works
on a static page and in JupyterLab, with native inputs and one small script. What was answered is kept in the
reader's browser and nowhere else. This package stands alone: it imports nothing else of the book's code.

>>> from homecoming.selfcheck import number, quiz, right, single
>>> fall = single(
...     "A share falls from 50 % to 45 %. By how much?",
...     {
...         "5 percentage points": right("Yes. A difference of two percentages is counted in points."),
...         "5 per cent": "A fall of 5 per cent would leave 50 × 0.95 = 47.5.",
...     },
... )
>>> count = number(
...     "How many are 40.8 % of 240 people?",
...     98,
...     right="Yes. 240 × 0.408 = 97.92, and people come whole.",
...     otherwise="Multiply 240 by 40.8 and divide by 100, then round to whole people.",
... )
>>> quiz("percent", fall, count)
Self-checks “percent”: 2 questions

On a Sphinx site, add ``homecoming.selfcheck.extension`` to the extensions: it ships script and style once.
"""

from homecoming.selfcheck.questions import Feedback, Quiz, QuizQuestion, multiple, number, quiz, right, single

__all__ = ["Feedback", "Quiz", "QuizQuestion", "multiple", "number", "quiz", "right", "single"]
