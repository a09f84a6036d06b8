-- What each channel was told last of each project, by topic: of flags up to the month, of the
-- chase list for the month alone.
with ranked as (
    select
        channel,
        topic,
        project_code,
        unit_code,
        level,
        row_number() over (
            partition by channel, topic, project_code
            order by month desc, alert_id desc
        ) as newest
    from alerts
    where
        fiscal_year = $fiscal_year
        and (month = $month or (topic = 'flag' and month < $month))
)

select
    channel,
    topic,
    project_code,
    unit_code,
    level
from ranked
where newest = 1
