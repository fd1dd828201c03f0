#!/bin/sh
# serve.sh original|corrected: installs what is not there yet, then becomes the service.
set -eu
cd "$(dirname "$0")"
# Two at once: one installs, the other waits for it.
exec 9>.building
if command -v flock >/dev/null; then flock 9; fi
if [ ! -f .venv/installed ] || [ requirements.txt -nt .venv/installed ]; then
  python3 -m venv .venv
  .venv/bin/pip install --quiet --disable-pip-version-check --requirement requirements.txt
  touch .venv/installed
fi
exec 9>&-
exec .venv/bin/python "$1.py"
