"""Self-checks: questions that answer back on the page itself, with no kernel and no network.

A reader chooses, ticks or types, and at once reads why that answer holds or does not. The same object works
on a static page and in JupyterLab, with native inputs and one small script. What was answered is kept in the
reader's browser and nowhere else. This package knows nothing of migration and imports nothing of the house.

>>> from homecoming.selfcheck import number, quiz, right, single
>>> fall = single(
...     "A share falls from 90.8 % to 82.7 %. By how much?",
...     {
...         "8.1 percentage points": right("Yes. A difference of two percentages is counted in points."),
...         "8.1 per cent": "A fall of 8.1 per cent would leave 90.8 × 0.919 = 83.4.",
...     },
... )
>>> count = number(
...     "How many are 40.8 % of 515 people?",
...     210,
...     right="Yes. 515 × 0.408 = 210.12, and people come whole.",
...     otherwise="Multiply 515 by 40.8 and divide by 100, then round to whole people.",
... )
>>> quiz("percent", fall, count)
Self-checks “percent”: 2 questions

On a Sphinx site, add ``homecoming.selfcheck.extension`` to the extensions: it ships script and style once.
"""

from homecoming.selfcheck.questions import Judgement, Question, Quiz, multiple, number, quiz, right, single

__all__ = ["Judgement", "Question", "Quiz", "multiple", "number", "quiz", "right", "single"]
