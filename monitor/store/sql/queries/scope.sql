-- One row per fiscal year and unit with a plan, and the newest month anything was reported for.
select
    projects.fiscal_year,
    projects.unit_code,
    min(projects.unit_name) as unit_name,
    count(distinct projects.project_code) as projects_count,
    max(spending.month) as newest_month,
    coalesce(bool_or(live_batches.is_sample), false) as is_sample
from projects
inner join live_batches
    on projects.batch_id = live_batches.batch_id
left join spending
    on
        projects.fiscal_year = spending.fiscal_year
        and projects.project_code = spending.project_code
group by projects.fiscal_year, projects.unit_code
order by projects.fiscal_year desc, projects.unit_code asc
