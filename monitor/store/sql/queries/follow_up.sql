-- One row for a follow-up as it stands.
select *
from follow_ups
where follow_up_id = $follow_up_id
