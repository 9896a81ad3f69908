"""The static face in a real browser, from a file, with mouse and keyboard."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, quote, unquote
from xml.etree import ElementTree

import pandas as pd
import pytest

from homecoming import kernelfree

AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TABLE = ["Yes, fully", "24.9"]


@pytest.fixture
def page(page_of, html):
    page = page_of(html)
    yield page
    assert page.problems == []
    assert page.requests == []


def script_of(html):
    return html[html.index("<script>") : html.index("</script>") + len("</script>")]


def result(page, name="answers"):
    return page.locator(f"#{name} .kf-result")


def choose(page, **choices):
    for label, option in choices.items():
        page.locator(f"#answers--{label}").get_by_label(option, exact=True).check()


def expect(locator):
    # Imported here, so that tests without a browser start where Playwright is not installed.
    from playwright.sync_api import expect

    return expect(locator)


def axe_findings(page, **options):
    from axe_playwright_python.sync_playwright import Axe

    return Axe().run(page, **options)


def expect_announced(page, words, name="answers"):
    expect(page.locator(f"#{name} .kf-status")).to_have_text(words)


def query(page):
    return {key: value[0] for key, value in parse_qs(page.url.split("?", 1)[1]).items()}


def test_starts_with_the_first_state_and_working_controls(page):
    assert all(part in result(page).inner_text() for part in TABLE)
    assert page.locator("#answers > fieldset").is_enabled()
    assert "#" not in page.url


def test_every_kind_of_control_works_by_mouse(page):
    page.get_by_text("Show signs", exact=True).click()
    assert "+24.9" in result(page).inner_text()
    page.get_by_text("Men", exact=True).click()
    assert "+30.7" in result(page).inner_text()
    page.locator("#answers").get_by_text("Chart", exact=True).click()
    assert result(page).locator("svg").is_visible()
    page.get_by_label("Order").select_option("Turned round")
    assert result(page).locator("text").all_text_contents() == ["69.3", "30.7"]
    page.locator("#answers").get_by_text("Words", exact=True).click()
    size = page.get_by_label("Size")
    box = size.bounding_box()
    page.mouse.click(box["x"] + box["width"] - 4, box["y"] + box["height"] / 2)
    assert result(page).inner_text().strip() == "Men of 1000: $5 & <b>"


def test_every_kind_of_control_works_by_keyboard_and_keeps_the_focus(page):
    def press(*keys):
        for key in keys:
            page.keyboard.press(key)

    def focused():
        return page.evaluate("document.activeElement.value ?? document.activeElement.id")

    press("Tab")
    assert focused() == "Table"
    press("ArrowRight")
    assert focused() == "Chart"
    assert result(page).locator("svg").is_visible()
    press("Tab", "ArrowRight")
    assert focused() == "Men"
    assert result(page).locator("text").first.text_content() == "30.7"
    press("Tab", "ArrowDown")
    assert page.evaluate("document.activeElement.id") == "answers--order"
    assert result(page).locator("text").first.text_content() == "69.3"
    press("Shift+Tab", "Shift+Tab", "ArrowRight")
    assert focused() == "Words"
    press("Tab", "Tab", "End")
    assert page.evaluate("document.activeElement.id") == "answers--size"
    assert "Men of 1000" in result(page).inner_text()
    press("ArrowLeft")
    assert page.locator("#answers--size").get_attribute("aria-valuetext") == "250"
    choose(page, show="Table")
    press("Tab", "Tab", "Space")
    assert page.evaluate("document.activeElement.id") == "answers--signs"
    assert "+30.7" in result(page).inner_text()
    press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Copy link"


def test_a_control_that_means_nothing_is_disabled_and_says_when_it_does(page):
    order = page.get_by_label("Order")
    assert order.is_disabled()
    assert page.locator("[data-kf-control=order]").get_attribute("title") == "Only with Show: Chart"
    choose(page, show="Chart")
    assert order.is_enabled()
    assert page.get_by_label("Show signs").is_disabled()
    order.select_option("Turned round")
    choose(page, show="Table")
    assert order.is_disabled()
    choose(page, show="Chart")
    assert result(page).locator("text").all_text_contents() == ["-7.5", "24.9"]  # the choice is kept


def test_every_state_is_the_one_that_python_rendered(page, answers_explorer):
    for positions, number in answers_explorer.content_of.items():
        for control, place in zip(answers_explorer.controls, positions, strict=True):
            field = page.locator(f"#answers--{control.name}")
            if not field.is_enabled():
                continue
            if control.kind == "radio":
                field.locator("input").nth(place).check()
            elif control.kind == "checkbox":
                field.set_checked(bool(place))
            elif control.kind == "slider":
                field.fill(str(place))
            else:
                field.select_option(index=place)
        made = page.evaluate(
            "html => { const holder = document.createElement('template'); holder.innerHTML = html;"
            "return holder.innerHTML; }",
            answers_explorer.contents[number].html,
        )
        assert result(page).inner_html() == made, positions


def test_announces_choices_and_summary_but_no_table(page):
    status = page.locator("#answers .kf-status")
    assert page.evaluate("document.querySelector('#answers .kf-status').localName") == "output"
    choose(page, group="Men")
    expect_announced(page, "Show: Table; Group: Men; Show signs: No.")
    choose(page, show="Chart")
    expect_announced(
        page, 'Show: Chart; Group: Men; Order: As printed. Bars. Yes, fully 30.7; No "way" 69.3.'
    )
    assert status.locator("table").count() == 0


def test_the_address_follows_the_reader_and_the_page_does_not_jump(page_of, html):
    page = page_of(
        html.replace("<h1>", '<div style="height: 150px"></div><h1>'), viewport={"width": 800, "height": 400}
    )
    page.locator("#prices").get_by_label("100 %").scroll_into_view_if_needed()
    page.evaluate("scrollBy(0, 30)")
    entries, before = page.evaluate("[history.length, scrollY]")
    page.locator("#prices").get_by_label("100 %").check()
    assert page.evaluate("[history.length, scrollY]") == [entries, before]
    assert "#prices?" in page.url
    assert query(page) == {"price": "100 % <сом>"}
    page.reload()
    assert result(page, "prices").inner_text().strip() == "It costs 100 % <сом>."


@pytest.mark.parametrize("place", range(4))
def test_every_label_survives_the_way_through_the_address(page_of, html, prices_explorer, place):
    label = prices_explorer.controls[0].labels[place]
    page = page_of(html, f"#prices?price={quote(label.upper(), safe='')}")
    assert result(page, "prices").inner_text().strip() == f"It costs {label}."
    expect_announced(page, f"Price: {label}.", "prices")


def test_a_link_sets_the_state_and_what_it_does_not_name_is_as_at_first(page):
    choose(page, group="Men")
    page.evaluate("location.hash = '#answers?show=chart&order=turned%20round&nonsense=1'")
    page.locator("#answers svg").wait_for()
    assert result(page).locator("text").all_text_contents() == ["-7.5", "24.9"]
    page.evaluate("location.hash = '#answers?show=nonsense'")
    page.locator("#answers table").wait_for()
    assert page.locator("#answers--show").get_by_label("Table").is_checked()


def test_a_link_opens_what_the_explorer_is_folded_into(page_of, html):
    tabs = (
        '<details><summary>More</summary><div class="sd-tab-set">'
        '<input type="radio" id="tab-0" name="tabs" checked>'
        '<label class="sd-tab-label" for="tab-0">One</label>'
        '<div class="sd-tab-content">First</div>'
        '<input type="radio" id="tab-1" name="tabs"><label class="sd-tab-label" for="tab-1">Two</label>'
        '<div class="sd-tab-content">'
    )
    style = "<style>.sd-tab-content {display: none} :checked + * + .sd-tab-content {display: block}</style>"
    folded = html.replace('<section class="kf-explorer', style + tabs + '<section class="kf-explorer', 1)
    folded = folded.replace("</section>", "</section></div></div></details>", 1)
    page = page_of(folded, "#answers?show=Words&size=250")
    assert result(page).get_by_text("Women of 250").is_visible()
    page = page_of(folded)
    page.get_by_text("More").click()
    page.get_by_text("Two", exact=True).click()
    choose(page, show="Chart")
    assert result(page).locator("svg").is_visible()


def test_explorers_on_a_page_do_not_disturb_each_other(page):
    choose(page, show="Chart")
    page.locator("#prices").get_by_label("a=b#c?d").check()
    assert result(page).locator("svg").is_visible()
    assert page.locator("#answers--show").get_by_label("Chart").is_checked()
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(one => one.id)")
    assert len(ids) == len(set(ids))


def test_two_drawings_on_a_page_share_no_id(page_of, answers_explorer, second_answers_explorer):
    html = kernelfree.page(answers_explorer, second_answers_explorer, title="Twice")
    page = page_of(html, "#again?show=chart")
    page.locator("#answers--show").get_by_label("Chart").check()
    assert page.locator("svg").count() == 2
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(one => one.id)")
    assert len(ids) == len(set(ids))
    for svg in page.locator("svg").all():
        named = svg.get_attribute("aria-labelledby").split()
        assert [svg.locator(f'[id="{one}"]').count() for one in named] == [1, 1]
        clip = svg.locator("g").get_attribute("clip-path")
        assert svg.locator(f'clipPath[id="{clip[5:-1]}"]').count() == 1


def saved(page, button):
    with page.expect_download() as waiting:
        page.locator("#answers").get_by_role("button", name=button).click()
    return waiting.value.suggested_filename, waiting.value.path().read_bytes()


def test_downloads_a_table_that_a_spreadsheet_reads(page):
    choose(page, group="Men")
    name, content = saved(page, "Download CSV")
    assert name == "answers-table-men-no.csv"
    assert content.decode() == ',Men\r\n"Yes, fully",30.7\r\n"No ""way""",69.3\r\n'
    assert page.locator("#answers .kf-told").inner_text() == f"Saved as {name}."


