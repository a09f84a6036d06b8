-- One row: how many projects a month has, how many scores are complete, and their sum.
select
    count(*) as projects_count,
    count(score) as complete_count,
    sum(score) as score
from scored_months
where
    fiscal_year = $fiscal_year
    and month = $month
    and ($unit_code is null or unit_code = $unit_code)
