from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from random import Random
from string import Formatter

from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.findings import Finding, has_blocker
from monitor.domain.month import Month
from monitor.intake.adjustments import read_adjustments
from monitor.intake.facts import Reading, SpendingFact
from monitor.intake.files.grid import Sheet, Value, Workbook
from monitor.intake.plans.workbooks.read import read_plan_workbook
from monitor.intake.results import read_results
from monitor.intake.sheets.header import Overrides
from monitor.intake.spending import read_spending
from monitor.words.catalogue import LANGUAGES, section
from tests.sizes import examples

ZH, EN = (section(language, "sheets") for language in LANGUAGES)

Spent = dict[int, dict[int, Decimal]]  # project → month → yuan spent in it
APRIL = Month(2023, 4)
AMOUNTS = st.integers(-(10**9), 10**11).map(lambda cents: Decimal(cents) / 100)
YEARS: st.SearchStrategy[Spent] = st.dictionaries(
    st.integers(0, 999),
    st.fixed_dictionaries(dict.fromkeys(range(1, 5), AMOUNTS)),
    min_size=1,
    max_size=6,
)


def code(project: int) -> str:
    return f"13020923P{project:012d}"


def read(*sheets: Sheet, overrides: Overrides | None = None) -> Reading[SpendingFact]:
    book = Workbook("xlsx", list(sheets))
    return read_spending(book, fiscal_year=2023, month=APRIL, overrides=overrides)


def stated(facts: Iterable[SpendingFact]) -> set[tuple[str, int, str, Decimal]]:
    return {(fact.project_code, fact.month, fact.basis, fact.amount) for fact in facts}


def summed(facts: Iterable[SpendingFact]) -> dict[tuple[str, int], Decimal]:
    sums: dict[tuple[str, int], Decimal] = defaultdict(Decimal)
    for fact in facts:
        sums[fact.project_code, fact.month] += fact.amount
    return dict(sums)


def cumulative(spent: Spent, *, unit: str = "元", name: str = "支出") -> Sheet:
    scale = 10_000 if unit == "万元" else 1
    rows: list[list[Value]] = [
        [f"2023年4月 单位：{unit}", None, None, None],
        ["项目编码", "项目名称", "累计支出", "备注"],
    ]
    for project, months in spent.items():
        rows.append([code(project), f"项目{project}", float(sum(months.values()) / scale), None])
    return Sheet(name, rows)


def wide(spent: Spent) -> Sheet:
    rows: list[list[Value]] = [["项目编码", *[f"{month}月(元)" for month in range(1, 5)]]]
    for project, months in spent.items():
        rows.append([code(project), *(float(months[month]) for month in range(1, 5))])
    return Sheet("各月", rows)


def monthly(spent: Spent, month: int) -> Sheet:
    rows: list[list[Value]] = [["项目编码", f"{month}月支出(元)"]]
    rows += [[code(one), float(months[month])] for one, months in spent.items()]
    return Sheet(f"{month}月", rows)


@given(YEARS, st.randoms(use_true_random=False))
def test_shuffled_rows_columns_and_sheets_give_the_same_facts(spent: Spent, random: Random) -> None:
    plain = cumulative(spent)
    order = list(range(4))
    body = plain.rows[2:]
    random.shuffle(order)
    random.shuffle(body)
    mixed = [plain.rows[0], *([row[i] for i in order] for row in [plain.rows[1], *body])]
    other = Sheet("别的", [["x"]])
    reading = read(other, Sheet("支出", mixed))
    assert stated(reading.facts) == stated(read(plain).facts)
    assert reading.findings == ()


@given(YEARS)
def test_yuan_and_wan_give_the_same_facts(spent: Spent) -> None:
    yuan, wan = read(cumulative(spent)), read(cumulative(spent, unit="万元"))
    assert stated(yuan.facts) == stated(wan.facts)
    assert yuan.findings == wan.findings == ()


@given(YEARS)
def test_a_wide_sheet_and_a_sheet_per_month_give_the_same_facts(spent: Spent) -> None:
    apart = read(*(monthly(spent, month) for month in range(1, 5)))
    together = read(wide(spent))
    assert not has_blocker(apart.findings)
    if any(months[4] for months in spent.values()):
        assert stated(apart.facts) == stated(together.facts)


@given(YEARS)
def test_the_months_add_up_to_the_running_total(spent: Spent) -> None:
    totals = summed(read(cumulative(spent)).facts)
    sums: dict[tuple[str, int], Decimal] = defaultdict(Decimal)
    for (project, _), amount in summed(read(wide(spent)).facts).items():
        sums[project, 4] += amount
    assert dict(sums) == totals


@given(YEARS, st.data())
def test_payments_add_up_to_the_months(spent: Spent, data: st.DataObject) -> None:
    rows: list[list[Value]] = [["支付日期", "项目编码", "支付金额(元)"]]
    for project, months in spent.items():
        for month, amount in months.items():
            first = data.draw(st.integers(0, 10**9).map(lambda cents: Decimal(cents) / 100))
            day = f"2023-{month:02d}-15"
            rows += [[day, code(project), float(part)] for part in (first, amount - first)]
    reading = read(Sheet("支付", rows))
    assert reading.findings == ()
    assert summed(reading.facts) == {
        (code(project), month): amount
        for project, months in spent.items()
        for month, amount in months.items()
    }


