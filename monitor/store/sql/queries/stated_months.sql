-- One row per project and month that spending says something of, and how: reported or unchanged.
select
    project_code,
    month,
    stated
from spending
where fiscal_year = $fiscal_year
order by project_code, month
