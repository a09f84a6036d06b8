-- One row per project of a fiscal year in the months asked for; absent parameters ask for all.
select project_months.*
from project_months
where
    fiscal_year = $fiscal_year
    and month between $first_month and $last_month
    and unit_code = coalesce($unit_code, unit_code)
    and project_code = coalesce($project_code, project_code)
order by unit_code, position, project_code, month
