-- One row: how many indicators of a fiscal year's plan want a look, of how many only the spelling
-- is doubtful, and about how many a person decided.
select
    count(case when reason <> '' or suspicion <> '' then 1 end) as look_count,
    count(case when reason = '' and suspicion <> '' then 1 end) as doubtful_count,
    count(
        case
            when
                reason = '' and suspicion = '' and (read_by is not null or judged_by is not null)
                then 1
        end
    ) as decided_count,
    count(is_fed) as chosen_count
from indicators
where
    fiscal_year = $fiscal_year
    and unit_code = coalesce($unit_code, unit_code)
