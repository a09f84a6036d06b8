"""What was kept at the commit is what the views work out."""

from __future__ import annotations

import pytest

from monitor.store.materialised import MATERIALISED

from .conftest import Office


@pytest.mark.parametrize("name", MATERIALISED)
def test_the_kept_months_equal_the_views(office: Office, name: str) -> None:
    office.plan("A")
    office.plan("B", budget="0", unit="2")
    office.indicator(number=4)
    office.result(5, number=2)
    office.adjust(4, added="10")
    first = office.spend({3: "200", 5: "300"})
    office.spend({5: "310", 6: "-1"})
    office.withdraw(first)
    with office.store.transaction() as transaction:
        transaction.keep(2023)
    with office.store.reading() as reading:
        cursor = reading.cursor
        kept = cursor.execute(f"from materialised.{name} order by all").fetchall()
        worked_out = cursor.execute(f"from main.{name} order by all").fetchall()
    assert kept == worked_out
    assert len(kept) > 0
