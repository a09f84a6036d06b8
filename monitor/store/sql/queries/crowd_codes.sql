-- One row per project of a page of a month's projects, in the order asked for, with the number
-- of those found: the rules of domain/flags, asked of the database. Empty lists ask for all.
-- Counting needs no order, and a page no list of all: each reads only what it must.
with found as not materialized (
    select
        project_code,
        case when $order_by = 'urgency' then -severity end as by_severity,
        case when $order_by = 'urgency' then not is_overspent end as by_overspent,
        case when $order_by = 'urgency' then coalesce(gap_amount, 0) end as by_amount,
        case when $order_by = 'gap' then gap_pp end as by_gap
    from project_months
    where
        fiscal_year = $fiscal_year
        and month = $month
        and unit_code = coalesce($unit_code, unit_code)
        and (is_flagged or not $is_flagged)
        and (len($badges) = 0 or list_contains($badges, badge))
        and (len($changes) = 0 or list_contains($changes, change))
        and (
            len($reasons) = 0
            or (list_contains($reasons, 'overspent') and is_overspent)
            or (
                list_contains($reasons, 'behind')
                and not is_overspent
                and spending_light in ('red', 'yellow')
            )
            or (list_contains($reasons, 'milestone') and milestone_missed)
            or (list_contains($reasons, 'indicators') and indicator_light in ('red', 'yellow'))
            or (list_contains($reasons, 'mismatch') and mismatch is not null)
            or (list_contains($reasons, 'not_reported') and state = 'not_reported')
        )
        and (
            $search = ''
            or contains(lower(concat(project_code, ' ', project_name, ' ', office)), $search)
        )
),

part as (
    select *
    from found
    order by
        by_severity asc, by_overspent asc, by_amount asc, by_gap asc nulls last, project_code asc
    limit $page_size offset $skipped
),

counted as (
    select count(*) as found
    from found
)

select
    part.project_code,
    counted.found
from part
cross join counted
order by
    part.by_severity asc,
    part.by_overspent asc,
    part.by_amount asc,
    part.by_gap asc nulls last,
    part.project_code asc
