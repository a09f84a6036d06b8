-- One row per project and month: the self-evaluation score of 100 points and its grade.
-- Execution: min(10, 10 × spent ÷ revised budget). A project with anything missing is incomplete
-- and has no grade; its points so far and the most it can still reach are given. Spread points are
-- those of groups without indicators, which went to the other groups.
with summed as (
    select
        fiscal_year,
        project_code,
        month,
        count(*) as indicators_count,
        count(score) as scored_count,
        sum(weight) as indicator_points,
        max(spread_points) as spread_points,
        sum(score) as indicator_score,
        sum(case when score is null then weight end) as open_points,
        sum(case when point_group = 'output' then score end) as output_score,
        sum(case when point_group = 'output' then weight end) as output_points,
        sum(case when point_group = 'cost' then score end) as cost_score,
        sum(case when point_group = 'cost' then weight end) as cost_points,
        sum(case when point_group = 'benefit' then score end) as benefit_score,
        sum(case when point_group = 'benefit' then weight end) as benefit_points,
        sum(case when point_group = 'satisfaction' then score end) as satisfaction_score,
        sum(case when point_group = 'satisfaction' then weight end) as satisfaction_points
    from scored_indicators
    group by fiscal_year, project_code, month
),

joined as (
    select
        project_months.fiscal_year,
        project_months.unit_code,
        project_months.unit_name,
        project_months.project_code,
        project_months.project_name,
        project_months.position,
        project_months.month,
        project_months.revised_budget,
        project_months.spent,
        project_months.execution_rate,
        policy_months.points_execution,
        policy_months.grade_excellent,
        policy_months.grade_good,
        policy_months.grade_fair,
        coalesce(summed.indicators_count, 0) as indicators_count,
        coalesce(summed.scored_count, 0) as scored_count,
        summed.indicator_points,
        cast(coalesce(summed.spread_points, 0) as decimal(9, 2)) as spread_points,
        summed.indicator_score,
        summed.open_points,
        summed.output_score,
        summed.output_points,
        summed.cost_score,
        summed.cost_points,
        summed.benefit_score,
        summed.benefit_points,
        summed.satisfaction_score,
        summed.satisfaction_points,
        -- Cut to the points before the cast: a slip of a budget makes any multiple of them.
        cast(least(policy_months.points_execution, greatest(0, divide_rounded(
            cast(policy_months.points_execution * 10000 as hugeint)
            * cast(project_months.spent * 100 as hugeint),
            nullif(cast(project_months.revised_budget * 100 as hugeint), 0) * 100
        ) * 0.01)) as decimal(9, 2)) as execution_score_raw
    from project_months
    inner join policy_months
        on
            project_months.fiscal_year = policy_months.fiscal_year
            and project_months.month = policy_months.month
    left join summed
        on
            project_months.fiscal_year = summed.fiscal_year
            and project_months.project_code = summed.project_code
            and project_months.month = summed.month
    where project_months.state <> 'not_started'
),

totalled as (
    select
        joined.*,
        case when spent is not null and revised_budget > 0 then execution_score_raw end
            as execution_score,
        indicators_count > 0
        and scored_count = indicators_count
        and spent is not null
        and coalesce(revised_budget > 0, false) as is_complete
    from joined
)

select
    fiscal_year,
    unit_code,
    unit_name,
    project_code,
    project_name,
    position,
    month,
    revised_budget,
    spent,
    execution_rate,
    points_execution,
    grade_excellent,
    grade_good,
    grade_fair,
    indicators_count,
    scored_count,
    indicator_points,
    spread_points,
    indicator_score,
    open_points,
    output_score,
    output_points,
    cost_score,
    cost_points,
    benefit_score,
    benefit_points,
    satisfaction_score,
    satisfaction_points,
    execution_score_raw,
    execution_score,
    is_complete,
    coalesce(execution_score, 0) + coalesce(indicator_score, 0) as score_so_far,
    case when is_complete then execution_score + indicator_score end as score,
    case
        when not is_complete then null
        when execution_score + indicator_score >= grade_excellent then 'excellent'
        when execution_score + indicator_score >= grade_good then 'good'
        when execution_score + indicator_score >= grade_fair then 'fair'
        else 'poor'
    end as grade
from totalled
