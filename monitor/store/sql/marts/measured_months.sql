-- One row per indicator and month: the target beside what was reported for that month.
-- A deadline once done stays done; every other result is of its own month only, and what
-- was reported last is given beside it.
with reported as (
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
    from reported
    group by fiscal_year, project_code, indicator_key
),

placed as (
    select
        indicators.*,
        calendar.month,
        calendar.month_end,
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
)

select
    placed.fiscal_year,
    placed.unit_code,
    placed.project_code,
    placed.indicator_key,
    placed.month,
    placed.month_end,
    placed.operator,
    placed.number,
    placed.upper_number,
    placed.kind,
    placed.due,
    placed.wanted,
    placed.direction,
    placed.is_prorated,
    placed.level1,
    placed.level2,
    placed.points,
    placed.last_reported_month,
    placed.is_done,
    last_result.result_text as last_result_text,
    coalesce(last_result.is_from_spending, false) as is_from_spending,
    case when last_result.month = placed.month then last_result.result_text end as result_text,
    case when last_result.month = placed.month then last_result.number end as result_number,
    case when last_result.month = placed.month then last_result.level end as result_level,
    case when last_result.month = placed.month then last_result.done_on end as done_on,
    case when last_result.month = placed.month then last_result.evidence end as evidence,
    case
        when placed.month < placed.start_month then 'not_started'
        when placed.kind = 'unreadable' then 'unreadable'
        when last_result.month = placed.month then 'reported'
        else 'not_reported'
    end as state
from placed
left join results as last_result
    on
        placed.fiscal_year = last_result.fiscal_year
        and placed.project_code = last_result.project_code
        and placed.indicator_key = last_result.indicator_key
        and placed.last_reported_month = last_result.month
