-- Every database, with what somebody may have set on it; see OwnServer. Takes no locks.
SELECT
    d.datname AS name,
    d.datallowconn AS enterable,
    d.datname IN ('postgres', 'template0', 'template1', current_user) AS of_system,
    coalesce(shobj_description(d.oid, 'pg_database'), '') AS comment,
    concat_ws(
        ', ',
        CASE WHEN d.datdba <> current_user::regrole THEN 'is owned by ' || d.datdba::regrole END,
        CASE WHEN d.datacl IS NOT NULL THEN 'has rights that were granted: ' || d.datacl::text END,
        CASE WHEN d.datistemplate THEN 'is a template' END,
        CASE WHEN NOT d.datallowconn OR d.datconnlimit <> -1 THEN 'does not let everybody in' END
    ) AS changes
FROM pg_database AS d
ORDER BY d.datname
