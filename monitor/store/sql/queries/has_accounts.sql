-- One row: whether anybody ever was given an account; a disabled one counts.
select count(*) > 0 from account_events
