"""Cells of tables in HTML, and in Markdown, which is made into HTML first."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from homecoming.reading.raw_files import MOST_CELLS, MOST_COLUMNS, too_much

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fn",
        "footer",
        "figcaption",
        "figure",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "td",
        "th",
        "tr",
        "ul",
    ]
)
_VOID = frozenset(
    {
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    }
)
_SKIPPED = frozenset({"script", "style", "template", "noscript", "head", "annotation", "svg"})
#: Digits and letters as raised signs.
RAISED = str.maketrans("0123456789abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")
_TITLE = re.compile(
    r"(?:table|tab\.|tabelle|tableau|tabla|tabela|таблица|таблиця|表|표)\W{0,3}\d", re.IGNORECASE
)
#: How a paragraph below a table begins that belongs to it.
_NOTE = re.compile(
    r"[*†‡§¶‖#⁰¹²³⁴-⁹ᵃ-ᶻ]|(?:notes?|sources?|base|question|q\d|n\s*=|weighted|unweighted|data|figures|percent"
    r"|due to|may not|anmerkung|quelle|basis|frage|примечани|источник|база|вопрос)",
    re.IGNORECASE,
)
_SCRIPT = re.compile(r"<(script|style)\b", re.IGNORECASE)
_ENDS = {tag: re.compile(rf"</{tag}[^>]*>", re.IGNORECASE) for tag in ("script", "style")}
_EMBEDDED = re.compile(r"data:[^\"'\s<>]{200,}")
_SECTION = re.compile(r"<!\[CDATA\[|\]\]>|<!\[[^\]>]{0,200}\]?>?")
_LONG_TAG = re.compile(r"<(?!!--)[a-zA-Z/!?][^>]{20000}")
#: The most paragraphs and characters that are taken for notes.
_NOTES, _NOTE_LENGTH = 20, 1500


@dataclass
class MarkedTable:
    """A table of a page: rows of (text, columns and rows that it spans, whether bold), and what is near.

    Examples
    --------
    >>> MarkedTable().rows
    []
    """

    rows: list[list[tuple[str, int, int, bool]]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    heads: int = 0
    caption: str = ""
    notes: list[str] = field(default_factory=list)


def tables(page: str, file: str) -> list[MarkedTable]:
    """All tables of an HTML page, a table inside another one by itself.

    Examples
    --------
    >>> [table] = tables("<table><caption>Jobs<tr><th>All<sup>1</sup><td>57.5<br>(92)</table>", "own.html")
    >>> table.caption, table.rows
    ('Jobs', [[('All¹', 1, 1, True), ('57.5 (92)', 1, 1, False)]])
    """
    page = _without_scripts(page)
    if long := _LONG_TAG.search(page):
        row = page.count("\n", 0, long.start()) + 1
        raise too_much("a tag without an end", "20,000 characters in a tag", file, row)
    parser = _Parser(file)
    # In pieces, so that a time limit can end the work on a page that takes long.
    for start in range(0, len(page), 1 << 16):
        parser.feed(page[start : start + (1 << 16)])
    parser.close()
    parser.finish()
    return parser.found


def _without_scripts(page: str) -> str:
    """The page without scripts, styles and embedded pictures, which are long and may look like tags."""
    kept, start = [], 0
    while begins := _SCRIPT.search(page, start):
        kept.append(page[start : begins.start()])
        ends = _ENDS[begins[1].lower()].search(page, begins.end())
        start = ends.end() if ends else len(page)
    kept.append(page[start:])
    # Word writes marked sections of its own, and XML encloses text in them: only their text matters.
    return _SECTION.sub("", _EMBEDDED.sub("", "".join(kept)))


def as_page(markdown: str) -> str:
    r"""Markdown as HTML; each row of a table says in which line of the file it stands.

    Examples
    --------
    >>> "<tr data-line=\"3\">" in as_page("| a | b |\n|---|---|\n| Yes | 60 |")
    True
    """
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"html": True}).enable("table")
    tokens = reader.parse(markdown)
    for token in tokens:
        if token.type == "tr_open" and token.map:
            token.attrSet("data-line", str(token.map[0] + 1))
    return str(reader.renderer.render(tokens, reader.options, {}))


@dataclass
class _Open:
    """A table that is being read."""

    table: MarkedTable
    depth: int
    row: list[tuple[str, int, int, bool]] | None = None
    cell: list[str] | None = None
    spans: tuple[int, int] = (1, 1)
    bold: bool = False
    head: bool = False
    all_heads: bool = True
    foot: list[list[tuple[str, int, int, bool]]] = field(default_factory=list)
    in_foot: bool = False
    captioned: list[str] | None = None


class _Parser(HTMLParser):
    """Follows a page tag by tag, as browsers do: cells and rows may be left open."""

    def __init__(self, file: str):
        super().__init__(convert_charrefs=True)
        self.file = file
        self.found: list[MarkedTable] = []
        self._tables: list[_Open] = []
        self._skip: list[str] = []
        self._raised: list[str] | None = None
        self._path: list[tuple[str, str]] = []
        self._paragraph: list[str] = []
        self._before = ""
        self._figure_caption = ""
        self._after: MarkedTable | None = None
        self._after_depth = 0
        self._loose = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if self._skip:
            if tag == self._skip[0] and tag not in _VOID:
                self._skip.append(tag)
            return
        hidden = "hidden" in values or re.search(r"display\s*:\s*none", values.get("style", ""))
        if (tag in _SKIPPED or hidden) and tag not in _VOID and tag not in ("td", "th", "tr", "table"):
            self._skip = [tag]
            return
        if tag == "sup":
            self._raised = []
        if tag in _BLOCKS or tag == "table":
            self._text(" ")
            if tag in ("br", "td", "th", "tr"):
                pass
            elif not self._tables:
                self._end_paragraph()
        if tag not in _VOID and not self._tables:
            self._path.append((tag, values.get("class", "") + " " + values.get("id", "")))
        if tag == "table":
            self._open_table()
        elif self._tables:
            self._inside(tag, values)
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self._after = None

    def handle_endtag(self, tag: str) -> None:
        if self._skip:
            if tag == self._skip[0]:
                self._skip.pop()
            return
        if tag == "sup":
            self._end_raised()
        if tag == "table" and self._tables:
            self._close_table()
        elif self._tables:
            now = self._tables[-1]
            if tag in ("td", "th"):
                self._close_cell()
            elif tag == "tr":
                self._close_row()
            elif tag == "caption" and now.captioned is not None:
                now.table.caption, now.captioned = _joined(now.captioned), None
            elif tag in _BLOCKS:
                self._text(" ")
            elif tag in ("thead", "tfoot"):
                now.head = now.in_foot = False
        elif tag in _BLOCKS:
            self._end_paragraph()
        if not self._tables and any(tag == name for name, _ in self._path):
            while self._path and self._path.pop()[0] != tag:
                pass
            if len(self._path) < self._after_depth:
                self._after = None

    def handle_data(self, data: str) -> None:
        if not self._skip:
            self._text(data)

    def finish(self) -> None:
        """End what is still open."""
        self._end_raised()
        while self._tables:
            self._close_table()
        self._end_paragraph()

    def _text(self, words: str) -> None:
        if self._raised is not None:
            self._raised.append(words)
            return
        if self._tables:
            now = self._tables[-1]
            if now.captioned is not None:
                now.captioned.append(words)
            elif now.cell is not None:
                now.cell.append(words)
        else:
            self._paragraph.append(words)

    def _end_raised(self) -> None:
        if self._raised is not None:
            words, self._raised = "".join(self._raised), None
            # A raised 1 behind a figure is a sign of a footnote; set plainly it would change the figure.
            self._text(words.translate(RAISED))

    def _open_table(self) -> None:
        if self._raised is not None:
            self._end_raised()
        opened = MarkedTable()
        if not self._tables:
            opened.caption = self._figure_caption or (self._before if _TITLE.match(self._before) else "")
        self._figure_caption = self._before = ""
        self._after = None
        self.found.append(opened)
        self._tables.append(_Open(opened, len(self._path)))

    def _inside(self, tag: str, values: dict[str, str]) -> None:
        now = self._tables[-1]
        if tag in ("thead", "tbody", "tfoot", "tr", "td", "th", "caption") and now.captioned is not None:
            now.table.caption, now.captioned = _joined(now.captioned), None
        if tag == "caption":
            now.captioned = []
        elif tag in ("thead", "tbody", "tfoot"):
            self._close_row()
            now.head, now.in_foot = tag == "thead", tag == "tfoot"
        elif tag == "tr":
            self._close_row()
            self._open_row(values)
        elif tag in ("td", "th"):
            self._close_cell()
            if now.row is None:
                self._open_row({})
            now.cell, now.bold = [], tag == "th"
            now.all_heads = now.all_heads and tag == "th"
            now.spans = (_span(values.get("colspan"), MOST_COLUMNS), _span(values.get("rowspan"), 5000))
            if indent := re.search(r"(?:padding-left|text-indent)\s*:\s*([\d.]+)", values.get("style", "")):
                now.cell.append("\u00a0" * min(12, round(float(indent[1].strip(".") or 0) / 6)))
        elif tag in ("b", "strong"):
            now.bold = True
        elif tag == "img" and now.cell is not None:
            now.cell.append(values.get("alt", ""))

    def _open_row(self, values: dict[str, str]) -> None:
        now = self._tables[-1]
        now.row, now.all_heads = [], True
        line = values.get("data-line", "")
        now.table.numbers.append(
            int(line) if line.isascii() and line.isdigit() and len(line) < 8 else len(now.table.numbers) + 1
        )

    def _close_cell(self) -> None:
        self._end_raised()
        now = self._tables[-1]
        if now.cell is not None and now.row is not None:
            text = "".join(now.cell)
            indent = len(text) - len(text.lstrip(" \u00a0")) if text.lstrip(" ").startswith("\u00a0") else 0
            now.row.append(("\u00a0" * indent + _joined([text]), *now.spans, now.bold))
            now.cell = None

    def _close_row(self) -> None:
        self._close_cell()
        now = self._tables[-1]
        if now.row is None:
            return
        # A lone cell of that kind below the first row is the heading of a block.
        heads = now.head or (now.all_heads and (len(now.row) > 1 or not now.table.rows))
        if heads and len(now.table.rows) == now.table.heads and now.row:
            now.table.heads += 1
        (now.foot if now.in_foot else now.table.rows).append(now.row)
        now.row = None
        total = sum(map(len, now.table.rows)) if len(now.table.rows) % 1000 == 0 else 0
        if total > MOST_CELLS:
            raise too_much(f"more than {total:,} cells", f"{MOST_CELLS:,} cells", self.file)

    def _close_table(self) -> None:
        self._close_row()
        now = self._tables.pop()
        if now.captioned is not None:
            now.table.caption = _joined(now.captioned)
        now.table.rows += now.foot
        if self._tables:
            return
        while len(self._path) > now.depth:
            self._path.pop()
        if self._path and self._path[-1][0] == "table":
            self._path.pop()
        self._after, self._after_depth = now.table, len(self._path)
        # In a frame of its own, all that follows belongs to the table; in a page, what looks like a note.
        tags = self._path[-2:]
        self._loose = not any(
            tag in ("figure", "table-wrap") or re.search(r"tab(?:le|l\b|-|_)|tblwrap|figure", classes, re.I)
            for tag, classes in tags
        )
        while self._after_depth > 1 and not self._loose and self._path[self._after_depth - 1][0] == "div":
            before = self._path[self._after_depth - 2]
            if before[0] != "figure" and not re.search(r"tab(?:le|l\b|-|_)|tblwrap|figure", before[1], re.I):
                break
            self._after_depth -= 1

    def _end_paragraph(self) -> None:
        words = _joined(self._paragraph)
        self._paragraph = []
        if not words:
            return
        self._before = words
        in_caption = self._path and self._path[-1][0] == "figcaption"
        if self._after is not None:
            if not self._after.caption and (in_caption or (_TITLE.match(words) and len(words) < 300)):
                self._after.caption = words
            elif (not self._loose or _NOTE.match(words)) and len(words) <= _NOTE_LENGTH:
                if len(self._after.notes) < _NOTES:
                    self._after.notes.append(words)
            elif self._loose:
                self._after = None
        elif in_caption:
            self._figure_caption = words


def _joined(parts: list[str]) -> str:
    """The text with one space where the file has spaces and line ends; hard and thin spaces stay."""
    return re.sub(r"[ \t\n\r\f\v]+", " ", "".join(parts)).strip(" \u00a0")


def _span(value: str | None, most: int) -> int:
    value = (value or "").strip()
    return min(max(int(value), 1), most) if value.isascii() and value.isdigit() and len(value) < 6 else 1
