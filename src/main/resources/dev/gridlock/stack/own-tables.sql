-- Ordinary tables of the schema public: the comment of each, and one figure over all that a stranger could have changed in its
-- definition, foreign keys of other tables that point to it included. Names are as search_path = public writes them.
-- Takes ACCESS SHARE of a table that has rules, else none.
SELECT
    c.oid,
    c.relname AS name,
    coalesce(obj_description(c.oid, 'pg_class'), '') AS comment,
    encode(sha256(convert_to(concat_ws(
        E'\n\n',
        concat_ws('|', c.relname, c.relkind, c.relpersistence, c.relrowsecurity, c.relforcerowsecurity, c.relispartition,
            c.reltablespace, c.relowner::regrole, c.reloptions::text, c.relacl::text),
        (
            SELECT string_agg(concat_ws('|', a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity,
                a.attgenerated, a.attcollation::regcollation, pg_get_expr(d.adbin, d.adrelid), a.attacl::text,
                col_description(c.oid, a.attnum)), E'\n' ORDER BY a.attnum)
            FROM pg_attribute AS a
            LEFT JOIN pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        ),
        (
            SELECT string_agg(concat_ws('|', k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid)), E'\n'
                ORDER BY k.conrelid::regclass::text, k.conname)
            FROM pg_constraint AS k
            WHERE c.oid IN (k.conrelid, k.confrelid)
        ),
        (
            SELECT string_agg(pg_get_indexdef(i.indexrelid), E'\n' ORDER BY i.indexrelid::regclass::text)
            FROM pg_index AS i
            WHERE i.indrelid = c.oid
        ),
        (
            SELECT string_agg(pg_get_triggerdef(t.oid), E'\n' ORDER BY t.tgname)
            FROM pg_trigger AS t
            WHERE t.tgrelid = c.oid AND NOT t.tgisinternal
        ),
        (
            SELECT string_agg(r.rulename || pg_get_ruledef(r.oid), E'\n' ORDER BY r.rulename)
            FROM pg_rewrite AS r
            WHERE r.ev_class = c.oid
        ),
        (
            SELECT string_agg(concat_ws('|', p.polname, p.polcmd, pg_get_expr(p.polqual, p.polrelid)), E'\n' ORDER BY p.polname)
            FROM pg_policy AS p
            WHERE p.polrelid = c.oid
        ),
        (
            SELECT string_agg(concat_ws('|', h.inhrelid::regclass, h.inhparent::regclass), E'\n' ORDER BY h.inhrelid, h.inhparent)
            FROM pg_inherits AS h
            WHERE c.oid IN (h.inhrelid, h.inhparent)
        )
    ), 'UTF8')), 'hex') AS shape
FROM pg_class AS c
WHERE c.relnamespace = to_regnamespace('public') AND c.relkind = 'r'
