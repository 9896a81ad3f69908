"""The loader: what it reads, and what it says of a file that it cannot use."""

import csv
import functools
import json
import operator
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homecoming import published
from homecoming.commands.main import main
from homecoming.published import DataError

GOOD = """\
question,option,kind,group,printed
Is it so?,Yes,option,All,60.0
Is it so?,Yes,option,Men,58.5
Is it so?,"Yes, rather",option,All,7
Is it so?,"Yes, rather",option,Men,8.5
Is it so?,"Yes + yes, rather",subtotal,All,67.0
Is it so?,"Yes + yes, rather",subtotal,Men,67.0
Is it so?,Yes,difference,Change,-1.5
Is it so?,"Yes, rather",difference,Change,+1.5
Is it so?,"Yes + yes, rather",difference,Change,0
"""

DATA = Path(__file__).parents[2] / "data"


def write(folder, content):
    file = folder / "own.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


# Files that are read ---------------------------------------------------------------------------------------


def test_a_good_file_is_read_cell_by_cell(tmp_path):
    table = published.load_csv(write(tmp_path, GOOD), title="So it is", respondents=200, whole="All")
    assert (table.name, table.title, table.respondents, table.whole) == ("own", "So it is", 200, "All")
    assert table.groups == ("All", "Men")
    assert dict(table.max_bases) == {"All": 200, "Men": 200}
    assert table.options() == ("Yes", "Yes, rather")
    assert table.options(kind="subtotal") == ("Yes + yes, rather",)
    assert table.options(kind=None) == ("Yes", "Yes, rather", "Yes + yes, rather")
    assert table.parts("Yes + yes, rather") == ("Yes", "Yes, rather")
    assert table.cells["printed"].tolist() == [
        "60.0",
        "58.5",
        "7",
        "8.5",
        "67.0",
        "67.0",
        "-1.5",
        "+1.5",
        "0",
    ]
    assert table.cells["row"].tolist() == list(range(2, 11))
    assert table.as_printed().loc["Yes"].tolist() == ["60.0", "58.5", "-1.5"]
    assert table.as_printed(kinds=["subtotal"]).to_dict("list") == {"All": ["67.0"], "Men": ["67.0"]}
    assert table.percentages().to_dict("list") == {"All": [60.0, 7.0], "Men": [58.5, 8.5]}


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + GOOD.encode(),
        GOOD.replace("\n", "\r\n"),
        GOOD.rstrip("\n"),
        GOOD + "\n\n",
        "\n".join(",".join(reversed(line)) for line in csv.reader(GOOD.replace(", ", " ").splitlines())),
    ],
    ids=["byte order mark", "CRLF", "no last line end", "empty lines at the end", "columns in another order"],
)
def test_what_changes_no_figure_is_accepted(tmp_path, content):
    cells = published.load_csv(write(tmp_path, content)).cells
    assert cells["printed"].tolist() == published.load_csv(write(tmp_path, GOOD)).cells["printed"].tolist()
    assert cells["question"].unique().tolist() == ["Is it so?"]


labels = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=12).filter(
    lambda text: text == text.strip() and " + " not in text
)
figures = st.decimals(0, 100, places=1) | st.integers(0, 100) | st.decimals(0, 100, places=2)


def distinct(count):
    return st.lists(labels, min_size=1, max_size=count, unique_by=str.casefold)


@settings(deadline=None, max_examples=60)
@given(data=st.data(), questions=distinct(2), options=distinct(4), groups=distinct(3))
def test_what_is_written_is_read_again(tmp_path_factory, data, questions, options, groups):
    rows = [
        (question, option, "option", group, str(data.draw(figures)))
        for question in questions
        for option in options
        for group in groups
    ]
    file = tmp_path_factory.mktemp("written") / "own.csv"
    with file.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerows([published.COLUMNS, *rows])
    table = published.load_csv(file)
    assert [tuple(row) for row in table.cells[list(published.COLUMNS)].itertuples(index=False)] == rows
    assert table.cells["value"].tolist() == [float(row[4]) for row in rows]
    assert len({question.id for question in table.questions}) == len(questions)
    for question, option, _, group, printed in rows:
        assert table.printed(option, group, question) == printed
        assert table.as_printed(question).loc[option, group] == printed


