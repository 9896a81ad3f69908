"""Theory pages, references, glossary: nothing stated without a source, nothing listed in vain."""

import csv
import itertools
import re
from pathlib import Path

import nbformat
import pytest

from homecoming import published
from homecoming.book import theories
from homecoming.book.studies import number_in_words
from homecoming.book.theories import (
    countries,
    indicators,
    moves,
    preparedness,
    reintegration_strategies,
    return_types,
    schools,
)
from homecoming.teach import editions

ROOT = Path(__file__).parents[3]
BOOK = ROOT / "book"
CHAPTERS = re.findall(r"file: book/theory/(\S+)", (ROOT / "_toc.yml").read_text("utf-8"))
TABLE_PAGES = {published.load(name).page for name in published.tables()}
STUDY_PAGES = {"kazakhstan-korea/study", "kyrgyzstan/study"}
CITED = re.compile(r"\{cite:\w+\}`([^`]+)`")
#: Marks of a paragraph that states no theory: our own words, or what the cell beside it has just computed.
EXEMPT = re.compile(r"<!--\s*(ours|computed)\s*-->")


def cells(chapter, kind):
    """What a chapter says; its self-checks and exercises have tests of their own."""
    notebook = nbformat.read(BOOK / "theory" / f"{chapter}.ipynb", as_version=4)
    said = [cell for cell in notebook.cells if editions.TAG not in cell.metadata.get("tags", [])]
    return [cell.source for cell in said if cell.cell_type == kind]


def prose(chapter):
    return "\n\n".join(cells(chapter, "markdown"))


def keys_in(text):
    return {key.strip() for group in CITED.findall(text) for key in group.split(",")}


def without_source(text):
    """Paragraphs, list items and notes that state something without a citation and are not marked."""
    text = re.sub(r"^(`{3,}|:{3,})\{admonition\}.*?^\1\s*$", "", text, flags=re.S | re.M)
    text = re.sub(r"^\$\$.*?\$\$[ \t]*$", "", text, flags=re.S | re.M)
    found = []
    for block in re.split(r"\n\s*\n", text):
        block = block.strip()
        label = re.fullmatch(r"\([\w-]+\)=", block)
        sourced = EXEMPT.match(block) or CITED.search(block)
        if block and not (label or sourced or block.startswith(("#", "|"))):
            found.append(block)
    return found


def test_the_finder_finds_a_paragraph_without_a_source():
    text = (
        "# T\n\nA claim.\n\nCited {cite:p}`cerase1974`.\n\n<!-- ours -->\nOur own.\n\n"
        "```{admonition} E\nDo it.\n```\n\n- a list\n- of claims\n"
    )
    assert without_source(text) == ["A claim.", "- a list\n- of claims"]


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_theory_statement_has_a_source(chapter):
    assert without_source(prose(chapter)) == []


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_most_paragraphs_are_sourced_not_exempt(chapter):
    blocks = [block.strip() for block in re.split(r"\n\s*\n", prose(chapter))]
    sourced = [block for block in blocks if CITED.search(block)]
    assert len(sourced) >= 6
    assert len({key for block in sourced for key in keys_in(block)}) >= 5


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapter_has_all_its_parts(chapter):
    words, code = prose(chapter), "\n".join(cells(chapter, "code"))
    assert ":class: hc-aims" in words
    assert "**A question to take along.**" in words
    assert len(re.findall(r"\{term\}`", words)) >= 3
    follow = words.split("## The tables that follow")[1].split("\n## ")[0]
    linked = {link.removeprefix("../") for link in re.findall(r"\{doc\}`(?:[^`<]*<)?([^`>]+)>?`", follow)}
    assert len(linked & TABLE_PAGES) >= 2
    assert linked <= TABLE_PAGES | STUDY_PAGES, linked - TABLE_PAGES - STUDY_PAGES
    assert f"{chapter.replace('-', '_')}." in code


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_cells_are_short(chapter):
    for source in cells(chapter, "code"):
        assert len([line for line in source.splitlines() if line.strip()]) <= 5, source


@pytest.mark.parametrize(
    "chapter",
    [one for one in CHAPTERS if one not in ("what-is-a-return", "how-long-to-stay", "three-countries")],
)
def test_a_chapter_on_a_theory_says_how_sure_it_is(chapter):
    assert "How sure are we?" in prose(chapter)


def test_every_theory_page_is_in_the_book():
    assert {path.stem for path in (BOOK / "theory").glob("*.ipynb")} == set(CHAPTERS)


# Numbers in words ----------------------------------------------------------------------------------------

