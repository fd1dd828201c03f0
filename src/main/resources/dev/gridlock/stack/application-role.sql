-- The role of this name: its comment, and what is not as CREATE ROLE … LOGIN makes it. Takes no locks.
SELECT
    coalesce(shobj_description(r.oid, 'pg_authid'), '') AS comment,
    concat_ws(
        ', ',
        CASE WHEN r.rolsuper THEN 'SUPERUSER' END,
        CASE WHEN r.rolcreaterole THEN 'CREATEROLE' END,
        CASE WHEN r.rolcreatedb THEN 'CREATEDB' END,
        CASE WHEN r.rolreplication THEN 'REPLICATION' END,
        CASE WHEN r.rolbypassrls THEN 'BYPASSRLS' END,
        CASE WHEN NOT r.rolinherit THEN 'NOINHERIT' END,
        CASE WHEN NOT r.rolcanlogin THEN 'NOLOGIN' END,
        CASE WHEN r.rolconnlimit <> -1 THEN 'CONNECTION LIMIT ' || r.rolconnlimit END,
        CASE WHEN r.rolvaliduntil IS NOT NULL THEN 'VALID UNTIL ' || r.rolvaliduntil END,
        (
            SELECT string_agg('member of ' || m.roleid::regrole, ', ' ORDER BY m.roleid::regrole::text)
            FROM pg_auth_members AS m
            WHERE m.member = r.oid
        ),
        (
            SELECT string_agg(m.member::regrole || ' is a member of it', ', ' ORDER BY m.member::regrole::text)
            FROM pg_auth_members AS m
            WHERE m.roleid = r.oid
        )
    ) AS changes
FROM pg_roles AS r
WHERE r.rolname = ?
