"""The command ``homecoming``: one module a subcommand, gathered by ``main``.

What all of them share stands in ``policy`` (how a command ends), ``files`` (how it writes) and ``told``
(what a reader tells of a table of their own).
"""
