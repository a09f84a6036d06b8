"""绩效运行监控报告: a unit's month in seven parts, the list of flagged projects as its annex."""

from __future__ import annotations

from monitor.domain.badges import BADGES
from monitor.domain.text import enclose, make_legible
from monitor.outputs.letters.document import Letter
from monitor.outputs.letters.list_tables import (
    LIST_SIZE,
    causes_table,
    figures_table,
    join,
    lagging_table,
    list_columns,
    list_rows,
    next_table,
    projects_table,
    results_table,
)
from monitor.outputs.letters.records import ListedProject, Report
from monitor.words.catalogue import PAPER, paper, say
from monitor.words.figures import write_money
from monitor.words.phrases import say_badge, say_marks

PAGE = paper("page")
REPORT = paper("report")


def write_report(report: Report) -> bytes:
    """Write a report as docx: upright, the annex landscape."""
    words = {"year": report.month.year, "month": report.month.number}
    title = REPORT["title"].format_map(words)
    letter = Letter(title, report.stamp)
    letter.write(title, "Title")
    letter.write(report.unit_name, "Subtitle")
    for write in (
        _write_overall,
        _write_results,
        _write_flagged,
        _write_causes,
        _write_problems,
        _write_next,
        _write_annex,
    ):
        write(letter, report)
    return letter.close()


def _write_overall(letter: Letter, report: Report) -> None:
    letter.write(REPORT["overall"], "Heading 1")
    letter.write(report.lead)
    letter.write(PAGE["money"], "Above")
    letter.table(*figures_table(report.total))
    letter.write(REPORT["like_for_like"], "Note")
    counts = "、".join(f"{say_badge(PAPER, badge)} {count} 个" for badge, count in report.badges)
    letter.write(REPORT["badges"].format(counts=counts))
    if report.picture is not None:
        words: dict[str, object] = {
            "unit": enclose(make_legible(report.unit_name)),
            "year": report.month.year,
            "month": report.month.number,
        }
        letter.write(REPORT["caption"].format_map(words), "Caption")
        description = REPORT["description"].format_map(words)
        letter.picture(report.picture, description)
        letter.write(REPORT["plan_rule"].format(rule=report.plan_rule), "Note")
    letter.write(PAGE["money"], "Above")
    letter.table(*projects_table(report.projects, report.total))


def _write_results(letter: Letter, report: Report) -> None:
    letter.write(REPORT["results"], "Heading 1")
    measured = sum(count for _, count in report.measured)
    parts = "、".join(
        say(PAPER, BADGES[light].words) + f"{count}项" for light, count in report.measured
    )
    key = "indicators" if measured else "indicators_none"
    letter.write(
        REPORT[key].format(
            count=report.indicators_count,
            measured=measured,
            month=report.month.number,
            parts=parts,
        )
    )
    letter.table(*results_table(report.projects))
    if report.lagging:
        letter.write(REPORT["lagging"], "Above")
        letter.table(*lagging_table(report.lagging))
    elif measured:
        letter.write(REPORT["lagging_none"])


def _write_flagged(letter: Letter, report: Report) -> None:
    letter.write(REPORT["flagged"], "Heading 1")
    if not report.listed:
        letter.write(REPORT["flagged_none"])
        return
    amount = write_money(report.amount, PAPER)
    letter.write(REPORT["flagged_lead"].format(count=len(report.listed), amount=amount), "Leading")
    for number, each in enumerate(report.listed, start=1):
        letter.write(
            REPORT["flagged_line"].format(
                number=number,
                project=_name(each),
                code=enclose(make_legible(each.project_code)),
                badge=say_marks(PAPER, each.marks),
                sentence=each.sentence,
            )
        )


def _write_causes(letter: Letter, report: Report) -> None:
    letter.write(REPORT["causes"], "Heading 1")
    if report.causes:
        letter.write(REPORT["causes_lead"], "Leading")
        letter.table(*causes_table(report.causes))
    else:
        letter.write(REPORT["causes_none"])
    if report.causes and report.uncaused:
        letter.write(REPORT["causes_missing"].format(projects=join(report.uncaused)), "After")


def _write_problems(letter: Letter, report: Report) -> None:
    letter.write(REPORT["problems"], "Heading 1")
    if not report.problems:
        letter.write(REPORT["problems_none"])
    for number, (reason, projects) in enumerate(report.problems, start=1):
        letter.write(
            REPORT["problem"].format(
                number=number, reason=reason, count=len(projects), projects=join(projects)
            )
        )


def _write_next(letter: Letter, report: Report) -> None:
    letter.write(REPORT["next"], "Heading 1")
    if not report.listed:
        letter.write(REPORT["next_clear"])
        return
    followed = [each for each in report.listed if each.measures]
    if not followed:
        letter.write(REPORT["next_none"])
        return
    letter.write(REPORT["next_lead"], "Leading")
    letter.table(*next_table(followed))
    missing = [each.project_name for each in report.listed if not each.measures]
    if missing:
        letter.write(REPORT["next_missing"].format(projects=join(missing)), "After")


def _write_annex(letter: Letter, report: Report) -> None:
    """Write the list, and below it what all figures stand on."""
    letter.turn_paper(landscape=True)
    letter.write(REPORT["annex"], "Heading 1")
    letter.write(PAGE["money"], "Above")
    if report.listed:
        letter.table(list_columns(), list_rows(report.listed), size=LIST_SIZE)
    else:
        letter.write(REPORT["flagged_none"])
    letter.explain()


def _name(project: ListedProject) -> str:
    return enclose(make_legible(project.project_name))
