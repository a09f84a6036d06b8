-- One row: how often a name was tried in vain since it last succeeded, how often an address tried
-- in vain at all, and when each tried last; since the moment asked for.
with recent as (
    select
        attempt_id,
        name_digest,
        address,
        outcome,
        attempted_at
    from sign_in_attempts
    where attempted_at >= $since
),

last_success as (
    select coalesce(max(attempt_id), 0) as attempt_id
    from recent
    where name_digest = $name_digest and outcome = 'succeeded'
)

select
    count(*) filter (
        where
        recent.name_digest = $name_digest
        and recent.outcome = 'tried'
        and recent.attempt_id > last_success.attempt_id
    ) as name_tries,
    max(recent.attempted_at) filter (
        where recent.name_digest = $name_digest and recent.outcome = 'tried'
    ) as name_tried_at,
    count(*) filter (where recent.address = $address and recent.outcome = 'tried')
    - count(*) filter (
        where recent.address = $address and recent.outcome = 'succeeded'
    ) as address_tries,
    max(recent.attempted_at) filter (
        where recent.address = $address and recent.outcome = 'tried'
    ) as address_tried_at
from last_success
left join recent
    on true
