"""The official forms, out and in again, through the services a person uses."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from monitor.domain.errors import WrongUse
from monitor.domain.month import Month
from monitor.follow_up.causes import NewNote, add_note, list_notes
from monitor.intake.commit import commit_import, preview_import
from monitor.intake.request import ImportRequest
from monitor.outputs.forms.fill import write_forms
from monitor.review.months import review_indicators
from monitor.store.database import Store

JUNE = Month(2023, 6)
CODE = "13020923P00014110001R"
KEY = "数量指标/调研次数"


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory, blank_database: Path, samples: Path) -> Path:
    """The sample plan with June's spending and results."""
    path = tmp_path_factory.mktemp("reported") / "monitor.duckdb"
    store = Store(Path(shutil.copy(blank_database, path)))
    for kind, name in (
        ("plan", "plan-2023.txt"),
        ("spending", "2023-06-spending.xlsx"),
        ("results", "2023-06-results.xlsx"),
    ):
        request = ImportRequest(kind, name, (samples / name).read_bytes(), "test")
        assert commit_import(store, request, path.parent / "files").batch_id is not None
    store.close()
    return path


@pytest.fixture
def store(tmp_path: Path, reported: Path) -> Iterator[Store]:
    store = Store(Path(shutil.copy(reported, tmp_path)))
    yield store
    store.close()


def test_a_form_carries_what_the_store_knows(store: Store) -> None:
    add_note(
        store, NewNote(CODE, KEY, JUNE, "funding staff", "经费到账晚", "possible"), actor="test"
    )
    data = write_forms(store, "monitoring-form", JUNE, project_code=CODE)
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    row = next(row for row in sheet.iter_rows(values_only=True) if "调研次数" in row)
    assert "7次" in row
    assert "经费到账晚" in row
    assert row.count("√") == 3  # two causes and the likelihood a person stated


def test_the_form_expects_the_year_from_exact_figures(samples: Path, tmp_path: Path) -> None:
    """A rate rounded to 100.0000 % would state the whole budget of 15.4."""
    store = Store(tmp_path / "exact.duckdb")
    plan = (samples / "plan-2023.txt").read_bytes()
    spent = f"项目编码,1月累计支出（元）\n{CODE},12833.33\n".encode()
    requests = (
        ImportRequest("plan", "plan-2023.txt", plan, "test"),
        ImportRequest("spending", "spent.csv", spent, "test", Month(2023, 1)),
    )
    for request in requests:
        assert commit_import(store, request, tmp_path / "files").batch_id is not None
    data = write_forms(store, "monitoring-form", Month(2023, 1), project_code=CODE)
    store.close()
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    rows = [[cell for cell in row if cell] for row in sheet.iter_rows(values_only=True)]
    (total,) = [row for row in rows if "年度资金总额" in row]
    assert total[-1] == 15.399996  # 12833.33 ÷ (25 ÷ 3) × 100, in 万元


def test_a_filled_form_comes_back_as_results_causes_and_likelihoods(
    store: Store, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_forms(store, "monitoring-form", JUNE)))
    sheet = book.worksheets[0]
    header = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "经费保障")
    result = next(
        cell for row in sheet.iter_rows() for cell in row if cell.value == "1-6月执行情况"
    )
    place = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "调研次数")
    sheet.cell(place.row, result.column).value = "8次"
    sheet.cell(place.row, header.column).value = "√"
    out = io.BytesIO()
    book.save(out)
    request = ImportRequest("results", "form.xlsx", out.getvalue(), "clerk", JUNE)
    preview = preview_import(store, request)
    assert not preview.is_blocked, preview.findings
    changed = [change for change in preview.changes if change.why == "changed"]
    assert [(change.old_said, change.new_said) for change in changed] == [("7次", "8次")]
    commit_import(store, request, tmp_path / "files")
    indicators = review_indicators(store, JUNE, project_code=CODE)
    assert [each.result_text for each in indicators if each.indicator_key == KEY] == ["8次"]
    note = list_notes(store, JUNE)[CODE, KEY]
    assert (note.cause, note.likelihood, note.actor) == ("funding", "", "clerk")
    assert set(list_notes(store, JUNE)) == {(CODE, KEY)}


def test_a_form_handed_back_as_it_was_changes_nothing(store: Store, tmp_path: Path) -> None:
    add_note(store, NewNote(CODE, KEY, JUNE, "funding", likelihood="possible"), actor="test")
    request = ImportRequest(
        "results", "form.xlsx", write_forms(store, "monitoring-form", JUNE), "clerk", JUNE
    )
    preview = preview_import(store, request)
    assert not preview.is_blocked, preview.findings
    assert preview.changes_nothing
    assert commit_import(store, request, tmp_path / "files").batch_id is None


@pytest.mark.parametrize(
    ("before", "ticked", "stated"),
    [
        ("", "确定能", ""),  # only what was suggested
        ("", "有可能", "possible"),
        ("impossible", "确定能", "certain"),  # takes a person's word back
    ],
)
def test_a_tick_speaks_for_a_person_where_it_differs_from_the_suggestion(
    store: Store, tmp_path: Path, before: str, ticked: str, stated: str
) -> None:
    if before:
        add_note(store, NewNote(CODE, KEY, JUNE, likelihood=before), actor="test")
    book = openpyxl.load_workbook(io.BytesIO(write_forms(store, "monitoring-form", JUNE)))
    sheet = book.worksheets[0]
    columns = {cell.value: cell.column for row in sheet.iter_rows() for cell in row if cell.value}
    place = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "调研次数")
    for words in ("确定能", "有可能", "完全不可能"):
        sheet.cell(place.row, columns[words]).value = "√" if words == ticked else None
    out = io.BytesIO()
    book.save(out)
    request = ImportRequest("results", "form.xlsx", out.getvalue(), "clerk", JUNE)
    commit_import(store, request, tmp_path / "files")
    note = list_notes(store, JUNE).get((CODE, KEY))
    assert (note.likelihood if note else "") == stated


def test_a_form_of_another_kind_is_not_taken_for_one(store: Store) -> None:
    data = write_forms(store, "self-evaluation", JUNE)
    preview = preview_import(store, ImportRequest("spending", "x.xlsx", data, "clerk", JUNE))
    assert preview.is_blocked


def test_a_form_for_an_unknown_project_is_refused(store: Store) -> None:
    with pytest.raises(WrongUse) as refusal:
        write_forms(store, "monitoring-form", JUNE, project_code="nobody")
    assert refusal.value.code == "project_not_found"


def test_an_incomplete_self_evaluation_says_so_and_states_no_total(store: Store) -> None:
    data = write_forms(store, "self-evaluation", JUNE, project_code=CODE)
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    texts = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert any("未完整" in text for text in texts)
    assert not any(text in ("优", "良", "中", "差") for text in texts)
