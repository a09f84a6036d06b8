"""Rows appended in a transaction are not held on to until it ends."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pytest

from monitor.store.transaction import Transaction
from tools.made_up.batches import Picked, append_columns

ROWS = 50_000
Append = Callable[[Transaction], None]


def by_row(transaction: Transaction) -> None:
    rows = [{"code": f"project {number}", "month": 1} for number in range(ROWS)]
    transaction.append("figures", rows, amount=7)


def by_column(transaction: Transaction) -> None:
    names = [f"project {number}" for number in range(ROWS)]
    months = Picked([1], np.zeros(ROWS, dtype=np.int64))
    append_columns(transaction, "figures", ROWS, {"code": names, "month": months}, amount=7)


@pytest.fixture
def connection(tmp_path: Path) -> duckdb.DuckDBPyConnection:
    opened = duckdb.connect(str(tmp_path / "figures.duckdb"))
    opened.execute("create table figures (code varchar, month integer, amount decimal(18, 2))")
    return opened


@pytest.mark.parametrize("append", [by_row, by_column])
def test_what_was_appended_is_let_go_of_within_the_transaction(
    connection: duckdb.DuckDBPyConnection, append: Append
) -> None:
    connection.execute("begin transaction")
    before = pa.total_allocated_bytes()
    for _ in range(3):
        append(Transaction(connection))
    assert pa.total_allocated_bytes() <= before
    connection.execute("commit")
    counted = "select count(*), count(distinct code), sum(month), sum(amount) from figures"
    assert connection.execute(counted).fetchall() == [(3 * ROWS, ROWS, 3 * ROWS, 21 * ROWS)]
