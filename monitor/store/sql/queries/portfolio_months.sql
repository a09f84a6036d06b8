-- One row per month: the units asked for, summed; the very sums of unit_months.
with summed as (
    select
        month,
        sum(projects_count) as projects_count,
        sum(reported_count) as reported_count,
        sum(flagged_count) as flagged_count,
        sum(not_reported_count) as not_reported_count,
        sum(no_plan_count) as no_plan_count,
        sum(zero_budget_count) as zero_budget_count,
        sum(red_count) as red_count,
        sum(yellow_count) as yellow_count,
        sum(green_count) as green_count,
        sum(blue_count) as blue_count,
        sum(overspent_count) as overspent_count,
        sum(not_reported_badge_count) as not_reported_badge_count,
        sum(otherwise_flagged_count) as otherwise_flagged_count,
        sum(milestone_missed_count) as milestone_missed_count,
        sum(new_count) as new_count,
        sum(worse_count) as worse_count,
        sum(persisting_count) as persisting_count,
        sum(better_count) as better_count,
        sum(shortfall_count) as shortfall_count,
        sum(shortfall_amount) as shortfall_amount,
        sum(flagged_budget) as flagged_budget,
        sum(original_budget) as original_budget,
        sum(revised_budget) as revised_budget,
        sum(planned_budget) as planned_budget,
        sum(spent) as spent,
        sum(reported_spent) as reported_spent,
        sum(reported_budget) as reported_budget,
        sum(planned_amount) as planned_amount,
        sum(planned_amount_of_all) as planned_amount_of_all,
        sum(gap_amount) as gap_amount
    from unit_months
    where fiscal_year = $fiscal_year and unit_code = coalesce($unit_code, unit_code)
    group by month
)

select
    summed.*,
    cast(divide_rounded(
        reported_spent * 100000000, cast(nullif(reported_budget, 0) * 100 as hugeint)
    ) * 0.0001 as decimal(18, 4)) as execution_rate,
    cast(divide_rounded(
        planned_amount * 100000000, cast(nullif(reported_budget, 0) * 100 as hugeint)
    ) * 0.0001 as decimal(18, 4)) as planned_pct,
    cast(divide_rounded(
        coalesce(reported_budget, 0) * 100000000, cast(nullif(planned_budget, 0) * 100 as hugeint)
    ) * 0.0001 as decimal(9, 4)) as reported_pct
from summed
order by month
