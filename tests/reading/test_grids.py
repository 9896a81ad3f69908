"""Files of every kind become the same grid of texts, and what is no table gets an answer."""

import os
import socket
import time

import openpyxl
import pytest
from bad_files import BAD, GOOD, saved, workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from homecoming.published import DataError
from homecoming.reading import raw_files
from homecoming.reading.grids import grids, grids_from_bytes, grids_from_text
from homecoming.reading.number_formats import shown
from homecoming.visible import visible

ROWS = (("", "All", "Town (n = 1,804)"), ("Yes", "57.5", "60.0"), ("No", "42.5", "40.0"))


SAME = {
    "comma": b',All,"Town (n = 1,804)"\nYes,57.5,60.0\nNo,42.5,40.0\n',
    "windows": b',All,"Town (n = 1,804)"\r\nYes,57.5,60.0\r\nNo,42.5,40.0\r\n',
    "byte order mark": b'\xef\xbb\xbf,All,"Town (n = 1,804)"\nYes,57.5,60.0\nNo,42.5,40.0\n',
    "semicolon": b";All;Town (n = 1,804)\nYes;57.5;60.0\nNo;42.5;40.0\n",
    "tab": b"\tAll\tTown (n = 1,804)\nYes\t57.5\t60.0\nNo\t42.5\t40.0\n",
    "utf-16": "\tAll\tTown (n = 1,804)\nYes\t57.5\t60.0\nNo\t42.5\t40.0\n".encode("utf-16"),
    "html": b"<table><tr><th><th>All<th>Town (n = 1,804)<tr><td>Yes<td>57.5<td>60.0<tr><td>No<td>42.5<td>40.0"
    b"</table>",
    "markdown": b"| | All | Town (n = 1,804) |\n|:--|--:|--:|\n| Yes | 57.5 | 60.0 |\n| No | 42.5 | 40.0 |\n",
    "spaces": b"        All    Town (n = 1,804)\nYes    57.5    60.0\nNo     42.5    40.0\n",
    "drawn": b"+-----+------+------+\n|     | All  | Town (n = 1,804) |\n+-----+------+-----+\n"
    b"| Yes | 57.5 | 60.0 |\n| No  | 42.5 | 40.0 |\n+-----+------+------+\n",
    "xlsx": saved(
        workbook(
            {"B1": "All", "C1": "Town (n = 1,804)", "A2": "Yes", "B2": 57.5, "C2": 60, "A3": "No"}
            | {"B3": 42.5, "C3": 40},
            C2="0.0",
            C3="0.0",
        )
    ),
}


@pytest.mark.parametrize("kind", SAME)
@pytest.mark.parametrize("name", ["own.csv", "own.txt", "own.xlsx", "-"])
def test_the_same_table_in_any_file_is_the_same_grid(kind, name):
    [grid] = grids_from_bytes(SAME[kind], name)
    assert grid.rows == ROWS
    assert (grid.name, grid.file, grid.decimal) == ("", name, "")


def test_decimal_commas_stand_in_files_with_semicolons():
    text = "Antwort;Alle;Stadt\nJa;57,5;60,0\nNein;42,5;40,0\n"
    [grid] = grids_from_text(text)
    assert grid.rows[1] == ("Ja", "57,5", "60,0")
    assert grid.decimal == ","


@pytest.mark.parametrize("spare", ["", "\n", "\n\n\n"])
def test_rows_keep_their_number_in_the_file(spare):
    [grid] = grids_from_text(f"Table 1\n{spare}\nanswer,All\n\nYes,57.5\nNo,42.5\n")
    after = spare.count("\n")
    assert grid.rows == (("Table 1", ""), ("answer", "All"), ("Yes", "57.5"), ("No", "42.5"))
    assert grid.numbers == (1, 3 + after, 5 + after, 6 + after)


def test_a_cell_with_line_breaks_is_one_cell_and_later_rows_keep_their_line():
    [grid] = grids_from_text('answer,"Town\n(n = 90)"\nYes,60\nNo,40\n')
    assert grid.rows[0] == ("answer", "Town (n = 90)")
    assert grid.numbers == (1, 3, 4)


def test_indents_are_kept_apart():
    [grid] = grids_from_text("answer,All\nHealth,\n  good,60\n\u00a0\u00a0\u00a0bad,40\n")
    assert [row[0] for row in grid.rows] == ["answer", "Health", "good", "bad"]
    assert grid.indents == (0, 0, 2, 3)


