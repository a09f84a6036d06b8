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
        -- One yardstick: planned progress, or the share of the year gone; num ÷ den percent.
        case
            when
                policy_months.mode = 'elapsed'
                then cast(milestone_months.month * 100 as decimal(14, 4))
            else milestone_months.planned_numerator
        end as due_numerator,
        case
            when policy_months.mode = 'elapsed' then 12 else milestone_months.planned_denominator
        end as due_denominator
    from milestone_months
    inner join policy_months
        on
            milestone_months.fiscal_year = policy_months.fiscal_year
            and milestone_months.month = policy_months.month
),

multiplied as (
    select
        compared.*,
        -- execution rate ÷ due = spent_side ÷ due_side
        cast(spent as decimal(38, 6)) * 100 * due_denominator as spent_side,
        cast(revised_budget * due_numerator as decimal(38, 6)) as due_side,
        cast(revised_budget * due_denominator as decimal(38, 6)) as point,
        cast(materiality as decimal(38, 6)) * 100 * due_denominator as material_side
    from compared
)

select
    multiplied.*,
    -- What is short of the yardstick that judges is less than the least gap to be flagged.
    state = 'reported' and case
        when mode = 'floor'
            then minimum_rate * revised_budget - spent * 100 < materiality * 100
        else due_side - spent_side < material_side
    end as is_immaterial,
    case
        when state <> 'reported' then null
        when mode = 'floor' and spent * 100 < minimum_rate * revised_budget then 'red'
        when mode = 'floor' then 'green'
        when due_side = 0 and spent > 0 then 'blue'
        when due_side = 0 then 'green'
        when mode = 'gap' and spent_side - due_side < gap_red * point then 'red'
        when mode = 'gap' and spent_side - due_side < gap_yellow * point then 'yellow'
        when mode = 'gap' and spent_side - due_side > gap_blue * point then 'blue'
        when mode = 'gap' then 'green'
        when spent_side < ratio_red * due_side then 'red'
        when spent_side < ratio_yellow * due_side then 'yellow'
        when spent_side >= ratio_blue * due_side then 'blue'
        else 'green'
    end as strict_light
from multiplied
