"""How targets are read: every spelling of target_spellings.txt, cells beside them, properties."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.targets.cells import join_cells
from monitor.domain.targets.parse import parse_grades, parse_target
from monitor.domain.targets.spelling import clean_name
from monitor.domain.targets.target import Direction, Kind, Reason, Suspicion, Target, direction

YEAR = 2023
TABLE = Path(__file__).parent / "target_spellings.txt"
Row = tuple[str, str, Target]

UNITS = ["次", "人次", "篇", "个", "册", "台（套）", "个工作日", "小时", "%", "‰", "元", "元/亩"]
SIGNS = ["≥", ">", "=", "<", "≤"]
CHARACTERS = (
    "≥≤<>=±-~/.,，（）*X×% 0123456789一二十百万亿元次人年月日季前底内以上至到每第约近不无未是否优"
)
WORDS = ["不低于", "以上", "2023年", "12月", "底前", "控制在", "**", "达成", "百分之", "人均", "‰"]
PIECES = st.sampled_from([*CHARACTERS, *WORDS])


def read_row(line: str) -> Row:
    cells = [cell.strip() for cell in line.split(" | ", 6)]
    text, operator, number, upper, unit, kind, *rest = [*cells, ""][:7]
    also = dict(pair.split("=", 1) for pair in rest[0].split())
    target = Target(
        text,
        Kind(kind.rstrip(" |")),
        operator=operator,
        number=Decimal(number) if number else None,
        upper=Decimal(upper) if upper else None,
        unit=unit,
        per=also.get("per", ""),
        scale=Decimal(also.get("scale", "1")),
        due=date.fromisoformat(also["due"]) if "due" in also else None,
        wanted={"yes": True, "no": False}.get(also.get("wanted", "")),
        reason=also.get("reason", ""),
        suspicion=also.get("suspicion", ""),
    )
    return text, also.get("level2", ""), target


def read_table() -> list[Row]:
    lines = TABLE.read_text("utf-8").splitlines()
    return [read_row(line) for line in lines if line and not line.startswith("# ")]


ROWS = read_table()


def test_the_table_is_wide_enough() -> None:
    assert len({text for text, _, _ in ROWS}) >= 500
    assert {row.reason for _, _, row in ROWS} - {""} >= set(Reason) - {
        Reason.NO_YEAR,
        Reason.UNIT_CONFLICT,
    }
    assert {row.suspicion for _, _, row in ROWS} - {""} == set(Suspicion)


@pytest.mark.parametrize(("text", "level2", "expected"), ROWS, ids=[text for text, _, _ in ROWS])
def test_a_target_is_read_as_the_table_says(text: str, level2: str, expected: Target) -> None:
    assert parse_target(text, level2=level2, fiscal_year=YEAR) == expected


@pytest.mark.parametrize(("text", "level2", "expected"), ROWS, ids=[text for text, _, _ in ROWS])
def test_spaces_and_line_breaks_around_a_target_change_nothing_but_the_text(
    text: str, level2: str, expected: Target
) -> None:
    padded = parse_target(f" \n{text}\u3000", level2=level2, fiscal_year=YEAR)
    assert padded.text == f" \n{text}\u3000"
    assert (padded.kind, padded.number, padded.upper, padded.due, padded.reason) == (
        expected.kind,
        expected.number,
        expected.upper,
        expected.due,
        expected.reason,
    )


def test_a_bare_ten_thousand_is_money_only_on_a_cost_indicator() -> None:
    cost = parse_target("≤70万", level2="成本指标")
    other = parse_target("≤70万", level2="社会效益指标")
    assert (cost.kind, cost.number, cost.unit) == (Kind.MONEY, Decimal(700000), "元")
    assert (other.kind, other.number, other.unit) == (Kind.QUANTITY, Decimal(700000), "")
    assert other.suspicion == Suspicion.UNIT_MISSING


def test_a_number_that_looks_like_a_month_is_a_date_only_under_timeliness() -> None:
    assert parse_target("≤2023.12").number == Decimal("2023.12")
    assert parse_target("≥1900.00万元").number == Decimal(19000000)
    assert parse_target("≤2023.12", level2="时效指标").due == date(2023, 12, 31)


def test_a_date_without_a_year_needs_the_fiscal_year() -> None:
    assert parse_target("12月31日前").reason == Reason.NO_YEAR
    assert parse_target("年底前").reason == Reason.NO_YEAR
    assert parse_target("2月底前", fiscal_year=2024).due == date(2024, 2, 29)
    assert parse_target("12月31日前", fiscal_year=2024).due == date(2024, 12, 31)


def test_a_two_digit_year_is_taken_only_when_it_is_the_fiscal_year() -> None:
    assert parse_target("23年12月底前", fiscal_year=2023).due == date(2023, 12, 31)
    assert parse_target("22年12月底前", fiscal_year=2023).reason == Reason.DATE_UNCLEAR


def test_a_long_text_is_a_description_and_never_a_value() -> None:
    assert parse_target("提高效率。" * 100).kind is Kind.QUALITATIVE
    assert parse_target("完成11次。" * 100).reason == Reason.TEXT_WITH_NUMBER


@pytest.mark.parametrize(
    ("operator", "text", "unit", "joined", "number", "read_unit"),
    [
        ("≥", "11", "次", "≥11次", 11, "次"),
        ("≥", "≥11次", "次", "≥11次", 11, "次"),
        (">=", "90", "%", ">=90%", 90, "%"),
        ("≥", "90%", "%", "≥90%", 90, "%"),
        ("大于等于", "90", "百分比", "大于等于90百分比", 90, "%"),
        ("正向", "90", "%", "≥90%", 90, "%"),
        ("≥", "50万", "元", "≥50万元", 500000, "元"),
        ("≥", "0.36", "万元", "≥0.36万元", 3600, "元"),
        ("≥", "1", "台/套", "≥1台/套", 1, "台/套"),
        ("≥", "400", "元/人天", "≥400元/人天", 400, "元/人天"),
        ("≥", "12", "-", "≥12", 12, ""),
        (" ≥ ", " 12 ", " 人 ", "≥ 12 人", 12, "人"),
    ],
)
def test_operator_number_and_unit_in_three_cells_read_as_one(
    operator: str, text: str, unit: str, joined: str, number: int, read_unit: str
) -> None:
    target = parse_target(text, operator_text=operator, unit_text=unit)
    assert target == parse_target(joined)
    assert (target.operator, target.number, target.unit) == ("≥", Decimal(number), read_unit)


@pytest.mark.parametrize(
    ("operator", "text", "unit", "reason"),
    [
        ("≤", "≥11", "次", Reason.OPERATOR_CONFLICT),
        ("abc", "11", "次", Reason.OPERATOR_CONFLICT),
        ("≥", "11次", "篇", Reason.UNIT_CONFLICT),
        ("≥", "50万", "万元", Reason.UNIT_CONFLICT),
        ("≥", "5", "中华人民", Reason.UNIT_UNKNOWN),
        ("≥", "95-100", "%", Reason.RANGE_WITH_LIMIT),
        ("≥", "", "次", Reason.BLANK),
        ("≥", "**", "%", Reason.PLACEHOLDER),
    ],
)
def test_cells_that_contradict_each_other_are_unreadable(
    operator: str, text: str, unit: str, reason: Reason
) -> None:
    target = parse_target(text, operator_text=operator, unit_text=unit)
    assert (target.kind, target.reason, target.number) == (Kind.UNREADABLE, reason, None)


def test_a_target_in_words_does_not_mind_the_cells_beside_it() -> None:
    assert parse_target("优", operator_text="定性", unit_text="优良中低差").text == "优"
    assert parse_target("效果明显", operator_text="定性").kind is Kind.QUALITATIVE
    due = parse_target("2023年12月底前", operator_text="=", unit_text="无").due
    assert due == date(2023, 12, 31)
    pair = parse_target("95-100", operator_text="=", unit_text="%")
    assert (pair.operator, pair.number, pair.upper) == ("range", Decimal(95), Decimal(100))


def test_a_unit_in_brackets_in_the_name_completes_a_bare_number() -> None:
    rate = parse_target("100", name="补助资金发放完成率（%）")
    money = parse_target("≤50", name="投资额", description="投资额（万元）")
    assert (rate.kind, rate.unit) == (Kind.RATE, "%")
    assert (money.kind, money.number) == (Kind.MONEY, Decimal(500000))
    assert parse_target("≥150人", name="参加人次（人次）").unit == "人"
    assert not parse_target("3", name="会议（2023年）").unit


def test_grade_columns_ask_what_the_best_grade_asks() -> None:
    graded = parse_grades((("优", "≥95%"), ("良", "≥90%"), ("中", "≥80%"), ("差", "<80%")))
    assert graded.text == "优：≥95%；良：≥90%；中：≥80%；差：<80%"
    assert (graded.operator, graded.number, graded.suspicion) == ("≥", Decimal(95), "graded")
    assert graded == parse_target(graded.text)
    assert parse_grades(()).reason == Reason.BLANK


@pytest.mark.parametrize(
    ("text", "level2", "expected"),
    [
        ("≥11次", "数量指标", Direction.HIGHER),
        (">11次", "数量指标", Direction.HIGHER),
        ("=11次", "数量指标", Direction.HIGHER),
        ("11次", "数量指标", Direction.HIGHER),
        ("100%", "质量指标", Direction.HIGHER),
        ("≤20次", "质量指标", Direction.LOWER),
        ("<20次", "质量指标", Direction.LOWER),
        ("≤4.28万元", "成本指标", Direction.LOWER),
        ("50万元", "成本指标", Direction.LOWER),
        ("=50万元", "成本指标", Direction.EQUAL),
        ("每季900元", "成本指标", Direction.EQUAL),
        ("≥50万元", "成本指标", Direction.HIGHER),
        ("0起", "质量指标", Direction.EQUAL),
        ("=0", "数量指标", Direction.EQUAL),
        ("0", "成本指标", Direction.EQUAL),
        ("≤0", "质量指标", Direction.LOWER),
        ("95%-100%", "质量指标", Direction.RANGE),
        ("±10%", "成本指标", Direction.RANGE),
        ("2023年12底前", "时效指标", Direction.NONE),
        ("效果明显", "社会效益指标", Direction.NONE),
        ("否", "质量指标", Direction.NONE),
        ("XX", "数量指标", Direction.NONE),
    ],
)
def test_the_side_on_which_a_result_is_good(text: str, level2: str, expected: Direction) -> None:
    assert direction(parse_target(text, level2=level2), level2) is expected


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("**活动参与率", "活动参与率"),
        ("★会议数量", "会议数量"),
        ("指标1：会议数量", "会议数量"),
        ("活动参与率（≥**%）", "活动参与率"),
        ("指标1：**活动参与率（≥**%）", "活动参与率"),
        ("满意率（%）", "满意率(%)"),
        ("  满意率 ", "满意率"),
        ("**", ""),
    ],
)
def test_what_a_template_left_around_a_name_goes(written: str, name: str) -> None:
    assert clean_name(written) == name


@given(st.one_of(st.text(max_size=400), st.lists(PIECES, max_size=12).map("".join)))
def test_any_text_is_read_without_raising_and_kept(text: str) -> None:
    target = parse_target(text, fiscal_year=YEAR)
    assert target.text == text
    assert (target.kind is Kind.UNREADABLE) == bool(target.reason)
    assert (target.kind is Kind.DEADLINE) == (target.due is not None)
    counted = target.kind in {Kind.QUANTITY, Kind.RATE, Kind.MONEY}
    assert counted == (target.number is not None)
    assert (target.upper is not None) == (target.operator == "range")
    assert parse_target(text, fiscal_year=YEAR) == target


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_any_cells_are_read_without_raising(text: str, operator: str, unit: str, name: str) -> None:
    target = parse_target(
        text, operator_text=operator, unit_text=unit, name=name, level2=name, description=unit
    )
    assert target.text == join_cells(text, operator, unit)


numbers = st.decimals(
    min_value=0, max_value=10**9, allow_nan=False, allow_infinity=False, places=2
).map(lambda number: number.quantize(Decimal("0.01")))


@given(numbers, st.sampled_from(SIGNS), st.sampled_from(UNITS))
def test_a_number_survives_being_written_and_read(number: Decimal, sign: str, unit: str) -> None:
    for text in (f"{sign}{number}{unit}", f"{sign} {number:,} {unit}"):
        target = parse_target(text)
        assert (target.operator, target.number, target.unit) == (sign, number, unit)


@given(numbers, st.sampled_from(SIGNS))
def test_yuan_and_ten_thousands_of_yuan_are_the_same_money(number: Decimal, sign: str) -> None:
    in_yuan = parse_target(f"{sign}{number * 10000}元")
    assert parse_target(f"{sign}{number}万元").number == in_yuan.number == number * 10000


@given(numbers, numbers, st.sampled_from(["-", "—", "~", "～", "至", "到"]))
def test_a_range_keeps_its_ends_in_order(one: Decimal, other: Decimal, joint: str) -> None:
    low, high = sorted((one, other))
    target = parse_target(f"{low}人{joint}{high}人")
    assert (target.operator, target.number, target.upper) == ("range", low, high)
    if low != high:
        assert parse_target(f"{high}人{joint}{low}人").reason == Reason.RANGE_REVERSED


@given(st.sampled_from([text for text, level2, _ in ROWS if not level2]))
def test_full_width_characters_read_as_half_width(text: str) -> None:
    wide = "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)
    read, expected = parse_target(wide, fiscal_year=YEAR), parse_target(text, fiscal_year=YEAR)
    if expected.reason != Reason.ERROR_VALUE:
        assert (read.kind, read.number, read.due) == (expected.kind, expected.number, expected.due)


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31)))
def test_a_day_is_read_however_it_is_written(day: date) -> None:
    year, month, number = day.year, day.month, day.day
    for text in (
        f"{year}年{month}月{number}日前",
        f"{year}-{month:02d}-{number:02d}",
        f"{year}/{month}/{number}",
        f"不晚于{year}年{month}月{number}号",
        f"于{year}年{month}月{number}日前完成验收",
    ):
        assert parse_target(text).due == day
    assert parse_target(f"{month}月{number}日前", fiscal_year=year).due == day
