-- The number of the newest end of an account's sessions, 0 where none was ended.
select coalesce(max(end_id), 0)
from session_ends
where account_id = $account_id
