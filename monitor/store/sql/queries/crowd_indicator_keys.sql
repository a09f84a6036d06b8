-- One row per indicator of a page of a month's indicators, with the number of those found.
with sought as (
    select project_code
    from project_months
    where
        fiscal_year = $fiscal_year
        and month = $month
        and contains(lower(concat(project_code, ' ', project_name)), $search)
)

select
    indicator_months.project_code,
    indicator_months.indicator_key,
    count(*) over () as found
from indicator_months
where
    indicator_months.fiscal_year = $fiscal_year
    and indicator_months.month = $month
    and (
        $unit_code is null
        or indicator_months.project_code in (
            select projects.project_code
            from projects
            where projects.fiscal_year = $fiscal_year and projects.unit_code = $unit_code
        )
    )
    and (
        len($states) = 0
        or list_contains($states, coalesce(indicator_months.light, indicator_months.state))
    )
    and (len($levels) = 0 or list_contains($levels, indicator_months.level1))
    and (
        $search = ''
        or contains(lower(indicator_months.indicator_key), $search)
        or indicator_months.project_code in (select sought.project_code from sought)
    )
order by indicator_months.project_code, indicator_months.indicator_key
limit $page_size offset $skipped
