"""What stands on paper: LibreOffice lays the documents out, and no page loses a word.

Where LibreOffice or poppler is missing these checks are left out, and the summary says so;
``python -m tools.programs office`` installs them.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import pytest

from monitor.charts.picture import draw_curve
from monitor.charts.records import Curve, CurvePoint, View
from monitor.outputs.letters.notice import write_notice
from monitor.outputs.letters.report_text import write_report
from monitor.outputs.lists.curve_sheet import CurveMonth, add_curve_sheet
from monitor.workbooks.writing import Book
from tests.documents.letters import AGREED, BEHIND, CAUSE, SILENT, lines, notice, report, tables
from tools import programs

PATIENCE_SECONDS = 240
MANY = tuple(
    replace(
        one,
        project_code=f"13020923P{place:012d}",
        project_name=f"第{place}号" + "很长的项目名称" * (place % 5),
        figures={**one.figures, "spent": Decimal(123_456_789) * place},
    )
    for place in range(1, 41)
    for one in [AGREED if place % 3 else SILENT]
)


@dataclass(frozen=True)
class Paper:
    """A document on paper: the words of each page, blanks left out, and its width in points."""

    pages: list[str]
    widths: list[float]

    @property
    def text(self) -> str:
        return "".join(self.pages)


@pytest.fixture(scope="session")
def office() -> str:
    path = programs.find(programs.PROGRAMS["office"])
    if path is None or shutil.which("pdftotext") is None:
        pytest.skip(
            "no LibreOffice or no poppler: pages of documents were not looked at; "
            "python -m tools.programs office installs both"
        )
    if not _has_narrow_digits():
        pytest.skip(
            "no font as wide as Times: figures would break over lines; install fonts-liberation"
        )
    return path


def _has_narrow_digits() -> bool:
    """Say whether the font that stands in for Times New Roman is as wide as it."""
    if shutil.which("fc-match") is None:
        return True  # not a system of fontconfig: it brings the font itself
    told = subprocess.run(
        ["fc-match", "Times New Roman"], capture_output=True, text=True, check=True
    )
    return re.search("Times|Liberation Serif|Tinos|Nimbus Roman", told.stdout) is not None


@pytest.fixture(scope="module")
def printed(office: str, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Paper]:
    """Lay everything out in one go, for the office takes its time to start."""
    folder = tmp_path_factory.mktemp("pages")
    for name, data in documents().items():
        (folder / name).write_bytes(data)
    profile = (folder / "profile").as_uri()
    command = [office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
    command += ["--outdir", str(folder), *(str(folder / name) for name in documents())]
    subprocess.run(command, capture_output=True, check=True, timeout=PATIENCE_SECONDS)
    return lambda name: read(folder / f"{name}.pdf")


def documents() -> dict[str, bytes]:
    points = [
        CurvePoint(
            month,
            Decimal(61_900) * month,
            Decimal(50_000) * month if month <= 6 and month != 4 else None,
            Decimal(100) if month == 12 else None,
        )
        for month in range(1, 13)
    ]
    picture = draw_curve(Curve(tuple(points)), View(2023, 6))
    book = Book("计划与实际")
    add_curve_sheet(
        book,
        2023,
        6,
        [CurveMonth(point.month, point.planned_amount, point.spent) for point in points],
    )
    return {
        "notice.docx": write_notice(notice()),
        "long.docx": write_notice(notice(*MANY)),
        "report.docx": write_report(report(AGREED, SILENT, picture=picture, causes=(CAUSE,))),
        "chart.xlsx": book.close(),
    }


def read(pdf: Path) -> Paper:
    text = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, check=True).stdout
    told = subprocess.run(["pdfinfo", "-l", "999", pdf], capture_output=True, check=True).stdout
    sizes = re.findall(r"size:\s+([\d.]+) x", told.decode())
    pages = text.decode().split("\f")[:-1]
    return Paper(["".join(page.split()) for page in pages], [float(size) for size in sizes])


def short_words(data: bytes) -> set[str]:
    """Name the cells that stand on one line: figures, lights, numbers."""
    cells = {cell for table in tables(data) for row in table for cell in row}
    return {cell.replace(" ", "") for cell in cells if re.fullmatch(r"[\d.,+%\-]{3,}|. \w+", cell)}


@pytest.mark.parametrize("name", ["notice", "long", "report"])
def test_every_figure_and_light_is_on_paper(name: str, printed: Callable[[str], Paper]) -> None:
    said = short_words(documents()[f"{name}.docx"])
    assert len(said) > 5
    assert {word for word in said if word not in printed(name).text} == set()


@pytest.mark.parametrize("name", ["notice", "long", "report", "chart"])
def test_no_page_shows_a_figure_as_hashes(name: str, printed: Callable[[str], Paper]) -> None:
    assert "##" not in printed(name).text


@pytest.mark.parametrize("name", ["notice", "long", "report"])
def test_every_page_carries_number_and_stamp(name: str, printed: Callable[[str], Paper]) -> None:
    pages = printed(name).pages
    for number, page in enumerate(pages, start=1):
        assert f"第{number}页，共{len(pages)}页" in page
        assert "数据版本18.0.0" in page


def test_a_long_list_repeats_its_header_on_every_page(printed: Callable[[str], Paper]) -> None:
    pages = [page for page in printed("long").pages if "填报原因" in page]
    assert len(pages) > 3
    assert all("项目编码" in page and "责任人" in page for page in pages)


@pytest.mark.parametrize("name", ["notice", "long", "report"])
def test_no_sign_of_the_text_is_cut(name: str, printed: Callable[[str], Paper]) -> None:
    """A wrapped cell's lines come in any order, so signs are counted."""
    data = documents()[f"{name}.docx"]
    cells = [cell for table in tables(data) for row in table for cell in row]
    said = Counter("".join("".join([*lines(data), *cells]).split()))
    assert said.total() > 500
    assert said - Counter(printed(name).text) == Counter()


def test_the_report_is_upright_and_its_annex_landscape(printed: Callable[[str], Paper]) -> None:
    widths = [round(width) for width in printed("report").widths]
    assert widths == sorted(widths)
    assert set(widths) == {595, 842}
    assert {round(width) for width in printed("notice").widths} == {842}


def test_a_short_notice_takes_two_pages_and_the_form(printed: Callable[[str], Paper]) -> None:
    pages = printed("notice").pages
    assert "整改反馈表" in pages[-1]
    assert BEHIND.project_name in pages[-1]
    assert len(pages) <= 3


def test_plan_and_spending_fit_one_sheet_of_paper(printed: Callable[[str], Paper]) -> None:
    paper = printed("chart")
    assert len(paper.pages) == 1
    assert "累计支出与计划（2023年，截至6月底）" in paper.text
