"""How a computed result shows itself: one line, a few lines when printed, a small table on a page.

Statistical results are frozen data classes that inherit from :class:`Result` and say in ``rows()`` what a
reader should see. The faces are made from that, so that they never differ.
"""

from __future__ import annotations

from html import escape

from homecoming.shown import NotebookMixin


class Result(NotebookMixin):
    """Base of small results: ``rows()`` gives the labels and the words, in reading order.

    Examples
    --------
    >>> class Share(Result):
    ...     heading = "A share"
    ...     def rows(self):
    ...         return [("Estimate", "62.4%"), ("Base", "502 people")]
    >>> Share()
    A share: Estimate 62.4%; Base 502 people
    >>> print(Share())
    A share
      Estimate: 62.4%
      Base: 502 people
    >>> ">502 people</td>" in Share().html
    True
    """

    @property
    def heading(self) -> str:
        """What stands above the rows."""
        return "Result"

    def rows(self) -> list[tuple[str, str]]:
        """Say what the result shows: pairs of a label and the words beside it."""
        raise NotImplementedError

    @property
    def summary(self) -> str:
        """The rows in one line."""
        return f"{self.heading}: " + "; ".join(f"{label} {words}" for label, words in self.rows())

    @property
    def html(self) -> str:
        """The rows as a small table."""
        lines = "".join(
            f'<tr><th scope="row">{escape(label)}</th><td class="hc-words">{escape(words)}</td></tr>'
            for label, words in self.rows()
        )
        return (
            f'<table class="hc-table hc-result"><caption>{escape(self.heading)}</caption>'
            f"<tbody>{lines}</tbody></table>"
        )

    def __str__(self) -> str:
        return "\n".join([self.heading, *(f"  {label}: {words}" for label, words in self.rows())])


def p_value(p: float) -> str:
    """Write a p-value as papers do: three decimals, and never "0.000".

    Examples
    --------
    >>> p_value(0.0214), p_value(0.00001)
    ('0.021', 'below 0.001')
    """
    return "below 0.001" if p < 0.001 else f"{p:.3f}"
