-- One row per change of a follow-up, the newest first.
select
    event_id,
    cause,
    analysis,
    measure,
    owner,
    due,
    state,
    remark,
    actor,
    set_at
from follow_up_events
where
    follow_up_id = $follow_up_id
    and set_at <= coalesce(getvariable('known_on'), timestamp '9999-12-31')
order by event_id desc
