-- One row per token that still belongs to a session: its account as it is now, and since when a
-- newer token has taken its place. How old a token may be is not judged here.
with newest_events as (
    select
        account_events.*,
        row_number() over (partition by account_id order by event_id desc) as newest
    from account_events
),

last_ends as (
    select
        account_id,
        max(end_id) as end_id
    from session_ends
    group by account_id
),

successors as (
    select
        older.token_id,
        min(newer.issued_at) as replaced_at
    from session_tokens as older
    inner join session_tokens as newer
        on older.session_id = newer.session_id and older.token_id < newer.token_id
    where older.token_hash = $token_hash
    group by older.token_id
)

select
    session_tokens.session_id,
    session_tokens.account_id,
    session_tokens.account_event_id,
    session_tokens.end_id,
    session_tokens.token_hash,
    session_tokens.started_at,
    session_tokens.issued_at,
    successors.replaced_at,
    newest_events.name,
    newest_events.role,
    newest_events.units
from session_tokens
inner join newest_events
    on
        session_tokens.account_id = newest_events.account_id
        and session_tokens.account_event_id = newest_events.event_id
left join last_ends
    on session_tokens.account_id = last_ends.account_id
left join successors
    on session_tokens.token_id = successors.token_id
where
    session_tokens.token_hash = $token_hash
    and newest_events.newest = 1
    and not newest_events.is_disabled
    and session_tokens.end_id = coalesce(last_ends.end_id, 0)
