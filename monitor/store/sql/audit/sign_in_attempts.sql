-- One row per try to sign in that the log does not have yet; one that succeeds begins a session.
select
    attempt_id as number,
    attempted_at as happened_at,
    '' as actor,
    'session.tried' as event,
    address as subject
from sign_in_attempts
where attempt_id > $after and outcome = 'tried'
order by attempt_id
