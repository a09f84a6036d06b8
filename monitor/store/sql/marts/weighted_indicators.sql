-- One row per indicator and month: its share of the self-evaluation's points by the policy.
-- Points stated in the plan speak for their project when every indicator has them; otherwise the
-- policy's points of each group are shared evenly, to the hundredth, so that they add up exactly.
with grouped as (
    select
        fiscal_year,
        project_code,
        indicator_key,
        position,
        points,
        case
            when level1 like '成本%' then 'cost'
            when level1 like '效益%' then 'benefit'
            when level1 like '满意度%' then 'satisfaction'
            else 'output'
        end as point_group
    from indicators
),

-- Nothing here is of a month: what the policy gives comes after the counting.
counted as (
    select
        grouped.*,
        count(*) over of_project as indicators_count,
        count(points) over of_project as stated_count,
        count(case when point_group = 'cost' then 1 end) over of_project > 0 as has_cost,
        count(*) over in_group as group_count,
        row_number() over (
            partition by fiscal_year, project_code, point_group
            order by position, indicator_key
        ) as group_place
    from grouped
    window
        of_project as (partition by fiscal_year, project_code),
        in_group as (partition by fiscal_year, project_code, point_group)
),

placed as (
    select
        counted.*,
        policy_months.month,
        case
            when counted.point_group = 'cost' then policy_months.points_cost_with_cost
            when
                counted.point_group = 'output' and counted.has_cost
                then policy_months.points_output_with_cost
            when counted.point_group = 'output' then policy_months.points_output
            when
                counted.point_group = 'benefit' and counted.has_cost
                then policy_months.points_benefit_with_cost
            when counted.point_group = 'benefit' then policy_months.points_benefit
            when counted.has_cost then policy_months.points_satisfaction_with_cost
            else policy_months.points_satisfaction
        end as group_points
    from counted
    inner join policy_months
        on counted.fiscal_year = policy_months.fiscal_year
),

shared as (
    select
        placed.*,
        cast(group_points * 100 as bigint) // group_count as even_cents,
        cast(group_points * 100 as bigint) % group_count as cents_left
    from placed
)

select
    fiscal_year,
    project_code,
    indicator_key,
    month,
    point_group,
    cast(case
        when stated_count = indicators_count then points
        else (even_cents + case when group_place <= cents_left then 1 else 0 end) * 0.01
    end as decimal(9, 2)) as weight
from shared
