-- Who may sign in, and who is signed in; rows are only added, the newest one of an account speaks.

-- Every change of an account is a whole new row. name_key is the name as it is compared; units are
-- the unit codes a person is bound to, with blanks between, blank for all.
create table account_events (
    event_id bigint primary key,
    account_id bigint not null,
    event varchar not null check (event in ('added', 'password', 'role', 'disabled', 'enabled')),
    name varchar not null,
    name_key varchar not null,
    role varchar not null check (role in ('viewer', 'reporter', 'finance', 'admin')),
    units varchar not null,
    password_hash varchar not null,
    is_disabled boolean not null,
    actor varchar not null,
    set_at timestamp not null
);

-- A session keeps its number while its token changes. It holds as long as its account's newest
-- event and its account's last end are still those it began with.
create table session_tokens (
    token_id bigint primary key,
    session_id bigint not null,
    account_id bigint not null,
    account_event_id bigint not null,
    end_id bigint not null,
    token_hash varchar not null,
    started_at timestamp not null,
    issued_at timestamp not null
);

-- Signing out ends every session of the account.
create table session_ends (
    end_id bigint primary key,
    account_id bigint not null,
    actor varchar not null,
    ended_at timestamp not null
);

-- Each try to sign in, before its answer is known, and again when it succeeded. The name is kept
-- as a digest: people type passwords into the wrong field.
create table sign_in_attempts (
    attempt_id bigint primary key,
    name_digest varchar not null,
    address varchar not null,
    outcome varchar not null check (outcome in ('tried', 'succeeded')),
    attempted_at timestamp not null
);
