-- What happened, by whom; rows are only added, and each one seals those before it.

-- details is JSON without amounts and without what stands in files. source and number name the row
-- elsewhere that an entry was made from; both are null for what leaves no row. hash is the SHA-256
-- of previous_hash, a line feed and the row as JSON.
create table audit_entries (
    sequence bigint primary key,
    happened_at timestamp not null,
    actor varchar not null,
    event varchar not null,
    subject varchar not null,
    details varchar not null,
    source varchar,
    number bigint,
    previous_hash varchar not null,
    hash varchar not null
);

-- One row: the newest entry, so that a missing end is noticed. It alone is ever changed.
create table audit_head (
    sequence bigint not null,
    hash varchar not null
);

insert into audit_head values (0, '');
