-- One row per unit and month of a plan: open, submitted or certified, and who said so last.
with units as (
    select
        fiscal_year,
        unit_code,
        min(unit_name) as unit_name
    from projects
    group by fiscal_year, unit_code
)

select
    units.fiscal_year,
    calendar.month,
    units.unit_code,
    units.unit_name,
    case when closings.event in ('submitted', 'certified') then closings.event else 'open' end
        as state,
    closings.event,
    closings.remark,
    closings.missing_projects,
    closings.missing_results,
    closings.data_version,
    closings.actor,
    closings.happened_at
from units
inner join calendar
    on units.fiscal_year = calendar.fiscal_year
left join closings
    on
        units.fiscal_year = closings.fiscal_year
        and units.unit_code = closings.unit_code
        and calendar.month = closings.month
