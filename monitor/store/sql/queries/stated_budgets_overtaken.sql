-- Revised budgets that were stated for a month and are no longer what is known for it; yuan.
select
    adjustments.project_code,
    adjustments.month,
    budget_months.revised_budget as amount,
    adjustments.stated_budget
from adjustments
inner join budget_months
    on
        adjustments.fiscal_year = budget_months.fiscal_year
        and adjustments.project_code = budget_months.project_code
        and adjustments.month = budget_months.month
where
    adjustments.fiscal_year = $fiscal_year
    and adjustments.stated_budget != budget_months.revised_budget
order by adjustments.project_code, adjustments.month