def test_downloads_a_drawing_that_stands_alone(page_of, html):
    page = page_of(html, "#answers?show=Chart", color_scheme="dark")
    name, content = saved(page, "Download SVG")
    assert name == "answers-chart-women-as-printed.svg"
    drawing = ElementTree.fromstring(content)
    assert (drawing.get("width"), drawing.get("height")) == ("340", "60")
    text = content.decode()
    assert not re.search(r"var\(|currentcolor", text, re.IGNORECASE)
    assert "#0b6aa2" in text
    assert "background:#fff" in text


def test_buttons_offer_only_what_the_view_has(page):
    csv, svg = (page.get_by_role("button", name=f"Download {kind}") for kind in ("CSV", "SVG"))
    assert csv.is_enabled()
    assert svg.is_disabled()
    choose(page, show="Chart")
    assert csv.is_disabled()
    assert svg.is_enabled()
    assert page.locator("#prices").get_by_role("button").all_inner_texts() == ["Copy link"]


@pytest.mark.parametrize("clipboard", ["granted", "missing"])
def test_copies_a_link_to_the_state(page_of, html, clipboard):
    page = page_of(html, permissions=["clipboard-read", "clipboard-write"])
    if clipboard == "missing":
        page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    choose(page, group="Men")
    button = page.locator("#answers").get_by_role("button", name="Copy link")
    button.click()
    page.get_by_text("Link copied.").wait_for()
    assert button.evaluate("one => one === document.activeElement")
    page.locator("h1").evaluate("one => { one.contentEditable = true; one.textContent = ''; one.focus(); }")
    page.keyboard.press("Control+V")
    link = page.locator("h1").inner_text()
    assert unquote(link.split("#")[1]) == "answers?show=Table&group=Men&signs=No"