# Files that are refused ------------------------------------------------------------------------------------

HEADER, *ROWS = GOOD.splitlines(keepends=True)
QUESTION = "Is it so?"


def changed(row, old, new):
    """The good file with one change in one line (the header is line 1)."""
    lines = GOOD.splitlines(keepends=True)
    assert old in lines[row - 1]
    lines[row - 1] = lines[row - 1].replace(old, new, 1)
    return "".join(lines)


BAD = {
    # name: content, row, column, and words of the message: what was found, what was expected, what to do
    "missing column": (GOOD.replace(",kind", ""), 1, "kind", ["no such column", "Add the column"]),
    "extra column": (changed(1, "printed", "printed,note"), 1, "note", ["an extra column", "Remove it"]),
    "column twice": (changed(1, "printed", "printed,group"), 1, "group", ["the column twice", "Remove one"]),
    "semicolons": (GOOD.replace(",", ";"), 1, None, ["separated by semicolons", "with commas"]),
    "tabs": (GOOD.replace(",", "\t"), 1, None, ["separated by tabs", "with commas"]),
    "no header": ("".join(ROWS), 1, "question", ["no such column"]),
    "non-number": (changed(3, "58.5", "many"), 3, "printed", ["'many'", "such as 30.7"]),
    "letter in a number": (changed(3, "58.5", "5B.5"), 3, "printed", ["'5B.5'", "such as 30.7"]),
    "no digit before the point": (changed(3, "58.5", ".5"), 3, "printed", ["'.5'"]),
    "no digit after the point": (changed(3, "58.5", "58."), 3, "printed", ["'58.'"]),
    "leading zero": (changed(3, "58.5", "058.5"), 3, "printed", ["'058.5'"]),
    "exponent": (changed(3, "58.5", "5e1"), 3, "printed", ["'5e1'"]),
    "not a number": (changed(3, "58.5", "nan"), 3, "printed", ["'nan'"]),
    "digits of another script": (changed(3, "58.5", "٥٨"), 3, "printed", ["such as 30.7"]),
    "above 100": (changed(3, "58.5", "100.5"), 3, "printed", ["'100.5'", "between 0 and 100"]),
    "negative percentage": (changed(3, "58.5", "-58.5"), 3, "printed", ["'-58.5'", "without a sign"]),
    "sign on a percentage": (changed(3, "58.5", "+58.5"), 3, "printed", ["'+58.5'", "without a sign"]),
    "negative subtotal": (changed(6, "67.0", "-67.0"), 6, "printed", ["'-67.0'", "without a sign"]),
    "difference below -100": (changed(8, "-1.5", "-150"), 8, "printed", ["between -100 and 100"]),
    "long minus": (changed(8, "-1.5", "−1.5"), 8, "printed", ["ASCII hyphen", "such as +1.4 or -2.1"]),
    "per cent sign": (changed(3, "58.5", "58.5%"), 3, "printed", ["per cent sign"]),
    "decimal comma": (changed(3, "58.5", '"58,5"'), 3, "printed", ["'58,5'", "Write a decimal point"]),
    "decimal comma that splits the cell": (changed(3, "58.5", "58,5"), 3, None, ["6 cells", "Write 58.5"]),
    "comma in a label without quotes": (
        changed(4, '"Yes, rather"', "Yes, rather"),
        4,
        None,
        ["double quotes"],
    ),
    "short row": (changed(3, ",58.5", ""), 3, None, ["4 cells", "5, one for each of question,option"]),
    "quote that stays open": (changed(10, 'rather"', "rather"), 10, None, ["not CSV", "Close every quote"]),
    "blank figure": (changed(3, "58.5", ""), 3, "printed", ["a blank cell", "Fill it in"]),
    "blank label": (changed(3, "Yes", "  "), 3, "option", ["a blank cell"]),
    "row of blanks": (GOOD + ",,,,\n", 11, "question", ["a blank cell", "remove the row"]),
    "space at the end": (changed(3, "Men", "Men "), 3, "group", ["'Men '", "without spaces"]),
    "no-break space": (changed(3, "58.5", "58.5\u00a0"), 3, "printed", ["without spaces"]),
    "line break in a label": (changed(3, "Men", '"M\nen"'), 4, "group", ["on one line"]),
    "count that nobody can have counted": (
        f"{HEADER.strip()},count\nIs it so?,Yes,option,All,60.0,99999999999999999999\n",
        2,
        "count",
        ["'99999999999999999999'", "at most 9 digits"],
    ),
    "unknown kind": (
        changed(3, "option", "options"),
        3,
        "kind",
        ["'options'", "option, subtotal, difference"],
    ),
    "two kinds of one option": (changed(5, "option", "subtotal"), 5, "kind", ["'subtotal'", "in row 4"]),
    "duplicate row": (GOOD + ROWS[1], 11, None, ["second figure", "row 3", "Remove one"]),
    "missing row": (
        GOOD.replace(ROWS[3], ""),
        4,
        None,
        ["no figure for 'Yes, rather', 'Men'", "Add the row"],
    ),
    "misspelt option": (changed(5, "rather", "rathr"), 4, None, ["no figure for 'Yes, rather', 'Men'"]),
    "subtotal without parts": (
        GOOD.replace("Yes + yes, rather", "Yes + perhaps"),
        6,
        "option",
        ["without the option 'perhaps'", "Add the option"],
    ),
    "subtotal of one": (GOOD.replace("Yes + yes, rather", "In all"), 6, "option", ["joined by ' + '"]),
    "subtotal of another question's options": (
        GOOD + GOOD.replace(HEADER, "").replace(QUESTION, "Why?").replace('"Yes, rather"', "Not so"),
        15,
        "option",
        ["without the option 'yes, rather'"],
    ),
    "empty file": ("", None, None, ["an empty file", "a header"]),
    "empty lines alone": ("\n\n", None, None, ["an empty file"]),
    "byte order mark alone": (b"\xef\xbb\xbf", None, None, ["an empty file"]),
    "header only": (HEADER, None, None, ["nothing below", "Add the figures"]),
    "windows-1251": (GOOD.replace("Men", "Мужчины").encode("cp1251"), 3, None, ["not UTF-8", "CSV UTF-8"]),
    "latin-1 after a byte order mark": (
        b"\xef\xbb\xbf" + GOOD.replace("Men", "Männer").encode("latin-1"),
        3,
        None,
        ["0xe4", "not UTF-8"],
    ),
    "utf-16": (GOOD.encode("utf-16"), 1, None, ["UTF-16", "CSV UTF-8"]),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00", 1, None, ["not UTF-8"]),
    "a notebook": ('{"cells": []}\n', 1, "question", ["no such column"]),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_with_file_row_and_column(tmp_path, name):
    content, row, column, words = BAD[name]
    file = write(tmp_path, content)
    with pytest.raises(DataError) as caught:
        published.load_csv(file)
    error = caught.value
    assert (error.file, error.row, error.column) == (str(file), row, column)
    message = str(error)
    assert message.startswith(str(file))
    assert "found " in message
    assert "; expected " in message
    for part in [*words, error.found, error.expected, error.advice]:
        assert part in message


def test_a_missing_file_and_a_folder_are_named(tmp_path):
    with pytest.raises(DataError, match=r"none\.csv: found no such file; .* Check the path"):
        published.load_csv(tmp_path / "none.csv")
    with pytest.raises(DataError, match="found a folder"):
        published.load_csv(tmp_path)
    with pytest.raises(DataError, match="found a folder"):
        published.load_csv(str(tmp_path))


@pytest.fixture
def own_data(tmp_path, monkeypatch):
    """An empty folder ``data`` from which everything is read."""
    folder = tmp_path / "data"
    folder.mkdir()
    monkeypatch.setenv("HOMECOMING_DATA", str(folder))
    return folder


def test_a_file_of_the_package_is_named_as_in_the_repository(own_data):
    (own_data / "kyrgyzstan-2024").mkdir()
    described = (DATA / "datapackage.json").read_bytes()
    (own_data / "datapackage.json").write_bytes(described)
    with pytest.raises(DataError, match=r"data/kyrgyzstan-2024/table-2\.csv: found no such file"):
        published.load("kyrgyzstan-2024/table-2")


@pytest.mark.parametrize(
    ("old", "new", "row", "column", "words"),
    [
        ("Female", "Women", 4, "group", "found 'Women'; expected one of"),
        ("corresponds", "accords", 2, "question", "accords"),
    ],
)
def test_labels_must_be_those_of_the_description(own_data, old, new, row, column, words):
    source = DATA
    (own_data / "kyrgyzstan-2024").mkdir()
    (own_data / "datapackage.json").write_bytes((source / "datapackage.json").read_bytes())
    text = (source / "kyrgyzstan-2024" / "table-2.csv").read_text(encoding="utf-8")
    (own_data / "kyrgyzstan-2024" / "table-2.csv").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        published.load("kyrgyzstan-2024/table-2")
    assert (caught.value.row, caught.value.column) == (row, column)
    assert words in str(caught.value)


def test_groups_must_come_in_the_order_of_the_description(own_data):
    source = DATA
    (own_data / "kyrgyzstan-2024").mkdir()
    (own_data / "datapackage.json").write_bytes((source / "datapackage.json").read_bytes())
    header, *rows = (source / "kyrgyzstan-2024" / "table-6.csv").read_text(encoding="utf-8").splitlines(True)
    (own_data / "kyrgyzstan-2024" / "table-6.csv").write_text(
        header + "".join(reversed(rows)), encoding="utf-8"
    )
    with pytest.raises(DataError, match=r"as datapackage\.json lists"):
        published.load("kyrgyzstan-2024/table-6")


def test_a_description_that_is_not_json_is_named(own_data):
    (own_data / "datapackage.json").write_text('{"papers": [\n', encoding="utf-8")
    with pytest.raises(DataError, match=r"data/datapackage\.json, row \d: found text that is not JSON"):
        published.studies()


def new_study(folder, monkeypatch):
    """A data package of one made-up study, which a test may spoil; the loader reads it."""
    monkeypatch.chdir(folder)
    assert main(["new-study", "own"]) == 0
    monkeypatch.setenv("HOMECOMING_DATA", str(folder / "own"))
    return folder / "own" / "datapackage.json"


def without(key):
    return lambda part: part.pop(key)


def with_(**keys):
    return lambda part: part.update(keys)


PAPER, RESOURCE = ["papers", 0], ["resources", 0]


@pytest.mark.parametrize(
    ("part", "spoil", "place", "words"),
    [
        ([], without("papers"), "papers", "found no such key; expected a list. Add it."),
        ([], with_(papers=[]), "papers", "expected at least one paper"),
        ([], without("resources"), "resources", "found no such key"),
        ([], with_(resources={}), "resources", "found an object; expected a list"),
        ([], with_(defaultStudy=1), "defaultStudy", "found a whole number; expected text"),
        (PAPER, without("doi"), "papers[0].doi", "found no such key; expected text"),
        (PAPER, with_(year="2020"), "papers[0].year", "found text; expected a whole number"),
        (
            PAPER,
            with_(pages="1-10"),
            "papers[0].pages",
            "found an unknown key; expected only the keys key, slug",
        ),
        (PAPER, with_(stratum="sex"), "papers[0].stratum", "found text; expected an object or null"),
        ([*PAPER, "stratum"], without("groups"), "papers[0].stratum.groups", "found no such key"),
        ([*PAPER, "stratum"], with_(group=[]), "papers[0].stratum.group", "found an unknown key"),
        ([*PAPER, "stratum"], with_(groups=[1]), "papers[0].stratum.groups[0]", "found a whole number"),
        (RESOURCE, without("path"), "resources[0].path", "found no such key"),
        (RESOURCE, without("baseNote"), "resources[0].baseNote", "found no such key"),
        (RESOURCE, with_(respondents=True), "resources[0].respondents", "found true or false; expected"),
        (RESOURCE, with_(groups={}), "resources[0].groups", "found an object; expected a list"),
        (RESOURCE, with_(groups=["Town"]), "resources[0].groups[0]", "found text; expected an object"),
        ([*RESOURCE, "questions", 0], without("id"), "resources[0].questions[0].id", "found no such key"),
        ([*RESOURCE, "questions", 0], with_(ask=1), "resources[0].questions[0].ask", "an unknown key"),
        ([*RESOURCE, "groups", 1], without("name"), "resources[0].groups[1].name", "found no such key"),
        ([*RESOURCE, "groups", 1], with_(maxSize=1.5), "resources[0].groups[1].maxSize", "found 1.5"),
    ],
)
def test_a_slip_in_the_description_is_named(tmp_path, monkeypatch, part, spoil, place, words):
    file = new_study(tmp_path, monkeypatch)
    described = json.loads(file.read_text("utf-8"))
    spoil(functools.reduce(operator.getitem, part, described))
    file.write_text(json.dumps(described), "utf-8")
    with pytest.raises(DataError) as caught:
        published.check_package()
    assert (caught.value.file, caught.value.column) == ("own/datapackage.json", place)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("content", "words"), [(b"[]", "a list; expected an object"), (b'{"a": "\xe4"}', "not UTF-8")]
)
def test_a_description_of_another_kind_is_refused(tmp_path, monkeypatch, content, words):
    (tmp_path / "datapackage.json").write_bytes(content)
    monkeypatch.setenv("HOMECOMING_DATA", str(tmp_path))
    with pytest.raises(DataError, match=rf"/datapackage\.json: found .*{words}"):
        published.studies()


