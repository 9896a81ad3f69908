"""Cells with the slips that beginners make, and what the advice must say."""

BEFORE = """
import pandas as pd
people = 300
share = "62,5"
towns = ["Osh", "Naryn", "Talas"]
counts = {"town": 3, "village": 5}
table = pd.DataFrame({"group": ["a", "b"], "Share (%)": [62.5, 37.5]}, index=["Yes", "No"])
table["job-match"] = [1, 2]
answer = ...
def mean_of(first, second):
    return (first + second) / 2
def nothing(value):
    value + 1
class Study:
    def __init__(self):
        self.answers = table
"""

#: The cell, the line that must be named, and words of the advice.
SLIPS = [
    # Names
    ("1\npepole / 2", 2, "Did you mean `people`?"),
    ("Print(people)", 1, "Did you mean `print`?"),
    ("np.mean([1, 2])", 1, "Write `import numpy as np` first."),
    ("math.sqrt(4)", 1, "Write `import math` first."),
    ("if true: pass", 1, "it is written `True`"),
    ("print(missing_cell_name)", 1, "code cell 2, which begins with `import pandas as pd`"),
    ("print(later)\nlater = 5", 1, "Move that line up."),
    ("print(Bishkek)", 1, 'put it in quotation marks: `"Bishkek"`'),
    (
        "p\u0435ople + 1",
        1,
        "letter 2, `\u0435`, is Cyrillic and only looks like the Latin `e`. Type `people`",
    ),
    ("\u0440\u0435ople", 1, "letter 1, `\u0440`, and letter 2, `\u0435`, are Cyrillic"),
    ("c\u0430sh = 5\ncash", 2, "In `c\u0430sh` letter 2, `\u0430`, is Cyrillic"),
    ("\u0434\u043e\u043b\u044f", 1, "If `\u0434\u043e\u043b\u044f` is a name"),
    ("table.h\u0435ad()", 1, "Type `head` with Latin letters."),
    ("table['gr\u043eup']", 1, "letter 3, `\u043e`, is Cyrillic"),
    ("f\u043er town in towns: pass", 1, "Type `for` with Latin letters."),
    ("def f():\n    people = people + 1\nf()", 2, "a name of its own"),
    # What Python cannot read
    ("print(people", 1, "`)` is missing"),
    ("a = [1, 2\nb = 3", 1, "`]` is missing"),
    ("people)", 1, "a `)` too many"),
    ("a = [1, 2)", 1, "opened with `[` is closed with `)`"),
    ("a = 'Osh", 1, "A quotation mark is missing"),
    ('a = """Osh', 1, "Three quotation marks"),
    ("if people > 3\n    print(1)", 1, "A colon `:` is missing"),
    ("for town in towns\n    print(town)", 1, "A colon `:` is missing"),
    ("if people = 3:\n    print(1)", 1, "To compare, write `==`."),
    ("if people == 3:\nprint(1)", 2, "begins with four spaces more"),
    ("a = 1\n  b = 2", 2, "more spaces than the one before"),
    ("if people:\n        a = 1\n    b = 2", 3, "Count its spaces"),
    ("[1, 2 3]", 1, "A comma may be missing"),
    ("print people", 1, "Write `print(...)`"),
    ("5 = people", 1, "the name stands on its left"),
    ("2people = 3", 1, "A name cannot begin with a digit"),
    ("a = “Osh”", 1, "only straight quotation marks"),
    ("a = 3 × 4", 1, "Use `*`, `/` or `-`"),
    ("a = 007", 1, "cannot begin with 0"),
    ("return people", 1, "only inside a function"),
    ("if people: break", 1, "only inside a `for` or `while` loop"),
    ("await people", 1, "not for the cells of this page"),
    ("mean_of(first=1, 2)", 1, "come after those without"),
    ("people && share", 1, "but `and`"),
    ("people++", 1, "but `+= 1`"),
    ("if people: pass\nelse if share: pass", 2, "but `elif`"),
    ("people =", 1, "something must follow `=`"),
    ("%timeit people", 1, "`%timeit` is a command of Jupyter"),
    ("!pip install polars", 1, "Packages cannot be added"),
    ("table?", 1, "`help(table)`"),
    ("pip install pandas", 1, "Packages cannot be added"),
    ("True = 5", 1, "`True` is a word of Python's own"),
    ("{'a': 1; 'b': 2}", 1, "a comma `,` stands between"),
    ("pairs = {\n    'a': 1;\n    'b': 2}", 2, "a comma `,` stands between"),
    ("else:\n    people = 1", 1, "belongs to an `if` right above it"),
    ("if people:\n    a = 1\nb = 2\nexcept:\n    a = 2", 4, "belongs to a `try` right above it"),
    # Things that are looked up
    ("table['gruop']", 1, "`table` has no column 'gruop'. Did you mean 'group'?"),
    ("table['share (%)']", 1, "Did you mean 'Share (%)'?"),
    ("table[['group', 'Share']]", 1, "has no column 'Share'"),
    ("table.sort_values('Group')", 1, "Did you mean 'group'?"),
    ("table.groupby('grup').size()", 1, "Did you mean 'group'?"),
    ("table.loc['yes']", 1, "`table` has no row 'yes'. Did you mean 'Yes'?"),
    ("table.loc[5]", 1, "`table` has no row 5. Its rows: `Yes`, `No`."),
    ("table.loc['Yes', 'grup']", 1, "`table` has no column 'grup'. Did you mean 'group'?"),
    ("table[0]", 1, "`table` has no column 0."),
    ("table.drop('group')", 1, "`table.drop(columns='group')`"),
    ("table['group']['yes']", 1, ""),
    ("pd.Series([1], index=['Yes'])['yes']", 1, ""),
    ("column = table['group']\ncolumn['yes']", 2, "`column` has no label 'yes'. Did you mean 'Yes'?"),
    ("counts['towns']", 1, "`counts` has no key 'towns'. Did you mean 'town'?"),
    ("towns[3]", 1, "has 3 items. Python counts from 0, so the last position is 2"),
    ("[][0]", 1, ""),
    ("table.iloc[2]", 1, "the last position is 1"),
    ("towns.appnd('Batken')", 1, "Did you mean `.append`?"),
    ("table.heads()", 1, "Did you mean `.head`?"),
    ("towns.len()", 1, "`len(towns)`"),
    ("table.head.columns", 1, "`table.head()`"),
    ("nothing(3).real", 1, "`nothing(3)` is `None`"),
    ("towns = towns.sort()\ntowns[0]", 2, "`towns` is `None`"),
    ("table.job-match", 1, "Write `table['job-match']`."),
    ("study = Study()\nstudy['job-match']", 2, "write `study.answers['job-match']`"),
    ("for share in table['Share (%)']:\n    table['Share (%)'][share]", 2, "Write `share` for"),
    ("for town in towns:\n    print(towns[town])", 2, "Write `town` for `towns[town]`."),
    ("[1, 2, 3][5]", 1, "has 3 items"),
    # Values of the wrong kind
    ("len(5)", 1, "A single number has no length."),
    ("1 / 0", 1, "No number can be divided by 0."),
    ("'People: ' + people", 1, "`str(...)`"),
    ("people + share", 1, "`str(...)`"),
    ("share / 2", 1, "One of the values is text"),
    ("sum(['1', 2])", 1, "One of the values is text"),
    ("share > people", 1, "One of the values is text"),
    ("print = 3\nprint(people)", 2, "Run `del print`"),
    ("table('group')", 1, "use square brackets: `table[...]`"),
    ("2(people + 1)", 1, "Is a comma or a sign such as `*` missing"),
    ("mean_of(1)", 1, "`mean_of` needs more than it got: a value for `second`"),
    ("mean_of(1, 2, 3)", 1, "`mean_of` takes 2 arguments, and it got 3"),
    ("mean_of(1, secondd=2)", 1, "Did you mean `second`?"),
    ("table.head['group']", 1, "`table.head()`"),
    ("people / towns.count", 1, "put round brackets behind it"),
    ("towns['Osh']", 1, "a whole number from 0"),
    ("towns[1.5]", 1, "`//` divides whole"),
    ("for n in people: pass", 1, "write `range(...)` round it"),
    ("people[0]", 1, "A single number has no parts"),
    ("answer + 1", 1, "`answer` is still `...`"),
    ("float(share)", 1, "decimal comma"),
    ("float('62.5 %')", 1, "per cent sign"),
    ("float('1 200')", 1, "between its thousands"),
    ("int('62.5')", 1, "no whole number"),
    ("int('28,3')", 1, '`float(text.replace(",", "."))` makes it the number `28.3`'),
    ("int('many')", 1, "'many' is not written as a number"),
    ("if table['Share (%)'] > 50: pass", 1, "Use `&` for and"),
    ("table[(table['group'] == 'a') and (table['Share (%)'] > 1)]", 1, "Use `&` for and"),
    ("table['new'] = [1, 2, 3]", 1, "The table has 2 rows, and there are 3 values"),
    ("a, b = 1, 2, 3", 1, "as many names as there are values"),
    # In a view
    (
        "from homecoming.kernelfree import interact\n"
        "interact(lambda part: 1 / part, name='shares', part=[0, 1])",
        2,
        "`part` is 0 here.",
    ),
    # Others
    ("rest = 0\npeople / rest", 2, "`rest` is 0 here."),
    ("import panda", 1, "Did you mean `pandas`?"),
    ("import polars", 1, "Others cannot be added here"),
    ("from homecoming import publisched", 1, "Did you mean `published`?"),
    ("open('mine.csv')", 1, "cannot see the files of your computer"),
    ("def again(): again()\nagain()", 1, "needs a case in which it does not"),
    ("input('Who? ')", 1, "Write the answer into the code"),
]

#: Errors that no slip explains: an advice here would be wrong.
UNEXPLAINED = [
    "raise ValueError('my own')",
    "assert people == 1",
    "'Osh'.index('x')",
    "{}['key']",
    "pd.DataFrame({'a': [1], 'b': [1, 2]})",
    "sorted([1, None])",
    "object().thing",
    "raise KeyError('group')",
    "class Own(Exception): pass\nraise Own('mine')",
    "x = (yield)",
]
