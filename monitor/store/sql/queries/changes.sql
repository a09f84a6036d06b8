-- One row per figure that a batch states or moves: old, new, and why.
-- new, changed, rebased and same are of the file's own figures; restated ones move because of
-- them. A rebased figure is the one known already, stated on the other basis: a running total that
-- monthly amounts added up to is a fact by itself from then on.
with compared as (
    select
        coalesce(after_it.project_code, before_it.project_code) as project_code,
        coalesce(after_it.item, before_it.item) as item,
        coalesce(after_it.month, before_it.month) as month,
        before_it.amount as old_amount,
        after_it.amount as new_amount,
        before_it.said as old_said,
        after_it.said as new_said,
        before_it.project_code is not null as was_there,
        after_it.project_code is not null as is_there,
        (
            before_it.amount is not distinct from after_it.amount
            and before_it.said is not distinct from after_it.said
        ) as is_same,
        before_it.basis <> after_it.basis as is_rebased
    from before_it
    full outer join after_it
        on
            before_it.project_code = after_it.project_code
            and before_it.item = after_it.item
            and before_it.month = after_it.month
)

select
    compared.project_code,
    coalesce(projects.project_name, '') as project_name,
    compared.item,
    compared.month,
    compared.old_amount,
    compared.new_amount,
    compared.old_said,
    compared.new_said,
    case
        when not compared.was_there then 'new'
        when not compared.is_there then 'gone'
        when compared.is_same and compared.is_rebased then 'rebased'
        when compared.is_same then 'same'
        when file_keys.project_code is null then 'restated'
        else 'changed'
    end as why
from compared
left join file_keys
    on
        compared.project_code = file_keys.project_code
        and compared.item = file_keys.item
        and compared.month = file_keys.month
left join projects
    on
        compared.project_code = projects.project_code
        and projects.fiscal_year = $fiscal_year
where not compared.is_same or file_keys.project_code is not null
order by projects.unit_code, projects.position, compared.project_code, compared.month, compared.item
