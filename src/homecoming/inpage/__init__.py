"""Python that runs in a page of the book: cells, what they show, what went wrong, and completion.

A page starts one :class:`homecoming.inpage.session.Session` in a worker of the reader's browser. There is no
IPython there, no ipywidgets and no thread; what a cell shows is as JupyterLab would show it. The modules need
nothing of a browser, so that they can be tested anywhere.
"""