@given(YEARS)
def test_the_total_of_the_facts_passes_as_control_total(spent: Spent) -> None:
    made = cumulative(spent, unit="万元")
    total = sum((sum(months.values()) for months in spent.values()), Decimal(0))
    made.rows.append(["合计", None, float(total / 10_000), None])
    reading = read(made)
    assert reading.findings == ()
    (control,) = reading.understood[0].control_totals
    assert control.stated == control.summed == total


def assert_sentences_are_filled(findings: Iterable[Finding]) -> None:
    for finding in findings:
        for words in (ZH, EN):
            blanks = {name for _, name, _, _ in Formatter().parse(words[finding.code]) if name}
            assert blanks <= finding.values.keys()


_WORDS = st.sampled_from(
    [
        *("项目编码", "项目名称", "累计支出", "本月支出", "1月", "2月", "1-4月执行数", "支付日期"),
        *("支付金额", "执行率", "年初预算数", "调整后预算数", "追加数", "追减数", "三级指标"),
        *("实际完成值", "月份", "单位：万元", "2023年4月", "合计", "其中：", "填表人", "标题"),
        *("指标值", "资金来源", "金额", "处室", "累计支出计划(%)", "13020923P00TEST10001A"),
        *("13020923P001-会议费", "1.3E+19", "12.3万元", "-", "(5)", "25%", "2023-04-05", "#REF!"),
    ]
)
_CELLS = st.one_of(
    *(_WORDS, _WORDS, st.none(), st.floats(), st.integers(-5, 10**20), st.booleans()),
    *(st.dates(), st.datetimes(), st.times(), st.timedeltas(), st.text(max_size=8)),
)
_PLACES = st.tuples(st.integers(0, 12), st.integers(0, 8))
_HEADERS = st.sampled_from(
    [
        *("项目编码 项目名称 年初预算数 调整后预算数 累计支出 执行率", "项目名称 本月支出(万元)"),
        *(
            "项目编码 1月 2月 一季度 3月 4月",
            "支付日期 项目编码 支付金额",
            "项目编码 月份 累计支出",
        ),
        *("项目编码 二级指标 三级指标 实际完成值 月份", "项目编码 年初预算数 追加数 追减数"),
        *("项目编码 项目名称 预算数 绩效目标", "项目编码 资金来源 金额", "标题 内容"),
        *("项目编码 月份 累计支出计划(%)", "项目编码 三级指标 指标值 分值", "项目编码 增减"),
    ]
).map(str.split)
_BODIES = st.lists(st.lists(_CELLS, max_size=6), max_size=6)
_SHEETS = st.builds(
    Sheet,
    st.sampled_from(["支出", "项目", "资金来源", "单位", "支出计划", "4月", "说明"]),
    st.one_of(_BODIES, st.builds(lambda header, body: [header, *body], _HEADERS, _BODIES)),
    hidden=st.booleans(),
    merged=st.lists(
        st.tuples(*[st.integers(0, 12)] * 4).map(
            lambda r: (min(r[0], r[2]), min(r[1], r[3]), max(r[0], r[2]), max(r[1], r[3]))
        ),
        max_size=3,
    ).map(tuple),
    percent=st.frozensets(_PLACES, max_size=3),
    errors=st.dictionaries(_PLACES, st.just("#REF!"), max_size=3),
    uncalculated=st.frozensets(_PLACES, max_size=3),
    hidden_rows=st.frozensets(st.integers(0, 12), max_size=3),
)
_OVERRIDES = st.builds(
    Overrides,
    sheet=st.none() | st.sampled_from(["支出", "无"]),
    header_row=st.none() | st.integers(0, 14),
    columns=st.dictionaries(
        st.sampled_from(["A", "B", "C", "Z", "AB"]),
        st.sampled_from(["project_code", "spent", "month_spent:2", "result", "level3", "", "x"]),
        max_size=3,
    ),
    unit=st.sampled_from([None, "元", "万元"]),
    basis=st.sampled_from([None, "cumulative", "monthly", "payments"]),
    month=st.none() | st.just(APRIL),
)


@given(
    st.lists(_SHEETS, max_size=2),
    _OVERRIDES,
    st.sampled_from([None, APRIL]),
    st.sampled_from([None, 2023]),
)
@examples(33, 500)
def test_any_grid_ends_in_facts_and_findings(
    sheets: list[Sheet], overrides: Overrides, month: Month | None, year: int | None
) -> None:
    book = Workbook("xlsx", sheets)
    for read_kind in (read_spending, read_results, read_adjustments):
        reading = read_kind(book, fiscal_year=year, month=month, overrides=overrides)
        assert reading.facts or reading.findings or reading.understood
        assert all(1 <= fact.month <= 12 for fact in reading.facts)
        assert_sentences_are_filled(reading.findings)
    plan = read_plan_workbook(book)
    assert plan.facts or plan.findings
    assert_sentences_are_filled(plan.findings)
