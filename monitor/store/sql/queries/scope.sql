-- One row per fiscal year and unit with a plan, and the newest month anything was reported for.
with samples as (
    select
        projects.fiscal_year,
        projects.unit_code,
        bool_or(active_batches.is_sample) as is_sample
    from projects
    inner join active_batches
        on projects.batch_id = active_batches.batch_id
    group by projects.fiscal_year, projects.unit_code
)

select
    project_months.fiscal_year,
    project_months.unit_code,
    min(project_months.unit_name) as unit_name,
    count(*) as projects_count,
    max(project_months.last_reported_month) as newest_month,
    coalesce(bool_or(samples.is_sample), false) as is_sample
from project_months
inner join samples
    on
        project_months.fiscal_year = samples.fiscal_year
        and project_months.unit_code = samples.unit_code
where project_months.month = 12
group by project_months.fiscal_year, project_months.unit_code
order by project_months.fiscal_year desc, project_months.unit_code asc
