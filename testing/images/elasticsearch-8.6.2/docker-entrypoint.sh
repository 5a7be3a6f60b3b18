#!/usr/bin/env bash
# Hands settings of the environment, cluster.name=orders, to the server, as the official image does.
set -e
umask 0002

[ "$1" = eswrapper ] || exec "$@"

settings=()
while IFS='=' read -r name value; do
    if [[ $name =~ ^[a-z0-9_]+\.[a-z0-9_]+ ]] && [ -n "$value" ]; then
        settings+=("-E$name=$value")
    fi
done < <(env)

if [ -n "${ELASTIC_PASSWORD:-}" ]; then
    # The image has a keystore without one: each of the tool's commands takes a JVM.
    [ -e config/with-password ] || echo "$ELASTIC_PASSWORD" | elasticsearch-keystore add -x bootstrap.password
    touch config/with-password
fi

exec bin/elasticsearch "${settings[@]}"
