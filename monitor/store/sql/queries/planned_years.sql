-- One row per fiscal year with a plan, from a year on.
select distinct fiscal_year
from plan_projects
where fiscal_year >= $first
order by fiscal_year
