-- The minimum execution rates of every policy.
select
    policy_id,
    month,
    minimum_rate
from policy_floors
order by policy_id, month
