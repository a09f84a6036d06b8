-- One row per signing out that the log does not have yet.
select
    end_id as number,
    ended_at as happened_at,
    actor,
    'session.ended' as event,
    concat('account ', account_id) as subject
from session_ends
where end_id > $after
order by end_id
