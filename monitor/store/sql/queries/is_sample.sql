-- Whether anything live of a fiscal year is illustrative sample data.
select coalesce(bool_or(is_sample), false)
from active_batches
where fiscal_year = $fiscal_year
