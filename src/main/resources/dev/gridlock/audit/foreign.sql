-- foreign_changes: rows of which a column is another than before that no operation writes, and rows of a table to which none
-- may be added. Trucks and segments that came or went are counted where they are compared row by row.
--   columns  those of the table whose digest changed
INSERT INTO foreign_changes
WITH columns AS (
    SELECT
        coalesce(b.table_name, a.table_name) AS table_name,
        string_agg(
            coalesce(b.column_name, a.column_name)
                || CASE WHEN b.column_name IS NULL THEN ' (added)' WHEN a.column_name IS NULL THEN ' (dropped)' ELSE '' END,
            ', '
        ) AS changed
    FROM (SELECT * FROM initial_columns WHERE target = getvariable('target')) b
    FULL JOIN (SELECT * FROM final_columns WHERE target = getvariable('target')) a
        ON a.table_name = b.table_name AND a.column_name = b.column_name
    WHERE a.digest IS DISTINCT FROM b.digest OR a.rows IS DISTINCT FROM b.rows
    GROUP BY ALL
),
rows AS (
    SELECT
        coalesce(b.table_name, a.table_name) AS table_name,
        coalesce(b.row_key, a.row_key) AS row_key,
        CASE WHEN b.row_key IS NULL THEN 'new' WHEN a.row_key IS NULL THEN 'gone' ELSE 'changed' END AS change
    FROM (SELECT * FROM initial_rows WHERE target = getvariable('target')) b
    FULL JOIN (SELECT * FROM final_rows WHERE target = getvariable('target')) a
        ON a.table_name = b.table_name AND a.row_key = b.row_key
    WHERE a.digest IS DISTINCT FROM b.digest
      AND coalesce(b.table_name, a.table_name) IN (SELECT table_name FROM columns)
)
SELECT getvariable('target'), c.table_name, r.row_key, coalesce(r.change, 'changed'), c.changed
FROM columns c
LEFT JOIN rows r USING (table_name)
WHERE r.change IS NULL OR r.change = 'changed' OR c.table_name NOT IN ('trucks', 'road_segments');
