#!/usr/bin/env bash
# Hands settings of the environment, cluster.name=orders, to the server, as the official image does.
set -e
umask 0002

[ "$1" = opensearch ] || exec "$@"

settings=()
while IFS='=' read -r name value; do
    if [[ $name =~ ^[a-z0-9_]+\.[a-z0-9_]+ ]] && [ -n "$value" ]; then
        settings+=("-E$name=$value")
    fi
done < <(env)

exec bin/opensearch "${settings[@]}"
