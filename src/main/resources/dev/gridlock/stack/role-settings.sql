-- Settings that a session of the observer or the application begins with because of its role or its database, which no SHOW
-- of another session says. Takes no locks.
SELECT
    split_part(setting, '=', 1) AS name,
    substr(setting, strpos(setting, '=') + 1) AS value,
    CASE
        WHEN s.setrole = 0 AND s.setdatabase = 0 THEN 'ROLE ALL'
        WHEN s.setrole = 0 THEN 'DATABASE ' || quote_ident(d.datname)
        ELSE 'ROLE ' || quote_ident(r.rolname) || coalesce(' IN DATABASE ' || quote_ident(d.datname), '')
    END AS set_by
FROM pg_db_role_setting AS s
CROSS JOIN LATERAL unnest(s.setconfig) AS setting
LEFT JOIN pg_database AS d ON d.oid = s.setdatabase
LEFT JOIN pg_roles AS r ON r.oid = s.setrole
WHERE (s.setrole = 0 OR r.rolname IN (?, current_user))
  AND (s.setdatabase = 0 OR d.datname IN (?, current_database()))
ORDER BY 3, 1
