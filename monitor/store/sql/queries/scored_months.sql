-- One row per project with its self-evaluation score in a month.
select scored_months.*
from scored_months
where
    fiscal_year = $fiscal_year
    and month = $month
    and unit_code = coalesce($unit_code, unit_code)
    and project_code = coalesce($project_code, project_code)
order by unit_code, position, project_code
