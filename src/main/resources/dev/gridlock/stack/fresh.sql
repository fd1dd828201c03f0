-- One figure over what can be changed of the things that initdb made, and over their comments: the same in a database that
-- was just made as in its template. Takes no locks.
SELECT encode(sha256(convert_to(concat_ws(
    E'\n\n',
    (
        SELECT string_agg(concat_ws('|', nspname, nspowner::regrole, nspacl::text), E'\n' ORDER BY nspname)
        FROM pg_namespace
        WHERE nspname !~ '^pg_(toast_)?temp_[0-9]+$'
    ),
    (
        SELECT string_agg(concat_ws('|', classoid::regclass, objoid, objsubid, description), E'\n'
            ORDER BY classoid, objoid, objsubid)
        FROM pg_description
    ),
    (
        SELECT string_agg(concat_ws('|', oid, relname, relowner::regrole, relacl::text, reloptions::text), E'\n' ORDER BY oid)
        FROM pg_class
        WHERE relkind <> 't' AND oid < 16384
    ),
    (
        SELECT string_agg(concat_ws('|', oid, proname, proowner::regrole, proacl::text, proconfig::text, md5(prosrc)), E'\n' ORDER BY oid)
        FROM pg_proc
    ),
    (SELECT string_agg(concat_ws('|', oid, typname, typacl::text), E'\n' ORDER BY oid) FROM pg_type WHERE oid < 16384),
    (SELECT string_agg(concat_ws('|', lanname, lanacl::text), E'\n' ORDER BY lanname) FROM pg_language),
    (SELECT string_agg(concat_ws('|', extname, extversion), E'\n' ORDER BY extname) FROM pg_extension),
    (SELECT string_agg(concat_ws('|', provider, label), E'\n' ORDER BY label) FROM pg_seclabel),
    (SELECT string_agg(concat_ws('|', defaclobjtype, defaclacl::text), E'\n' ORDER BY oid) FROM pg_default_acl)
), 'UTF8')), 'hex')