def test_a_study_named_as_the_made_up_one_has_its_own_tables_alone(tmp_path, monkeypatch):
    file = new_study(tmp_path, monkeypatch)
    (file.parent / "own").rename(file.parent / "example")
    text = file.read_text("utf-8").replace('"own', '"example')
    file.write_text(text, "utf-8")
    assert published.load("example/table-1").path == file.parent / "example" / "table-1.csv"
    with pytest.raises(ValueError, match=r"no table 'example/table-3'\. .*example/table-1"):
        published.load("example/table-3")


# The published tables --------------------------------------------------------------------------------------


def test_printed_precision_is_kept():
    assert (
        published.load("kyrgyzstan-2024/table-9").printed(
            "Yes + rather yes, than no", "For all those reviewed"
        )
        == "58.0"
    )
    difference = published.load("kyrgyzstan-2024/table-1").as_printed()["Difference"]
    assert difference[
        ["1. Industry", "7. Healthcare", "9. Information technology sector (IT)", "Other"]
    ].tolist() == [
        "+1.4",
        "-1.0",
        "+1.0",
        "0",
    ]


def test_labels_are_kept_as_printed_slips_included():
    table = published.load("kyrgyzstan-2024/table-4")
    assert table.options("provide-for-family") == ("Bad", "Satisfactory", "Good")
    assert table.options("own-security") == ("Bad", "Satisfied", "Good")
    vacations = published.load("kyrgyzstan-2024/table-5").question("vacations")
    assert vacations.wording.endswith("to spend vacations, vacations?")
    assert published.load("kyrgyzstan-2024/table-2").groups[0] == "For all those interviewed"
    assert published.load("kyrgyzstan-2024/table-6").groups[0] == "For all those reviewed"
    assert published.load("kyrgyzstan-2024/table-2").options()[2:] == ("No", "Mostly no")
    assert published.load("kyrgyzstan-2024/table-7").question_heading == "Questions"


