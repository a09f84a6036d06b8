"""Tiny rows in, judged months out: a real database file with a few facts."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from monitor.domain.judged import IndicatorMonth, ProjectMonth, UnitMonth
from monitor.store.batches import append_batch, append_event
from monitor.store.database import Store
from monitor.store.reading import WORKED_OUT, Reading, look
from monitor.store.transaction import Transaction

SEED_MILESTONES = {3: "25", 6: "50", 10: "83", 12: "100"}


@dataclass
class Office:
    """A unit whose plan and facts a test writes in a line each."""

    store: Store
    worked_out: dict[datetime | None, list[ProjectMonth]] = field(default_factory=dict)

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """Commit without working the months out; what a test asks for is worked out then."""
        self.worked_out.clear()
        with self.working_out() as reading:
            reading.cursor.execute("begin transaction")
            yield Transaction(reading.cursor)
            reading.cursor.execute("commit")

    @contextmanager
    def working_out(self, known_on: datetime | None = None) -> Iterator[Reading]:
        """Read the months as worked out from the facts, whatever is materialised."""
        with self.store.reading(known_on) as reading:
            look(reading.cursor, WORKED_OUT)
            yield Reading(reading.cursor, WORKED_OUT)

    def append(self, kind: str, table: str, rows: list[dict[str, object]]) -> int:
        with self.writing() as transaction:
            batch_id = append_batch(
                transaction,
                {
                    "kind": kind,
                    "fiscal_year": 2023,
                    "file_name": "test",
                    "file_sha256": "",
                    "file_size": 0,
                    "facts_count": len(rows),
                    "actor": "test",
                    "understood": "[]",
                    "is_sample": False,
                },
            )
            facts = [{"fiscal_year": 2023, "batch_id": batch_id, **row} for row in rows]
            transaction.append(table, facts)
        return batch_id

    def plan(
        self,
        code: str = "A",
        budget: str | None = "1000",
        milestones: Mapping[int, str] = SEED_MILESTONES,
        unit: str = "131001",
    ) -> None:
        batch_id = self.append(
            "plan",
            "plan_projects",
            [
                {
                    "unit_code": unit,
                    "unit_name": f"unit {unit}",
                    "project_code": code,
                    "position": 1,
                    "project_name": f"project {code}",
                    "office": "",
                    "original_budget": None if budget is None else Decimal(budget),
                    "purpose": "",
                    "goal": "",
                    "place": "",
                }
            ],
        )
        with self.writing() as transaction:
            transaction.append(
                "plan_milestones",
                [
                    {
                        "batch_id": batch_id,
                        "fiscal_year": 2023,
                        "project_code": code,
                        "month": month,
                        "planned_pct": Decimal(pct),
                    }
                    for month, pct in milestones.items()
                ],
            )

    def spend(self, amounts: Mapping[int, str], code: str = "A", basis: str = "cumulative") -> int:
        return self.append(
            "spending",
            "spending_facts",
            [
                {
                    "project_code": code,
                    "month": month,
                    "basis": basis,
                    "amount": Decimal(amount),
                    "stated": "reported",
                    "sheet": "",
                    "cell": "",
                }
                for month, amount in amounts.items()
            ],
        )

    def adjust(self, month: int, added: str = "0", cut: str = "0", code: str = "A") -> int:
        row = {
            "project_code": code,
            "month": month,
            "added": Decimal(added),
            "cut": Decimal(cut),
            "reason": "",
            "sheet": "",
            "cell": "",
        }
        return self.append("adjustments", "adjustment_facts", [row])

    def indicator(self, **given: object) -> None:
        """Add an indicator to project A's plan batch."""
        row = {
            "indicator_key": "k",
            "position": 1,
            "level1": "产出指标",
            "level2": "数量指标",
            "level3": "调研次数",
            "description": "",
            "target_text": "",
            "basis": "",
            "operator": "≥",
            "number": None,
            "unit": "",
            "kind": "quantity",
            "direction": "higher",
            "reason": "",
            "suspicion": "",
            "project_code": "A",
            "fiscal_year": 2023,
            **given,
        }
        with self.writing() as transaction:
            batch = transaction.everything.cursor.execute(
                "select max(batch_id) from plan_projects where project_code = 'A'"
            ).fetchall()
            transaction.append("plan_indicators", [{**row, "batch_id": batch[0][0]}])

    def result(self, month: int, key: str = "k", **given: object) -> int:
        row = {
            "project_code": "A",
            "indicator_key": key,
            "month": month,
            "result_text": "",
            "level": "",
            "evidence": "",
            "sheet": "",
            "cell": "",
            **given,
        }
        return self.append("results", "result_facts", [row])

    def policy(self, month: int = 1, **given: object) -> None:
        """Put a policy in force that differs from the default in what is given."""
        with self.writing() as transaction:
            cursor = transaction.everything.cursor
            default = cursor.execute("select * from policies where policy_id = 0")
            names = [column[0] for column in default.description or ()]
            row = dict(zip(names, default.fetchall()[0], strict=True))
            number = cursor.execute("select max(policy_id) + 1 from policies").fetchall()[0]
            row |= {"policy_id": number[0], "fiscal_year": 2023, "effective_month": month, **given}
            transaction.append("policies", [row])
            cursor.execute(
                "insert into policy_floors"
                " select $number, month, minimum_rate from policy_floors where policy_id = 0",
                {"number": number[0]},
            )

    def withdraw(self, batch_id: int) -> None:
        with self.writing() as transaction:
            append_event(transaction, batch_id, "withdrawn", actor="test", reason="")

    def restore(self, batch_id: int) -> None:
        with self.writing() as transaction:
            append_event(transaction, batch_id, "restored", actor="test", reason="")

    def month(self, number: int, code: str = "A", known_on: datetime | None = None) -> ProjectMonth:
        if known_on not in self.worked_out:
            with self.working_out(known_on) as reading:
                self.worked_out[known_on] = reading.ask(
                    "project_months",
                    ProjectMonth,
                    fiscal_year=2023,
                    first_month=1,
                    last_month=12,
                    unit_code=None,
                    project_code=None,
                )
        (found,) = (
            row
            for row in self.worked_out[known_on]
            if row.project_code == code and row.month == number
        )
        return found

    def measured(self, month: int) -> IndicatorMonth:
        with self.working_out() as reading:
            (found,) = reading.ask(
                "indicator_months",
                IndicatorMonth,
                fiscal_year=2023,
                month=month,
                unit_code=None,
                project_code="A",
            )
        return found

    def total(self, month: int, unit: str | None = None) -> UnitMonth:
        with self.working_out() as reading:
            months = reading.ask("portfolio_months", UnitMonth, fiscal_year=2023, unit_code=unit)
        return months[month - 1]


@pytest.fixture(scope="session")
def fresh_database(blank_database: Path) -> Path:
    """Give the empty database that was made once; tests take copies."""
    return blank_database


@pytest.fixture
def office(tmp_path: Path, fresh_database: Path) -> Iterator[Office]:
    store = Store(Path(shutil.copy(fresh_database, tmp_path / "monitor.duckdb")))
    yield Office(store)
    store.close()
