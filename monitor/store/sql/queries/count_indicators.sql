-- One row per light or state and level of a month's indicators: how many there are.
select
    coalesce(light, state) as shown_state,
    level1,
    count(*) as indicators_count
from indicator_months
where
    fiscal_year = $fiscal_year
    and month = $month
    and unit_code = coalesce($unit_code, unit_code)
group by shown_state, level1
order by level1, shown_state
