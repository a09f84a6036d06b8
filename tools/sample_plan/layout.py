"""The published layout of a plan's tables: which cell stands where, and over how many columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Literal

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell, _Row

from monitor.domain.plan import FundSource, Indicator, Milestone, Plan, Project
from monitor.intake.plans.labels import FISCAL_FUNDS, OTHER_FUNDS

WIDTH = 7
_WAN = Decimal(10_000)
_PLACES = 2
_PAIRS_IN_A_ROW = 3
_MILESTONES_IN_A_ROW = WIDTH - 1
_FOUR_SPANS = (2, 1, 1, 2)
_HEADERS = ("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据")
_HEADER_SPANS = (1, 1, 1, 2, 1, 1)
Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell over ``span`` columns; ``continues`` says that it is merged into the one above."""

    text: str = ""
    span: int = 1
    continues: bool = False
    is_label: bool = False
    align: Align = "center"


LayoutRow = tuple[Cell, ...]


def head_rows(project: Project, unit: str) -> Iterator[LayoutRow]:
    """Lay out the head table of a project; ``unit`` is code and name glued together."""
    yield Cell(unit, WIDTH - 1, align="left"), Cell("单位：万元", align="right")
    code, name = Cell(project.project_code, 2), Cell(project.project_name, 3)
    yield _label("项目编码"), code, _label("项目名称"), name
    yield from _money_rows(project)
    yield _above(), _text(project.purpose)
    yield from _milestone_rows(project.milestones)
    yield _label("绩效目标"), _text(project.goal)


def indicator_rows(indicators: Sequence[Indicator]) -> Iterator[LayoutRow]:
    """Lay out the indicators under their header; equal levels are merged downwards."""
    yield tuple(
        Cell(header, span, is_label=True)
        for header, span in zip(_HEADERS, _HEADER_SPANS, strict=True)
    )
    above: Indicator | None = None
    for each in indicators:
        same1 = above is not None and each.level1 == above.level1
        same2 = same1 and above is not None and each.level2 == above.level2
        yield (
            _above() if same1 else Cell(each.level1),
            _above() if same2 else Cell(each.level2),
            Cell(each.level3, align="left"),
            Cell(each.description, 2, align="left"),
            Cell(each.target_text),
            Cell(each.basis),
        )
        above = each


def in_wan(amount: Decimal | None) -> str:
    """Write yuan in 万元 with two decimals, more where the value needs them; blank for none."""
    if amount is None:
        return ""
    wan = (amount / _WAN).normalize()
    exponent = wan.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) else 0
    return f"{wan:.{max(places, _PLACES)}f}"


def _money_rows(project: Project) -> Iterator[LayoutRow]:
    """Lay out the budget, its two usual sources (a blank one too), and any others below."""
    others = [fund for fund in project.funds if fund.name not in {FISCAL_FUNDS, OTHER_FUNDS}]
    yield (
        _label("预算规模及资金用途"),
        *(_label("预算数"), Cell(in_wan(project.original_budget))),
        *(_label(f"其中：{FISCAL_FUNDS}"), Cell(_amount_of(project.funds, FISCAL_FUNDS))),
        *(_label(OTHER_FUNDS), Cell(_amount_of(project.funds, OTHER_FUNDS))),
    )
    for start in range(0, len(others), _PAIRS_IN_A_ROW):
        row = [_above()]
        for fund in others[start : start + _PAIRS_IN_A_ROW]:
            row += [_label(fund.name), Cell(in_wan(fund.amount))]
        yield (*row, *(Cell() for _ in range(WIDTH - len(row))))


def _amount_of(funds: tuple[FundSource, ...], name: str) -> str:
    return next((in_wan(fund.amount) for fund in funds if fund.name == name), "")


