"""Write rows as a Parquet file, counted, summed and hashed on the way."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Context, Decimal

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from monitor_lake.addresses import Place, reaching
from monitor_lake.manifests import Shape, Table

_EXACT = Context(prec=76)  # sums of 38 digits never lose one


def write_table(
    folder: Place, name: str, schema: pa.Schema, batches: Iterable[pa.RecordBatch], shape: Shape
) -> Table:
    """Write a table of a folder from its rows and return what was written."""
    sums = {field.name: Decimal(0) for field in schema if pa.types.is_decimal(field.type)}
    rows = 0
    file = f"{name}.parquet"
    with (folder / file).hashing() as target:
        with pq.ParquetWriter(pa.PythonFile(target, "w"), schema, compression="zstd") as writer:
            for batch in batches:
                writer.write_batch(batch)
                rows += batch.num_rows
                for column, before in sums.items():
                    more = pc.sum(batch.column(column)).as_py() or Decimal(0)
                    sums[column] = _EXACT.add(before, more)
        digest = target.digest
    return Table(rows, dict(shape), add_up([sums]), {file: digest})


def read_table(place: Place) -> pa.RecordBatchReader:
    """Return the rows of a Parquet file, or of all in a folder, as they are asked for."""
    with reaching(place):
        dataset = ds.dataset(place.path, filesystem=place.system, format="parquet")
        return pa.RecordBatchReader.from_batches(dataset.schema, dataset.to_batches())


def add_up(sums: Iterable[dict[str, Decimal]]) -> dict[str, str]:
    """Return the sums of columns over several tables, each as plain text of one spelling."""
    found: dict[str, Decimal] = {}
    for each in sums:
        for column, value in each.items():
            found[column] = _EXACT.add(found.get(column, Decimal(0)), value)
    return {column: _spell(value) for column, value in found.items()}


def _spell(value: Decimal) -> str:
    return f"{value.normalize(_EXACT) + 0:f}"
