-- One row per rule set for an indicator that the log does not have yet.
select
    override_id as number,
    set_at as happened_at,
    actor,
    'indicator.ruled' as event,
    project_code as subject,
    fiscal_year,
    indicator_key
from indicator_overrides
where override_id > $after
order by override_id
