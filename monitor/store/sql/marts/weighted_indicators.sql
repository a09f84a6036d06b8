-- One row per indicator: its share of the self-evaluation's points (10 more are for spending).
-- Points stated in the plan speak for their project when every indicator has them; otherwise the
-- groups of §7 (产出 50 效益 30 满意度 10; with 成本 at level 1: 成本 20 产出 40 效益 20 满意度 10),
-- shared evenly inside a group.
with grouped as (
    select
        fiscal_year,
        project_code,
        indicator_key,
        points,
        case
            when level1 like '成本%' then 'cost'
            when level1 like '效益%' then 'benefit'
            when level1 like '满意度%' then 'satisfaction'
            else 'output'
        end as point_group,
        count(*) over of_project as indicators_count,
        count(points) over of_project as stated_count,
        count(case when level1 like '成本%' then 1 end) over of_project > 0 as has_cost_group
    from indicators
    window of_project as (partition by fiscal_year, project_code)
),

pointed as (
    select
        grouped.*,
        count(*) over (
            partition by fiscal_year, project_code, point_group
        ) as group_count,
        case
            when point_group = 'satisfaction' then 10
            when point_group = 'cost' then 20
            when point_group = 'output' and has_cost_group then 40
            when point_group = 'output' then 50
            when has_cost_group then 20
            else 30
        end as group_points
    from grouped
)

select
    fiscal_year,
    project_code,
    indicator_key,
    point_group,
    case
        when stated_count = indicators_count then points
        else cast(divide_rounded(group_points * 1000000, group_count) * 0.000001 as decimal(18, 6))
    end as weight
from pointed
