-- One row per indicator of a fiscal year's plan, as it is active now.
select indicators.*
from indicators
inner join projects
    on
        indicators.fiscal_year = projects.fiscal_year
        and indicators.unit_code = projects.unit_code
        and indicators.project_code = projects.project_code
where
    indicators.fiscal_year = $fiscal_year
    and projects.unit_code = coalesce($unit_code, projects.unit_code)
order by projects.unit_code, projects.position, projects.project_code, indicators.position