def test_a_table_that_asks_for_two_occasions_names_both():
    table = published.load("kyrgyzstan-2024/table-1")
    assert dict(table.items) == {"In Russia": "sector-russia", "In Kyrgyzstan": "sector-kyrgyzstan"}
    assert table.groups == ("In Russia", "In Kyrgyzstan")
    assert table.as_printed().columns.tolist() == ["In Russia", "In Kyrgyzstan", "Difference"]
    assert table.percentages().columns.tolist() == ["In Russia", "In Kyrgyzstan"]
    assert table.whole is None


def test_questions_may_be_named_by_id_or_wording():
    table = published.load("kyrgyzstan-2024/table-7")
    colleagues = table.questions[1]
    pd.testing.assert_frame_equal(table.percentages("colleagues"), table.percentages(colleagues.wording))
    with pytest.raises(ValueError, match="has 2 questions; say which one: supervisors, colleagues"):
        table.percentages()
    with pytest.raises(ValueError, match=r"no question 'boss'\. There are: supervisors, colleagues"):
        table.printed("Good", "Male", "boss")


def test_unknown_names_are_answered_with_the_known_ones():
    table = published.load("kyrgyzstan-2024/table-6")
    with pytest.raises(
        ValueError, match=r"table-6: There is no option 'Fine'\. There are: Bad, Satisfactory, Good"
    ):
        table.printed("Fine", "Male")
    with pytest.raises(
        ValueError, match=r"no group 'Men'\. .*There are: For all those reviewed, Male, Female"
    ):
        table.printed("Good", "Men")
    with pytest.raises(ValueError, match=r"no subtotal 'Good'\. There are: none"):
        table.parts("Good")
    with pytest.raises(ValueError, match="no kind 'total'"):
        table.as_printed(kinds=["total"])
    with pytest.raises(ValueError, match="Did you mean 'kyrgyzstan-2024/table-6'"):
        published.load("kyrgyzstan-2024/tabel-6")
    with pytest.raises(ValueError, match=r"no study 'kyrgyzstan'\. Did you mean 'kyrgyzstan-2024'"):
        published.tables("kyrgyzstan")
    with pytest.raises(ValueError, match="no study"):
        published.text_figures("../kyrgyzstan-2024")
    with pytest.raises(ValueError, match="no group 'Everybody'"):
        published.load_csv(table.path, whole="Everybody")


