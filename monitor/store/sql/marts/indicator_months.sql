-- One row per indicator and month: is the target met, how complete is it, and its light.
-- Counts (数量指标) are held against target × planned progress; everything else against the target.
-- 部分达成 is as complete as the points it earns: 80 %, or the percentage given from 60 to 80.
-- A result that says no number where one is asked for is shown and not judged.
with met as (
    select
        measured_months.*,
        case
            when kind = 'deadline' then is_done
            when state <> 'reported' then null
            when kind = 'qualitative' then result_level = 'full'
            when direction = 'higher' and operator = '>' then result_number > number
            when direction = 'higher' then result_number >= number
            when direction = 'lower' and operator = '<' then result_number < number
            when direction = 'lower' then result_number <= number
            when direction = 'equal' then result_number = number
            when operator = '±' then result_number between -number and number
            when direction = 'range' then result_number between number and upper_number
        end as is_met
    from measured_months
),

compared as (
    select
        met.*,
        met.is_prorated and met.direction = 'higher' and met.number > 0 as is_held_against_plan,
        plan_months.planned_numerator,
        met.result_number * 100 * plan_months.planned_denominator as result_side,
        cast(met.number * plan_months.planned_numerator as decimal(38, 10)) as due_side,
        policy_months.ratio_red,
        policy_months.ratio_yellow,
        policy_months.ratio_blue,
        budget_indicators.indicator_key is not null as repeats_budget
    from met
    inner join policy_months
        on met.fiscal_year = policy_months.fiscal_year and met.month = policy_months.month
    left join plan_months
        on
            met.fiscal_year = plan_months.fiscal_year
            and met.project_code = plan_months.project_code
            and met.month = plan_months.month
    left join budget_indicators
        on
            met.fiscal_year = budget_indicators.fiscal_year
            and met.project_code = budget_indicators.project_code
            and met.indicator_key = budget_indicators.indicator_key
)

select
    fiscal_year,
    unit_code,
    project_code,
    indicator_key,
    month,
    month_end,
    operator,
    number,
    upper_number,
    kind,
    due,
    wanted,
    direction,
    is_prorated,
    level1,
    level2,
    points,
    last_reported_month,
    is_done,
    last_result_text,
    is_from_spending,
    result_text,
    result_number,
    result_level,
    done_on,
    evidence,
    state,
    is_met,
    is_held_against_plan,
    planned_numerator,
    result_side,
    due_side,
    ratio_red,
    ratio_yellow,
    ratio_blue,
    repeats_budget,
    date_diff('day', month_end, due) as days_to_due,
    cast(case
        when is_met then 100
        when state <> 'reported' then null
        when kind in ('quantity', 'rate', 'money') and result_number is null then null
        when kind = 'qualitative' and result_level = 'partial'
            then cast(least(greatest(coalesce(result_number, 80), 60), 80) as decimal(9, 4))
        when direction = 'higher' and number > 0
            then divide_rounded(
                cast(greatest(result_number, 0) * 1000000 as hugeint) * 1000000,
                cast(number * 1000000 as hugeint)
            ) * 0.0001
        when direction = 'lower' and number > 0
            then greatest(100 - divide_rounded(
                cast((result_number - number) * 1000000 as hugeint) * 1000000,
                cast(number * 1000000 as hugeint)
            ) * 0.0001, 0)
        else 0
    end as decimal(9, 4)) as completion,
    case
        when state = 'not_started' then null
        when kind = 'deadline' and is_done then 'green'
        when kind = 'deadline' and month_end <= due then 'green'
        when state <> 'reported' then null
        when kind in ('quantity', 'rate', 'money') and result_number is null then null
        when kind = 'qualitative' and result_level = 'partial' then 'yellow'
        when not is_held_against_plan and is_met then 'green'
        when not is_held_against_plan then 'red'
        when planned_numerator is null and is_met then 'green'
        when planned_numerator is null then null
        when due_side = 0 and result_number > 0 then 'blue'
        when due_side = 0 then 'green'
        when result_side < ratio_red * due_side then 'red'
        when result_side < ratio_yellow * due_side then 'yellow'
        when result_side >= ratio_blue * due_side then 'blue'
        else 'green'
    end as light
from compared
