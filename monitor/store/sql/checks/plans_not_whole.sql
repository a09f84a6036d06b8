-- One row per project whose plan in force does not end at 100 %, to the tenth that imports allow.
select concat(fiscal_year, ' ', project_code) as subject
from milestones
group by fiscal_year, project_code
having abs(max(planned_pct) - 100) > 0.1
order by fiscal_year, project_code
