#!/bin/sh
# PgBouncer with the settings of the other providers (PgBouncerConfig; a test compares them), and users whose password is in
# the environment only.
#
#   pgbouncer.sh FOLDER PROGRAM    writes pgbouncer.ini and userlist.txt into FOLDER and becomes PROGRAM FOLDER/pgbouncer.ini
set -eu
: "${GRIDLOCK_PASSWORD:?is not set}"
folder=$1
umask 077

cat >"$folder/pgbouncer.ini" <<INI
[databases]
fleet = host=toxiproxy port=5432 dbname=fleet

[pgbouncer]
listen_addr = *
listen_port = 6432
unix_socket_dir =
auth_type = scram-sha-256
auth_file = $folder/userlist.txt
admin_users = pgbouncer_admin
pool_mode = $POOL_MODE
default_pool_size = $POOL_SIZE
max_client_conn = $MAX_CLIENT_CONN
; sent by pgjdbc, the second to the console only (see DatabaseAddress), and not tracked by PgBouncer
ignore_startup_parameters = extra_float_digits, replication
INI

password=$(printf %s "$GRIDLOCK_PASSWORD" | sed 's/"/""/g')
cat >"$folder/userlist.txt" <<USERS
"application" "$password"
"pgbouncer_admin" "$password"
USERS

exec "$2" "$folder/pgbouncer.ini"
