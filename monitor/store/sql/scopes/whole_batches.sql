-- One list of the imports that say something of a person's projects and of no other.
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
),

judged as (
    select
        batch_id,
        bool_and(
            list_contains(getvariable('own_projects'), concat(fiscal_year, ' ', project_code))
        ) as is_whole
    from said
    group by batch_id
)

select list(batch_id)
from judged
where is_whole
