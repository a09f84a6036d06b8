-- One row per project and month: is it flagged, since when, and how that compares with last month.
-- Flagged: red, yellow, overspent, a milestone missed, not reported, or money and results apart.
with flags as (
    select
        judged_months.*,
        case
            when is_overspent or light = 'red' then 3
            when light = 'yellow' then 2
            when
                is_milestone_flagged or state = 'not_reported' or mismatch is not null
                then 1
            else 0
        end as severity
    from judged_months
),

history as (
    select
        flags.*,
        lag(severity) over in_order as previous_severity,
        coalesce(max(case when severity = 0 then month end) over so_far, 0) as last_unflagged
    from flags
    window
        in_order as (partition by fiscal_year, project_code order by month),
        so_far as (
            partition by fiscal_year, project_code
            order by month
            rows between unbounded preceding and current row
        )
)

select
    history.*,
    severity > 0 as is_flagged,
    case when severity > 0 then last_unflagged + 1 end as flagged_since,
    month - last_unflagged as months_flagged,
    case
        when severity > 0 and coalesce(previous_severity, 0) = 0 then 'new'
        when severity > previous_severity then 'worse'
        when severity = 0 and previous_severity > 0 then 'cleared'
        when severity < previous_severity then 'better'
        when severity > 0 then 'persisting'
    end as change
from history
