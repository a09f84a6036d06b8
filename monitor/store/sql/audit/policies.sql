-- One row per policy set that the log does not have yet; the one that came first has no number.
select
    policy_id as number,
    set_at as happened_at,
    actor,
    'policy.set' as event,
    concat('policy ', policy_id) as subject,
    fiscal_year,
    effective_month,
    mode
from policies
where policy_id > $after
order by policy_id
