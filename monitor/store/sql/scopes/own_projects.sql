-- One list of the projects of a person's units, each as its year and its code.
-- A project belongs to the unit of the newest plan that speaks of it, of any plan if none does.
with own_units as (
    select unnest(cast(getvariable('units') as varchar[])) as unit_code
),

-- Only what a plan of these units speaks of can be theirs.
spoken_of as (
    select
        fiscal_year,
        project_code
    from plan_projects
    where unit_code in (select own_units.unit_code from own_units)
    group by fiscal_year, project_code
),

ranked as (
    select
        plan_projects.fiscal_year,
        plan_projects.project_code,
        plan_projects.unit_code,
        row_number() over (
            partition by plan_projects.fiscal_year, plan_projects.project_code
            order by live_batches.batch_id is not null desc, plan_projects.batch_id desc
        ) as newest
    from plan_projects
    inner join spoken_of
        on
            plan_projects.fiscal_year = spoken_of.fiscal_year
            and plan_projects.project_code = spoken_of.project_code
    left join live_batches
        on plan_projects.batch_id = live_batches.batch_id
)

select list(concat(fiscal_year, ' ', project_code))
from ranked
where newest = 1 and unit_code in (select own_units.unit_code from own_units)
