#!/usr/bin/env bash
# Prepares the data at the first start, as the official image does, then runs the command.
set -eo pipefail
shopt -s nullglob

readonly socket=/run/mysqld/mysqld.sock
data=/var/lib/mysql

main() {
    [ "${1:0:1}" != - ] || set -- mariadbd "$@"
    case $1 in
        mariadbd | mysqld) wants_help "$@" || start_server "$@" ;;
    esac
    exec "$@"
}

start_server() { # COMMAND...
    note "Entrypoint script for MariaDB Server $MARIADB_VERSION started."
    check_configuration "$@"
    find_data "$@"
    if [ "$(id -u)" = 0 ]; then
        mkdir -p "$data"
        find "$data" \! -user mysql -exec chown mysql: '{}' +
        exec gosu mysql "${BASH_SOURCE[0]}" "$@"
    fi
    [ -d "$data/mysql" ] || initialize "$@"
}

note() { printf '%s [Note] [Entrypoint]: %s\n' "$(date --rfc-3339=seconds)" "$*"; }
fail() { printf '%s [ERROR] [Entrypoint]: %s\n' "$(date --rfc-3339=seconds)" "$*" >&2; exit 1; }

wants_help() {
    local argument
    for argument in "$@"; do
        case $argument in -'?' | --help | --print-defaults | -V | --version) return 0 ;; esac
    done
    return 1
}

check_configuration() { # COMMAND...
    local errors
    errors=$("$@" --verbose --help 2>&1 >/dev/null) ||
        fail "mariadbd failed while attempting to check config
	command was: $*
	$errors"
}

# Where the arguments say that the data is.
find_data() { # COMMAND...
    local argument
    for argument in "$@"; do
        case $argument in --datadir=*) data=${argument#*=} ;; esac
    done
}

# MARIADB_NAME, or its file, or MYSQL_NAME, or its file; all of them have the value then.
file_env() { # NAME
    local value='' variable file
    for variable in "MYSQL_$1" "MARIADB_$1"; do
        file=${variable}_FILE
        [ -z "${!variable:-}" ] || [ -z "${!file:-}" ] || fail "Both $variable and $file are set (but are exclusive)"
        value=${!variable:-$value}
        [ -z "${!file:-}" ] || value=$(<"${!file}")
        unset "$file"
    done
    export "MARIADB_$1=$value" "MYSQL_$1=$value"
}

initialize() { # COMMAND...
    local name
    for name in ROOT_HOST DATABASE USER PASSWORD ROOT_PASSWORD; do
        file_env "$name"
    done
    [ -n "$MARIADB_ROOT_PASSWORD$MARIADB_ALLOW_EMPTY_ROOT_PASSWORD$MYSQL_ALLOW_EMPTY_PASSWORD$MARIADB_RANDOM_ROOT_PASSWORD" ] ||
        fail 'Database is uninitialized and password option is not specified
	You need to specify one of MARIADB_ROOT_PASSWORD, MARIADB_ROOT_PASSWORD_HASH, MARIADB_ALLOW_EMPTY_ROOT_PASSWORD and MARIADB_RANDOM_ROOT_PASSWORD'
    ls /docker-entrypoint-initdb.d/ >/dev/null
    note "Initializing database files"
    mariadb-install-db --datadir="$data" --rpm --auth-root-authentication-method=normal --skip-test-db "${@:2}" \
        --default-time-zone=SYSTEM --skip-log-bin --loose-innodb_buffer_pool_dump_at_shutdown=0 >/dev/null
    note "Starting temporary server"
    "$@" --skip-networking --default-time-zone=SYSTEM --socket="$socket" &
    local pid=$!
    password='' await_server "$pid"
    set_up_users
    run_init_files /docker-entrypoint-initdb.d/*
    note "Stopping temporary server"
    kill "$pid"
    wait "$pid"
    note "MariaDB init process done. Ready for start up."
}

await_server() { # PID
    until process_sql --database=mysql <<<'SELECT 1' &>/dev/null; do
        kill -0 "$1" 2>/dev/null || fail "Unable to start server."
        sleep 0.05
    done
}

process_sql() { # MARIADB-ARGUMENTS...
    MYSQL_PWD=$password mariadb --protocol=socket -uroot -hlocalhost --socket="$socket" "$@"
}

# What sourced scripts may call in the official image.
docker_process_sql() {
    [ -z "$MARIADB_DATABASE" ] || set -- --database="$MARIADB_DATABASE" "$@"
    process_sql "$@"
}

escaped() { # TEXT
    local text=${1//\\/\\\\}
    printf '%s' "${text//\'/\\\'}"
}

set_up_users() {
    local host=${MARIADB_ROOT_HOST:-%} root
    [ -z "$MARIADB_RANDOM_ROOT_PASSWORD" ] || {
        MARIADB_ROOT_PASSWORD=$(head -c 24 /dev/urandom | base64)
        export MARIADB_ROOT_PASSWORD MYSQL_ROOT_PASSWORD=$MARIADB_ROOT_PASSWORD
        note "GENERATED ROOT PASSWORD: $MARIADB_ROOT_PASSWORD"
    }
    root=$(escaped "$MARIADB_ROOT_PASSWORD")
    password='' process_sql --database=mysql <<EOSQL
SET PASSWORD FOR 'root'@'localhost' = PASSWORD('$root') ;
CREATE USER 'root'@'$host' IDENTIFIED BY '$root' ;
GRANT ALL ON *.* TO 'root'@'$host' WITH GRANT OPTION ;
EOSQL
    password=$MARIADB_ROOT_PASSWORD
    if [ -n "$MARIADB_DATABASE" ]; then
        note "Creating database $MARIADB_DATABASE"
        process_sql --database=mysql <<<"CREATE DATABASE IF NOT EXISTS \`$MARIADB_DATABASE\` ;"
    fi
    if [ -n "$MARIADB_USER" ] && [ -n "$MARIADB_PASSWORD" ]; then
        note "Creating user $MARIADB_USER"
        process_sql --database=mysql <<<"CREATE USER '$MARIADB_USER'@'%' IDENTIFIED BY '$(escaped "$MARIADB_PASSWORD")' ;"
        [ -z "$MARIADB_DATABASE" ] ||
            process_sql --database=mysql <<<"GRANT ALL ON \`${MARIADB_DATABASE//_/\\_}\`.* TO '$MARIADB_USER'@'%' ;"
    fi
}

run_init_files() { # FILE...
    local file
    for file; do
        note "$0: running $file"
        case $file in
            *.sh)
                # shellcheck source=/dev/null
                if [ -x "$file" ]; then "$file"; else . "$file"; fi
                ;;
            *.sql) docker_process_sql <"$file" ;;
            *.sql.gz) gunzip -c "$file" | docker_process_sql ;;
            *.sql.xz) xzcat "$file" | docker_process_sql ;;
            *.sql.zst) zstd -dc "$file" | docker_process_sql ;;
            *) note "$0: ignoring $file" ;;
        esac
    done
}

main "$@"
