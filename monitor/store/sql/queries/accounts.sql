-- One row per account as it is now, by name, and when it was made.
with ranked as (
    select
        account_events.*,
        min(set_at) over (partition by account_id) as added_at,
        row_number() over (partition by account_id order by event_id desc) as newest
    from account_events
)

select
    account_id,
    event_id,
    name,
    name_key,
    role,
    units,
    password_hash,
    is_disabled,
    added_at,
    set_at
from ranked
where newest = 1 and name_key = coalesce($name_key, name_key)
order by name_key
