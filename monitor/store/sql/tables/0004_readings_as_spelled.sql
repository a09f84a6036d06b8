-- A reading set by hand keeps the plain spelling it was made from: results are read by it too.
alter table indicator_readings add column spelling varchar default '';
