#!/usr/bin/env bash
# Writes settings of CASSANDRA_… into the configuration and becomes the server, as its user; or another command.
set -euo pipefail
readonly yaml=$CASSANDRA_CONF/cassandra.yaml
readonly settings=(broadcast_address broadcast_rpc_address cluster_name endpoint_snitch listen_address num_tokens rpc_address)

main() {
    if [ "$1" = cassandra ] && [ "$(id -u)" = 0 ]; then
        chown -R cassandra: "$CASSANDRA_CONF" /var/lib/cassandra /var/log/cassandra
        exec gosu cassandra "${BASH_SOURCE[0]}" "$@"
    fi
    [ "$1" != cassandra ] || write_settings
    exec "$@"
}

write_settings() {
    local own name value
    own=$(ip -4 -o address show scope global | awk '{ sub("/.*", "", $4); print $4; exit }')
    : "${CASSANDRA_RPC_ADDRESS:=0.0.0.0}" "${CASSANDRA_LISTEN_ADDRESS:=$own}"
    : "${CASSANDRA_BROADCAST_ADDRESS:=$CASSANDRA_LISTEN_ADDRESS}"
    : "${CASSANDRA_BROADCAST_RPC_ADDRESS:=$CASSANDRA_BROADCAST_ADDRESS}" "${CASSANDRA_SEEDS:=$CASSANDRA_BROADCAST_ADDRESS}"
    change "$yaml" "s/(- seeds:).*/\1 \"$CASSANDRA_SEEDS\"/"
    for name in "${settings[@]}"; do
        value=CASSANDRA_${name^^}
        [ -z "${!value:-}" ] || change "$yaml" "s/^(# )?($name:).*/\2 ${!value}/"
    done
    for name in dc rack; do
        value=CASSANDRA_${name^^}
        [ -z "${!value:-}" ] || change "$CASSANDRA_CONF/cassandra-rackdc.properties" "s/^($name=).*/\1 ${!value}/"
    done
}

change() { # FILE EXPRESSION: in place, also where the file is mounted
    local text
    text=$(sed -E "$2" "$1")
    echo "$text" >"$1"
}

main "$@"
