-- One row per bin of money against results, each some points wide and high: its projects.
select
    cast(least(floor(completion / $width), $last) as integer) as completion_bin,
    cast(least(greatest(floor(execution_rate / $width), 0), $last) as integer) as rate_bin,
    count(*) as projects_count,
    sum(revised_budget) as revised_budget
from project_months
where
    fiscal_year = $fiscal_year
    and month = $month
    and execution_rate is not null
    and completion is not null
    and ($unit_code is null or unit_code = $unit_code)
group by completion_bin, rate_bin
order by completion_bin, rate_bin
