-- One row per indicator of a page of a month's list, grouped by level or by project as asked, with
-- the number of those found. Empty lists ask for all. The only rule of what a filter and a search
-- find among indicators. $concern asks for those that want a look or a decision (look, decided,
-- offered, chosen), blank for all.
-- Counting needs no order, and a page no list of all: each reads only what it must.
with named as (
    select project_code
    from projects
    where
        $search <> ''
        and fiscal_year = $fiscal_year
        and contains(lower(concat(project_code, ' ', project_name)), $search)
),

described as (
    select
        project_code,
        indicator_key
    from indicators
    where
        ($search <> '' or $concern <> '')
        and fiscal_year = $fiscal_year
        and unit_code = coalesce($unit_code, unit_code)
        and (
            $search = ''
            or contains(lower(concat(level3, ' ', description, ' ', target_text)), $search)
            or project_code in (select named.project_code from named)
        )
        and (
            $concern in ('', 'offered')
            or ($concern = 'look' and (reason <> '' or suspicion <> ''))
            or (
                $concern = 'decided'
                and reason = ''
                and suspicion = ''
                and (read_by is not null or judged_by is not null)
            )
            or ($concern = 'chosen' and is_fed is not null)
        )
        and ($concern <> 'offered' or is_fed is null)
),

found as not materialized (
    select
        unit_code,
        project_code,
        indicator_key,
        case when $order_by = 'level' then level1 end as by_level1,
        case when $order_by = 'level' then level2 end as by_level2
    from indicator_months
    where
        fiscal_year = $fiscal_year
        and month = $month
        and unit_code = coalesce($unit_code, unit_code)
        and (len($states) = 0 or list_contains($states, coalesce(light, state)))
        and (len($levels) = 0 or list_contains($levels, level1))
        and ($concern <> 'offered' or repeats_budget)
        and (
            ($search = '' and $concern = '')
            or (project_code, indicator_key) in (
                select
                    described.project_code,
                    described.indicator_key
                from described
            )
        )
),

part as (
    select *
    from found
    order by
        by_level1 asc, by_level2 asc, unit_code asc, project_code asc, indicator_key asc
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
order by
    part.by_level1 asc,
    part.by_level2 asc,
    part.unit_code asc,
    part.project_code asc,
    part.indicator_key asc
