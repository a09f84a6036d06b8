-- One row per indicator of the projects named, with its points in a month.
select
    scored_indicators.*,
    indicators.position,
    indicators.level1,
    indicators.level2,
    indicators.level3,
    indicators.target_text
from scored_indicators
inner join indicators
    on
        scored_indicators.fiscal_year = indicators.fiscal_year
        and scored_indicators.unit_code = indicators.unit_code
        and scored_indicators.project_code = indicators.project_code
        and scored_indicators.indicator_key = indicators.indicator_key
inner join projects
    on
        scored_indicators.fiscal_year = projects.fiscal_year
        and scored_indicators.unit_code = projects.unit_code
        and scored_indicators.project_code = projects.project_code
where
    scored_indicators.fiscal_year = $fiscal_year
    and scored_indicators.month = $month
    and scored_indicators.project_code in (select unnest(cast($project_codes as varchar[])))
order by
    projects.unit_code, projects.position, projects.project_code, indicators.position,
    indicators.indicator_key
