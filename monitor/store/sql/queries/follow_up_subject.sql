-- One row where the plan has the project, and the indicator unless its key is blank.
select project_months.project_code
from project_months
left join indicator_months
    on
        project_months.fiscal_year = indicator_months.fiscal_year
        and project_months.project_code = indicator_months.project_code
        and project_months.month = indicator_months.month
        and indicator_months.indicator_key = $indicator_key
where
    project_months.fiscal_year = $fiscal_year
    and project_months.month = $month
    and project_months.project_code = $project_code
    and ($indicator_key = '' or indicator_months.indicator_key is not null)
