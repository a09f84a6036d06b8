-- One row per reading set by hand that the log does not have yet.
select
    reading_id as number,
    set_at as happened_at,
    actor,
    'reading.set' as event,
    project_code as subject,
    fiscal_year,
    indicator_key
from indicator_readings
where reading_id > $after
order by reading_id
