-- Key pairs, sealed with auth.keys.secret.
create table signing_keys (
    id varchar(64) not null primary key,
    algorithm varchar(16) not null,
    sealed varchar(8000) not null,
    signs_from bigint not null
);

-- Whoever makes or removes a key holds its one row.
create table signing_key_lock (
    id integer not null primary key
);
insert into signing_key_lock (id) values (1);
