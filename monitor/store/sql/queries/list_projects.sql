-- One row per project named, in the months asked for.
select project_months.*
from project_months
where
    fiscal_year = $fiscal_year
    and month between $first_month and $last_month
    and project_code in (select unnest(cast($project_codes as varchar[])))
order by project_code, month