def test_without_javascript_the_first_state_stands_there(page_of, html):
    page = page_of(html, java_script_enabled=False)
    assert all(part in result(page).inner_text() for part in TABLE)
    assert page.locator("#answers noscript p").is_visible()
    assert page.locator("#answers--show").get_by_label("Chart").is_disabled()
    assert all(button.is_disabled() for button in page.get_by_role("button").all())


@pytest.mark.parametrize(
    ("scheme", "width"), [("light", 1000), ("dark", 1000), ("light", 380), ("dark", 380)]
)
def test_axe_finds_nothing_and_nothing_sticks_out(page_of, html, scheme, width):
    page = page_of(html, color_scheme=scheme, viewport={"width": width, "height": 800})
    for show in ("Table", "Chart", "Words"):
        choose(page, show=show)
        expect(page.locator("#answers .kf-chosen")).to_contain_text(f"Show: {show}")
        found = axe_findings(page, options={"runOnly": AXE_RULES})
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_targets_are_big_enough(page):
    choose(page, show="Words")
    for target in page.locator("input, select, button").all():
        box = target.bounding_box()
        assert min(box["width"], box["height"]) >= 24, target.evaluate("one => one.outerHTML")


def test_focus_is_visible(page):
    for _ in range(6):
        page.keyboard.press("Tab")
        style = page.evaluate(
            "(one => [one.outlineStyle, one.outlineWidth])(getComputedStyle(document.activeElement))"
        )
        assert style == ["solid", "3px"]