def test_a_note_below_may_be_shorter_or_hold_the_separator():
    for note in ("Weighted figures", "Weighted figures, which are rounded, of all answers"):
        [grid] = grids_from_text(f"answer,All\nYes,57.5\nNo,42.5\n{note}\n")
        assert grid.rows[-1] == (note, "")


def test_invisible_signs_go_and_hard_spaces_inside_figures_stay():
    [grid] = grids_from_text("answer,All\nYe\u00ads,\u200b1\u00a0804\u00a0\nNo,12\u2009965\n")
    assert grid.rows[1:] == (("Yes", "1\u00a0804"), ("No", "12\u2009965"))


def test_lines_copied_out_of_a_pdf():
    [grid] = grids_from_text(
        "All (n = 1,804) Town (n = 90)\nYes, wholly 1,037 (57.5) 54 (60.0)*\nNo 767 (42.5) 36 (40.0)\n"
        "* One answer is missing.\n"
    )
    assert grid.rows == (
        ("", "All (n = 1,804)", "Town (n = 90)"),
        ("Yes, wholly", "1,037 (57.5)", "54 (60.0)*"),
        ("No", "767 (42.5)", "36 (40.0)"),
        ("* One answer is missing.", "", ""),
    )


def test_cells_that_are_blank_keep_their_column_in_plain_text():
    [grid] = grids_from_text("Answer      All    Town\nYes        57.5    60.0\nMaybe               3.0\n")
    assert grid.rows[2] == ("Maybe", "", "3.0")


def test_a_page_with_all_that_pages_have():
    page = """<!doctype html><html><head><title>x</title><style>td {}</style></head><body>
    <table><tr><td>Menu</td></tr></table>
    <figure><table><caption><b>Table 2.</b> Plans</caption>
    <thead><tr><th rowspan="2">Plans</th><th colspan="2">Where</th></tr>
    <tr><th>Town</th><th>Village</th></tr></thead>
    <tfoot><tr><td colspan="3"><sup>a</sup> One missing.</td></tr></tfoot>
    <tbody><tr><td>&nbsp;&nbsp;Stay<sup>1</sup></td><td>58.0<sup>1</sup></td><td>12<br>(40.0)<sup>a</sup></td></tr>
    <tr><td>Go</td><td hidden>9</td><td>42.0</td><td>18 (60.0)<script>x()</script></td></tr></tbody></table>
    <figcaption>Weighted data.</figcaption></figure><p>Much is said of it.</p></body></html>"""
    menu, grid = grids_from_text(page, "page.html")
    assert (menu.name, grid.name) == ("table 1", "table 2")
    assert grid.rows == (
        ("Plans", "Where", "", ""),
        ("", "Town", "Village", ""),
        ("Stay¹", "58.0¹", "12 (40.0)ᵃ", ""),
        ("Go", "9", "42.0", "18 (60.0)"),
        ("ᵃ One missing.", "", "", ""),
    )
    assert grid.spans == {(0, 2): (0, 1), (1, 0): (0, 0), (4, 1): (4, 0), (4, 2): (4, 0)}
    assert (grid.heads, grid.caption, grid.notes) == (2, "Table 2. Plans", ("Weighted data.",))
    assert grid.indents[2] == 2
    assert (0, 0) in grid.strong
    assert (2, 0) not in grid.strong


def test_marked_sections_of_word_and_xml_are_read_for_their_text():
    page = (
        "<table><tr><td><![if !supportLists]>Yes<![endif]><td><![CDATA[60]]><td><![4><tr><td>No<td>40</table>"
    )
    [grid] = grids_from_text(page)
    assert grid.rows[1] == ("No", "40")
    assert grid.rows[0][:2] == ("Yes", "60")


def test_notes_are_those_below_the_table_and_not_the_prose_of_the_page():
    page = "<p>Table 3: Plans</p><table><tr><td>Yes<td>60</table><p>* Weighted.</p><p>As we see, all.</p>"
    [grid] = grids_from_text(page)
    assert (grid.caption, grid.notes) == ("Table 3: Plans", ("* Weighted.",))
    [grid] = grids_from_text(page.replace("* Weighted", "We weighted all figures"))
    assert grid.notes == ()


