"""Tables that are edited in the page, and a reader's own table: in a browser, by the page's own Python."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from site_axe import load, violations
from site_pages import PHONE, ROOT, TABLES, WIDE
from site_visit import Visit, newcomer

from homecoming.commands.main import main

OWN = "book/reading-tables/your-own-table.html"
#: A page with a table that has findings, subtotals and a base.
EDITED = next(page for page, table in TABLES.items() if table.options(table.questions[0].id, "subtotal"))
TABLE = TABLES[EDITED]
QUESTION, GROUP = TABLE.questions[0].id, TABLE.groups[1]
OPTION = TABLE.options(QUESTION)[0]
PRINTED = TABLE.printed(OPTION, GROUP, QUESTION)
WRONG = "99.9"
SPREADSHEET = "\tTown (n = 300)\tVillage (n = 210)\nYes\t92 (30.7)\t105 (50.0)\nNo\t208 (69.8)\t105 (50.0)"
#: How many people the town has in the next table: each report is then told from the one before.
TOWNS = itertools.count(301)
PAGE = """<html><body><!--StartFragment--><table>
<tr><th rowspan="2"></th><th colspan="2">Town (n = 310)</th></tr>
<tr><th>n</th><th>%</th></tr><tr><th>Yes</th><td>95</td><td>30.6</td></tr>
<tr><th>No</th><td>215</td><td>69.8</td></tr>
</table><!--EndFragment--></body></html>"""
#: Python comes once a page; what it is asked then takes less.
PATIENCE = 60_000


@pytest.fixture(scope="module")
def reader(browser: Browser, address: str) -> Iterator[Visit]:
    """A reader at the page with the edited table, where Python has come."""
    visitor = newcomer(browser)
    visitor.begin("light", WIDE)
    visitor.open(f"{address}{EDITED}")
    visitor.tab.locator("[data-hc-edit] [data-hc-open]").click()
    expect(visitor.tab.locator(".hc-people")).to_be_visible(timeout=PATIENCE)
    yield visitor
    visitor.tab.context.close()


@pytest.fixture
def table(reader: Visit) -> Page:
    """The edited table as printed."""
    tab = reader.tab
    reader.look("light", WIDE)
    back = tab.get_by_role("button", name="Back to print")
    if back.is_enabled():
        back.click()
    settled(tab)
    reader.problems.clear()
    return tab


@pytest.fixture(scope="module")
def author(browser: Browser, address: str) -> Iterator[Visit]:
    """A reader with the box for a table of their own open."""
    visitor = newcomer(browser)
    visitor.begin("light", WIDE)
    visitor.open(f"{address}{OWN}")
    visitor.tab.locator("[data-hc-own] [data-hc-open]").click()
    yield visitor
    visitor.tab.context.close()


def field(tab: Page, option: str = OPTION, group: str = GROUP) -> Locator:
    """A figure's field. With several questions the label begins with the question."""
    return tab.get_by_role(
        "textbox", name=re.compile(f"(^|: ){re.escape(option)}, {re.escape(group)}$")
    ).first


def tool(tab: Page, words: str) -> Locator:
    return tab.locator(".hc-edit").get_by_role("button", name=words)


def settled(tab: Page, words: str = r"finding|Nothing was found") -> str:
    """Wait until the figures as they stand were judged, and give what is said."""
    status = tab.locator(".hc-editing > .hc-status")
    # The check begins a moment after the last change.
    tab.wait_for_timeout(400)
    expect(status).to_have_text(re.compile(words), timeout=PATIENCE)
    return status.inner_text()


def new(tab: Page) -> Locator:
    """The findings that the printed table does not have."""
    return tab.locator(".hc-judged .hc-findings > ol > li").filter(has=tab.locator(".hc-tag"))


def paste(tab: Page, into: str, **kinds: str) -> None:
    """Paste as a browser does: an event with what the clipboard holds, and else the text itself."""
    box = tab.locator(into)
    box.focus()
    box.evaluate(
        """(field, kinds) => {
            const data = new DataTransfer();
            for (const [kind, text] of Object.entries(kinds)) data.setData(kind, text);
            const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
            if (field.dispatchEvent(event)) document.execCommand("insertText", false, kinds["text/plain"]);
        }""",
        {name.replace("_", "/"): text for name, text in kinds.items()},
    )


