"""A made-up country appended to the store as the batches of a year.

A made-up country: as many projects as asked for, into the store.

What is written passes for imported: batches of real kinds with their facts, dated through the
year, marked as samples. The same request always gives the same rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from monitor.domain.errors import WrongUse
from monitor.domain.judged import BatchRow
from monitor.store.database import Store
from monitor.store.files import keep_file
from monitor.store.transaction import Transaction
from tools.made_up.country import (
    FUND,
    GOAL,
    PURPOSE,
    REASON,
    Country,
    draw,
    name_project,
    name_unit,
    office_of,
)
from tools.made_up.country import CountryRequest as Asked
from tools.made_up.figures import PLANS
from tools.made_up.indicators import MODELS, indicator_row, say


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
    transaction: Transaction,
    table: str,
    count: int,
    columns: Mapping[str, Column],
    **common: object,
) -> None:
    """Append ``count`` rows; ``common`` are columns that say the same in every row.

    A column of the table that is not named becomes null.
    """
    arrays = [
        _array(columns[field.name], field.type)
        if field.name in columns
        else pa.repeat(pa.scalar(common.get(field.name), field.type), count)
        for field in transaction.shape_of(table)
    ]
    transaction.append_arrow(table, arrays)


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


ACTOR = "generator"
_AT_ONCE = 200_000  # projects appended in one go


def append_all(transaction: Transaction, country: Country, digest: str) -> list[int]:
    """Append every batch in the order of the year and return how many facts each has."""
    asked = country.asked
    sizes = np.bincount(country.figures.unit, minlength=asked.units)
    rows = [
        {"kind": "plan", "unit_code": name_unit(unit)[0], "facts_count": int(sizes[unit])}
        | {"committed_at": datetime(asked.year, 1, 5) + timedelta(seconds=unit)}  # noqa: DTZ001 - UTC, as the store keeps it
        for unit in range(asked.units)
    ]
    _append_plans(transaction, country)
    for month in range(1, asked.months + 1):
        first = len(rows) + 1
        day = datetime(asked.year + month // 12, month % 12 + 1, 8)  # noqa: DTZ001 - as above
        counts = {
            "adjustments": _append_adjustments(transaction, country, month, first),
            "spending": _append_spending(transaction, country, month, first + 1),
            "results": _append_results(transaction, country, month, first + 2),
        }
        rows += [
            {"kind": kind, "month": month, "facts_count": count}
            | {"committed_at": day + timedelta(hours=hour)}
            for hour, (kind, count) in enumerate(counts.items(), start=9)
        ]
    transaction.append(
        "batches",
        [row | {"batch_id": number} for number, row in enumerate(rows, start=1)],
        fiscal_year=asked.year,
        file_name="generated.json",
        file_sha256=digest,
        file_size=len(asked.text),
        actor=ACTOR,
        understood="[]",
        is_sample=True,
    )
    return [int(str(row["facts_count"])) for row in rows]


def _parts(count: int) -> Iterator[slice]:
    for start in range(0, count, _AT_ONCE):
        yield slice(start, min(start + _AT_ONCE, count))


def _append_plans(transaction: Transaction, country: Country) -> None:
    asked, figures = country.asked, country.figures
    names = [name_unit(unit) for unit in range(asked.units)]
    for part in _parts(asked.projects):
        numbers = range(part.start, part.stop)
        count, codes = len(numbers), country.codes[part]
        unit, budget = figures.unit[part], Fen(figures.budget[part])
        common: dict[str, object] = {"fiscal_year": asked.year}
        key: dict[str, Column] = {"batch_id": unit + 1, "project_code": codes}
        append_columns(
            transaction, "plan_projects", count,
            key | {
                "unit_code": Picked([code for code, _ in names], unit),
                "unit_name": Picked([name for _, name in names], unit),
                "position": figures.place[part],
                "project_name": [name_project(number) for number in numbers],
                "office": [office_of(number) for number in numbers],
                "original_budget": budget,
            },
            purpose=PURPOSE, goal=GOAL, place="", **common,
        )  # fmt: skip
        append_columns(
            transaction, "plan_funds", count, key | {"amount": budget},
            position=1, fund_name=FUND, **common,
        )  # fmt: skip
        _append_milestones(transaction, country, part)
        for place, model in enumerate(MODELS):
            rows = [indicator_row(place, choice, asked.year) for choice in range(len(model.sizes))]
            chosen = country.choices.targets[place][part]
            said: dict[str, Column] = {
                name: Picked([row[name] for row in rows], chosen) for name in rows[0]
            }
            append_columns(transaction, "plan_indicators", count, said | key)


def _append_milestones(transaction: Transaction, country: Country, part: slice) -> None:
    figures = country.figures
    for place, plan in enumerate(PLANS):
        chosen = np.flatnonzero(figures.plan[part] == place) + part.start
        for month, percent in plan:
            columns: dict[str, Column] = {
                "batch_id": figures.unit[chosen] + 1,
                "project_code": country.codes[chosen],
            }
            append_columns(
                transaction, "plan_milestones", len(chosen), columns,
                fiscal_year=country.asked.year, month=month, planned_pct=percent,
            )  # fmt: skip


def _append_adjustments(
    transaction: Transaction, country: Country, month: int, batch_id: int
) -> int:
    chosen = country.adjusted(month)
    columns: dict[str, Column] = {
        "project_code": country.codes[chosen],
        "added": Fen(country.figures.added[chosen]),
    }
    append_columns(
        transaction, "adjustment_facts", len(chosen), columns,
        batch_id=batch_id, fiscal_year=country.asked.year, month=month, cut=0,
        reason=REASON, sheet="", cell="",
    )  # fmt: skip
    return len(chosen)


def _append_spending(transaction: Transaction, country: Country, month: int, batch_id: int) -> int:
    reported = country.reported(month)
    for part in _parts(len(reported)):
        chosen = reported[part]
        columns: dict[str, Column] = {
            "project_code": country.codes[chosen],
            "amount": Fen(country.figures.spent[chosen, month - 1]),
            "cell": [f"D{number + 4}" for number in chosen],
        }
        append_columns(
            transaction, "spending_facts", len(chosen), columns,
            batch_id=batch_id, fiscal_year=country.asked.year, month=month, basis="cumulative",
            stated="reported", sheet="",
        )  # fmt: skip
    return len(reported)


def _append_results(transaction: Transaction, country: Country, month: int, batch_id: int) -> int:
    count = 0
    year = country.asked.year
    for place, (projects, results) in enumerate(country.results(month)):
        for part in _parts(len(projects)):
            chosen = projects[part]
            targets = country.choices.targets[place][chosen]
            kinds, found = np.unique(
                np.stack((targets, results[part])), axis=1, return_inverse=True
            )
            said = [say(place, int(target), int(result), year) for target, result in kinds.T]
            columns: dict[str, Column] = {
                "project_code": country.codes[chosen],
                "result_text": Picked([each.text for each in said], found),
                "number": Picked([each.number for each in said], found),
                "level": Picked([each.level for each in said], found),
                "done_on": Picked([each.done_on for each in said], found),
            }
            append_columns(
                transaction, "result_facts", len(chosen), columns,
                batch_id=batch_id, fiscal_year=year, month=month,
                indicator_key=indicator_row(place, 0, year)["indicator_key"],
                evidence="", sheet="", cell="",
            )  # fmt: skip
        count += len(projects)
    return count


@dataclass(frozen=True, slots=True)
class Generated:
    """What was written; ``is_new`` is false where it stood there already."""

    batches: int
    facts: int
    is_new: bool


def generate(store: Store, asked: Asked, files_folder: Path) -> Generated:
    """Write it into an empty store; a store that holds just this already is left alone.

    Raises ``WrongUse`` for a store that holds anything else.
    """
    asked.check()
    digest = keep_file(files_folder, asked.text.encode())
    with store.transaction("import") as transaction:
        found = transaction.everything.ask("batches", BatchRow, batch_id=None)
        if found:
            if any(each.file_sha256 != digest for each in found):
                raise WrongUse("generate_not_empty", path=store.path)
            facts = sum(each.facts_count for each in found)
            return Generated(len(found), facts, is_new=False)
        batches = append_all(transaction, draw(asked), digest)
        transaction.keep(asked.year)
    return Generated(len(batches), sum(batches), is_new=True)
