-- One list of the imports that say something of a person's projects.
with said as (
    select
        batch_id,
        fiscal_year,
        project_code
    from plan_projects
    union
    select
        batch_id,
        fiscal_year,
        project_code
    from spending_facts
    union
    select
        batch_id,
        fiscal_year,
        project_code
    from result_facts
    union
    select
        batch_id,
        fiscal_year,
        project_code
    from adjustment_facts
    union
    select
        batch_id,
        fiscal_year,
        project_code
    from deviation_notes
)

select list(distinct batch_id)
from said
where list_contains(getvariable('own_projects'), concat(fiscal_year, ' ', project_code))
