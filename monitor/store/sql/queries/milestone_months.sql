-- One row per month that is a milestone of any project.
select distinct month
from project_months
where
    fiscal_year = $fiscal_year
    and is_milestone
    and ($unit_code is null or unit_code = $unit_code)
order by month
