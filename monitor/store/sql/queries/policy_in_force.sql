-- The policy of one month.
select policy_months.*
from policy_months
where fiscal_year = $fiscal_year and month = $month
