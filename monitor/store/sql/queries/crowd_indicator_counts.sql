-- One row per light or state and level of a month's indicators: how many there are.
select
    coalesce(light, state) as shown_state,
    level1,
    count(*) as indicators_count
from indicator_months
where
    fiscal_year = $fiscal_year
    and month = $month
    and (
        $unit_code is null
        or project_code in (
            select projects.project_code
            from projects
            where projects.fiscal_year = $fiscal_year and projects.unit_code = $unit_code
        )
    )
group by shown_state, level1
order by level1, shown_state
