-- One row per message sent to a channel that the log does not have yet.
select
    max(alert_id) as number,
    told_at as happened_at,
    actor,
    'alert.sent' as event,
    channel as subject,
    fiscal_year,
    month,
    count(*) as alerts_count
from alerts
where alert_id > $after
group by channel, told_at, actor, fiscal_year, month
having bool_or(event not in ('cleared', 'better'))
order by number
