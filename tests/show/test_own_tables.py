"""A reader's own file in the layout of the printed table, with a column for each group."""

import pytest

from homecoming import published
from homecoming.show import explorers

WIDE = "question,option,All,Male,Female\n" + "".join(
    f"Well?,{row}\n"
    for row in ("Yes,60.0,55.0,65.0", "No,30.0,35.0,25.0", "Yes + no,90.0,90.0,90.0", "?,10,10,10")
)


def write(path, text):
    file = path / "own.csv"
    file.write_text(text, "utf-8")
    return file


def test_both_layouts_give_the_same_table(tmp_path):
    wide = published.load_csv(write(tmp_path, WIDE))
    figures = wide.cells[list(published.COLUMNS)].to_csv(index=False)
    listed = published.load_csv(write(tmp_path, figures))
    assert wide.cells.drop(columns="row").equals(listed.cells.drop(columns="row"))
    assert wide.options(kind="subtotal") == ("Yes + no",)
    assert wide.cells["row"].tolist() == [row for row in (2, 3, 4, 5) for _ in range(3)]


def test_every_published_table_can_be_laid_out_so(tmp_path):
    """Written as it is printed, each of the twelve tables reads back cell by cell."""
    for name in published.tables():
        table = published.load(name)
        lines = [",".join(["question", "option", *table.as_printed(table.questions[0].id)])]
        for question in table.questions:
            printed = table.as_printed(question.id)
            lines += [
                f'"{question.wording}","{option}",' + ",".join(row) for option, row in printed.iterrows()
            ]
        again = published.load_csv(write(tmp_path, "\n".join(lines)))
        for question in table.questions:
            assert again.as_printed(question.wording).equals(table.as_printed(question.id)), name
            assert again.options(question.wording, "subtotal") == table.options(question.id, "subtotal"), name


def test_without_a_question_the_file_gives_the_name(tmp_path):
    table = published.load_csv(
        write(tmp_path, "option,Before,After,Difference\nYes,40,50,+10\nNo,60,50,-10\n")
    )
    assert table.questions[0].wording == "own"
    assert table.groups == ("Before", "After")


@pytest.mark.parametrize(
    ("name", "explorer"), [("Jobs 2024", "explore-jobs-2024"), ("таблица", "explore-table")]
)
def test_a_file_of_any_name_can_be_explored(tmp_path, name, explorer):
    file = tmp_path / f"{name}.csv"
    file.write_text(WIDE, "utf-8")
    made = explorers.explore(published.load_csv(file))
    assert made.name == explorer
    assert made.title == f"Explore {name}"


def test_sizes_of_groups_are_kept_and_checked(tmp_path):
    file = write(tmp_path, WIDE)
    table = published.load_csv(file, respondents=515, whole="All", sizes={"Male": 305, "Female": 210})
    assert dict(table.max_bases) == {"All": 515, "Male": 305, "Female": 210}
    with pytest.raises(ValueError, match="There is no group 'Men'"):
        published.load_csv(file, sizes={"Men": 305})
    with pytest.raises(ValueError, match="at least 1"):
        published.load_csv(file, sizes={"Male": 0})


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("option,All,Male\nYes,60.0,55%\n", "row 2, column 'Male'", "per cent sign"),
        ("option,All,Male\nYes,60.0,\n", "row 2, column 'Male'", "found a blank cell"),
        ('option,All\nYes,"60,0"\n', "row 2, column 'All'", "decimal point"),
        ("option,All\nYes,120\n", "row 2, column 'All'", "between 0 and 100"),
        ("option,All\nYes,60\nYes,40\n", "row 3", "a second figure"),
        ("option,All,All\nYes,60,60\n", "column 'All'", "the column twice"),
        ("option,All,\nYes,60,40\n", "row 1", "a column without a heading"),
        ("option\nYes\n", "row 1", "no column of figures"),
        ("option,All\n,60\n", "row 2, column 'option'", "a blank cell"),
        ("option,All\nYes,60,70\n", "row 2", "3 cells"),
    ],
)
def test_a_bad_figure_is_named_by_its_own_column(tmp_path, text, place, words):
    with pytest.raises(published.DataError) as caught:
        published.load_csv(write(tmp_path, text))
    assert place in str(caught.value)
    assert words in str(caught.value)