def test_what_a_reader_does_to_a_table_stays_with_the_reader():
    cells, figures = (
        published.load("kyrgyzstan-2024/table-6").cells,
        published.text_figures("kyrgyzstan-2024"),
    )
    cells.loc[0, "printed"] = figures.loc[0, "printed"] = "99.9"
    assert published.load("kyrgyzstan-2024/table-6").cells.loc[0, "printed"] == "3.5"
    assert published.text_figures("kyrgyzstan-2024").loc[0, "printed"] == "515"


def test_a_file_that_changes_is_read_anew(tmp_path):
    file = write(tmp_path, GOOD)
    assert published.load_csv(file).printed("Yes", "All") == "60.0"
    write(tmp_path, GOOD.replace("60.0", "61.0"))
    assert published.load_csv(file).printed("Yes", "All") == "61.0"


def test_questions_of_a_readers_table_get_ids_of_their_own(tmp_path):
    rows = [[q, "Иә", "option", "Барлығы", "50"] for q in ("Why?", "Why!", "Жұмыс бар ма?", "??", "!!")]
    content = "\n".join([HEADER.strip(), *(",".join(row) for row in rows)])
    ids = [question.id for question in published.load_csv(write(tmp_path, content)).questions]
    assert ids == ["why", "why-2", "жұмыс-бар-ма", "question", "question-2"]


