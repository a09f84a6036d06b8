-- The first unit with a plan for a fiscal year, by its code.
select min(unit_code) as unit_code
from projects
where fiscal_year = $fiscal_year
