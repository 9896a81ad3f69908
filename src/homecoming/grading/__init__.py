"""Grading a class: from problem sets to release notebooks, and from submissions to marks.

- ``assignment``: a problem set in nbgrader's format, its release, and a submission put back in order.
- ``collect``: submissions from a folder or from the zip file of a learning platform.
- ``sandbox`` and ``runner``: somebody else's code, run where it can harm nobody.
- ``marks``: what each question earned, decided outside the sandbox.
- ``report``: feedback pages, the page for marking by hand, CSV files for Moodle and Canvas.

On the command line: ``homecoming release`` and ``homecoming grade``. Needs ``pip install -e .[grading]`` and
bubblewrap.
"""
