-- One row per unit and month: its projects summed. Spent, planned and the rate are of the
-- reported projects alone, and reported_pct says how much of the budget that is.
-- Projects are counted by state (reported, not reported) and by badge, each under one badge.
with summed as (
    select
        fiscal_year,
        unit_code,
        month,
        min(unit_name) as unit_name,
        count(case when state <> 'not_started' then 1 end) as projects_count,
        count(case when state = 'not_started' then 1 end) as not_started_count,
        count(case when state = 'reported' then 1 end) as reported_count,
        count(case when is_flagged then 1 end) as flagged_count,
        count(case when state = 'not_reported' then 1 end) as not_reported_count,
        count(case when badge = 'overspent' then 1 end) as overspent_count,
        count(case when badge = 'no_plan' then 1 end) as no_plan_count,
        count(case when badge = 'zero_budget' then 1 end) as zero_budget_count,
        count(case when badge = 'not_reported' then 1 end) as not_reported_badge_count,
        count(case when badge = 'red' then 1 end) as red_count,
        count(case when badge = 'yellow' then 1 end) as yellow_count,
        count(case when badge = 'green' then 1 end) as green_count,
        count(case when badge = 'blue' then 1 end) as blue_count,
        -- Flagged, and not by a badge that says so.
        count(case
            when is_flagged and badge not in ('overspent', 'red', 'yellow', 'not_reported') then 1
        end) as otherwise_flagged_count,
        count(case when milestone_missed then 1 end) as milestone_missed_count,
        count(case when change = 'new' then 1 end) as new_count,
        count(case when change = 'worse' then 1 end) as worse_count,
        count(case when change = 'persisting' then 1 end) as persisting_count,
        count(case when change = 'better' then 1 end) as better_count,
        count(case when gap_amount < 0 then 1 end) as shortfall_count,
        sum(case when gap_amount < 0 then -gap_amount end) as shortfall_amount,
        sum(case when is_flagged then revised_budget end) as flagged_budget,
        sum(original_budget) as original_budget,
        sum(revised_budget) as revised_budget,
        sum(spent) as spent,
        sum(case when state in ('reported', 'not_reported') then revised_budget end)
            as planned_budget,
        sum(case when state = 'reported' then spent end) as reported_spent,
        sum(case when state = 'reported' then revised_budget end) as reported_budget,
        sum(case when state = 'reported' then planned_amount end) as planned_amount,
        sum(planned_amount) as planned_amount_of_all
    from project_months
    group by fiscal_year, unit_code, month
)

select
    fiscal_year,
    unit_code,
    month,
    unit_name,
    projects_count,
    not_started_count,
    reported_count,
    flagged_count,
    not_reported_count,
    overspent_count,
    no_plan_count,
    zero_budget_count,
    not_reported_badge_count,
    red_count,
    yellow_count,
    green_count,
    blue_count,
    otherwise_flagged_count,
    milestone_missed_count,
    new_count,
    worse_count,
    persisting_count,
    better_count,
    shortfall_count,
    shortfall_amount,
    flagged_budget,
    original_budget,
    revised_budget,
    spent,
    planned_budget,
    reported_spent,
    reported_budget,
    planned_amount,
    planned_amount_of_all,
    reported_spent - planned_amount as gap_amount,
    percent_of(reported_spent, reported_budget) as execution_rate,
    percent_of(planned_amount, reported_budget) as planned_pct,
    cast(percent_of(coalesce(reported_budget, 0), planned_budget) as decimal(9, 4)) as reported_pct
from summed
