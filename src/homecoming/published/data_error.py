"""The error for a data file, or a reference to it, that cannot be used."""

from __future__ import annotations

from homecoming.visible import visible


class DataError(ValueError):
    """A data file, or a reference to it, that cannot be used.

    The message says where (file, row, column), what was found, what was expected and what to do. The same
    facts are attributes, for programs: ``file``, ``row`` (line of the file; the header is line 1),
    ``column``, ``found``, ``expected``, ``advice``. What does not apply is None.

    Examples
    --------
    >>> print(DataError("'7,5'", "a percentage such as 30.7", "Write a decimal point.",
    ...                 file="own.csv", row=2, column="printed"))
    own.csv, row 2, column 'printed': found '7,5'; expected a percentage such as 30.7. Write a decimal point.
    """

    def __init__(
        self,
        found: str,
        expected: str,
        advice: str,
        *,
        file: str | None = None,
        row: int | None = None,
        column: str | None = None,
    ):
        self.found, self.expected, self.advice = found, expected, advice
        self.file, self.row, self.column = file, row, column
        place = ", ".join(
            part
            for part in (
                file,
                f"row {row}" if row is not None else None,
                f"column '{column}'" if column is not None else None,
            )
            if part
        )
        super().__init__(
            visible(f"{place + ': ' if place else ''}found {found}; expected {expected}. {advice}")
        )

    def at(self, file: str, row: int, column: str | None = None) -> DataError:
        """The same error with the place where it was found; one that knows its place keeps it.

        Examples
        --------
        >>> print(DataError("'1 +'", "a formula", "Correct it.").at("claims.csv", 3, "quantities"))
        claims.csv, row 3, column 'quantities': found '1 +'; expected a formula. Correct it.
        """
        if self.file is not None:
            return self  # a bad cell of a table, met while a claim about it was computed
        return DataError(self.found, self.expected, self.advice, file=file, row=row, column=column)