def saved(tab: Page, words: str) -> tuple[str, str]:
    with tab.expect_download() as download:
        tab.get_by_role("button", name=words, exact=True).click()
    return download.value.suggested_filename, Path(download.value.path()).read_text("utf-8")


# ---- A printed table ------------------------------------------------------------------------------


@pytest.mark.parametrize("place", TABLES)
def test_every_page_of_a_table_offers_to_edit_it(place, site):
    html = (site / place).read_text("utf-8")
    assert re.findall(r'data-hc-edit="([^"]+)"', html) == [TABLES[place].name]


def test_a_changed_figure_is_marked_and_found_and_lights_its_cell(table):
    box = field(table)
    box.fill(WRONG)
    settled(table)
    assert box.locator("xpath=..").inner_text() == f"was {PRINTED}"
    expect(new(table).first).to_be_visible()
    about = new(table).filter(has_text=re.compile(re.escape(WRONG))).first
    cell = table.locator("td.hc-field", has=box)
    assert "hc-lit" not in cell.get_attribute("class").split()
    about.hover()
    lit = table.locator("td.hc-lit, td.hc-lit-beside")
    assert lit.count() > 0
    assert cell.evaluate("cell => /hc-lit/.test(cell.className)")
    table.mouse.move(0, 0)
    expect(lit).to_have_count(0)
    box.focus()
    expect(table.locator(".hc-findings li.hc-lit").first).to_be_visible()


def test_the_people_before_and_after_are_told(table):
    as_printed = table.locator(".hc-people tbody tr").first.inner_text()
    assert "the same" in as_printed
    field(table).fill(WRONG)
    settled(table)
    after = table.locator(".hc-people tbody tr").first
    assert "the same" not in after.inner_text()
    assert after.locator("td").first.inner_text() in as_printed


def test_a_press_keeps_the_light_on(table):
    field(table).fill(WRONG)
    settled(table)
    point = new(table).locator(".hc-point").first
    point.click()
    table.mouse.move(0, 0)
    table.locator(".hc-help").first.click()
    assert table.locator("td.hc-lit").count() > 0
    expect(point).to_have_attribute("aria-pressed", "true")
    point.click()
    table.mouse.move(0, 0)
    tool(table, "Copy link").focus()
    expect(table.locator("td.hc-lit")).to_have_count(0)


def test_what_is_no_figure_is_told_at_its_field(table):
    box = field(table)
    box.fill("30.7.1")
    assert "30.7.1 is not a percentage" in settled(table, "30.7.1 is not")
    assert "30.7.1 is not a percentage" in box.locator("xpath=..").inner_text()
    expect(box).to_have_attribute("aria-invalid", "")
    assert box.get_attribute("aria-describedby")


def test_a_hidden_misprint_is_not_told_before_it_is_asked_for(table):
    before = table.locator(".hc-field input").evaluate_all("all => all.map(one => one.value)")
    tool(table, "Put in a misprint").click()
    table.wait_for_timeout(500)
    after = table.locator(".hc-field input").evaluate_all("all => all.map(one => one.value)")
    changed = [at for at, (one, other) in enumerate(zip(before, after, strict=True)) if one != other]
    assert len(changed) == 1
    assert table.locator(".hc-changed, .hc-judged > *").count() == 0
    assert "#edit" not in table.url
    expect(tool(table, "Copy link")).to_be_disabled()
    fields = table.locator(".hc-field input")
    fields.nth((changed[0] + 1) % len(before)).focus()
    table.get_by_role("button", name="I suspect").click()
    expect(table.locator(".hc-hunt")).to_contain_text("No: ")
    table.get_by_role("button", name="Ask the check").click()
    settled(table)
    assert table.locator("td.hc-changed").count() == 0
    fields.nth(changed[0]).focus()
    table.get_by_role("button", name="I suspect").click()
    expect(table.locator(".hc-hunt")).to_contain_text(f"{after[changed[0]]} for {before[changed[0]]}")
    expect(table.locator("td.hc-changed")).to_have_count(1)
    table.get_by_role("button", name="Take the misprint back").click()
    assert table.locator(".hc-field input").evaluate_all("all => all.map(one => one.value)") == before


