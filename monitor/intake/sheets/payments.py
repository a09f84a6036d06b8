"""Payments have signs: void ones are none, refunds and credits subtract, a refund column too."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from monitor.intake.files.grid import Value, cell_name
from monitor.intake.sheets import skips
from monitor.intake.sheets.cells import fold
from monitor.intake.sheets.header import Column
from monitor.intake.sheets.table import Table

_VOID = re.compile(
    r"作废|退回|退票|未支付|未付|待支付|待付|待审|待复核|未审|撤销|驳回|失败|取消|终止|草稿|暂存"
    r"|在途|未清算|未到账|无效|关闭|冻结|未完成|未生效"
)
_PAID = re.compile(
    r"已?支付|已付|成功|正常|已?完成|已?清算|已?审核|生效|有效|到账|已?入账|通过|终审|办结"
)
_REFUND = re.compile(r"退(?!休|役|伍)|冲销|红|收回|冲减|冲回|贷|收入|^收$")
_ORDINARY = re.compile(
    r"正常|支付|付款|直接|授权|转账|现金|借|支出|^支$|^付$|一般|普通|公务卡|工资|蓝字|划款"
)


def is_refund_chosen(table: Table) -> bool:
    """Say whether a person has pointed to the refunds that are to be taken off."""
    return "refund" in table.asked.overrides.columns.values()


@dataclass(slots=True)
class Signs:
    """What the columns beside an amount say of it; ``told`` are the words already asked about."""

    table: Table
    status: Column | None
    kinds: tuple[Column, ...]
    refund: Column | None
    told: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, table: Table, *, is_list: bool) -> Signs | None:
        """Find the columns that say something of a payment; None where there is none.

        Beside a running total refunds count only where a person has said so.
        """
        header = table.header
        if not is_list:
            return (
                cls(table, None, (), header.column("refund")) if is_refund_chosen(table) else None
            )
        status, refund = header.column("payment_status"), header.column("refund")
        kinds = header.columns_of("payment_type") + header.columns_of("direction")
        return cls(table, status, kinds, refund) if status or refund or kinds else None

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns that count."""
        return tuple(filter(None, (self.status, *self.kinds, self.refund)))

    def is_void(self, number: int, row: list[Value]) -> bool:
        """Say whether a row is a payment that was not made, which is then noted."""
        if self.status is None:
            return False
        word = fold(self.table.text(number, row, self.status))
        if _VOID.search(word):
            self.table.skip(number, skips.VOID, word)
            return True
        if word and not _PAID.search(word):
            self._ask(number, self.status, word)
        return False

    def settle(self, number: int, row: list[Value], amount: Decimal | None) -> Decimal | None:
        """Give a payment its sign, and take what was refunded off it."""
        if amount is not None and amount > 0 and self._is_refund(number, row):
            amount = -amount
        if self.refund is None:
            return amount
        back = self.table.money(number, self.refund, row[self.refund.index])
        return amount if back is None else (amount or Decimal(0)) - abs(back)

    def _is_refund(self, number: int, row: list[Value]) -> bool:
        for column in self.kinds:
            word = fold(self.table.text(number, row, column))
            if _REFUND.search(word):
                return True
            if word and not _ORDINARY.search(word):
                self._ask(number, column, word)
        return False

    def _ask(self, number: int, column: Column, word: str) -> None:
        """Say once of each word that nothing is known of it."""
        if word not in self.told:
            self.told.add(word)
            cell = cell_name((number, column.index))
            self.table.notes.add("payment_word_unknown", cell, column=column.header, found=word)
