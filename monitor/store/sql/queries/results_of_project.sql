-- One row per indicator of a project with the months that have a result of it, which stay when a
-- later plan leaves the indicator out.
select
    indicator_key,
    count(*) as results_count
from results
where
    not is_from_spending
    and fiscal_year = $fiscal_year
    and project_code = $project_code
group by indicator_key
