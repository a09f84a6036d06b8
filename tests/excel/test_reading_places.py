from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from monitor.intake.files.grid import Places, Runs, Sheet, cell_name
from monitor.intake.files.unpack import clip, trim

places = st.sets(st.tuples(st.integers(0, 30), st.integers(0, 5)))


def gathered(cells: set[tuple[int, int]]) -> Places:
    runs = Runs()
    for row, column in sorted(cells):
        runs.add(column, row, row)
    return Places(runs.all())


@given(places, places)
def test_places_are_a_set_of_cells_like_any_other(
    cells: set[tuple[int, int]], others: set[tuple[int, int]]
) -> None:
    found = gathered(cells)
    assert found == cells
    assert len(found) == len(cells)
    assert found & others == cells & others
    assert all((cell in found) == (cell in cells) for cell in others)


def test_what_is_no_place_is_in_no_places() -> None:
    assert "A1" not in gathered({(0, 0)})


def test_cells_are_named_as_people_know_them() -> None:
    named = [cell_name(place) for place in ((0, 0), (11, 25), (0, 26), (1_048_575, 16_383))]
    assert named == ["A1", "Z12", "AA1", "XFD1048576"]


def test_trailing_blanks_are_cut_but_not_errors_and_formulas() -> None:
    sheet = Sheet("S", [["a", None, None], [None], [None]])
    sheet.errors = {(1, 1): "#REF!"}
    trim(sheet, 100)
    assert sheet.rows == [["a", None], [None, None]]


def test_merged_ranges_end_where_the_sheet_ends() -> None:
    sheet = Sheet("S", [["a", "b"], ["c", "d"], ["e", "f"]])
    found = clip([(0, 0, 0, 16_383), (1, 0, 1_048_575, 0), (9, 9, 10, 10), (2, 1, 2, 9)], sheet)
    assert found == ((0, 0, 0, 1), (1, 0, 2, 0))


def test_overlapping_merged_ranges_add_up_to_no_more_than_the_sheet() -> None:
    sheet = Sheet("S", [["a", "b"], ["c", "d"]])
    assert clip([(0, 0, 9, 9)] * 50_000, sheet) == ((0, 0, 1, 1),)
