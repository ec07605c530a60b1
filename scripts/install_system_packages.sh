#!/bin/sh
# Sees to the one system package that some tests need: a PostgreSQL server to start of their own.
# Installs it in CI and for root, where apt-get is; says so in one line otherwise. Safe to repeat.
set -eu

for place in "$(command -v initdb || true)" /usr/lib/postgresql/*/bin/initdb; do
    if [ -n "$place" ] && [ -x "$place" ]; then
        exit 0
    fi
done

root=""
if [ "$(id -u)" -ne 0 ]; then
    if [ "${CI:-}" = true ] && command -v sudo >/dev/null 2>&1; then
        root="sudo"
    else
        echo "PostgreSQL (initdb) is not installed: the tests on PostgreSQL will be skipped." >&2
        exit 0
    fi
fi
if ! command -v apt-get >/dev/null 2>&1; then
    echo "PostgreSQL (initdb) is not installed and there is no apt-get: the tests on PostgreSQL will be skipped." >&2
    exit 0
fi
$root env DEBIAN_FRONTEND=noninteractive apt-get update -qq
$root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql
