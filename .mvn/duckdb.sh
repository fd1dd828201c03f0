#!/bin/sh
# duckdb.sh JDK: in the folder of the jars, takes DuckDB's library for this machine out of its jar and lays it beside, where the jar's
# own loader looks when it is not in it. Else each JVM unpacks 70 MB into the folder for temporary files, which may be mounted
# noexec, and leaves them there when it is killed. Does nothing where that was done before.
set -eu
case $(uname -s) in Darwin) system=macos ;; *) system=linux ;; esac
case $(uname -m) in aarch64 | arm64) processor=arm64 ;; *) processor=amd64 ;; esac
library=libduckdb_java.so_${system}_$processor
jar=$(echo duckdb_jdbc-*.jar)
"$1/bin/jar" tf "$jar" | grep -qx "$library" || exit 0
rm -rf ../duckdb
mkdir ../duckdb
here=$PWD
(
  cd ../duckdb
  "$1/bin/jar" xf "$here/$jar"
  mv "$library" "$here/$library.new"
  rm -f libduckdb_java.so_*
  # The manifest as it is, and no times: the same each time that it is made.
  "$1/bin/jar" --create --no-manifest --date=2000-01-01T00:00:00Z --file "$here/$jar.new" .
)
rm -rf ../duckdb
mv "$library.new" "$library"
mv "$jar.new" "$jar"
