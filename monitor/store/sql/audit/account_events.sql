-- One row per change of an account that the log does not have yet.
select
    event_id as number,
    set_at as happened_at,
    actor,
    concat('account.', event) as event,
    name as subject,
    role,
    units
from account_events
where event_id > $after
order by event_id
