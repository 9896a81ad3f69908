"""A page that stands alone: one HTML file that can be opened, mailed or printed, and asks no host for anything.

This module imports nothing of the package, so that what stands alone itself may use it.
"""

from __future__ import annotations

from html import escape

_STYLE = """\
html { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 46rem; padding: 0 1rem; }
"""


def page(title: str, body: str, *, style: str = "", script: str = "", language: str = "en") -> str:
    """Write a complete HTML page, light or dark as its reader's system is.

    Parameters
    ----------
    title : str
        Title and first heading, as plain text: it is escaped here.
    body : str
        HTML that follows the heading. It stands on the page as it is: escape what others wrote.
    style : str
        CSS, after the page's own, which sets the letters and the width of the text.
    script : str
        JavaScript that runs when the body is there.
    language : str
        Language of the page, as a BCP 47 tag.

    Returns
    -------
    str
        The same arguments give the same characters.

    Raises
    ------
    ValueError
        If the style or the script holds its own end tag, which would end it early.

    Examples
    --------
    >>> html = page("Town & village", "<p>Two places.</p>")
    >>> "<title>Town &amp; village</title>" in html, "<h1>Town &amp; village</h1>" in html
    (True, True)
    """
    for element, text in (("style", style), ("script", script)):
        if f"</{element}" in text.lower():
            raise ValueError(f"The {element} of a page holds </{element}, which would end it there.")
    scripts = f"<script>\n{script}</script>\n" if script else ""
    return f"""<!doctype html>
<html lang="{escape(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{escape(title)}</title>
<style>
{_STYLE}{style}</style>
</head>
<body>
<main>
<h1>{escape(title)}</h1>
{body}
</main>
{scripts}</body>
</html>
"""
