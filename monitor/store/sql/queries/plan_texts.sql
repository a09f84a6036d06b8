-- One row per goal, sub-goal or measure of a fiscal year's plan.
select
    unit_code,
    section,
    position,
    title,
    body,
    indicator_text
from unit_texts
where
    fiscal_year = $fiscal_year
    and unit_code = coalesce($unit_code, unit_code)
order by unit_code, section, position
