-- One row per closed month of a unit, with a seal of its indicators, their results and the notes.
-- A target counts as it is read and judged, whoever set that.
with closed as (
    select
        projects.fiscal_year,
        projects.project_code,
        projects.unit_code,
        closings.month
    from closings
    inner join projects
        on
            closings.fiscal_year = projects.fiscal_year
            and closings.unit_code = projects.unit_code
            and closings.month >= projects.start_month
    where closings.fiscal_year = $fiscal_year and closings.event in ('submitted', 'certified')
),

said as (
    select
        closed.unit_code,
        closed.month,
        hash(
            indicators.project_code, indicators.indicator_key, indicators.target_text,
            indicators.operator, indicators.number, indicators.upper_number, indicators.unit,
            indicators.kind, indicators.direction, indicators.due, indicators.wanted,
            indicators.is_prorated, indicators.points, results.result_text, results.number,
            results.level, results.done_on, results.evidence
        ) as seal
    from closed
    inner join indicators
        on
            closed.fiscal_year = indicators.fiscal_year
            and closed.project_code = indicators.project_code
    left join results
        on
            indicators.fiscal_year = results.fiscal_year
            and indicators.project_code = results.project_code
            and indicators.indicator_key = results.indicator_key
            and closed.month = results.month
    union all
    select
        closed.unit_code,
        closed.month,
        hash(
            notes.project_code, notes.indicator_key, notes.cause, notes.explanation,
            notes.likelihood, notes.expected, notes.remark
        ) as seal
    from closed
    inner join notes
        on
            closed.fiscal_year = notes.fiscal_year
            and closed.project_code = notes.project_code
            and closed.month = notes.month
)

select
    unit_code,
    month,
    sum(cast(seal as hugeint)) as seal
from said
group by unit_code, month
