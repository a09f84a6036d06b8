-- One row per indicator of the projects named in a month, with what was reported last.
select
    indicator_months.*,
    projects.project_name,
    indicators.level3,
    indicators.description,
    indicators.target_text,
    indicators.basis,
    indicators.unit,
    indicators.reason,
    indicators.suspicion,
    indicators.read_as,
    indicators.read_by,
    indicators.read_why,
    indicators.judged_by,
    indicators.judged_why,
    indicators.is_fed,
    indicators.fed_by
from indicator_months
inner join projects
    on
        indicator_months.fiscal_year = projects.fiscal_year
        and indicator_months.unit_code = projects.unit_code
        and indicator_months.project_code = projects.project_code
inner join indicators
    on
        indicator_months.fiscal_year = indicators.fiscal_year
        and indicator_months.unit_code = indicators.unit_code
        and indicator_months.project_code = indicators.project_code
        and indicator_months.indicator_key = indicators.indicator_key
where
    indicator_months.fiscal_year = $fiscal_year
    and indicator_months.month = $month
    and indicator_months.project_code in (select unnest(cast($project_codes as varchar[])))
order by projects.unit_code, projects.position, projects.project_code, indicators.position