def test_markdown_keeps_its_lines_and_raised_signs():
    text = "# Report\n\nText.\n\n|  | All |\n|--|--|\n| Yes | **57.5**<sup>2</sup> |\n"
    text += "\n## Next\n\n| a | b |\n|-|-|\n| c | 1 |\n"
    first, second = grids_from_text(text, "report.md")
    assert first.rows == (("", "All"), ("Yes", "57.5²"))
    assert first.numbers == (5, 7)
    assert second.numbers == (11, 13)


def test_a_workbook_as_its_spreadsheet_shows_it():
    book = workbook(
        {"B2": "Plans", "C2": "Where", "C3": "Town", "D3": "Village", "B4": "Stay", "C4": 0.307, "D4": 58},
        C4="0.0%",
        D4="0.0",
    )
    sheet = book.active
    sheet.merge_cells("C2:D2")
    sheet["B2"].font = openpyxl.styles.Font(bold=True)
    sheet["B4"].alignment = openpyxl.styles.Alignment(indent=2)
    sheet["B5"] = CellRichText("Go", TextBlock(InlineFont(vertAlign="superscript"), "1"))
    sheet["C5"], sheet["D5"], sheet["C6"] = 1804, True, 99
    sheet["C5"].number_format = '#,##0" people"'
    sheet.row_dimensions[6].hidden = True
    book.create_sheet("Empty")
    book.create_sheet("Secret").sheet_state = "hidden"
    book["Secret"]["A1"] = 1
    [grid] = grids_from_bytes(saved(book), "own.xlsx")
    assert grid.rows == (
        ("", "Plans", "Where", ""),
        ("", "", "Town", "Village"),
        ("", "Stay", "30.7%", "58.0"),
        ("", "Go¹", "1,804 people", "TRUE"),
    )
    assert grid.numbers == (2, 3, 4, 5)
    assert (grid.spans, grid.indents[2]) == ({(0, 3): (0, 2)}, 4)
    assert grid.strong == {(0, 1)}


def test_several_sheets_are_several_grids():
    book = workbook({"A1": "Yes", "B1": 60})
    book.create_sheet("Women")["A1"] = "Yes"
    assert [grid.name for grid in grids_from_bytes(saved(book), "own.xlsx")] == ["Sheet", "Women"]


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (0.307, "0.0%", "30.7%"),
        (0.3065, "0.0%", "30.7%"),
        (0.07, "0%", "7%"),
        (58, "0.0", "58.0"),
        (2.675, "0.00", "2.68"),
        (1804, "#,##0", "1,804"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (0.5, "#.0", ".5"),
        (0, "0.0;-0.0;-", "-"),
        (-9.6, "+0.0;-0.0", "-9.6"),
        (12, "+0;-0", "+12"),
        (-3, "0_);(0)", "(3)"),
        (30.7, '0.0"*"', "30.7*"),
        (30.7, "0.0\\ \\%", "30.7 %"),
        (57.5, "General", "57.5"),
        (58.0, "General", "58"),
        (1 / 3 * 100, "General", "33.333333333"),
        (0.1 + 0.2, "General", "0.3"),
        (5, "[Red]0.0", "5.0"),
        (5, "000", "005"),
        (5, "@", "5"),
        (1500000, "0.0,,", "1.5"),
        (0.12, "0.##", "0.12"),
        (0.1, "0.##", "0.1"),
        (3, "0.##", "3"),
    ],
)
def test_number_formats(value, form, text):
    assert shown(value, form) == text


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_gets_an_answer(tmp_path, kind):
    raw, words = BAD[kind]
    file = tmp_path / "bad.csv"
    file.write_bytes(raw)
    with pytest.raises(DataError) as error:
        grids(file)
    assert words in str(error.value)
    assert str(error.value).startswith(file.as_posix())
    assert error.value.advice
    assert visible(str(error.value)) == str(error.value)


def test_fifty_bad_files():
    assert len(BAD) >= 50


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda path: path.mkdir(), "a folder"),
        (lambda path: os.mkfifo(path), "a pipe"),
        (lambda path: path.symlink_to("/dev/zero"), "a device"),
        (lambda path: path.symlink_to("nowhere"), "no such file"),
        (lambda path: path.symlink_to(path), "no access"),
        (lambda path: None, "Check the path"),
    ],
)
def test_only_regular_files_are_read(tmp_path, make, words):
    make(tmp_path / "odd")
    with pytest.raises(DataError, match=words):
        grids(tmp_path / "odd")


