-- One row per project with a plan and month: planned progress in percent, as an exact fraction.
-- linear: a straight line from 0 through the milestones; step: the last milestone reached holds.
with after_the_last as (
    select
        fiscal_year,
        project_code,
        max(month) as milestone_before,
        max(month) as start_month,
        max(planned_pct) as start_pct,
        12 as end_month,
        max(planned_pct) as end_pct,
        false as ends_with_milestone
    from milestones
    group by fiscal_year, project_code
    having max(month) < 12
),

segments as (
    select
        *,
        true as ends_with_milestone
    from milestone_segments
    union all
    select * from after_the_last
),

placed as (
    select
        segments.*,
        policy_months.month,
        policy_months.interpolation = 'linear' as is_linear,
        policy_months.month = segments.end_month and segments.ends_with_milestone as is_milestone
    from segments
    inner join policy_months
        on
            segments.fiscal_year = policy_months.fiscal_year
            and segments.start_month < policy_months.month
            and segments.end_month >= policy_months.month
),

fractions as (
    select
        placed.*,
        cast(case
            when is_linear
                then
                    start_pct * (end_month - start_month)
                    + (end_pct - start_pct) * (month - start_month)
            when is_milestone then end_pct
            else start_pct
        end as decimal(14, 4)) as planned_numerator,
        case when is_linear then end_month - start_month else 1 end as planned_denominator,
        case when is_milestone then end_month else milestone_before end as milestone_month,
        case when is_milestone then end_pct else start_pct end as passed_pct
    from placed
)

select
    fiscal_year,
    project_code,
    month,
    planned_numerator,
    planned_denominator,
    is_milestone,
    milestone_month,
    case when milestone_month is not null then passed_pct end as milestone_pct,
    cast(
        divide_rounded(planned_numerator * 10000, planned_denominator) * 0.0001
        as decimal(9, 4)
    ) as planned_pct
from fractions
