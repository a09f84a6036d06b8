-- One row per indicator and month: the target beside what was reported for that month.
-- A deadline once done stays done; every other result speaks for its own month only.
select
    indicators.fiscal_year,
    indicators.project_code,
    indicators.indicator_key,
    calendar.month,
    calendar.month_end,
    indicators.operator,
    indicators.number,
    indicators.upper_number,
    indicators.kind,
    indicators.due,
    indicators.wanted,
    indicators.direction,
    indicators.is_prorated,
    indicators.level1,
    indicators.level2,
    indicators.points,
    results.result_text,
    results.number as result_number,
    results.level as result_level,
    results.done_on,
    results.evidence,
    case
        when indicators.kind = 'unreadable' then 'unreadable'
        when results.month is null then 'not_reported'
        else 'reported'
    end as state,
    max(results.month) over so_far as last_reported_month,
    coalesce(max(
        case when results.level = 'full' or results.done_on <= calendar.month_end then 1 end
    ) over so_far = 1, false) as is_done
from indicators
inner join calendar
    on indicators.fiscal_year = calendar.fiscal_year
left join results
    on
        indicators.fiscal_year = results.fiscal_year
        and indicators.project_code = results.project_code
        and indicators.indicator_key = results.indicator_key
        and calendar.month = results.month
window so_far as (
    partition by indicators.fiscal_year, indicators.project_code, indicators.indicator_key
    order by calendar.month
    rows between unbounded preceding and current row
)
