-- A budget adjustment says which paper (文号) it is from, and a project from which month on it runs.
-- stated_budget is the revised budget that was stated, where that is all that was; the change is
-- its difference from what was known when it was read. is_further: beside what stood for the month
-- before, not instead of it; only rows without a paper can be.
alter table adjustment_facts add column paper varchar default '';
alter table adjustment_facts add column is_further boolean default false;
alter table adjustment_facts add column stated_budget decimal(18, 2);
alter table plan_projects add column start_month integer default 1;
