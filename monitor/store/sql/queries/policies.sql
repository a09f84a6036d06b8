-- Every policy ever set and whether it was taken back; the newest effective month first.
select
    policies.*,
    policy_withdrawals.actor as withdrawn_by,
    policy_withdrawals.why as withdrawn_why,
    policy_withdrawals.withdrawn_at
from policies
left join policy_withdrawals
    on policies.policy_id = policy_withdrawals.policy_id
order by policies.fiscal_year desc, policies.effective_month desc, policies.policy_id desc
