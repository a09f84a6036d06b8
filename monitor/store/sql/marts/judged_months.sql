-- One row per project and month: badge, lights, milestone and mismatch together.
-- The badge is what a person sees first and judges money alone; indicators_red stands beside it.
-- light: red where overspent, else the worst of spending and indicators (red, yellow, green, blue).
with judged as (
    select
        spending_months.*,
        case
            when
                spending_months.is_immaterial
                and spending_months.strict_light in ('red', 'yellow')
                then 'green'
            else spending_months.strict_light
        end as spending_light,
        result_months.indicator_light,
        result_months.indicators_count,
        result_months.measured_count,
        result_months.lagging_count,
        coalesce(result_months.indicators_red, 0) as indicators_red,
        coalesce(result_months.indicators_yellow, 0) as indicators_yellow,
        result_months.completion,
        spending_months.milestone_state = 'missed' as is_missed,
        coalesce(spending_months.milestone_state = 'unknown', false) as is_milestone_unknown,
        -- execution rate − completion = apart_side ÷ whole_side; the last place of a completion may
        -- be rounded, so that it takes more than one of it to be apart.
        cast(spending_months.spent * 100 as hugeint)
        * 100000000000000 * result_months.weight_side
        - result_months.completion_side
        * cast(spending_months.revised_budget * 100 as hugeint) as apart_side,
        cast(spending_months.revised_budget * 100 as hugeint)
        * result_months.weight_side as whole_side
    from spending_months
    left join result_months
        on
            spending_months.fiscal_year = result_months.fiscal_year
            and spending_months.project_code = result_months.project_code
            and spending_months.month = result_months.month
)

select
    fiscal_year,
    project_code,
    month,
    month_end,
    original_budget,
    added,
    cut,
    revised_budget,
    planned_numerator,
    planned_denominator,
    planned_pct,
    is_milestone,
    milestone_month,
    milestone_pct,
    spent,
    stated,
    last_reported_month,
    last_spent,
    incomplete,
    state,
    is_overspent,
    elapsed_pct,
    execution_rate,
    planned_amount,
    milestone_spent,
    milestone_amount,
    policy_id,
    mode,
    interpolation,
    spending_light,
    yellow_from_pct,
    green_from_pct,
    blue_from_pct,
    indicator_light,
    indicators_count,
    measured_count,
    lagging_count,
    indicators_red,
    indicators_yellow,
    completion,
    case
        when is_overspent or 'red' in (spending_light, indicator_light) then 'red'
        when 'yellow' in (spending_light, indicator_light) then 'yellow'
        when 'green' in (spending_light, indicator_light) then 'green'
        else coalesce(spending_light, indicator_light)
    end as light,
    case
        -- The newest figure reported, in any state; 50 yuan is what rounding to 0.01 万元 makes.
        when last_spent > greatest(coalesce(revised_budget, 0), 0) + 50 then 'overspent'
        when state <> 'reported' then state
        else spending_light
    end as badge,
    case
        when
            not coalesce(
                state = 'reported'
                and abs(apart_side)
                > whole_side * (1 + cast(mismatch_points * 1000000000000 as hugeint)),
                false
            )
            then null
        when apart_side > 0 then 'spent_without_results'
        else 'results_without_spending'
    end as mismatch,
    case when not is_milestone_unknown then coalesce(is_missed, false) end as milestone_missed,
    coalesce(
        is_missed and milestone_amount - milestone_spent >= materiality, false
    ) as is_milestone_flagged
from judged
