-- One row per month: the policy in force, the latest that took effect by then, not taken back.
-- The minimum rate is the floor table's newest entry up to the month, absent before the first.
with taken_back as (
    select distinct policy_id
    from policy_withdrawals
    where withdrawn_at <= coalesce(getvariable('known_on'), timestamp '9999-12-31')
),

ranked as (
    select
        calendar.fiscal_year,
        calendar.month,
        calendar.month_end,
        policies.policy_id,
        row_number() over (
            partition by calendar.fiscal_year, calendar.month
            order by
                policies.fiscal_year desc, policies.effective_month desc, policies.policy_id desc
        ) as newest
    from calendar
    inner join policies
        on
            calendar.fiscal_year * 12 + calendar.month
            >= policies.fiscal_year * 12 + policies.effective_month
    left join taken_back
        on policies.policy_id = taken_back.policy_id
    where
        policies.set_at <= coalesce(getvariable('known_on'), timestamp '9999-12-31')
        and taken_back.policy_id is null
),

floors as (
    select
        ranked.fiscal_year,
        ranked.month,
        policy_floors.minimum_rate,
        row_number() over (
            partition by ranked.fiscal_year, ranked.month
            order by policy_floors.month desc
        ) as newest
    from ranked
    inner join policy_floors
        on ranked.policy_id = policy_floors.policy_id and ranked.month >= policy_floors.month
    where ranked.newest = 1
)

select
    ranked.fiscal_year,
    ranked.month,
    ranked.month_end,
    policies.policy_id,
    policies.mode,
    policies.interpolation,
    policies.ratio_red,
    policies.ratio_yellow,
    policies.ratio_blue,
    policies.gap_red,
    policies.gap_yellow,
    policies.gap_blue,
    policies.materiality,
    policies.mismatch_points,
    policies.points_execution,
    policies.points_output,
    policies.points_benefit,
    policies.points_satisfaction,
    policies.points_cost_with_cost,
    policies.points_output_with_cost,
    policies.points_benefit_with_cost,
    policies.points_satisfaction_with_cost,
    policies.grade_excellent,
    policies.grade_good,
    policies.grade_fair,
    floors.minimum_rate
from ranked
inner join policies
    on ranked.policy_id = policies.policy_id
left join floors
    on
        ranked.fiscal_year = floors.fiscal_year
        and ranked.month = floors.month
        and floors.newest = 1
where ranked.newest = 1
