-- One row per month: by how much the amounts compared change, in sum.
with sides as (
    select
        month,
        amount
    from after_it
    union all
    select
        month,
        -amount as amount
    from before_it
)

select
    month,
    sum(amount) as spent
from sides
group by month
having sum(amount) is not null
