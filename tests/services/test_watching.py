from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from monitor.domain.errors import StoreBusy, WrongUse
from monitor.domain.month import Month
from monitor.intake.batches import list_batches, withdraw
from monitor.intake.commit import commit_import
from monitor.intake.recognise import recognise
from monitor.intake.request import ImportRequest
from monitor.intake.sheets.header import Overrides
from monitor.upkeep.arrivals import Arrivals, is_meant
from monitor.upkeep.setup import Store
from monitor.upkeep.watch import watch
from monitor.upkeep.watched_folder import Handled, WatchedFolder, move, reserve
from tests.services.desk import A, table
from tests.services.telling import sample, take_in, take_plan
from tests.store.processes import HOLD, another, heard

APRIL = "2023-04-spending.xlsx"
LOOK = 0.05


@pytest.fixture
def store(tmp_path: Path, blank_database: Path) -> Iterator[Store]:
    (tmp_path / "data").mkdir()
    path = Path(shutil.copy(blank_database, tmp_path / "data" / "monitor.duckdb"))
    opened = Store(path, wait_seconds=0.5)
    yield opened
    opened.close()


@pytest.fixture
def keeper(tmp_path: Path, store: Store) -> WatchedFolder:
    folder = tmp_path / "drop"
    folder.mkdir()
    return WatchedFolder(folder, store, tmp_path / "data" / "files", "keeper", "zh")


def drop(keeper: WatchedFolder, name: str, data: bytes, age: int = 0) -> Path:
    """Put a file down; one of more age counts as older."""
    path = keeper.folder / name
    path.write_bytes(data)
    os.utime(path, (1_700_000_000 - age, 1_700_000_000 - age))
    return path


def look_once(keeper: WatchedFolder) -> list[Handled]:
    done: list[Handled] = []
    watch(
        keeper,
        every=LOOK,
        once=True,
        is_stopped=lambda: False,
        on_handled=done.append,
        on_busy=lambda trouble: pytest.fail(str(trouble)),
    )
    return done


def outcomes(done: list[Handled]) -> dict[str, str]:
    return {each.file_name: each.received.outcome for each in done}


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.is_file()}


def changed(name: str, tmp_path: Path, **cells: str | float) -> bytes:
    """Change cells of a sample workbook's first sheet."""
    place = tmp_path / "changed.xlsx"
    place.write_bytes(sample(name))
    book = load_workbook(place)
    for cell, value in cells.items():
        book.worksheets[0][cell] = value
    book.save(place)
    return place.read_bytes()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("plan-2023.txt", "plan"),
        ("plan-2023.docx", "plan"),
        (APRIL, "spending"),
        ("2023-04-results.xlsx", "results"),
        ("2023-08-adjustments.xlsx", "adjustments"),
    ],
)
def test_a_file_is_recognised_by_its_content(name: str, kind: str) -> None:
    assert recognise(sample(name)).kind == kind


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"hello", "watch_kind_unknown"),
        (b"%PDF-1.7 no workbook", "pdf_file"),
        ("项目编码,名称\n1,2\n".encode(), "watch_kind_unknown"),
    ],
)
def test_what_cannot_be_recognised_says_why(data: bytes, code: str) -> None:
    found = recognise(data)
    assert found.kind == ""
    assert [finding.code for finding in found.findings] == [code]


def test_a_report_of_spending_beside_adjustments_is_spending() -> None:
    head = "项目编码,年初预算数(元),追加数(元),追减数(元),调整后预算数(元),截至4月底累计支出(元)"
    row = "13020923P00014810001H,3600,100,0,3700,900"
    assert recognise(f"{head}\n{row}\n".encode()).kind == "spending"


def test_what_arrives_is_imported_plan_first_and_moved(keeper: WatchedFolder) -> None:
    drop(keeper, APRIL, sample(APRIL), age=60)
    drop(keeper, "2023-04-results.xlsx", sample("2023-04-results.xlsx"), age=50)
    drop(keeper, "plan.docx", sample("plan-2023.docx"), age=0)
    done = look_once(keeper)
    assert [each.received.kind for each in done] == ["plan", "spending", "results"]
    assert set(outcomes(done).values()) == {"imported"}
    assert files(keeper.folder) == {"watch.log"}
    assert files(keeper.folder / "imported") == {APRIL, "2023-04-results.xlsx", "plan.docx"}
    batches = list_batches(keeper.store)
    assert [(each.kind, each.month, each.actor) for each in reversed(batches)] == [
        ("plan", None, "keeper"),
        ("spending", 4, "keeper"),
        ("results", 4, "keeper"),
    ]


def test_a_faulty_workbook_comes_back_marked_beside_the_original(
    keeper: WatchedFolder, tmp_path: Path
) -> None:
    take_plan(keeper.store)
    data = changed(APRIL, tmp_path, D4="约七万")
    drop(keeper, "4月支出.xlsx", data)
    (handled,) = look_once(keeper)
    problems = keeper.folder / "problems"
    assert handled.received.outcome == "aside"
    assert files(problems) == {"4月支出.xlsx", "4月支出-标注.xlsx"}
    assert (problems / "4月支出.xlsx").read_bytes() == data
    book = load_workbook(problems / "4月支出-标注.xlsx")
    assert book["支出"]["D4"].comment is not None
    assert len(list_batches(keeper.store)) == 1


