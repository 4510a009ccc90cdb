-- People may be kept in a directory, so a person is named here by id only.

-- One row for each browser that is signed in.
create table sign_in (
    id        varchar(43)  not null primary key,
    person_id varchar(255) not null,
    address   varchar(45)  not null,
    agent     varchar(200) not null,
    started   timestamp with time zone not null,
    seen      timestamp with time zone not null
);

create index sign_in_by_person on sign_in (person_id);
create index sign_in_by_seen on sign_in (seen);

-- Guesses that failed, by who was guessed at and from where. A row whose account is '*' counts all guesses of an address.
create table guess (
    account  varchar(43) not null,
    address  varchar(45) not null,
    failures integer     not null,
    latest   timestamp with time zone not null,
    until    timestamp with time zone not null,
    primary key (account, address)
);

create index guess_by_latest on guess (latest);

-- The secret is sealed; last_step is the newest time step whose code was used.
create table totp (
    person_id varchar(255) not null primary key,
    secret    varchar(500) not null,
    confirmed boolean      not null,
    last_step bigint       not null
);

create table recovery_code (
    person_id varchar(255) not null,
    hash      varchar(43)  not null,
    primary key (person_id, hash)
);

-- Links sent by mail, known by the SHA-256 of their secret part only. Who is about to make an account is nobody yet.
create table mailed_link (
    hash      varchar(43)  not null primary key,
    purpose   varchar(20)  not null,
    person_id varchar(36)  references person (id) on delete cascade,
    email     varchar(254) not null,
    expires   timestamp with time zone not null
);

create index mailed_link_by_person on mailed_link (person_id, purpose);
create index mailed_link_by_expiry on mailed_link (expires);
