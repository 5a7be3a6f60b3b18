#!/bin/sh
set -e

# `-m 32` or `--memory-limit=32` alone: options of memcached.
if [ "${1#-}" != "$1" ]; then
    set -- memcached "$@"
fi

exec "$@"