def test_a_hidden_misprint_is_shown_when_asked_for_and_can_be_mended(table):
    misprint = tool(table, "Put in a misprint")
    misprint.click()
    table.get_by_role("button", name="Show me").click()
    expect(table.locator("td.hc-changed")).to_have_count(1)
    table.get_by_role("button", name="Undo").click()
    expect(table.locator("td.hc-changed")).to_have_count(0)
    misprint.click()
    table.get_by_role("button", name="Take the misprint back").click()
    expect(table.get_by_role("button", name="Back to print")).to_be_disabled()


def test_slips_are_figures_that_a_slip_of_the_hand_makes(table):
    slips = table.evaluate(
        """async () => {
            const { slips } = await import(new URL("../../_static/inpage/table.js", location.href).href);
            return [slips("30.7"), slips("5.0"), slips("+1.4")];
        }"""
    )
    assert "37.0" in slips[0]
    assert "03.7" not in slips[0]
    assert "30.7" not in slips[0]
    assert all(0 <= float(one) <= 100 for one in slips[0] + slips[1])
    assert all(one.startswith("+") for one in slips[2])


def test_undo_goes_back_one_change_at_a_time(table):
    first, second = field(table), field(table, TABLE.options(QUESTION)[1])
    first.fill("11.1")
    second.fill("22.2")
    undo = table.get_by_role("button", name="Undo")
    undo.click()
    assert first.input_value() == "11.1"
    assert second.input_value() != "22.2"
    undo.click()
    assert first.input_value() == PRINTED


def test_an_empty_table_waits_for_figures(table):
    table.get_by_role("button", name="Start from empty").click()
    assert "are empty" in settled(table, "are empty")
    assert table.locator(".hc-people").inner_text().count("waits for a figure") == len(TABLE.questions)
    assert ";empty" in table.url
    field(table).fill("50.0")
    settled(table, "are empty")
    assert re.search(r";empty;[A-Z]\d+=50\.0$", table.url)


def test_a_link_carries_the_changes(table, browser, address):
    table.context.grant_permissions(["clipboard-read", "clipboard-write"])
    field(table).fill(WRONG)
    tool(table, "Copy link").click()
    expect(table.locator(".hc-editing > .hc-status")).to_have_text("Link copied.")
    link = table.evaluate("() => navigator.clipboard.readText()")
    assert link == table.url
    assert len(link) < len(table.url.split("#")[0]) + 60
    friend = newcomer(browser)
    friend.begin("light", WIDE)
    tab = friend.open(link)
    expect(field(tab)).to_have_value(WRONG, timeout=PATIENCE)
    settled(tab)
    expect(new(tab).first).to_be_visible()
    assert friend.problems == []
    assert friend.asked_elsewhere == []
    tab.context.close()


@pytest.mark.parametrize(
    ("hash", "words"),
    [
        (f"{TABLE.name};Z99=1;B1=12.3", "Z99=1"),
        (f"{TABLE.name};B1={'9' * 40}", "is no field"),
        (f"{TABLE.name};B1=%E0%A4%A", "is no field"),
        (f"{TABLE.name};<b>=1", "is no field"),
        ("another/table;B1=1", "does not offer"),
    ],
)
def test_a_wrong_link_says_so(table, hash, words):
    table.evaluate("hash => { location.hash = hash; }", f"#edit={hash}")
    expect(table.locator("[data-hc-edit] .hc-told")).to_contain_text(words)
    assert table.locator("[data-hc-edit] .hc-told b").count() == 0
    if "12.3" in hash:
        expect(table.locator(".hc-field input").nth(1)).to_have_value("12.3")


