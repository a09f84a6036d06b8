-- What spending says now, for the projects asked for: one row per project and month.
select
    spent_to_date.project_code,
    '' as item,
    spent_to_date.month,
    spent_to_date.spent as amount,
    spent_to_date.stated as said,
    spending.basis
from spent_to_date
inner join spending
    on
        spent_to_date.fiscal_year = spending.fiscal_year
        and spent_to_date.project_code = spending.project_code
        and spent_to_date.month = spending.month
where
    spent_to_date.fiscal_year = $fiscal_year
    and spent_to_date.project_code in (select unnest(cast($project_codes as varchar[])))
