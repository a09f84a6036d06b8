-- One row per indicator and month: the target beside what was reported for that month.
-- A deadline once done stays done; every other result speaks for its own month only.
with told as (
    select
        results.fiscal_year,
        results.project_code,
        results.indicator_key,
        results.month,
        results.level = 'full' or results.done_on <= calendar.month_end as is_done
    from results
    inner join calendar
        on results.fiscal_year = calendar.fiscal_year and results.month = calendar.month
),

-- Of each indicator: when it was done first, and its last month with a result up to each month.
summed as (
    select
        fiscal_year,
        project_code,
        indicator_key,
        min(case when is_done then month end) as done_month,
        max(case when month <= 1 then month end) as last_by_1,
        max(case when month <= 2 then month end) as last_by_2,
        max(case when month <= 3 then month end) as last_by_3,
        max(case when month <= 4 then month end) as last_by_4,
        max(case when month <= 5 then month end) as last_by_5,
        max(case when month <= 6 then month end) as last_by_6,
        max(case when month <= 7 then month end) as last_by_7,
        max(case when month <= 8 then month end) as last_by_8,
        max(case when month <= 9 then month end) as last_by_9,
        max(case when month <= 10 then month end) as last_by_10,
        max(case when month <= 11 then month end) as last_by_11,
        max(month) as last_by_12
    from told
    group by fiscal_year, project_code, indicator_key
)

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
    coalesce(results.is_from_spending, false) as says_spending,
    case
        when indicators.kind = 'unreadable' then 'unreadable'
        when results.month is null then 'not_reported'
        else 'reported'
    end as state,
    case calendar.month
        when 1 then summed.last_by_1
        when 2 then summed.last_by_2
        when 3 then summed.last_by_3
        when 4 then summed.last_by_4
        when 5 then summed.last_by_5
        when 6 then summed.last_by_6
        when 7 then summed.last_by_7
        when 8 then summed.last_by_8
        when 9 then summed.last_by_9
        when 10 then summed.last_by_10
        when 11 then summed.last_by_11
        else summed.last_by_12
    end as last_reported_month,
    coalesce(summed.done_month <= calendar.month, false) as is_done
from indicators
inner join calendar
    on indicators.fiscal_year = calendar.fiscal_year
left join summed
    on
        indicators.fiscal_year = summed.fiscal_year
        and indicators.project_code = summed.project_code
        and indicators.indicator_key = summed.indicator_key
left join results
    on
        indicators.fiscal_year = results.fiscal_year
        and indicators.project_code = results.project_code
        and indicators.indicator_key = results.indicator_key
        and calendar.month = results.month
