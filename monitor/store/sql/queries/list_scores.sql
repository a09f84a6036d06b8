-- One row per project named with its self-evaluation score in a month.
select scored_months.*
from scored_months
where
    fiscal_year = $fiscal_year
    and month = $month
    and project_code in (select unnest(cast($project_codes as varchar[])))
order by project_code
