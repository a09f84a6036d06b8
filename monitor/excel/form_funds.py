"""The rows of money by fund: what is known of each, and nothing more.

Budgets are known by fund, spending is not. So where all the money comes from one kind of fund,
its row carries the whole; where it comes from several, only the original budgets are shared out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from monitor.domain.plan import FundSource
from monitor.excel.form_records import EvaluatedMoney, MonitoredMoney

_CARRIED = re.compile(r"结转|结余")
_OTHER_BUDGETS = re.compile(r"政府性基金|国有资本|社保|社会保险|财政专户")
_FISCAL = re.compile(r"财政|预算|拨款|政府性基金|国有资本")
_NOT_FISCAL = re.compile(r"非财政|财政专户|其他")

Money = TypeVar("Money", MonitoredMoney, EvaluatedMoney)


def monitored_by_fund(
    total: MonitoredMoney, funds: Sequence[FundSource]
) -> tuple[MonitoredMoney, MonitoredMoney]:
    """Share the total between 本年一般公共预算拨款 and 其他资金."""
    public, other = _share(total, MonitoredMoney(), funds, ("public", "other"), _kind_monitored)
    return public, other


def evaluated_by_fund(
    total: EvaluatedMoney, funds: Sequence[FundSource]
) -> tuple[EvaluatedMoney, EvaluatedMoney, EvaluatedMoney]:
    """Share the total among 当年财政拨款, 上年结转资金 and 其他资金; points stay with the total."""
    whole = replace(total, points=None, score=None)
    kinds = ("fiscal", "carried", "other")
    fiscal, carried, other = _share(whole, EvaluatedMoney(), funds, kinds, _kind_evaluated)
    return fiscal, carried, other


def _share(
    total: Money,
    nothing: Money,
    funds: Sequence[FundSource],
    kinds: tuple[str, ...],
    kind_of: Callable[[str], str],
) -> list[Money]:
    amounts: dict[str, Decimal] = {}
    for fund in funds:
        if fund.amount:
            kind = kind_of(fund.name)
            amounts[kind] = amounts.get(kind, Decimal(0)) + fund.amount
    if len(amounts) == 1:
        return [total if kind in amounts else nothing for kind in kinds]
    return [
        replace(nothing, original_budget=amounts[kind]) if kind in amounts else nothing
        for kind in kinds
    ]


def _kind_monitored(name: str) -> str:
    is_elsewhere = _CARRIED.search(name) or _OTHER_BUDGETS.search(name)
    return "other" if is_elsewhere or not _is_fiscal(name) else "public"


def _kind_evaluated(name: str) -> str:
    if _CARRIED.search(name):
        return "carried"
    return "fiscal" if _is_fiscal(name) else "other"


def _is_fiscal(name: str) -> bool:
    return bool(_FISCAL.search(name)) and not _NOT_FISCAL.search(name)
