-- One row per materialised month of a unit whose sums are not those of its materialised projects.
with summed as (
    select
        fiscal_year,
        unit_code,
        month,
        count(case when state <> 'not_started' then 1 end) as projects_count,
        sum(original_budget) as original_budget,
        sum(revised_budget) as revised_budget,
        sum(spent) as spent
    from materialised.project_months
    group by fiscal_year, unit_code, month
)

select
    concat(
        coalesce(summed.fiscal_year, units.fiscal_year), ' ',
        coalesce(summed.unit_code, units.unit_code), ' ',
        coalesce(summed.month, units.month)
    ) as subject
from summed
full outer join materialised.unit_months as units
    on
        summed.fiscal_year = units.fiscal_year
        and summed.unit_code = units.unit_code
        and summed.month = units.month
where
    summed.projects_count is distinct from units.projects_count
    or summed.original_budget is distinct from units.original_budget
    or summed.revised_budget is distinct from units.revised_budget
    or summed.spent is distinct from units.spent
order by subject
