-- One row per project of a year with spending that no active plan names; its newest total, yuan.
select
    spent_to_date.project_code,
    max(spent_to_date.month) as month,
    arg_max(spent_to_date.spent, spent_to_date.month) as spent
from spent_to_date
left join projects
    on
        spent_to_date.fiscal_year = projects.fiscal_year
        and spent_to_date.project_code = projects.project_code
where
    spent_to_date.fiscal_year = $fiscal_year
    and projects.project_code is null
group by spent_to_date.project_code
order by spent_to_date.project_code
