-- One row per indicator of a page of a month's indicators, with the number of those found. Counting
-- needs no order, and a page no list of all: each reads only what it must.
with sought as (
    select project_code
    from project_months
    where
        $search <> ''
        and fiscal_year = $fiscal_year
        and month = $month
        and contains(lower(concat(project_code, ' ', project_name)), $search)
),

found as not materialized (
    select
        project_code,
        indicator_key
    from indicator_months
    where
        fiscal_year = $fiscal_year
        and month = $month
        and unit_code = coalesce($unit_code, unit_code)
        and (len($states) = 0 or list_contains($states, coalesce(light, state)))
        and (len($levels) = 0 or list_contains($levels, level1))
        and (
            $search = ''
            or contains(lower(indicator_key), $search)
            or project_code in (select sought.project_code from sought)
        )
),

part as (
    select *
    from found
    order by project_code, indicator_key
    limit $page_size offset $skipped
),

counted as (
    select count(*) as found
    from found
)

select
    part.project_code,
    part.indicator_key,
    counted.found
from part
cross join counted
order by part.project_code, part.indicator_key
