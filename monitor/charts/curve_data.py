"""A curve made ready for drawing: what is reported by the month in view, and how high it goes."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from monitor.charts.records import Curve, CurvePoint, ForecastPoint, Look, View
from monitor.charts.text import full_amount, scale_amount, word
from monitor.words.figures import write_month

_HEADROOM = Decimal("1.25")


@dataclass(frozen=True, slots=True)
class Report:
    """A month's spending beside its plan."""

    point: CurvePoint
    month: int
    spent: Decimal
    planned: Decimal | None


@dataclass(frozen=True, slots=True)
class CurveData:
    """A curve made ready for drawing: what is reported up to the month in view, and the cap.

    ``cap`` is the highest amount that is drawn; a forecast beyond it ends there and keeps its
    number in words.
    """

    curve: Curve
    view: View
    look: Look

    @property
    def reports(self) -> list[Report]:
        """Give the months that carry spending, up to the month in view."""
        return [
            Report(point, point.month, point.spent, point.planned_amount)
            for point in self.passed
            if point.spent is not None
        ]

    @property
    def last_report(self) -> Report | None:
        """Give the last month that carries spending."""
        reports = self.reports
        return reports[-1] if reports else None

    @property
    def passed(self) -> list[CurvePoint]:
        """Give the points up to the month in view."""
        return [point for point in self.curve.points if point.month <= self.view.month]

    @property
    def planned(self) -> list[tuple[int, Decimal]]:
        """Give the months' ends that have a plan, with its amount."""
        return [
            (point.month, point.planned_amount)
            for point in self.curve.points
            if point.planned_amount is not None
        ]

    @property
    def amounts(self) -> list[Decimal]:
        """Give every amount that is drawn in full."""
        known = [self.curve.original_budget]
        for point in self.curve.points:
            known += [point.planned_amount, point.revised_budget]
        known += [point.spent for point in self.passed]
        return [amount for amount in known if amount is not None]

    @property
    def cap(self) -> Decimal:
        """Give the highest amount that a forecast is drawn at."""
        return max([*self.amounts, Decimal(0)]) * _HEADROOM

    @property
    def ahead(self) -> list[ForecastPoint]:
        """Give the forecast after the last reported month."""
        last = self.last_report
        return [point for point in self.curve.forecast if not last or point.month > last.month]

    @property
    def is_capped(self) -> bool:
        """Say whether a forecast runs out of the drawing."""
        return any(max(point.expected, point.high) > self.cap for point in self.ahead)

    def is_ahead(self, month: int) -> bool:
        """Say whether the line of spending, or of the forecast, runs above the plan at a month."""
        plan = dict(self.planned).get(month)
        lines = {point.month: point.expected for point in self.ahead}
        lines |= {report.month: report.spent for report in self.reports}
        return plan is not None and month in lines and lines[month] > plan

    def y(self, amount: Decimal) -> float:
        """Place an amount on the upright axis."""
        return scale_amount(min(amount, self.cap) if self.cap else amount, self.look.unit)

    def amount(self, amount: Decimal) -> str:
        """Write an amount with its unit."""
        return full_amount(amount, self.look.language, self.look.unit)

    def say(self, key: str, **blanks: object) -> str:
        """Write words in the look's language."""
        return word(self.look.language, key, **blanks)

    def month(self, number: int) -> str:
        """Name a month."""
        return write_month(number, self.look.language)
