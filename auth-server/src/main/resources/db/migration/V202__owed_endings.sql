-- Whose grants are to end in Redis and have not yet, as it did not answer.
create table owed_ending (
    id      varchar(36)  not null primary key,
    whose   varchar(10)  not null,
    subject varchar(255) not null
);