def test_frictionless_is_not_imported_with_a_table():
    code = "import sys; from homecoming import published; published.load('kyrgyzstan-2024/table-2'); "
    code += "print('frictionless' in sys.modules)"
    output = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert output.strip() == "False"


# References ------------------------------------------------------------------------------------------------

KYRGYZSTAN = "kyrgyzstan-2024"


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("table-2[Yes + mostly yes|Male]", "67.4"),
        ("table-4[own-security|Satisfied|Female]", "42.4"),
        ("table-1[1. Industry|In Russia] + table-1[2. Building|In Russia]", "14.7"),
        ("table-1[12. Do not work|Difference]", "8.1"),
        ("100 - text[settled-bishkek] - text[settled-osh]", "10.1"),
        ("2 * (table-8[Yes|Male] - 9.3)", "20.0"),
        ("-table-8[Yes|Male] + 100", "80.7"),
        ("table-5[vacations|Bad|%] / 2", "9.6"),
        ("  17  ", "17"),
        ("10 - 4 - 3", "3"),
        ("12 / 4 * 3", "9"),
    ],
)
def test_expressions_are_computed_exactly(expression, value):
    assert published.resolve(KYRGYZSTAN, expression) == Decimal(value)


def test_figures_with_thousands_are_numbers():
    assert published.resolve("kazakhstan-korea-2025", "text[kandas-total] - text[kandas-2023]") == 1107174


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("table-2[Maybe|Male]", "no option 'Maybe'. There are: Yes, Mostly yes"),
        ("table-2[Yes|Men]", "no group 'Men'. There are: For all those interviewed, Male, Female"),
        ("table-4[Bad|Male]", "say which one: provide-for-family, own-security"),
        ("table-4[money|Bad|Male]", "no question 'money'"),
        ("table-2[Yes]", "expected table-2[option|group] or table-2[question-id|option|group]"),
        ("table-999[Yes|Male]", "expected one of table-1, table-2"),
        ("text[sample-man]", "Did you mean text[sample-men]?"),
        ("text[conclusion-no-plans]", "figure in digits"),
        ("text[kandas-total]", "the id of a figure in digits in kyrgyzstan-2024/text.csv"),
        ("1 / 0", "Do not divide by zero"),
        ("0 / 0", "Do not divide by zero"),
    ],
)
def test_references_that_lead_nowhere_say_so(expression, words):
    with pytest.raises(DataError) as caught:
        published.resolve(KYRGYZSTAN, expression)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    "expression",
    [
        "",
        "table-2[Yes|Male",
        "table-2 Yes",
        "Yes",
        "cell0",
        "cell0 + table-2[Yes|Male]",
        "1 +",
        "1 2",
        "(1",
        "1.2.3",
        "007",
        "2 ** 3",
        "7 // 2",
        "1e3",
        "1 # 2",
        "1, 2",
        "1 if 2 else 3",
        "__import__('os').getcwd()",
        "().__class__",
        "table-2[Yes|Male] table-2[Yes|Male]",
        "table-2[Yes|Male]()",
        "(" * 500 + "1" + ")" * 500,
        "-" * 20000 + "1",
        "1\n+ 1\n",
    ],
)
def test_only_arithmetic_is_understood_and_nothing_is_executed(expression):
    with pytest.raises(DataError, match=r"found .* expected references such as"):
        published.resolve(KYRGYZSTAN, expression)


