"""A workbook of official forms: a sheet each or one for all, and 说明 at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from monitor.domain.month import Month
from monitor.outputs.forms.layout import FormPage
from monitor.words.catalogue import Lines, paper
from monitor.workbooks.cells import display_width
from monitor.workbooks.writing import (
    SUBTITLE,
    TITLE,
    Book,
    decimals_needed,
    in_unit,
    write_explanation,
)

LISTS = paper("lists")
Footer = Sequence[tuple[str, str]]
WriteForm = Callable[[FormPage, bool], range]


@dataclass(frozen=True, slots=True)
class FormKind:
    """What all forms of a workbook share; ``frozen`` rows stay in view.

    ``lines`` explain the form on the last sheet; their blanks take the month.
    """

    title: str
    widths: tuple[float, ...]
    lines: Lines
    month: Month
    frozen: int
    landscape: bool


def write_forms(
    kind: FormKind, forms: Sequence[tuple[str, WriteForm]], footer: Footer, *, one_sheet: bool
) -> bytes:
    """Write forms, each given by its sheet's name and what writes it.

    What writes a form is told whether its header repeats on every page, and gives the header's
    rows.
    """
    book = Book(kind.title)
    if not forms:
        _write_nothing(book, kind.title)
    elif one_sheet:
        page = FormPage(book, kind.title, kind.widths, landscape=kind.landscape)
        for _, write in forms:
            page.turn_page()
            write(page, False)  # noqa: FBT003 - a callable has no names for what it is given
        page.finish(None, frozen=1)
    else:
        for name, write in forms:
            page = FormPage(book, name, kind.widths, landscape=kind.landscape)
            header = write(page, True)  # noqa: FBT003 - likewise
            page.finish(header, frozen=kind.frozen)
    write_explanation(book, kind.title, [*footer, *_standing_lines(kind, footer)])
    return book.close()


def fill_months(words: Sequence[str], month: Month) -> tuple[str, ...]:
    """Write the month in view into words: 1-{month}月执行数 to 1-6月执行数."""
    return tuple(word.format(year=month.year, month=month.number) for word in words)


def amount_places(amounts: Iterable[Decimal | None]) -> int:
    """Say how many decimals show all the amounts of a form exactly in 万元; given in yuan."""
    return decimals_needed(in_unit(yuan, "万元") for yuan in amounts)


def widen_for(
    widths: Sequence[float], columns: Sequence[int], amounts: Iterable[Decimal | None]
) -> tuple[float, ...]:
    """Widen the columns of money so that the longest amount, in yuan, is shown in 万元."""
    known = [wan for yuan in amounts if (wan := in_unit(yuan, "万元")) is not None]
    places = decimals_needed(known)
    needed = max((display_width(f"{wan:,.{places}f}") + 2 for wan in known), default=0)
    return tuple(
        max(width, needed) if column in columns else width for column, width in enumerate(widths)
    )


def _standing_lines(kind: FormKind, footer: Footer) -> list[tuple[str, str]]:
    """Explain the form, but not what the footer already does."""
    lines = [fill_months(line, kind.month) for line in kind.lines]
    said = {word for word, _ in footer}
    return [(word, meaning) for word, meaning in lines if word not in said]


def _write_nothing(book: Book, title: str) -> None:
    page = book.add_page(title, (60,))
    page.text(0, 0, title, TITLE)
    page.text(1, 0, LISTS["nothing"], SUBTITLE)
    page.finish()
    page.print_on_a4(0)
