-- One row per project and month whose flag waits: the newest word on that month says until when.
with ranked as (
    select
        flag_snoozes.snooze_id,
        flag_snoozes.fiscal_year,
        flag_snoozes.project_code,
        calendar.month,
        flag_snoozes.until_month,
        flag_snoozes.reason,
        flag_snoozes.is_ended,
        flag_snoozes.actor,
        flag_snoozes.set_at,
        row_number() over (
            partition by
                flag_snoozes.fiscal_year,
                flag_snoozes.project_code,
                calendar.month
            order by flag_snoozes.snooze_id desc
        ) as newest
    from flag_snoozes
    inner join calendar
        on
            flag_snoozes.fiscal_year = calendar.fiscal_year
            and flag_snoozes.month <= calendar.month
            and flag_snoozes.until_month >= calendar.month
    where flag_snoozes.set_at <= coalesce(getvariable('known_on'), timestamp '9999-12-31')
)

select
    snooze_id,
    fiscal_year,
    project_code,
    month,
    until_month,
    reason,
    actor,
    set_at
from ranked
where newest = 1 and not is_ended
