-- One row for a follow-up in its newest state.
select *
from follow_ups
where follow_up_id = $follow_up_id
