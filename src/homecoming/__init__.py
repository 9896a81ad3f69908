"""The code behind *Homecoming: Return Migration from Theory to Table*.

Each module is one step on the way from a published table to a page of the book:

- ``published``: the printed tables, with where they come from.
- ``counts``: the whole numbers that can lie behind printed percentages.
- ``survey``: the people behind the tables, rebuilt from the counts.
- ``audit``: printed figures compared with recomputed ones.
- ``typeset`` and ``charts``: a table set as printed, and an accessible chart.
- ``kernelfree``: widgets that work with a kernel and without one.
- ``explorers``: the book's widgets over the published tables.

Import the module that you need, for example ``from homecoming import published``.
"""
