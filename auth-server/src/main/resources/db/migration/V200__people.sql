-- Who can log in. Written once for H2 and PostgreSQL.
create table role (
    name        varchar(64)  not null primary key,
    description varchar(500) not null
);

insert into role (name, description) values ('gwanmun-admin', 'May be given the scopes of the admin APIs');

create table person_group (
    name        varchar(64)  not null primary key,
    description varchar(500) not null
);

create table group_role (
    group_name varchar(64) not null references person_group (name) on delete cascade,
    role_name  varchar(64) not null references role (name) on delete cascade,
    primary key (group_name, role_name)
);

-- name_key and email_key are what names and addresses are compared by: normalised and in lower case.
create table person (
    id             varchar(36)  not null primary key,
    name           varchar(64)  not null,
    name_key       varchar(64)  not null unique,
    email          varchar(254),
    email_key      varchar(254) unique,
    email_verified boolean      not null,
    given_name     varchar(100),
    family_name    varchar(100),
    locale         varchar(35),
    enabled        boolean      not null,
    password       varchar(500),
    created        timestamp with time zone not null
);

create table person_role (
    person_id varchar(36) not null references person (id) on delete cascade,
    role_name varchar(64) not null references role (name) on delete cascade,
    primary key (person_id, role_name)
);

create table person_group_member (
    person_id  varchar(36) not null references person (id) on delete cascade,
    group_name varchar(64) not null references person_group (name) on delete cascade,
    primary key (person_id, group_name)
);

create index person_role_by_role on person_role (role_name);
create index person_group_member_by_group on person_group_member (group_name);
create index group_role_by_role on group_role (role_name);
