#!/bin/sh
# serve.sh original|corrected: builds the service, then becomes it.
set -eu
cd "$(dirname "$0")"
mkdir -p bin
go build -o "bin/$1" "./$1"
exec "bin/$1"
