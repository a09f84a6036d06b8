-- How many projects any plan of a fiscal year has named.
select count(distinct project_code)
from plan_projects
where fiscal_year = $fiscal_year
