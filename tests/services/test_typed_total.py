"""The total a person holds beside the file: it must agree to the fen before anything goes in."""

from __future__ import annotations

from decimal import Decimal

import pytest

from monitor.domain.errors import WrongUse
from monitor.intake.control_total import parse_total
from tests.services.desk import Desk, found, spending


@pytest.mark.parametrize(
    ("text", "unit", "yuan"),
    [
        ("", "元", None),
        ("  ", "万元", None),
        ("123,456.78", "元", "123456.78"),
        ("12.345678", "万元", "123456.78"),
        ("12.345678 万元", "元", "123456.78"),
        ("123456.78元", "万元", "123456.78"),
        ("-0.01", "元", "-0.01"),
        ("0", "元", "0"),
    ],
)
def test_a_total_is_read_into_yuan(text: str, unit: str, yuan: str | None) -> None:
    assert parse_total(text, unit) == (None if yuan is None else Decimal(yuan))


@pytest.mark.parametrize("text", ["abc", "12.3456789万元", "0.001", "NaN", "Infinity", "1万2"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(WrongUse) as refused:
        parse_total(text)
    assert refused.value.values == {"found": text}


def test_a_file_that_does_not_add_up_to_the_total_stays_out(desk: Desk) -> None:
    file = spending({"A": 30, "B": 12})
    whole = sum(fact.new_amount or 0 for fact in desk.preview("spending", file, 4).changes)
    assert whole > 0
    short = desk.preview("spending", file, 4, total=Decimal(whole) - Decimal("0.01"))
    assert ("total_differs_from_typed", "") in found(short)
    assert short.is_blocked
    assert desk.commit("spending", file, 4, total=Decimal(whole)).batch_id is not None