ALL, OWN, SCHOOLS = len(theories.THEORIES), len(theories.MODULES), len(schools.RULES)
NEVER = sum(one.status == "not reported" for one in indicators.indicators())
#: Sentences that give a number in words, and what it counts: whoever adds one more corrects them.
COUNTED = [
    ("index", "lets one traveller meet {}", [SCHOOLS]),
    ("teaching/assignments", "definitions as rules; {} theories; one case", [ALL]),
    ("theory/what-is-a-return", "There are {} of them and they come back", [len(theories.vignettes())]),
    ("theory/what-is-a-return", "says for {} definitions and statistics", [len(moves.COUNTERS)]),
    ("theory/what-is-a-return", "Whom does none of the {} count?", [len(moves.COUNTERS)]),
    ("theory/five-theories-one-traveller", "# {} theories, one traveller", [SCHOOLS]),
    ("theory/five-theories-one-traveller", "say what {} bodies of theory hold", [SCHOOLS]),
    ("theory/five-theories-one-traveller", "## Why {}?", [SCHOOLS]),
    ("theory/five-theories-one-traveller", "He compares {} bodies of theory.", [SCHOOLS]),
    ("theory/five-theories-one-traveller", "There are {} answers.", [len(theories.READINGS)]),
    ("theory/five-theories-one-traveller", "the {} of this chapter, and the {} that have", [SCHOOLS, OWN]),
    ("theory/five-theories-one-traveller", "changes most of the {} readings of Aibek's return", [ALL]),
    ("theory/five-theories-one-traveller", "The {} theories are `theories.THEORIES`", [ALL]),
    ("theory/five-theories-one-traveller", "returns the {} readings", [ALL]),
    ("theory/five-theories-one-traveller", "Compare the {} readings with the first ones", [ALL]),
    ("theory/five-theories-one-traveller", "Which of the {} theories speaks in which half?", [SCHOOLS]),
    ("theory/cerase", "# Cerase: {} returns", [len(return_types.TYPES.labels)]),
    ("theory/cassarino", "the {} bodies of theory leave a gap", [SCHOOLS]),
    ("theory/cassarino", "The {} levels and their typical cases", [len(preparedness.TYPES.labels)]),
    ("theory/cassarino", "## {} ways to close a cycle", [len(preparedness.CYCLES.labels)]),
    ("theory/kuschminder", "# Kuschminder: {} ways to be back", [len(reintegration_strategies.TYPES.labels)]),
    (
        "theory/kuschminder",
        "describe a returnee on {} dimensions",
        [len(reintegration_strategies.DIMENSIONS)],
    ),
    ("theory/sustainable-reintegration", "{} indicators are named and never reported", [NEVER]),
    ("theory/sustainable-reintegration", "Choose one of the {} indicators that", [NEVER]),
    ("theory/three-countries", "has the ministry's origins at {} dates", [len(countries.origins().columns)]),
]


@pytest.mark.parametrize(("page", "sentence", "numbers"), COUNTED)
def test_a_number_in_words_is_the_number_of_what_there_is(page, sentence, numbers):
    words = [number_in_words(number) for number in numbers]
    (told,) = (" ".join(text.split()) for path, text in pages() if str(path.with_suffix("")) == page)
    assert sentence.format(*words).casefold() in told.casefold()


def test_each_dimension_of_a_strategy_has_as_many_values_as_its_exercise_says():
    values = {len(theories.facts()[name][1]) for name in reintegration_strategies.DIMENSIONS}
    (number,) = map(number_in_words, values)
    assert f"Each dimension has {number} values." in dict(pages())[Path("theory/kuschminder.ipynb")]


def test_the_problem_set_on_theories_says_how_many_there_are():
    source = ROOT / "assignments" / "source" / "theory-and-vignettes" / "theory-and-vignettes.ipynb"
    opening = nbformat.read(source, as_version=4).cells[0].source
    assert f"let {number_in_words(ALL)} theories read invented cases" in opening


# References ----------------------------------------------------------------------------------------------


def pages():
    """Sources of all pages; of notebooks the markdown cells."""
    for path in sorted(BOOK.rglob("*.md")):
        yield path.relative_to(BOOK), path.read_text(encoding="utf-8")
    for path in sorted(BOOK.rglob("*.ipynb")):
        if ".ipynb_checkpoints" not in path.parts:
            notebook = nbformat.read(path, as_version=4)
            words = "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
            yield path.relative_to(BOOK), words


def test_no_page_cites_an_unknown_key(references):
    unknown = {str(path): keys_in(text) - set(references) for path, text in pages()}
    assert {path: keys for path, keys in unknown.items() if keys} == {}


def test_no_entry_is_listed_without_being_cited(references):
    cited = {key for _, text in pages() for key in keys_in(text)}
    assert sorted(set(references) - cited) == []


def test_every_entry_says_how_it_was_checked(references):
    for key, entry in references.items():
        assert entry.fields["checked"] in ("paper", "retrieved", "memory"), key
        if entry.fields["checked"] == "memory":
            assert "memory" in entry.fields["note"], key
        assert entry.fields["title"], key
        assert "year" in entry.fields, key


