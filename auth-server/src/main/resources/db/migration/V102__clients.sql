-- Clients: what they may do as one JSON document, and the SHA-256 of their secret.
create table clients (
    id varchar(64) not null primary key,
    document varchar(32000) not null,
    secret_hash varchar(64),
    created_at bigint not null,
    changed_at bigint not null
);