def test_a_marked_workbook_once_corrected_is_imported(
    keeper: WatchedFolder, tmp_path: Path
) -> None:
    take_plan(keeper.store)
    drop(keeper, "4月支出.xlsx", changed(APRIL, tmp_path, D4="约七万"))
    look_once(keeper)
    marked = keeper.folder / "problems" / "4月支出-标注.xlsx"
    book = load_workbook(marked)
    book["支出"]["D4"] = 6.9175
    book.save(keeper.folder / "4月支出-标注.xlsx")
    assert outcomes(look_once(keeper)) == {"4月支出-标注.xlsx": "imported"}


def test_a_header_corrected_once_on_the_page_is_read_in_the_folder_too(
    keeper: WatchedFolder,
) -> None:
    take_plan(keeper.store)
    lines = (
        "| 情况表 2023年{month}月 | | |\n| 序 | 编号甲 | {month}月花了 |\n| 1 | {code} | {spent} |"
    )
    april, may = (
        table(lines.format(month=month, code=A, spent=spent))
        for month, spent in ((4, "0.01"), (5, "0.03"))
    )
    drop(keeper, "四月.csv", april)
    assert outcomes(look_once(keeper)) == {"四月.csv": "aside"}
    corrected = Overrides(header_row=2, columns={"B": "project_code", "C": "spent"}, unit="万元")
    request = ImportRequest(
        "spending", "四月.csv", april, "clerk", Month(2023, 4), overrides=corrected
    )
    files_folder = keeper.files_folder
    assert commit_import(keeper.store, request, files_folder, mapping_name="月报").batch_id
    drop(keeper, "五月.csv", may)
    assert outcomes(look_once(keeper)) == {"五月.csv": "imported"}
    assert list_batches(keeper.store)[0].kind == "spending"


def test_without_a_workbook_to_mark_the_sentences_stand_in_a_text(keeper: WatchedFolder) -> None:
    drop(keeper, "报表.pdf", b"%PDF-1.7 no workbook")
    (handled,) = look_once(keeper)
    assert handled.notes == "problems/报表-问题.txt"
    said = (keeper.folder / handled.notes).read_text("utf-8-sig")
    assert said.startswith("报表.pdf（")
    assert "[须改正]" in said
    assert "PDF" in said


def test_without_a_plan_spending_is_put_aside_with_what_to_do(keeper: WatchedFolder) -> None:
    drop(keeper, APRIL, sample(APRIL))
    (handled,) = look_once(keeper)
    assert [finding.code for finding in handled.received.findings] == ["no_plan_for_year"]
    assert "请先导入该年度的计划" in (keeper.folder / handled.notes).read_text("utf-8-sig")


def test_the_same_file_twice_says_so_and_overwrites_nothing(keeper: WatchedFolder) -> None:
    take_plan(keeper.store)
    drop(keeper, APRIL, sample(APRIL))
    look_once(keeper)
    drop(keeper, APRIL, sample(APRIL))
    (again,) = look_once(keeper)
    assert (again.received.outcome, again.received.batch_id) == ("same", 2)
    assert "批次 2" in again.what
    assert files(keeper.folder / "imported") == {APRIL, "2023-04-spending (2).xlsx"}
    assert len(list_batches(keeper.store)) == 2


def test_an_old_file_does_not_undo_a_correction(keeper: WatchedFolder, tmp_path: Path) -> None:
    take_plan(keeper.store)
    drop(keeper, APRIL, sample(APRIL))
    look_once(keeper)
    take_in(keeper.store, "spending", changed(APRIL, tmp_path, D4=7.5), "2023-04")
    drop(keeper, APRIL, sample(APRIL))
    (again,) = look_once(keeper)
    assert [finding.code for finding in again.received.findings] == ["watch_superseded"]
    assert len(list_batches(keeper.store)) == 3


def test_a_file_whose_batch_was_withdrawn_goes_in_again(keeper: WatchedFolder) -> None:
    take_plan(keeper.store)
    drop(keeper, APRIL, sample(APRIL))
    look_once(keeper)
    withdraw(keeper.store, 2, actor="tester")
    drop(keeper, APRIL, sample(APRIL))
    assert outcomes(look_once(keeper)) == {APRIL: "imported"}


@pytest.mark.parametrize(
    "name",
    ["~$4月.xlsx", ".~lock.4月.xlsx#", "4月.xlsx.crdownload", "4月.TMP", "a.part", ".hidden"],
)
def test_locks_and_half_downloads_are_not_files_to_read(name: str) -> None:
    assert not is_meant(name)


