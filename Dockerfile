# Gridlock as an image: what a run with --provider native needs, without a network, not as root, on a file system that is
# read-only but for /tmp and the folder of the reports. target/ is built before, on the host:
#
#   ./gridlock --version && docker build --tag gridlock/gridlock:0.1 .
FROM eclipse-temurin:25.0.3_9-jdk AS java
# What `jdeps --multi-release 25 --ignore-missing-deps --print-module-deps -cp 'target/lib/*' target/gridlock.jar target/lib/*`
# prints, and jdk.zipfs, which is found at run time only.
RUN jlink --add-modules java.base,java.compiler,java.desktop,java.instrument,java.naming,java.net.http,java.prefs,java.rmi,java.scripting,java.security.jgss,java.sql,jdk.jfr,jdk.management,jdk.unsupported,jdk.zipfs \
      --generate-cds-archive --strip-java-debug-attributes --no-header-files --no-man-pages --output /jre

FROM ghcr.io/shopify/toxiproxy:2.12.0 AS toxiproxy

# The program without what its package asks for besides (Perl, for PostgreSQL's clusters).
FROM debian:bookworm-slim AS pgbouncer
RUN apt-get update && apt-get install -y --no-install-recommends pgbouncer

FROM debian:bookworm-slim
# PgBouncer's libraries; fonts for the pictures. Layers keep whole seconds, and fontconfig takes its cache for stale unless
# the folders' times are such. setpriv is in every Debian.
RUN apt-get update \
 && apt-get install -y --no-install-recommends libc-ares2 libevent-2.1-7 libssl3 fontconfig fonts-dejavu-core \
 && apt-get clean \
 && rm -rf /var/lib/apt/lists/* \
 && find /usr/share/fonts /usr/local/share/fonts -type d -exec touch --date 2026-01-01 {} + \
 && fc-cache --system-only \
 && useradd --uid 1000 --user-group --home-dir /opt/gridlock --shell /usr/sbin/nologin gridlock
COPY --from=pgbouncer /usr/sbin/pgbouncer /usr/sbin/
COPY --from=java /jre /opt/java
COPY --from=toxiproxy /toxiproxy /usr/local/bin/toxiproxy-server
ENV JAVA_HOME=/opt/java \
    PATH=/opt/java/bin:$PATH \
    GRIDLOCK_CACHE=/opt/gridlock/cache \
    GRIDLOCK_PROVIDER=native
WORKDIR /opt/gridlock
COPY target/lib target/lib
COPY target/gridlock.jar target/
COPY gridlock ./
COPY .mvn/jdk25.sh .mvn/
COPY docker docker
COPY scenarios scenarios
# Unpacks the bundled PostgreSQL into the cache, and fails when any part is missing.
RUN ./gridlock doctor --install
USER gridlock
ENTRYPOINT ["/opt/gridlock/gridlock"]
CMD ["--help"]
