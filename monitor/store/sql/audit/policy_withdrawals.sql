-- One row per policy taken back that the log does not have yet.
select
    withdrawal_id as number,
    withdrawn_at as happened_at,
    actor,
    'policy.withdrawn' as event,
    concat('policy ', policy_id) as subject
from policy_withdrawals
where withdrawal_id > $after
order by withdrawal_id