def test_arrows_and_enter_go_from_figure_to_figure_and_tab_leads_on(table):
    names = "() => document.activeElement.getAttribute('aria-label') || document.activeElement.innerText"
    options, groups = TABLE.options(QUESTION, None), TABLE.groups
    field(table, options[0], groups[0]).focus()
    for key, option, group in (
        ("ArrowRight", options[0], groups[1]),
        ("ArrowDown", options[1], groups[1]),
        ("Enter", options[2], groups[1]),
        ("Shift+Enter", options[1], groups[1]),
        ("ArrowUp", options[0], groups[1]),
        ("ArrowLeft", options[0], groups[0]),
    ):
        table.keyboard.press(key)
        assert table.evaluate(names).endswith(f"{option}, {group}"), key
    # A number that is being typed keeps its arrows until its end.
    table.keyboard.type("12.5")
    table.keyboard.press("ArrowLeft")
    assert table.evaluate(names).endswith(f"{options[0]}, {groups[0]}")
    for _ in range(table.locator(".hc-field input").count()):
        table.keyboard.press("Tab")
    assert table.evaluate("() => Boolean(document.activeElement.closest('.hc-tools'))")


def test_the_game_is_played_by_keyboard_alone(table):
    tool(table, "Put in a misprint").focus()
    table.keyboard.press("Enter")
    table.get_by_role("button", name="Ask the check").focus()
    table.keyboard.press("Enter")
    settled(table)
    table.get_by_role("button", name="Show me").focus()
    table.keyboard.press("Enter")
    expect(table.locator(".hc-hunt")).to_contain_text(" for ")


def test_the_certainty_of_a_base_comes_when_it_is_asked_for(table):
    box = table.locator(".hc-certain")
    box.locator("summary").click()
    expect(box.locator("li").first).to_contain_text("If one figure may be a misprint", timeout=PATIENCE)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [PHONE, WIDE])
def test_an_edited_table_is_accessible_and_fits(reader, table, theme, width):
    reader.look(theme, width)
    field(table).fill(WRONG)
    field(table, TABLE.options(QUESTION)[1]).fill("x")
    settled(table, "x is not")
    load(table)
    assert violations(table, ".hc-edit") == []
    assert table.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0
    reader.look("light", WIDE)


def test_closing_leaves_the_printed_table(table):
    field(table).fill(WRONG)
    table.get_by_role("button", name="Close").click()
    expect(table.locator(f'table[data-table="{TABLE.name}"]').first).to_be_visible()
    assert "#edit" not in table.url
    opener = table.locator("[data-hc-edit] [data-hc-open]")
    expect(opener).to_be_focused()
    opener.click()
    expect(field(table)).to_have_value(WRONG)


def test_editing_asks_nothing_of_anybody(reader):
    assert reader.asked_elsewhere == []
    assert reader.problems == []


# ---- The reader's own table ------------------------------------------------------------------------------


def report(author: Visit, words: str) -> Locator:
    found = author.tab.locator(".hc-report").filter(has_text=words)
    expect(found).to_be_visible(timeout=PATIENCE)
    return found


def spreadsheet_pasted(author: Visit) -> int:
    """Paste a table with a finding that no table before had; gives the number of people in it."""
    town = next(TOWNS)
    text = SPREADSHEET.replace("300", str(town)).replace("30.7", f"{9200 / town:.1f}")
    paste(author.tab, "#hc-own-text", text_plain=text)
    report(author, f"208 of {town} is ")
    return town


def unfold(tab: Page, part: str) -> None:
    if tab.locator(f"[data-part={part}]").get_attribute("open") is None:
        tab.locator(f"[data-part={part}] > summary").click()


def test_a_pasted_spreadsheet_is_read_and_judged(author):
    paste(author.tab, "#hc-own-text", text_plain=SPREADSHEET)
    assert "69.8" in report(author, "208 of 300 is 69.333").inner_text()
    expect(author.tab.locator(".hc-own .hc-status")).to_have_text("Read and checked: 1 finding.")
    expect(author.tab.locator(".hc-own .hc-read")).to_contain_text(
        "Village: 210 people, printed in the heading"
    )