def test_dois_are_dois(references):
    for key, entry in references.items():
        if "doi" in entry.fields:
            assert re.fullmatch(r"10\.\d{4,9}/\S+", entry.fields["doi"]), key
    assert sum("doi" in entry.fields for entry in references.values()) >= 20


def test_entries_that_the_studies_misprint_carry_a_note(references):
    misprinted = {
        "cerase1974": "Cerese",
        "king1986": "twice",
        "kuschminder2017": "Macmillian",
        "gmelch1980": "J. Gmelch",
        "thieme2012": "Susan",
        "limseol2018": "2019",
        "dustmanngorlach2016": "Review of Economic Studies",
        "lee2018": "Kim",
        "jo2017": "Jo, S.",
        "songtsunoda": "Nomos",
        "song2023": "without the author",
        "bucheli2023": "2022",
        "wahba2015who": "2014",
    }
    for key, slip in misprinted.items():
        assert slip in references[key].fields["note"], key


# Glossary ------------------------------------------------------------------------------------------------


def entries():
    """Entries of the glossary: (names, text) pairs."""
    text = (BOOK / "glossary.md").read_text(encoding="utf-8")
    body = re.search(r"```\{glossary\}\n:sorted:\n\n(.*?)\n```", text, flags=re.S)[1]
    found = []
    for line in body.splitlines():
        if line.startswith("  "):
            found[-1][1].append(line.strip())
        elif line:
            if not found or found[-1][1]:
                found.append(([], []))
            found[-1][0].append(line)
    return [(names, " ".join(lines)) for names, lines in found]


def test_the_glossary_defines_enough_terms_each_with_a_source():
    found = entries()
    assert len(found) >= 45
    for names, text in found:
        definition, _, rest = text.partition("Source: ")
        assert len(definition.split()) >= 5, names
        assert rest, names
        assert definition.rstrip().endswith("."), names
        source = rest.split("In other languages:")[0]
        assert CITED.search(source), names


def test_no_term_is_defined_twice():
    names = [name.lower() for names, _ in entries() for name in names]
    assert len(names) == len(set(names))


def test_every_term_that_a_page_links_is_defined():
    defined = {name.lower() for names, _ in entries() for name in names}
    for path, text in pages():
        for term in re.findall(r"\{term\}`(?:[^`<]*<)?([^`<>]+)>?`", text):
            assert " ".join(term.split()).lower() in defined, f"{path}: {term}"


def test_equivalents_are_in_their_language_and_the_mark_for_unchecked_words_is_explained():
    text = (BOOK / "glossary.md").read_text(encoding="utf-8")
    spans = re.findall(r'<span lang="(\w+)">([^<]+)</span>', text)
    assert {language for language, _ in spans} == {"ru", "kk", "ky", "ko"}
    for language, word in spans:
        script = r"[가-힣]" if language == "ko" else r"[а-яёәғқңөұүһі]"
        assert re.search(script, word.lower()), (language, word)
    assert "**The mark (?)**" in text


# Figures -------------------------------------------------------------------------------------------------


def spellings(figure):
    """A figure as it is, and with commas between thousands."""
    whole, dot, rest = figure.partition(".")
    return {figure, f"{int(whole.replace(',', '') or 0):,}{dot}{rest}"}


def printed_figures():
    """Figures that the data of the book hold, as text."""
    found = set()
    for name in published.tables():
        found |= set(published.load(name).cells["printed"])
    for study in published.studies():
        found |= set(published.text_figures(study)["printed"].astype(str))
    for path in (published.data_dir() / "theory").glob("*.csv"):
        for cell in itertools.chain.from_iterable(csv.reader(path.read_text("utf-8").splitlines())):
            for figure in re.findall(r"\d[\d,]*(?:\.\d+)?", cell):
                found |= spellings(figure)
    return found


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_figures_in_the_prose_stand_in_the_data_or_in_a_cell_beside_it(chapter):
    notebook = nbformat.read(BOOK / "theory" / f"{chapter}.ipynb", as_version=4)
    cells_and_outputs = []
    for cell in notebook.cells:
        if cell.cell_type == "code":
            outputs = [output.get("text") or output.data.get("text/plain", "") for output in cell.outputs]
            cells_and_outputs += [cell.source, *outputs]
    computed = re.findall(r"\d[\d,]*(?:\.\d+)?", "\n".join(cells_and_outputs))
    known = printed_figures().union(*map(spellings, computed))
    # Sizes of other studies, each in a paragraph with its citation: abstracts give them.
    known |= {"2,000", "1,000", "1,425"} if chapter == "cassarino" else set()
    told = re.sub(r"\$[^$]*\$|(?<!`)`[^`]+`", "", prose(chapter))
    for figure in re.findall(
        r"(?<![\w.,])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\w])|(?<![\w.,])\d+\.\d+(?!\w)", told
    ):
        assert figure in known, f"{chapter}: {figure}"
