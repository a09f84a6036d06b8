-- One row per state of a follow-up that the log does not have yet.
select
    event_id as number,
    set_at as happened_at,
    actor,
    'follow_up.kept' as event,
    concat('follow-up ', follow_up_id) as subject,
    fiscal_year,
    project_code,
    month,
    state
from follow_up_events
where event_id > $after
order by event_id
