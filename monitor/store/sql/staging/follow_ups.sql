-- One row per follow-up, in its state at the moment asked for, and when it was opened.
with ranked as (
    select
        follow_up_events.*,
        min(follow_up_events.set_at) over (
            partition by follow_up_events.follow_up_id
        ) as opened_at,
        row_number() over (
            partition by follow_up_events.follow_up_id
            order by follow_up_events.event_id desc
        ) as newest
    from follow_up_events
    where follow_up_events.set_at <= coalesce(getvariable('known_on'), timestamp '9999-12-31')
)

select
    follow_up_id,
    fiscal_year,
    project_code,
    indicator_key,
    month,
    cause,
    analysis,
    measure,
    owner,
    due,
    state,
    remark,
    actor,
    set_at,
    opened_at
from ranked
where newest = 1
