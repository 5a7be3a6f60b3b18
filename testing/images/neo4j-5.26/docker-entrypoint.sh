#!/usr/bin/env bash
# Makes settings of NEO4J_…, sets the password of NEO4J_AUTH, and becomes the server; or another command.
set -euo pipefail
readonly conf=$NEO4J_HOME/conf/neo4j.conf
readonly of_the_image=' NEO4J_AUTH NEO4J_EDITION NEO4J_HOME NEO4J_PLUGINS NEO4J_ACCEPT_LICENSE_AGREEMENT '
readonly jvm=(-XX:+UseSerialGC -XX:TieredStopAtLevel=1 --add-opens=java.base/java.nio=ALL-UNNAMED
    --add-opens=java.base/java.io=ALL-UNNAMED --add-opens=java.base/sun.nio.ch=ALL-UNNAMED
    --add-opens=java.base/java.util.concurrent=ALL-UNNAMED -Dio.netty.tryReflectionSetAccessible=true)

main() {
    [ "$1" = neo4j ] || exec "$@"
    write_settings
    set_password "${NEO4J_AUTH:-}"
    exec java "${jvm[@]}" "-Xmx$(setting server.memory.heap.max_size 512m)" -cp "$NEO4J_HOME/lib/*" \
        org.neo4j.server.CommunityEntryPoint --home-dir="$NEO4J_HOME" --config-dir="$NEO4J_HOME/conf" --console-mode
}

# NEO4J_server_memory_heap_max__size=1g is server.memory.heap.max_size=1g, and wins over what the file says.
write_settings() {
    local variable name
    for variable in $(compgen -e NEO4J_); do
        [[ $of_the_image != *" $variable "* ]] || continue
        name=$(sed 's/^NEO4J_//; s/__/\n/g; s/_/./g; s/\n/_/g' <<<"$variable")
        sed -i "/^$name=/d" "$conf"
        printf '%s=%s\n' "$name" "${!variable}" >>"$conf"
    done
}

setting() { # NAME DEFAULT
    local value
    value=$(sed -n "s/^$1=//p" "$conf")
    echo "${value:-$2}"
}

set_password() { # NEO4J_AUTH
    case $1 in
        '') ;;
        none) echo dbms.security.auth_enabled=false >>"$conf" ;;
        neo4j/neo4j) refuse "Invalid value for password. It cannot be 'neo4j', which is the default." ;;
        neo4j/*) set_initial_password "${1#neo4j/}" ;;
        */*) refuse 'Invalid admin username, it must be neo4j.' ;;
        *) refuse "Invalid value for NEO4J_AUTH: '$1'" ;;
    esac
}

set_initial_password() { # PASSWORD
    [ ${#1} -ge 8 ] || echo 'Invalid value for password. The minimum password length is 8 characters.' >&2
    java "${jvm[@]}" -cp "$NEO4J_HOME/lib/*" org.neo4j.cli.AdminTool dbms set-initial-password "$1"
}

refuse() { echo "$1" >&2; exit 1; }

main "$@"
