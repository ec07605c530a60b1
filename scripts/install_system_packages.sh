#!/bin/sh
# Sees to the system packages that some tests need: a PostgreSQL server to start of their own, Node with npm, which
# compile and run a generated TypeScript client, and a browser.
# Installs them in CI and for root, where apt-get is; says in one line what is missing otherwise. Safe to repeat.
set -eu

missing=""
postgresql=""
for place in "$(command -v initdb || true)" /usr/lib/postgresql/*/bin/initdb; do
    if [ -n "$place" ] && [ -x "$place" ]; then
        postgresql="$place"
    fi
done
[ -n "$postgresql" ] || missing="postgresql"
command -v node >/dev/null 2>&1 || missing="$missing nodejs"
command -v npm >/dev/null 2>&1 || missing="$missing npm"
command -v chromium >/dev/null 2>&1 || missing="$missing chromium fonts-dejavu-core fonts-noto-color-emoji"
[ -n "$missing" ] || exit 0

root=""
if [ "$(id -u)" -ne 0 ]; then
    if [ "${CI:-}" = true ] && command -v sudo >/dev/null 2>&1; then
        root="sudo"
    else
        echo "Not installed: $missing. The tests that need it will be skipped." >&2
        exit 0
    fi
fi
if ! command -v apt-get >/dev/null 2>&1; then
    echo "Not installed, and there is no apt-get: $missing. The tests that need it will be skipped." >&2
    exit 0
fi
$root env DEBIAN_FRONTEND=noninteractive apt-get update -qq
# One word a package: this list is meant to be split.
# shellcheck disable=SC2086
$root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing
