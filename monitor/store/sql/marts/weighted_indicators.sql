-- One row per indicator and month: its share of the self-evaluation's points by the policy.
-- Points stated in the plan stand where together they are all that indicators can earn. Otherwise
-- they count group by group: the others of their group share what is left of it evenly, and points
-- that do not add up to their group are scaled to it. The points of a group without indicators go
-- to the other groups in proportion. All to the hundredth, so that they add up exactly.
with grouped as (
    select
        fiscal_year,
        project_code,
        indicator_key,
        position,
        -- In ten-thousandths, as the tables hold them.
        case when points >= 0 then cast(points * 10000 as bigint) end as stated,
        case
            when level1 like '成本%' then 'cost'
            when level1 like '效益%' then 'benefit'
            when level1 like '满意度%' then 'satisfaction'
            else 'output'
        end as point_group
    from indicators
),

-- Nothing up to here is of a policy, and nothing up to the end is of a month.
counted as (
    select
        grouped.*,
        count(*) over of_project as indicators_count,
        count(stated) over of_project as stated_count,
        cast(coalesce(sum(stated) over of_project, 0) as bigint) as stated_in_all,
        count(case when point_group = 'cost' then 1 end) over of_project > 0 as has_cost,
        count(*) over in_group as group_count,
        count(*) over in_group - count(stated) over in_group as unstated_count,
        cast(coalesce(sum(stated) over in_group, 0) as bigint) as stated_in_group
    from grouped
    window
        of_project as (partition by fiscal_year, project_code),
        in_group as (partition by fiscal_year, project_code, point_group)
),

rules as (
    select
        fiscal_year,
        policy_id,
        max(points_output) as points_output,
        max(points_benefit) as points_benefit,
        max(points_satisfaction) as points_satisfaction,
        max(points_cost_with_cost) as points_cost_with_cost,
        max(points_output_with_cost) as points_output_with_cost,
        max(points_benefit_with_cost) as points_benefit_with_cost,
        max(points_satisfaction_with_cost) as points_satisfaction_with_cost
    from policy_months
    group by fiscal_year, policy_id
),

placed as (
    select
        counted.*,
        rules.policy_id,
        cast(100 * case
            when counted.point_group = 'cost' then rules.points_cost_with_cost
            when
                counted.point_group = 'output' and counted.has_cost
                then rules.points_output_with_cost
            when counted.point_group = 'output' then rules.points_output
            when
                counted.point_group = 'benefit' and counted.has_cost
                then rules.points_benefit_with_cost
            when counted.point_group = 'benefit' then rules.points_benefit
            when counted.has_cost then rules.points_satisfaction_with_cost
            else rules.points_satisfaction
        end as bigint) as group_cents,
        cast(100 * case
            when counted.has_cost
                then
                    rules.points_cost_with_cost
                    + rules.points_output_with_cost
                    + rules.points_benefit_with_cost
                    + rules.points_satisfaction_with_cost
            else rules.points_output + rules.points_benefit + rules.points_satisfaction
        end as bigint) as cents_in_all
    from counted
    inner join rules
        on counted.fiscal_year = rules.fiscal_year
),

-- A row per group that has indicators: its own points and its part of those of the others.
groups as (
    select
        fiscal_year,
        project_code,
        policy_id,
        point_group,
        max(group_cents) as group_cents,
        max(cents_in_all) as cents_in_all
    from placed
    group by fiscal_year, project_code, policy_id, point_group
),

present as (
    select
        groups.*,
        cast(sum(group_cents) over (
            partition by fiscal_year, project_code, policy_id
        ) as bigint) as present_cents
    from groups
),

widened as (
    select
        present.*,
        group_cents * cents_in_all // nullif(present_cents, 0) as whole_cents,
        group_cents * cents_in_all % nullif(present_cents, 0) as rest
    from present
),

allotted as (
    select
        widened.*,
        whole_cents + case
            when
                row_number()
                    over (
                        partition by fiscal_year, project_code, policy_id
                        order by rest desc, point_group asc
                    )
                <= cents_in_all - sum(whole_cents) over (
                    partition by fiscal_year, project_code, policy_id
                )
                then 1
            else 0
        end as allotted_cents
    from widened
),

-- An indicator's part of the points is part ÷ parts, of its group or, where they stand, of all.
parted as (
    select
        placed.fiscal_year,
        placed.project_code,
        placed.indicator_key,
        placed.position,
        placed.policy_id,
        placed.point_group,
        allotted.cents_in_all - allotted.present_cents as empty_cents,
        placed.stated_count = placed.indicators_count
        and placed.stated_in_all = placed.cents_in_all * 100 as is_as_stated,
        coalesce(allotted.allotted_cents, 0) as allotted_cents,
        placed.cents_in_all,
        placed.stated_in_all,
        placed.stated,
        case
            when
                placed.stated_in_group = 0
                and (placed.unstated_count = 0 or placed.group_cents = 0)
                then 1
            when placed.unstated_count = 0 or placed.stated_in_group >= placed.group_cents * 100
                then coalesce(placed.stated, 0)
            when placed.stated is not null then placed.stated * placed.unstated_count
            else placed.group_cents * 100 - placed.stated_in_group
        end as part,
        case
            when
                placed.stated_in_group = 0
                and (placed.unstated_count = 0 or placed.group_cents = 0)
                then placed.group_count
            when placed.unstated_count = 0 or placed.stated_in_group >= placed.group_cents * 100
                then placed.stated_in_group
            else placed.group_cents * 100 * placed.unstated_count
        end as parts
    from placed
    inner join allotted
        on
            placed.fiscal_year = allotted.fiscal_year
            and placed.project_code = allotted.project_code
            and placed.policy_id = allotted.policy_id
            and placed.point_group = allotted.point_group
),

shared as (
    select
        fiscal_year,
        project_code,
        indicator_key,
        position,
        policy_id,
        point_group,
        case when is_as_stated then 0 else empty_cents end as spread_cents,
        case when is_as_stated then 'all' else point_group end as shared_in,
        case when is_as_stated then cents_in_all else allotted_cents end as cents,
        case when is_as_stated then stated else part end as part,
        case when is_as_stated then stated_in_all else parts end as parts
    from parted
),

divided as (
    select
        shared.*,
        part * cents // parts as whole_cents,
        part * cents % parts as rest
    from shared
),

weighed as (
    select
        divided.*,
        whole_cents + case
            when
                row_number()
                    over (
                        partition by fiscal_year, project_code, policy_id, shared_in
                        order by rest desc, position asc, indicator_key asc
                    )
                <= cents - sum(whole_cents) over (
                    partition by fiscal_year, project_code, policy_id, shared_in
                )
                then 1
            else 0
        end as weight_cents
    from divided
)

select
    weighed.fiscal_year,
    weighed.project_code,
    weighed.indicator_key,
    policy_months.month,
    weighed.point_group,
    cast(weighed.spread_cents * 0.01 as decimal(9, 2)) as spread_points,
    cast(weighed.weight_cents * 0.01 as decimal(9, 2)) as weight
from weighed
inner join policy_months
    on
        weighed.fiscal_year = policy_months.fiscal_year
        and weighed.policy_id = policy_months.policy_id
