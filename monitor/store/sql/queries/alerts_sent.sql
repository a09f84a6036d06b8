-- Every alert that was sent, the newest first.
select
    alert_id,
    channel,
    topic,
    fiscal_year,
    month,
    unit_code,
    project_code,
    event,
    level,
    sentence,
    actor,
    told_at
from alerts
where event not in ('better', 'cleared')
order by alert_id desc