TEXT = """\
id,about,printed,unit,location,agrees_with,other_reading,note
share,Something,12.5,percent,Abstract,table-6[Good|Male],,
"""


@pytest.mark.parametrize(
    ("old", "new", "row", "column", "words"),
    [
        ("share,", "Share,", 2, "id", "lower-case words"),
        ("12.5", "112.5", 2, "printed", "between 0 and 100"),
        ("12.5", '"12,5"', 2, "printed", "a number such as"),
        ("percent", "per cent", 2, "unit", "one of percent, people, in words"),
        ("Something", "", 2, "about", "a blank cell"),
        ("[Good|Male]", "[Good|Men]", 2, "agrees_with", "no group 'Men'"),
        (",,\n", ",text[shares],\n", 2, "other_reading", "Did you mean text[share]?"),
        (TEXT.splitlines()[1], "\n".join(TEXT.splitlines()[1:] * 2), 3, "id", "the first is in row 2"),
    ],
)
def test_a_bad_figure_of_the_text_is_refused(own_data, old, new, row, column, words):
    source = DATA
    (own_data / KYRGYZSTAN).mkdir()
    for path in ("datapackage.json", f"{KYRGYZSTAN}/table-6.csv"):
        (own_data / path).write_bytes((source / path).read_bytes())
    (own_data / KYRGYZSTAN / "text.csv").write_text(TEXT.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        published.text_figures(KYRGYZSTAN)
    error = caught.value
    assert (error.file, error.row, error.column) == (f"data/{KYRGYZSTAN}/text.csv", row, column)
    assert words in str(error)
