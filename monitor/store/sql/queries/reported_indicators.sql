-- One row per indicator of a fiscal year that somebody reported a result for, beside spending.
select
    project_code,
    indicator_key
from results
where fiscal_year = $fiscal_year and not is_from_spending
group by project_code, indicator_key
