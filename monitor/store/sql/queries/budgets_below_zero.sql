-- One row per project whose revised budget is negative in some month, with the first such month.
select
    project_code,
    min(month) as month,
    arg_min(revised_budget, month) as amount,
    cast(null as decimal(18, 2)) as stated_budget
from budget_months
where fiscal_year = $fiscal_year and revised_budget < 0
group by project_code
order by project_code