def test_ignored_and_empty_files_folders_and_links_stay(
    keeper: WatchedFolder, tmp_path: Path
) -> None:
    take_plan(keeper.store)
    outside = tmp_path / "outside.xlsx"
    outside.write_bytes(sample(APRIL))
    (keeper.folder / "link.xlsx").symlink_to(outside)
    (keeper.folder / "sub").mkdir()
    drop(keeper, "sub/inside.xlsx", sample(APRIL))
    drop(keeper, "~$open.xlsx", b"lock")
    drop(keeper, "download.xlsx", b"")
    assert look_once(keeper) == []
    assert files(keeper.folder) == {"watch.log", "link.xlsx", "~$open.xlsx", "download.xlsx"}
    assert files(keeper.folder / "sub") == {"inside.xlsx"}


def test_a_file_that_grows_is_waited_for(keeper: WatchedFolder) -> None:
    whole = sample(APRIL)
    arrivals = Arrivals(keeper.folder)
    path = drop(keeper, APRIL, whole[:1000])
    assert arrivals.look() == []
    path.write_bytes(whole)
    assert arrivals.look() == []
    assert arrivals.moving == (path,)
    (arrival,) = arrivals.look()
    assert arrival.stands
    path.write_bytes(whole + b" ")
    assert not arrival.stands


def test_a_name_taken_gets_a_counter_and_nothing_is_lost(tmp_path: Path) -> None:
    for number in range(3):
        path = tmp_path / "a.tar.xlsx"
        path.write_text(str(number), "utf-8")
        move(path, tmp_path / "kept")
    kept = {path.name: path.read_text("utf-8") for path in (tmp_path / "kept").iterdir()}
    assert kept == {"a.tar.xlsx": "0", "a.tar (2).xlsx": "1", "a.tar (3).xlsx": "2"}
    assert reserve(tmp_path / "kept", "a.tar.xlsx").name == "a.tar (4).xlsx"


def test_the_log_has_a_line_per_file(keeper: WatchedFolder) -> None:
    drop(keeper, "plan\tone.txt", sample("plan-2023.txt"), age=9)
    drop(keeper, "x.csv", b"a,b\n")
    look_once(keeper)
    lines = (keeper.folder / "watch.log").read_text("utf-8").splitlines()
    told = [line.split("\t") for line in lines]
    assert [(len(parts), parts[1], parts[3]) for parts in told] == [
        (4, "plan one.txt", "1"),
        (4, "x.csv", "—"),
    ]
    assert told[0][2].startswith("已导入（绩效计划），8 条")


def test_a_busy_database_leaves_the_file_for_later(keeper: WatchedFolder) -> None:
    take_plan(keeper.store)
    keeper.store.close()
    drop(keeper, APRIL, sample(APRIL))
    busy: list[StoreBusy] = []
    done: list[Handled] = []
    with another(HOLD, keeper.store.path) as holder:
        assert heard(holder) == "holds"
        watch(
            keeper,
            every=LOOK,
            once=False,
            is_stopped=lambda: bool(busy),
            on_handled=done.append,
            on_busy=busy.append,
        )
        assert done == []
        assert APRIL in files(keeper.folder)
    assert outcomes(look_once(keeper)) == {APRIL: "imported"}


def test_it_goes_on_until_stopped_beside_a_reader(keeper: WatchedFolder) -> None:
    take_plan(keeper.store)
    done: list[Handled] = []
    asked = threading.Event()

    def run() -> None:
        watch(
            keeper,
            every=LOOK,
            once=False,
            is_stopped=asked.is_set,
            on_handled=done.append,
            on_busy=lambda _trouble: None,
        )

    watching = threading.Thread(target=run)
    watching.start()
    drop(keeper, APRIL, sample(APRIL))
    for _ in range(600):
        list_batches(keeper.store)
        if done:
            break
        asked.wait(LOOK)
    asked.set()
    watching.join(30)
    assert outcomes(done) == {APRIL: "imported"}


def test_what_cannot_be_moved_is_left_alone_until_it_changes(
    keeper: WatchedFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_plan(keeper.store)
    drop(keeper, APRIL, sample(APRIL))

    def refuse(_self: Path, _target: Path) -> None:
        raise PermissionError(13, "not allowed")

    rounds: list[Handled] = []
    looks = iter(range(4000))
    with monkeypatch.context() as barred:
        barred.setattr(Path, "replace", refuse)
        barred.setattr("monitor.intake.commit.keep_file", lambda _folder, _data: "")
        watch(
            keeper,
            every=LOOK,
            once=False,
            is_stopped=lambda: len(rounds) > 0 and next(looks) > 20,
            on_handled=rounds.append,
            on_busy=lambda trouble: pytest.fail(str(trouble)),
        )
    assert [each.moved_to for each in rounds] == [""]
    assert "not allowed" in rounds[0].what
    assert files(keeper.folder / "imported") == set()
    assert outcomes(look_once(keeper)) == {APRIL: "same"}


def test_a_folder_that_is_not_there_is_wrong_use(keeper: WatchedFolder) -> None:
    keeper.folder.rmdir()
    with pytest.raises(WrongUse, match="watch_folder_missing"):
        look_once(keeper)
