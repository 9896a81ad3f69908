"""Settings of a one-page site of another study: nothing here but the extensions of the machine."""

project = "Another study"
extensions = ["myst_nb", "homecoming.kernelfree.sphinx", "homecoming.selfcheck.extension"]
html_theme = "basic"
master_doc = "page"
exclude_patterns = ["data"]
nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_mime_priority_overrides = [["html", "text/html", 1]]
nb_ipywidgets_js = {}
