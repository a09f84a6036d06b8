-- One row per flag that waits, or is shown again, that the log does not have yet.
select
    snooze_id as number,
    set_at as happened_at,
    actor,
    'flag.snoozed' as event,
    project_code as subject,
    fiscal_year,
    month,
    until_month,
    is_ended
from flag_snoozes
where snooze_id > $after
order by snooze_id
