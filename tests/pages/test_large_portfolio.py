"""Pages of more projects than one page lists: every one opens, and the rest is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.config import read_settings
from monitor.upkeep.setup import Store
from tests.services.shared import fill_once
from tools.made_up.batches import generate
from tools.made_up.country import CountryRequest

from .visiting import lead, tables, visit

MONTH = "2025-06"
PAGES = ("overview", "flagged", "project", "indicators", "scores", "chase", "plan", "settings")


@pytest.fixture(autouse=True)
def large(tmp_path_factory: pytest.TempPathFactory) -> None:
    def fill(path: Path) -> None:
        made = Store(path)
        generate(made, CountryRequest(projects=120, units=4, seed=5), path.parent / "files")
        made.close()

    path = read_settings().database
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(fill_once(tmp_path_factory, "large portfolio pages", fill).read_bytes())


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens(page: str, language: str) -> None:
    app = visit(page, language, month=MONTH)
    assert not app.error
    assert lead(app)


def test_the_flagged_list_is_turned_page_by_page() -> None:
    first = tables(visit("flagged", month=MONTH))["flag_table"]
    second = tables(visit("flagged", month=MONTH, part="2"))["flag_table"]
    codes = [
        {word for word in text.split() if word.startswith("990101")} for text in (first, second)
    ]
    assert len(codes[0]) == 50
    assert codes[1]
    assert not codes[0] & codes[1]


def test_a_project_is_found_by_part_of_its_name() -> None:
    app = visit("project", month=MONTH)
    app.text_input(key="project_find").set_value("（77号）").run()
    assert "77号" in app.selectbox(key="project").options[0]
    assert len(app.selectbox(key="project").options) == 1


def test_a_linked_project_is_shown_wherever_it_stands() -> None:
    app = visit("project", month=MONTH, project="99010125P00000000120G")
    assert app.selectbox(key="project").value == "99010125P00000000120G"


def test_a_unit_small_enough_is_listed_as_ever() -> None:
    app = visit("flagged", month=MONTH, unit="100001")
    assert not [each for each in app.button if each.key == "flagged_on"]
