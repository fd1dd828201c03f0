-- What somebody made in this database: each object that initdb did not make (its oids are below 16384), but for what belongs
-- to another one (indexes, row types, members of an extension) and the schemas of temporary tables. Takes no locks.
SELECT o.classid = 'pg_class'::regclass AS is_relation, o.oid, pg_describe_object(o.classid, o.oid, 0) AS description
FROM (
    SELECT 'pg_class'::regclass AS classid, oid FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'f', 'S', 'c')
    UNION ALL SELECT 'pg_namespace'::regclass, oid FROM pg_namespace WHERE nspname !~ '^pg_(toast_)?temp_[0-9]+$'
    UNION ALL SELECT 'pg_proc'::regclass, oid FROM pg_proc
    UNION ALL SELECT 'pg_type'::regclass, oid FROM pg_type
    -- It shows the write-ahead log and changes nothing (docs/locks.md).
    UNION ALL SELECT 'pg_extension'::regclass, oid FROM pg_extension WHERE extname <> 'pg_walinspect'
    UNION ALL SELECT 'pg_language'::regclass, oid FROM pg_language
    UNION ALL SELECT 'pg_operator'::regclass, oid FROM pg_operator
    UNION ALL SELECT 'pg_opclass'::regclass, oid FROM pg_opclass
    UNION ALL SELECT 'pg_opfamily'::regclass, oid FROM pg_opfamily
    UNION ALL SELECT 'pg_am'::regclass, oid FROM pg_am
    UNION ALL SELECT 'pg_cast'::regclass, oid FROM pg_cast
    UNION ALL SELECT 'pg_transform'::regclass, oid FROM pg_transform
    UNION ALL SELECT 'pg_collation'::regclass, oid FROM pg_collation
    UNION ALL SELECT 'pg_conversion'::regclass, oid FROM pg_conversion
    UNION ALL SELECT 'pg_ts_config'::regclass, oid FROM pg_ts_config
    UNION ALL SELECT 'pg_ts_dict'::regclass, oid FROM pg_ts_dict
    UNION ALL SELECT 'pg_ts_parser'::regclass, oid FROM pg_ts_parser
    UNION ALL SELECT 'pg_ts_template'::regclass, oid FROM pg_ts_template
    UNION ALL SELECT 'pg_statistic_ext'::regclass, oid FROM pg_statistic_ext
    UNION ALL SELECT 'pg_event_trigger'::regclass, oid FROM pg_event_trigger
    UNION ALL SELECT 'pg_foreign_data_wrapper'::regclass, oid FROM pg_foreign_data_wrapper
    UNION ALL SELECT 'pg_foreign_server'::regclass, oid FROM pg_foreign_server
    -- A run that was killed leaves the observer's; the next one makes it anew (witness.ChangeLog).
    UNION ALL SELECT 'pg_publication'::regclass, oid
    FROM pg_publication
    WHERE NOT (pubname = 'gridlock_witness' AND pubowner = current_user::regrole)
    UNION ALL SELECT 'pg_subscription'::regclass, s.oid
    FROM pg_subscription AS s
    JOIN pg_database AS d ON d.oid = s.subdbid AND d.datname = current_database()
    UNION ALL SELECT 'pg_largeobject'::regclass, oid FROM pg_largeobject_metadata
    -- The observer's, for all schemas, are what Gridlock gives the application; see DatabaseSetup.
    UNION ALL SELECT 'pg_default_acl'::regclass, oid
    FROM pg_default_acl
    WHERE NOT (defaclrole = current_user::regrole AND defaclnamespace = 0 AND defaclobjtype IN ('r', 'S'))
) AS o
WHERE o.oid >= 16384
  AND NOT EXISTS (
      SELECT FROM pg_depend AS d WHERE d.classid = o.classid AND d.objid = o.oid AND d.deptype IN ('i', 'e')
  )
ORDER BY 3
