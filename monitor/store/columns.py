"""Append many rows at once, column by column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class Picked:
    """A column of few values: row i says ``values[places[i]]``."""

    values: Sequence[object]
    places: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Fen:
    """A column of money in fen, kept as yuan with two decimals, exactly."""

    amounts: NDArray[np.int64]


Column = Picked | Fen | Sequence[object] | NDArray[np.int64] | NDArray[np.object_]


def append_columns(
    cursor: DuckDBPyConnection,
    table: str,
    count: int,
    columns: Mapping[str, Column],
    **common: object,
) -> None:
    """Append ``count`` rows; ``common`` are columns that say the same in every row.

    A column of the table that is not named becomes null.
    """
    schema = cursor.sql(f"select * from {table} limit 0").to_arrow_table().schema  # noqa: S608 - names come from code
    arrays = [
        _array(columns[field.name], field.type)
        if field.name in columns
        else pa.repeat(pa.scalar(common.get(field.name), field.type), count)
        for field in schema
    ]
    # Not registered under a name: a transaction keeps every name it ever had, with all its rows.
    cursor.from_arrow(pa.table(arrays, names=schema.names)).insert_into(table)


def _array(column: Column, kind: pa.DataType) -> pa.Array:
    if isinstance(column, Picked):
        values = pa.array(column.values, type=kind)
        places = pa.array(column.places.astype(np.int32))
        if pa.types.is_string(kind):
            return pa.DictionaryArray.from_arrays(places, values)
        return values.take(places)
    if isinstance(column, Fen):
        return _decimals(column.amounts, kind)
    return pa.array(column, type=kind)


def _decimals(fen: NDArray[np.int64], kind: pa.DataType) -> pa.Array:
    """Lay whole numbers out as the 128 bits of decimals with two places."""
    halves = np.empty((len(fen), 2), dtype="<i8")
    halves[:, 0] = fen
    halves[:, 1] = fen >> 63
    return pa.Array.from_buffers(kind, len(fen), [None, pa.py_buffer(halves)])
