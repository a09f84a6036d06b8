-- What the adjustments say now, for the projects asked for: one row per project, paper
-- and month.
select
    project_code,
    paper as item,
    month,
    added - cut as amount,
    concat('+', added, ' -', cut) as said,
    '' as basis
from adjustments
where
    fiscal_year = $fiscal_year
    and project_code in (select unnest(cast($project_codes as varchar[])))
