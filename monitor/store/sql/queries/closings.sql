-- One row per unit and month of a fiscal year that is handed in or certified.
select
    closings.month,
    closings.unit_code,
    coalesce(min(projects.unit_name), '') as unit_name,
    closings.event
from closings
left join projects
    on closings.fiscal_year = projects.fiscal_year and closings.unit_code = projects.unit_code
where closings.fiscal_year = $fiscal_year and closings.event in ('submitted', 'certified')
group by closings.month, closings.unit_code, closings.event
order by closings.unit_code, closings.month
