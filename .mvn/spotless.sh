#!/usr/bin/env bash
# Runs spotless (check or apply) on a JDK 25, for a Maven that itself runs on an older Java: the formatter parses with the
# compiler of the JVM it runs in, and Java 17's does not know Java 25.
set -euo pipefail
home=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
. "$home/.mvn/jdk25.sh"
JAVA_HOME=$(find_jdk25) || { echo "no JDK 25 found in JAVA_HOME, on PATH or in $JDK_FOLDERS" >&2; exit 3; }
export JAVA_HOME
# Unsafe warnings of Maven's own libraries on Java 25 are not about this project.
exec mvn --quiet --file "$home/pom.xml" "spotless:$1"
