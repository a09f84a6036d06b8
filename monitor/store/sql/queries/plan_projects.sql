-- One row per project of a fiscal year's plan, as it is active now.
select
    fiscal_year,
    unit_code,
    unit_name,
    project_code,
    project_name,
    office,
    original_budget,
    purpose,
    goal,
    start_month,
    batch_id
from projects
where
    fiscal_year = $fiscal_year
    and unit_code = coalesce($unit_code, unit_code)
order by unit_code, position, project_code
