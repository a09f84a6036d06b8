-- One row per cost indicator that repeats its project's budget, so that spending is its result:
-- a ceiling in 元 that equals the original or a revised budget, or one named after the budget.
select
    indicators.fiscal_year,
    indicators.project_code,
    indicators.indicator_key
from indicators
left join budget_months
    on
        indicators.fiscal_year = budget_months.fiscal_year
        and indicators.project_code = budget_months.project_code
where
    indicators.kind = 'money'
    and indicators.unit = '元'
    and indicators.direction in ('lower', 'equal')
    and (indicators.level1 like '%成本%' or indicators.level2 like '%成本%')
    and (
        indicators.number in (budget_months.original_budget, budget_months.revised_budget)
        or indicators.level3 like '%预算执行%'
        or indicators.level3 like '%控制在预算%'
    )
group by indicators.fiscal_year, indicators.project_code, indicators.indicator_key
