-- One row per project and month: spending judged by the policy in force.
-- Every threshold compares exactly, cross-multiplied; its boundary belongs to the better light.
-- Being over the budget is no light: the badge and the flag have tests of their own for it.
with compared as (
    select
        milestone_months.*,
        policy_months.policy_id,
        policy_months.mode,
        policy_months.interpolation,
        policy_months.materiality,
        policy_months.minimum_rate,
        policy_months.ratio_red,
        policy_months.ratio_yellow,
        policy_months.ratio_blue,
        policy_months.gap_red,
        policy_months.gap_yellow,
        policy_months.gap_blue,
        policy_months.mismatch_points,
        -- One yardstick: planned progress, the share of the year gone, or the least rate of the
        -- policy; num ÷ den percent. Of a project that started later the months it has run count.
        case policy_months.mode
            when 'elapsed' then cast(milestone_months.months_run * 100 as decimal(14, 4))
            when 'floor'
                then
                    cast(policy_months.minimum_rate * milestone_months.months_run as decimal(14, 4))
            else milestone_months.planned_numerator
        end as due_numerator,
        case policy_months.mode
            when 'elapsed' then 13 - milestone_months.start_month
            when 'floor' then milestone_months.month
            else milestone_months.planned_denominator
        end as due_denominator
    from milestone_months
    inner join policy_months
        on
            milestone_months.fiscal_year = policy_months.fiscal_year
            and milestone_months.month = policy_months.month
),

-- Where yellow, green and blue begin, over due_denominator; there is neither yellow nor blue on a
-- least rate.
lined as (
    select
        compared.*,
        case mode
            when 'floor' then due_numerator
            when 'gap' then due_numerator + gap_red * due_denominator
            else due_numerator * ratio_red
        end as yellow_line,
        case mode
            when 'floor' then due_numerator
            when 'gap' then due_numerator + gap_yellow * due_denominator
            else due_numerator * ratio_yellow
        end as green_line,
        case mode
            when 'floor' then null
            when 'gap' then due_numerator + gap_blue * due_denominator
            else due_numerator * ratio_blue
        end as blue_line
    from compared
),

multiplied as (
    select
        lined.*,
        -- execution rate ÷ line = spent_side ÷ its side
        cast(spent as decimal(38, 6)) * 100 * due_denominator as spent_side,
        cast(revised_budget * due_numerator as decimal(38, 6)) as due_side,
        cast(revised_budget * yellow_line as decimal(38, 10)) as yellow_side,
        cast(revised_budget * green_line as decimal(38, 10)) as green_side,
        cast(revised_budget * blue_line as decimal(38, 10)) as blue_side,
        cast(materiality as decimal(38, 6)) * 100 * due_denominator as material_side
    from lined
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
    milestone_state,
    milestone_spent,
    milestone_amount,
    policy_id,
    mode,
    interpolation,
    materiality,
    mismatch_points,
    cast(divide_rounded(
        cast(yellow_line * 100000000 as hugeint), cast(due_denominator as hugeint) * 10000
    ) * 0.0001 as decimal(18, 4)) as yellow_from_pct,
    cast(divide_rounded(
        cast(green_line * 100000000 as hugeint), cast(due_denominator as hugeint) * 10000
    ) * 0.0001 as decimal(18, 4)) as green_from_pct,
    cast(divide_rounded(
        cast(blue_line * 100000000 as hugeint), cast(due_denominator as hugeint) * 10000
    ) * 0.0001 as decimal(18, 4)) as blue_from_pct,
    -- What is short of the yardstick that judges is less than the least gap to be flagged.
    state = 'reported' and due_side - spent_side < material_side as is_immaterial,
    case
        when state <> 'reported' then null
        when mode <> 'floor' and due_side = 0 and spent > 0 then 'blue'
        when mode <> 'floor' and due_side = 0 then 'green'
        when spent_side < yellow_side then 'red'
        when spent_side < green_side then 'yellow'
        when spent_side > blue_side or (mode <> 'gap' and spent_side = blue_side) then 'blue'
        else 'green'
    end as strict_light
from multiplied
