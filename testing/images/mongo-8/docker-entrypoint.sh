#!/usr/bin/env bash
# Runs the init scripts at the first start while a server listens on 127.0.0.1 alone, as the official image does, then
# the command.
set -Eeuo pipefail

[ "${1:0:1}" != - ] || set -- mongod "$@"

if [ "$1" = mongod ] && [ "$(id -u)" = 0 ]; then
    find /data/configdb /data/db \! -user mongodb -exec chown mongodb '{}' +
    chown --dereference mongodb "/proc/$$/fd/1" "/proc/$$/fd/2" || :
    exec gosu mongodb "${BASH_SOURCE[0]}" "$@"
fi

has_init_files() { compgen -G '/docker-entrypoint-initdb.d/*.sh' || compgen -G '/docker-entrypoint-initdb.d/*.js'; }

run_init_files() {
    local file
    for file in /docker-entrypoint-initdb.d/*; do
        case $file in
            *.sh)
                echo "$0: running $file"
                # shellcheck source=/dev/null
                . "$file"
                ;;
            *.js) echo >&2 "$file needs mongosh, which this stand-in for MongoDB has not"; exit 1 ;;
            *) echo "$0: ignoring $file" ;;
        esac
    done
}

data_path() { # ARGUMENT OF MONGOD...
    local path=/data/db
    while [ $# -gt 0 ]; do
        case $1 in
            --dbpath) path=$2 ;;
            --dbpath=*) path=${1#*=} ;;
        esac
        shift
    done
    echo "$path"
}

initialize() { # DATA
    local server
    mongod --bind_ip 127.0.0.1 --port 27017 --dbpath "$1" &
    server=$!
    until (: </dev/tcp/127.0.0.1/27017) 2>/dev/null; do
        kill -0 "$server" || exit 1
        sleep 0.05
    done
    export MONGO_INITDB_DATABASE="${MONGO_INITDB_DATABASE:-test}"
    run_init_files
    kill "$server"
    wait "$server" || :
    touch "$1/storage.bson"
    printf '\nMongoDB init process complete; ready for start up.\n\n'
}

if [ "$1" = mongod ]; then
    if [ -n "${MONGO_INITDB_ROOT_USERNAME:-}${MONGO_INITDB_ROOT_PASSWORD:-}" ]; then
        echo >&2 'mongo-java-server, a stand-in for MongoDB, knows no users'
        exit 1
    fi
    data=$(data_path "$@")
    if [ ! -e "$data/storage.bson" ] && has_init_files >/dev/null; then
        initialize "$data"
    fi
    unset "${!MONGO_INITDB_@}"
fi

exec "$@"
