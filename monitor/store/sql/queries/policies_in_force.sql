-- One row per month of a fiscal year: the policy in force, in the order of the months.
select policy_months.*
from policy_months
where fiscal_year = $fiscal_year
order by month
