-- The budget adjustments that count: one row per project, paper and month; yuan.
select
    project_code,
    paper,
    month,
    added,
    cut
from adjustments
where fiscal_year = $fiscal_year
order by project_code, month, paper
