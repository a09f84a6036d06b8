-- One row per closed month of a unit, with a seal of its plan, its budget and its spending.
-- The plan counts up to its next milestone, the budget as changed by then. Rules are no facts.
with closed as (
    select
        projects.fiscal_year,
        projects.project_code,
        projects.project_name,
        projects.unit_code,
        closings.month
    from closings
    inner join projects
        on
            closings.fiscal_year = projects.fiscal_year
            and closings.unit_code = projects.unit_code
            and closings.month >= projects.start_month
    where closings.fiscal_year = $fiscal_year and closings.event in ('submitted', 'certified')
)

select
    closed.unit_code,
    closed.month,
    sum(cast(hash(
        closed.project_code, closed.project_name, budget_months.original_budget,
        budget_months.added, budget_months.cut, milestone_segments.start_month,
        milestone_segments.start_pct, milestone_segments.end_month,
        milestone_segments.end_pct, spent_to_date.spent
    ) as hugeint)) as seal
from closed
left join budget_months
    on
        closed.fiscal_year = budget_months.fiscal_year
        and closed.project_code = budget_months.project_code
        and closed.month = budget_months.month
left join spent_to_date
    on
        closed.fiscal_year = spent_to_date.fiscal_year
        and closed.project_code = spent_to_date.project_code
        and closed.month = spent_to_date.month
left join milestone_segments
    on
        closed.fiscal_year = milestone_segments.fiscal_year
        and closed.project_code = milestone_segments.project_code
        and closed.month >= milestone_segments.start_month
        and (closed.month < milestone_segments.end_month or milestone_segments.end_month = 12)
group by closed.unit_code, closed.month
