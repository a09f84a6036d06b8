-- One row per project and month: the original budget and what changed it by then, in yuan.
-- 38 digits wide, so that a product of budget and progress never overflows.
-- Revised budget = original + additions − cuts effective by the month; absent when none is known,
-- and before the project's start month.
with adjusted as (
    select
        fiscal_year,
        project_code,
        month,
        sum(added) as added,
        sum(cut) as cut
    from adjustments
    group by fiscal_year, project_code, month
),

running as (
    select
        projects.fiscal_year,
        projects.project_code,
        projects.start_month,
        calendar.month,
        calendar.month_end,
        calendar.month >= projects.start_month as is_started,
        projects.original_budget,
        sum(coalesce(adjusted.added, 0)) over running_months as added,
        sum(coalesce(adjusted.cut, 0)) over running_months as cut,
        count(adjusted.month) over running_months as adjusted_times
    from projects
    inner join calendar
        on projects.fiscal_year = calendar.fiscal_year
    left join adjusted
        on
            projects.fiscal_year = adjusted.fiscal_year
            and projects.project_code = adjusted.project_code
            and calendar.month = adjusted.month
    window running_months as (
        partition by projects.fiscal_year, projects.project_code
        order by calendar.month
        rows between unbounded preceding and current row
    )
)

select
    fiscal_year,
    project_code,
    month,
    month_end,
    start_month,
    is_started,
    case when is_started then original_budget end as original_budget,
    cast(case when is_started then added else 0 end as decimal(18, 2)) as added,
    cast(case when is_started then cut else 0 end as decimal(18, 2)) as cut,
    case
        when is_started and (original_budget is not null or adjusted_times > 0)
            then cast(coalesce(original_budget, 0) + added - cut as decimal(38, 2))
    end as revised_budget
from running