def test_a_socket_is_refused(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as one:
        one.bind("socket")
        with pytest.raises(DataError, match="a socket"):
            grids("socket")


def test_a_file_full_of_holes_is_not_read(tmp_path):
    with open(tmp_path / "holes.csv", "wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(DataError, match=r"1,099,511\.6 MB"):
        grids(tmp_path / "holes.csv")


def test_a_link_to_a_table_is_a_table(tmp_path):
    (tmp_path / "own.csv").write_text(GOOD, "utf-8")
    (tmp_path / "link.csv").symlink_to("own.csv")
    assert grids(tmp_path / "link.csv")[0].rows == grids(tmp_path / "own.csv")[0].rows


def test_a_name_that_no_file_can_have():
    with pytest.raises(DataError, match="name that no file can have"):
        grids("a\0b")


@pytest.mark.parametrize("encoding", ["cp1251", "cp1252"])
def test_what_a_spreadsheet_saves_in_an_old_encoding_is_read_and_said(tmp_path, encoding):
    label = {"cp1251": "Да, но — редко", "cp1252": "Größere Städte"}[encoding]
    (tmp_path / "own.csv").write_bytes(f"ответ;Все\n{label};60,5\nx;39,5\n".encode(encoding, "replace"))
    [grid] = grids(tmp_path / "own.csv")
    assert (grid.rows[1], grid.encoding) == ((label, "60,5"), encoding)


@pytest.mark.parametrize(
    "text",
    [
        "Yes, wholly  1,037 (57.5)  654 (60.0)\nNo  767 (42.5)  1,036 (40.0)\nAll  1,804  1,690\n",
        "Yes 1,037 (57.5) 654 (60.0)\nNo 767 (42.5) 1,036 (40.0)\nAll 1,804 1,690\n",
    ],
    ids=["spaces", "copied"],
)
def test_commas_in_numbers_separate_no_cells(text):
    [grid] = grids_from_text(text)
    assert [row[1:] for row in grid.rows] == [
        ("1,037 (57.5)", "654 (60.0)"),
        ("767 (42.5)", "1,036 (40.0)"),
        ("1,804", "1,690"),
    ]


def test_labels_with_numbers_are_cells_of_their_own():
    [grid] = grids_from_text("age,All,Town\n18-29,120,130\n30-49,150,160\n50-64,170,180\n")
    assert grid.rows[1] == ("18-29", "120", "130")


def test_a_line_for_spreadsheets_names_the_separator():
    [grid] = grids_from_text("sep=;\nanswer;All\nYes;57,5\nNo;42,5\n")
    assert grid.rows == (("answer", "All"), ("Yes", "57,5"), ("No", "42,5"))
    assert grid.numbers == (2, 3, 4)


def test_quotes_in_what_a_clipboard_gives_are_quotes():
    [grid] = grids_from_text('answer\tAll\n"Yes" or so\t57.5\nNo\t42.5\n')
    assert grid.rows[1] == ('"Yes" or so', "57.5")


def test_the_heading_of_a_block_is_no_header_of_columns():
    page = "<table><tr><th>a<th>All<tr><th colspan=2>Work<tr><th>Yes<td>60<tr><th>No<td>40</table>"
    [grid] = grids_from_text(page)
    assert grid.heads == 1


def test_a_told_encoding_is_used(tmp_path):
    (tmp_path / "own.csv").write_bytes("ответ,Все\nДа,60\nНет,40\n".encode("cp1251"))
    assert grids(tmp_path / "own.csv", "cp1251")[0].rows[1] == ("Да", "60")
    with pytest.raises(DataError, match="the encoding 'cp0'"):
        grids(tmp_path / "own.csv", "cp0")


def test_what_takes_too_long_is_stopped():
    with pytest.raises(DataError, match=r"more than 0\.05 seconds"), raw_files.within(0.05, "own.csv"):
        time.sleep(5)


def test_hidden_characters_are_shown():
    assert visible("Town\x1b]0;x\x07\u202e\u2066\x85\x00") == r"Town\x1b]0;x\x07\u202e\u2066\x85\x00"
    assert visible("می\u200cخواهم 한국어 Ä 12\u202f965") == "می\u200cخواهم 한국어 Ä 12\u202f965"
    assert visible("a\udce4") == r"a\udce4"
