"""What the engine must do for everything else to be true, tried on more rows than it buffers."""

from __future__ import annotations

import pytest

from tests.store.conftest import Office

ROWS = {"none": 0, "few": 12, "many": 150_000}  # from some 120,000 on they are written at once


@pytest.mark.parametrize(
    "columns", ["(month integer, code varchar)", "as select month, code from many limit 0"]
)
@pytest.mark.parametrize("steps", ["many", "none many", "many none many", "few many"])
def test_what_a_transaction_appends_it_finds_again(
    office: Office, steps: str, columns: str
) -> None:
    """DuckDB 2.0.0 passed over rows appended after an insert of none in the same transaction."""
    with office.store.transaction() as transaction:
        cursor = transaction.everything.cursor
        cursor.execute(
            "create temp table many as select cast(i % 12 as integer) as month,"
            " concat('P', i) as code, i from range(150000) as numbers (i)"
        )
        cursor.execute(f"create table main.appended {columns}")
        for step in steps.split():
            cursor.execute(
                "insert into main.appended select month, code from many where i < $rows",
                {"rows": ROWS[step]},
            )
        found = [
            cursor.execute(f"select count(*) from main.appended where {condition}").fetchall()  # noqa: S608 - text from here
            for condition in ("true", "month >= 0", "code >= 'P'", "month in (5, 6)", "month = 6")
        ]
        copied = cursor.execute("create temp table copied as from main.appended").fetchall()
    appended = sum(ROWS[step] for step in steps.split())
    share = [appended, appended, appended, appended // 6, appended // 12]
    assert found == [[(count,)] for count in share]
    assert copied == [(appended,)]
