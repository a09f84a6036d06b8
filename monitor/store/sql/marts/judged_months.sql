-- One row per project and month: lights, milestone and mismatch together.
-- The project's light is the worst of spending and indicators: red, yellow, green, blue.
with judged as (
    select
        spending_months.*,
        case
            when
                not spending_months.is_overspent
                and spending_months.is_immaterial
                and spending_months.strict_light in ('red', 'yellow')
                then 'green'
            else spending_months.strict_light
        end as spending_light,
        result_months.indicator_light,
        result_months.indicators_count,
        result_months.measured_count,
        result_months.lagging_count,
        result_months.completion,
        spending_months.milestone_state = 'missed' as is_missed,
        coalesce(spending_months.milestone_state = 'unknown', false) as is_milestone_unknown,
        abs(spending_months.execution_rate - result_months.completion)
        > spending_months.mismatch_points as is_apart
    from spending_months
    left join result_months
        on
            spending_months.fiscal_year = result_months.fiscal_year
            and spending_months.project_code = result_months.project_code
            and spending_months.month = result_months.month
)

select
    judged.*,
    case
        when 'red' in (spending_light, indicator_light) then 'red'
        when 'yellow' in (spending_light, indicator_light) then 'yellow'
        when 'green' in (spending_light, indicator_light) then 'green'
        else coalesce(spending_light, indicator_light)
    end as light,
    case
        when not coalesce(is_apart and state = 'reported', false) then null
        when execution_rate > completion then 'spent_without_results'
        else 'results_without_spending'
    end as mismatch,
    case when not is_milestone_unknown then coalesce(is_missed, false) end as milestone_missed,
    coalesce(
        is_missed and milestone_amount - milestone_spent >= materiality, false
    ) as is_milestone_flagged
from judged