def test_a_pasted_page_keeps_its_merged_cells(author):
    paste(author.tab, "#hc-own-text", text_plain="Yes 92 30.7", text_html=PAGE)
    report(author, "215 of 310 is 69.355")
    assert author.tab.locator(".hc-report th[colspan='2']").count() == 1


def test_a_correction_changes_the_reading_and_can_be_forgotten(author):
    tab = author.tab
    town = spreadsheet_pasted(author)
    unfold(tab, "correct")
    people = tab.get_by_label("Town", exact=True)
    people.fill("298")
    people.press("Enter")
    report(author, "92 of 298")
    assert tab.get_by_label("Town", exact=True).input_value() == "298"
    tab.get_by_label("Percentages are weighted", exact=True).select_option("yes")
    report(author, "weighted")
    unfold(tab, "roles")
    tab.get_by_label("Column 3", exact=True).select_option("skip")
    expect(tab.locator(".hc-own .hc-read")).to_contain_text("1 group, 2 rows")
    name, text = saved(tab, "Save what I told")
    assert name == "pasted.txt.reading.json"
    told = json.loads(text)["tables"][0]["told"]
    assert told == {"bases": {"Town": 298}, "columns": {"3": "skip"}, "weighted": True}
    tab.get_by_role("button", name="Forget what I told").click()
    report(author, f"208 of {town} is ")


def test_a_wrong_number_of_people_is_told(author):
    tab = author.tab
    spreadsheet_pasted(author)
    unfold(tab, "correct")
    tab.get_by_label("People asked in all").fill("many")
    tab.get_by_label("People asked in all").press("Enter")
    expect(tab.locator(".hc-own .hc-status")).to_contain_text("many is not a number of people")


def test_a_table_is_typed_into_a_grid_by_keyboard(author):
    tab = author.tab
    tab.get_by_role("button", name="Type into a grid").focus()
    tab.keyboard.press("Enter")
    for row in (["", "Town (n = 50)"], ["Yes", "20 (40.0)"], ["No", "30 (61.0)"]):
        for text in row:
            tab.keyboard.type(text)
            tab.keyboard.press("Tab")
        tab.keyboard.press("Tab")
        tab.keyboard.press("Tab")
    tab.get_by_role("button", name="Read the grid").focus()
    tab.keyboard.press("Enter")
    report(author, "30 of 50 is 60.000")


def test_several_cells_are_pasted_into_the_grid(author):
    tab = author.tab
    tab.get_by_role("button", name="Type into a grid").click()
    paste(tab, ".hc-grid input >> nth=0", text_plain=f"{SPREADSHEET}\nSum\t\t\nA\t\t\nB\t\t\n")
    assert tab.locator(".hc-grid tr").count() == 6
    tab.get_by_role("button", name="Read the grid").click()
    report(author, "208 of 300 is 69.333")


