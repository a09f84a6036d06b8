-- One row per session begun that the log does not have yet; later tokens of it begin nothing.
select
    session_tokens.token_id as number,
    session_tokens.issued_at as happened_at,
    account_events.name as actor,
    'session.begun' as event,
    concat('session ', session_tokens.session_id) as subject
from session_tokens
inner join account_events
    on session_tokens.account_event_id = account_events.event_id
where session_tokens.token_id > $after and session_tokens.issued_at = session_tokens.started_at
order by session_tokens.token_id
