-- One row per project of a page of a month's list, in the order asked for (plan, urgency or gap),
-- with the number of those found. Empty lists ask for all. The only rule of what a filter and a
-- search find: screens, workbooks, documents and the terminal ask here.
-- Counting needs no order, and a page no list of all: each reads only what it must.
with found as not materialized (
    select
        project_code,
        case when $order_by = 'plan' then unit_code end as by_unit,
        case when $order_by = 'plan' then position end as by_position,
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
        and (len($reasons) = 0 or list_has_any(string_split(reasons, ' '), $reasons))
        and (
            $search = ''
            or contains(lower(concat(project_code, ' ', project_name, ' ', office)), $search)
        )
),

part as (
    select *
    from found
    order by
        by_unit asc,
        by_position asc,
        by_severity asc,
        by_overspent asc,
        by_amount asc,
        by_gap asc nulls last,
        project_code asc
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
    part.by_unit asc,
    part.by_position asc,
    part.by_severity asc,
    part.by_overspent asc,
    part.by_amount asc,
    part.by_gap asc nulls last,
    part.project_code asc
