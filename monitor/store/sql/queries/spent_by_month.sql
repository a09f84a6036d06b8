-- One row per month: what the units asked for have spent by its end, of what is reported.
select
    spent_to_date.month,
    sum(spent_to_date.spent) as spent
from spent_to_date
inner join projects
    on
        spent_to_date.fiscal_year = projects.fiscal_year
        and spent_to_date.project_code = projects.project_code
where
    spent_to_date.fiscal_year = $fiscal_year
    and projects.unit_code = coalesce($unit_code, projects.unit_code)
group by spent_to_date.month
