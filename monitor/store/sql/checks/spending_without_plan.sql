-- One row per project with spending that no active plan names: its money is in no total.
select
    concat(
        spent_to_date.fiscal_year, ' ', spent_to_date.project_code, ': ',
        arg_max(spent_to_date.spent, spent_to_date.month)
    ) as subject
from spent_to_date
left join projects
    on
        spent_to_date.fiscal_year = projects.fiscal_year
        and spent_to_date.project_code = projects.project_code
where projects.project_code is null
group by spent_to_date.fiscal_year, spent_to_date.project_code
order by spent_to_date.fiscal_year, spent_to_date.project_code
