-- One row per indicator and month: its share of the self-evaluation's points by the policy.
-- Points stated in the plan speak for their project when every indicator has them; otherwise the
-- policy's points of each group are shared evenly, to the hundredth, so that they add up exactly.
with grouped as (
    select
        indicators.fiscal_year,
        indicators.project_code,
        indicators.indicator_key,
        indicators.position,
        indicators.points,
        case
            when indicators.level1 like '成本%' then 'cost'
            when indicators.level1 like '效益%' then 'benefit'
            when indicators.level1 like '满意度%' then 'satisfaction'
            else 'output'
        end as point_group,
        count(*) over of_project as indicators_count,
        count(indicators.points) over of_project as stated_count,
        count(case when indicators.level1 like '成本%' then 1 end) over of_project > 0 as has_cost
    from indicators
    window of_project as (partition by indicators.fiscal_year, indicators.project_code)
),

placed as (
    select
        grouped.*,
        policy_months.month,
        case
            when grouped.point_group = 'cost' then policy_months.points_cost_with_cost
            when
                grouped.point_group = 'output' and grouped.has_cost
                then policy_months.points_output_with_cost
            when grouped.point_group = 'output' then policy_months.points_output
            when
                grouped.point_group = 'benefit' and grouped.has_cost
                then policy_months.points_benefit_with_cost
            when grouped.point_group = 'benefit' then policy_months.points_benefit
            when grouped.has_cost then policy_months.points_satisfaction_with_cost
            else policy_months.points_satisfaction
        end as group_points,
        count(*) over in_group as group_count,
        row_number() over (
            in_group order by grouped.position, grouped.indicator_key
        ) as group_place
    from grouped
    inner join policy_months
        on grouped.fiscal_year = policy_months.fiscal_year
    window in_group as (
        partition by
            grouped.fiscal_year,
            grouped.project_code,
            grouped.point_group,
            policy_months.month
    )
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
