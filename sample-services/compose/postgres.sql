-- Once, when the database is new: the authorization server's own user and database. It is no superuser.
\set password `cat /run/secrets/auth-password`
CREATE ROLE auth LOGIN PASSWORD :'password';
CREATE DATABASE auth OWNER auth;
REVOKE CONNECT ON DATABASE auth FROM PUBLIC;