def _milestone_rows(milestones: tuple[Milestone, ...]) -> Iterator[LayoutRow]:
    """Lay out months over percentages; more than six take another pair of rows."""
    first = _label("资金支出计划（%）")
    for start in range(0, max(len(milestones), 1), _MILESTONES_IN_A_ROW):
        part = milestones[start : start + _MILESTONES_IN_A_ROW]
        spans = _spans(len(part))
        months = [f"{each.month}月底" for each in part] or [""]
        shares = [f"{each.planned_pct:f}%" for each in part] or [""]
        yield first, *(Cell(text, span) for text, span in zip(months, spans, strict=True))
        yield _above(), *(Cell(text, span) for text, span in zip(shares, spans, strict=True))
        first = _above()


def _spans(count: int) -> Sequence[int]:
    """Share six columns among some milestones; four are laid out as everybody knows them."""
    if count == len(_FOUR_SPANS):
        return _FOUR_SPANS
    each, rest = divmod(_MILESTONES_IN_A_ROW, max(count, 1))
    return [each + (at < rest) for at in range(max(count, 1))]


def _label(text: str) -> Cell:
    return Cell(text, is_label=True)


def _text(text: str) -> Cell:
    return Cell(text, WIDTH - 1, align="left")


def _above() -> Cell:
    return Cell(continues=True, is_label=True)


MOMENT = datetime(2023, 1, 1, tzinfo=UTC)
_ROW_HEIGHT = Cm(0.75)
_PADDING = {"top": 40, "left": 90, "bottom": 40, "right": 90}  # twentieths of a point
_SONG, _HEI = "宋体", "黑体"

_STYLES = (
    ("Normal", _SONG, 10.5, 0, 0),
    ("Title", _HEI, 22, 0, 6),
    ("Subtitle", _HEI, 18, 0, 18),
    ("Heading 1", _HEI, 15, 12, 6),
    ("Heading 2", _HEI, 12, 8, 2),
    ("Heading 3", _HEI, 13, 0, 8),
)


def set_up(document: Document, plan: Plan) -> None:
    """Set page, fonts and properties; the template's own author and dates are taken out."""
    properties = document.core_properties
    properties.title = f"{plan.fiscal_year}年{plan.unit_name}绩效目标"
    properties.author = properties.comments = properties.last_modified_by = ""
    properties.language = "zh-CN"
    properties.created = properties.modified = MOMENT
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(2.2)
    for name, font, size, before, after in _STYLES:
        style = document.styles[name]
        if isinstance(style, ParagraphStyle):
            _set_style(style, font, size, before, after)


def _set_style(style: ParagraphStyle, font: str, size: float, before: int, after: int) -> None:
    style.font.name, style.font.size = "Times New Roman", Pt(size)
    style.font.color.rgb, style.font.italic = RGBColor(0, 0, 0), False
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(theme), None)
    fonts.set(qn("w:eastAsia"), font)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    borders = style.element.find(f"{qn('w:pPr')}/{qn('w:pBdr')}")
    if borders is not None:
        borders.getparent().remove(borders)


def pad(table: Table) -> None:
    """Give the texts of a table some air."""
    margins = OxmlElement("w:tblCellMar")
    for side, width in _PADDING.items():
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(width))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    look = table._tblPr.find(qn("w:tblLook"))  # noqa: SLF001 - no public way
    look.addprevious(margins)


def keep_together(row: _Row) -> None:
    """Keep a row on one page, and no lower than a line with some air."""
    row.height = _ROW_HEIGHT
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - no public way


def repeat(row: _Row) -> None:
    """Repeat a header row on every page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - no public way


def take_borders_off(cell: _Cell) -> None:
    """Let the line over a table, with the unit and the unit of money, stand without a frame."""
    borders = OxmlElement("w:tcBorders")
    for side in ("top", "left", "right"):
        border = OxmlElement(f"w:{side}")
        border.set(qn("w:val"), "nil")
        borders.append(border)
    properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001 - no public way
    if properties.find(qn("w:tcBorders")) is None:
        properties.find(qn("w:vAlign")).addprevious(borders)