OTHERS = ROOT / "data" / "other-papers"
COLLECTED = ROOT / "tests" / "collected_tables"
FILES = [
    *(
        OTHERS / f"{name}.csv"
        for name in ("jmir-covid-sources", "methadone-vietnam", "fom-holidays", "pew-heaven")
    ),
    *(
        OTHERS / f"{name}.csv"
        for name in ("lch-zug-geschlecht", "bmc-chd", "activate-trial", "hypertension-fractions")
    ),
    *(COLLECTED / name for name in ("52-gtsummary.md", "54-tableone.txt", "92-frecuencias.csv")),
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_has_the_findings_of_the_command_line(author, path, capsys, monkeypatch):
    monkeypatch.chdir(path.parent)
    main(["audit", path.name, "--no-sidecar", "--json", "-"])
    [by_command] = json.loads(capsys.readouterr().out)["tables"]
    tab = author.tab
    tab.set_input_files(".hc-own input[type=file]", path)
    expect(tab.locator(".hc-own .hc-status")).to_have_text(re.compile("Read and checked"), timeout=PATIENCE)
    name, text = saved(tab, "Save as JSON")
    assert name == f"{path.stem}-audit.json"
    [in_page] = json.loads(text)["tables"]
    assert in_page == by_command
    assert tab.locator(".hc-report .hc-found > li").count() == len(by_command["findings"])


def test_a_workbook_with_several_sheets_is_read(author, tmp_path):
    from openpyxl import Workbook

    book = Workbook()
    for title, share in (("First", "69.8"), ("Second", "69.3")):
        sheet = book.create_sheet(title)
        for line in SPREADSHEET.replace("69.8", share).splitlines():
            sheet.append(line.split("\t"))
    del book["Sheet"]
    book.save(tmp_path / "own.xlsx")
    tab = author.tab
    tab.set_input_files(".hc-own input[type=file]", tmp_path / "own.xlsx")
    report(author, "208 of 300 is 69.333")
    tab.get_by_label("Table", exact=True).select_option(label="Second")
    report(author, "Nothing was found")


def test_a_file_comes_with_what_was_told_of_it(author, tmp_path):
    (tmp_path / "own.tsv").write_text(SPREADSHEET, "utf-8")
    told = {"tables": [{"table": "", "told": {"bases": {"Town": 298}}}]}
    (tmp_path / "own.tsv.reading.json").write_text(json.dumps(told), "utf-8")
    author.tab.set_input_files(
        ".hc-own input[type=file]", [tmp_path / "own.tsv", tmp_path / "own.tsv.reading.json"]
    )
    report(author, "92 of 298")


def test_what_is_no_table_and_what_is_too_large_is_told(author, tmp_path):
    tab = author.tab
    (tmp_path / "paper.pdf").write_bytes(b"%PDF-1.7")
    tab.set_input_files(".hc-own input[type=file]", tmp_path / "paper.pdf")
    expect(tab.locator(".hc-own > [role=group] .hc-told")).to_contain_text("a PDF")
    assert tab.locator(".hc-report").count() == 0
    (tmp_path / "large.csv").write_bytes(b"a,b\n" * 600_000)
    tab.set_input_files(".hc-own input[type=file]", tmp_path / "large.csv")
    expect(tab.locator(".hc-own .hc-status")).to_contain_text("2.4 MB; the page takes up to 2 MB")


def test_a_report_is_saved_as_a_page_and_only_it_is_printed(author):
    tab = author.tab
    tab.get_by_role("button", name="Try an example").click()
    report(author, "In a job")
    name, page = saved(tab, "Save the report")
    assert name == "pasted-audit.html"
    assert page.startswith("<!doctype html>")
    assert "In a job" in page
    tab.evaluate("() => { window.print = () => {}; }")
    tab.get_by_role("button", name="Print", exact=True).click()
    tab.emulate_media(media="print")
    assert tab.locator(".hc-report").is_visible()
    assert not tab.locator("h1").is_visible()
    assert not tab.locator(".hc-drop").is_visible()
    tab.evaluate("() => dispatchEvent(new Event('afterprint'))")
    assert tab.locator("h1").is_visible()
    tab.emulate_media(media="screen")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [PHONE, WIDE])
def test_the_box_is_accessible_and_fits(author, theme, width):
    tab = author.tab
    author.look(theme, width)
    spreadsheet_pasted(author)
    for part in ("correct", "roles"):
        unfold(tab, part)
    load(tab)
    assert violations(tab, ".hc-own") == []
    assert tab.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0
    author.look("light", WIDE)


def test_nothing_of_the_readers_table_leaves_the_page(browser, address):
    """Once Python is there, reading, judging and saving ask for nothing at all."""
    visitor = newcomer(browser)
    visitor.begin("light", WIDE)
    tab = visitor.open(f"{address}{OWN}")
    tab.locator("[data-hc-own] [data-hc-open]").click()
    tab.get_by_role("button", name="Try an example").click()
    report(visitor, "In a job")
    asked: list[str] = []
    tab.context.on("request", lambda request: asked.append(request.url))
    paste(tab, "#hc-own-text", text_plain=SPREADSHEET)
    report(visitor, "208 of 300 is 69.333")
    saved(tab, "Save as JSON")
    assert [url for url in asked if not url.startswith("blob:")] == []
    assert visitor.asked_elsewhere == []
    assert visitor.problems == []
    assert "Nothing is uploaded." in tab.locator(".hc-own").inner_text()
    tab.context.close()
