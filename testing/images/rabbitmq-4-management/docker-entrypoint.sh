#!/usr/bin/env bash
# Runs the server as the user rabbitmq, and refuses variables that the official image has no more.
set -euo pipefail

if [[ $1 == rabbitmq* ]] && [ "$(id -u)" = 0 ]; then
    [ "$1" != rabbitmq-server ] || find /var/lib/rabbitmq \! -user rabbitmq -exec chown rabbitmq '{}' +
    exec gosu rabbitmq "${BASH_SOURCE[0]}" "$@"
fi

for variable in RABBITMQ_DEFAULT_PASS_FILE RABBITMQ_DEFAULT_USER_FILE RABBITMQ_VM_MEMORY_HIGH_WATERMARK; do
    [ -z "${!variable:-}" ] || { echo >&2 "error: $variable is set but deprecated"; exit 1; }
done

if [ -n "${RABBITMQ_ERLANG_COOKIE:-}" ] && [ ! -e "$HOME/.erlang.cookie" ]; then
    (umask 0077; echo "$RABBITMQ_ERLANG_COOKIE" >"$HOME/.erlang.cookie")
fi

[ "$(hostname)" = "$(hostname -s)" ] || export RABBITMQ_USE_LONGNAME="${RABBITMQ_USE_LONGNAME:-true}"

exec "$@"
