-- One row per indicator behind of the projects named in a month, in the order of the plan.
select
    indicator_months.project_code,
    indicator_months.light,
    indicators.level3
from indicator_months
inner join indicators
    on
        indicator_months.fiscal_year = indicators.fiscal_year
        and indicator_months.unit_code = indicators.unit_code
        and indicator_months.project_code = indicators.project_code
        and indicator_months.indicator_key = indicators.indicator_key
where
    indicator_months.fiscal_year = $fiscal_year
    and indicator_months.month = $month
    and indicator_months.light in ('red', 'yellow')
    and indicator_months.project_code in (select unnest(cast($project_codes as varchar[])))
order by indicators.project_code, indicators.position, indicators.indicator_key
