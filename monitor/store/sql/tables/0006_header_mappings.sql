-- How people said a header is to be read; rows are only added, the newest one of a name speaks.

-- signature identifies the header's words of one kind of file; header_words and columns are JSON:
-- the words as they stood, and the field that each letter's column feeds. unit and basis are blank
-- where the file speaks for itself. is_removed takes the mapping back.
create table header_mappings (
    mapping_id bigint primary key,
    name varchar not null,
    kind varchar not null,
    signature varchar not null,
    header_row integer not null,
    header_words varchar not null,
    columns varchar not null,
    unit varchar not null,
    basis varchar not null,
    is_removed boolean not null,
    actor varchar not null,
    set_at timestamp not null
);