def test_a_wide_view_scrolls_by_itself_and_by_keyboard(page_of):
    wide = pd.DataFrame([[f"{n} thousand" for n in range(30)]], columns=[f"Column {n}" for n in range(30)])
    explorer = kernelfree.interact(
        lambda show: wide if show == "Table" else show, name="wide", show=["Table", "Word"]
    )
    page = page_of(kernelfree.page(explorer, title="Wide"), viewport={"width": 380, "height": 700})
    page.locator("#wide .kf-result[tabindex='0']").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 380
    assert axe_findings(page).violations_count == 0
    page.get_by_label("Word").check()
    expect(result(page, "wide")).not_to_have_attribute("tabindex", "0")


def test_nothing_shifts_when_the_page_opens_and_what_follows_never_moves_up(page_of, html):
    follower = '<p id="after">What follows</p><div style="height: 3000px"></div></main>'
    page = page_of(html.replace("</main>", follower))
    shift = page.evaluate(
        """new Promise(done => { let sum = 0;
        new PerformanceObserver(list => { for (const one of list.getEntries()) sum += one.value; })
          .observe({type: "layout-shift", buffered: true});
        setTimeout(() => done(sum), 500); })"""
    )
    assert shift == 0
    choose(page, show="Chart")
    low = page.locator("#after").bounding_box()["y"]
    choose(page, show="Words")
    assert page.locator("#after").bounding_box()["y"] == low


def test_nothing_moves_by_itself(page):
    choose(page, show="Chart")
    assert page.evaluate("document.getAnimations().length") == 0


def test_prints_the_current_state_with_the_choices_in_words(page):
    choose(page, group="Men")
    expect_announced(page, "Show: Table; Group: Men; Show signs: No.")
    page.emulate_media(media="print")
    assert page.locator("#answers--show").is_hidden()
    assert page.get_by_role("button", name="Copy link").first.is_hidden()
    chosen = page.locator("#answers .kf-chosen")
    assert chosen.inner_text() == "Show: Table; Group: Men; Show signs: No."
    assert chosen.bounding_box()["width"] > 200
    assert "30.7" in result(page).inner_text()


def test_is_awake_before_the_rest_of_the_page_has_come_in(page_of, html):
    look = "<script>awake = document.querySelectorAll('.kf-controls:not(:disabled)').length</script>"
    page = page_of(html.replace(script_of(html), script_of(html) + look))
    assert page.evaluate("awake") == page.locator("[data-kf-explorer]").count() > 1
    choose(page, show="Words")
    assert "Women of 100" in result(page).inner_text()
    assert page.problems == []


def test_controls_that_have_come_in_by_half_do_not_show_yet(page_of, html):
    look = "<script>half = getComputedStyle(document.querySelector('.kf-controls')).visibility</script>"
    page = page_of(html.replace("<legend>Show</legend>", f"<legend>Show</legend>{look}"))
    assert page.evaluate("half") == "hidden"
    assert page.locator(".kf-controls").first.is_visible()


def test_works_when_loaded_twice_and_when_the_theme_moves_it(page_of, html):
    page = page_of(html.replace("</body>", script_of(html) + "</body>"))
    page.evaluate(
        "const box = document.createElement('aside'); document.body.append(box);"
        "box.append(document.getElementById('answers'))"
    )
    choose(page, show="Words")
    assert "Women of 100" in result(page).inner_text()
    with page.expect_download() as waiting:
        choose(page, show="Table")
        page.get_by_role("button", name="Download CSV").click()
    assert waiting.value.suggested_filename.endswith(".csv")
    assert page.problems == []
