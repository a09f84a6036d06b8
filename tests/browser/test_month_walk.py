"""A clerk's month in a real browser: upload April, see the flags move, take the list, undo."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.browser.visits import ListedRow, Visits, flags, go, lead, listed, settle

pytestmark = pytest.mark.browser

BEHIND = "13020923P000143100015"
SILENT = "○ 未报送"


def test_a_month_is_uploaded_seen_taken_away_and_undone(
    own_dashboard: str, visits: Visits, samples: Path, tmp_path: Path
) -> None:
    page = visits.open(f"{own_dashboard}/flagged?month=2023-04")
    before = listed(page)
    assert [row.light for row in before] == [SILENT] * 8

    go(page, "导入")
    batch = _upload(page, samples / "2023-04-spending.xlsx")

    go(page, "预警清单")
    expect(lead(page)).to_contain_text("2023年4月共有3个项目预警")
    after = listed(page)
    assert [row.light for row in after] == ["▼ 滞后", "◆ 关注", "◆ 关注"]
    assert (after[0].code, after[0].spent, after[0].gap) == (BEHIND, "4.9039", "-26.3")
    assert _taken_away(page, tmp_path / "list.xlsx") == after

    page.get_by_role("button", name="关注", exact=True).click()
    expect(flags(page)).to_have_count(2)
    settle(page)
    assert _taken_away(page, tmp_path / "narrowed.xlsx") == listed(page) == after[1:]

    go(page, "导入")
    _withdraw(page, batch)
    page.goto(f"{own_dashboard}/flagged?month=2023-04")
    expect(flags(page)).to_have_count(8)
    settle(page)
    assert listed(page) == before


def _upload(page: Page, file: Path) -> str:
    """Hand a file in, look at what it would change, confirm; return the number of the batch."""
    page.locator('input[type="file"]').set_input_files(file)
    confirm = page.get_by_role("button", name="导入 8 条支出")
    expect(confirm).to_be_visible()
    settle(page)
    preview = page.locator("tr", has_text="13020923P").filter(visible=True)
    expect(preview).to_have_count(8)
    expect(preview.filter(has_text="文史资料征编费")).to_contain_text("4.9039")
    confirm.click()
    expect(page.get_by_role("button", name="撤销这次导入")).to_be_visible()
    settle(page)
    said = page.get_by_text("已导入 8 条支出").inner_text()
    return said.partition("批次")[2].strip(" ）。")


def _withdraw(page: Page, batch: str) -> None:
    """Take the newest batch back from the list of imports."""
    page.get_by_role("button", name="撤回", exact=True).first.click()
    question = page.get_by_role("dialog")
    expect(question.locator("tr", has_text="13020923P")).to_have_count(8)
    question.get_by_role("button", name=f"撤回批次 {batch}").click()
    expect(page.get_by_role("button", name=f"恢复批次 {batch}")).to_be_visible()
    settle(page)


def _taken_away(page: Page, path: Path) -> list[ListedRow]:
    """Download the list and read its rows as the screen would write them."""
    with page.expect_download() as taken:
        page.get_by_role("button", name="下载 Excel").click()
    taken.value.save_as(path)
    sheet = openpyxl.load_workbook(path).worksheets[0]
    lines = list(sheet.iter_rows(values_only=True))
    header = next(line for line in lines if "项目编码" in line)
    rows = [dict(zip(header, line, strict=True)) for line in lines[lines.index(header) + 1 :]]
    places = {"调整后预算数": 2, "截止4月底支出数": 2}
    for column in places:
        values = [Decimal(str(row[column])).normalize() for row in rows]
        places[column] = max(2, *(-int(value.as_tuple().exponent) for value in values))
    return [
        ListedRow(
            code=str(row["项目编码"]),
            light=str(row["预警等级"]),
            name=str(row["项目名称"]),
            budget=f"{row['调整后预算数']:.{places['调整后预算数']}f}",
            spent=f"{row['截止4月底支出数']:.{places['截止4月底支出数']}f}",
            rate=f"{row['预算执行率']:.1f}%",
            gap=f"{row['差距(百分点)']:+.1f}",
            months=f"{row['连续预警月数']}个月",
            sentence=str(row["预警原因"]),
        )
        for row in rows
    ]
