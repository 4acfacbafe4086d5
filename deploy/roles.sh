#!/bin/sh
# Run once by the postgres image, on an empty volume: the two logins and the database, as README.md describes them. Web
# logs in as a role that inherits nothing: it can only take the role of one gemeente at a time.
set -eu
password() { sed -E 's|^[^:]+://[^:]+:([^@]+)@.*$|\1|' "/run/secrets/$1"; }
psql -v ON_ERROR_STOP=1 -v owner_password="$(password database_owner_url)" -v web_password="$(password database_url)" <<'SQL'
CREATE ROLE kompas_owner LOGIN CREATEROLE PASSWORD :'owner_password';
CREATE ROLE kompas_web LOGIN NOINHERIT PASSWORD :'web_password';
CREATE DATABASE kompas OWNER kompas_owner TEMPLATE template0;
GRANT CONNECT ON DATABASE kompas TO kompas_web;
\connect kompas
-- Nobody keeps anything beside the tables, see local/postgres.py.
SELECT format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', oid::regprocedure) FROM pg_proc
  WHERE pronamespace = 'pg_catalog'::regnamespace
  AND proname ~ '^(lo_.*|loread|lowrite|pg_logical_emit_message)$' \gexec
SQL
