-- What people agreed to, so that they are asked once.
create table consents (
    client_id varchar(64) not null,
    person_id varchar(64) not null,
    scopes varchar(4000) not null,
    primary key (client_id, person_id)
);
