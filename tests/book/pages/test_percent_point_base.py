"""Per cent or point: the widget says what the table says."""

from homecoming import published
from homecoming.book.pages import percent_point_base
from homecoming.book.studies import KYRGYZSTAN


def test_percent_and_point_agree_with_the_table(words):
    table = published.load(f"{KYRGYZSTAN}/table-1")
    for choices, html in percent_point_base.percent_or_point().states:
        if choices["figures"] == "as printed":
            before, after = (
                float(table.printed(choices["sector"], g)) for g in ("In Russia", "In Kyrgyzstan")
            )
            assert f"by {abs(after - before):.1f} percentage points" in words(html)
            assert f"that is {abs(100 * (after - before) / before):.1f} per cent" in words(html)
