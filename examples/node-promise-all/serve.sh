#!/bin/sh
# serve.sh original|corrected: installs and builds what is not there yet, then becomes the service.
set -eu
cd "$(dirname "$0")"
# Two at once: one builds, the other waits for it.
exec 9>.building
if command -v flock >/dev/null; then flock 9; fi
[ -d node_modules ] || npm ci --no-audit --no-fund
[ -f "dist/$1.js" ] && [ -z "$(find src -newer "dist/$1.js" -print -quit)" ] || npx tsc
exec 9>&-
exec node "dist/$1.js"
