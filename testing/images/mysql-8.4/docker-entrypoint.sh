#!/usr/bin/env bash
# Prepares the data at the first start, as the official image does, then runs the command.
set -eo pipefail
shopt -s nullglob

readonly socket=/var/run/mysqld/mysqld.sock
data=/var/lib/mysql

main() {
    [ "${1:0:1}" != - ] || set -- mysqld "$@"
    if [ "$1" = mysqld ] && ! wants_help "$@"; then
        note "Entrypoint script for MySQL Server ${MYSQL_VERSION} started."
        check_configuration "$@"
        find_data "$@"
        if [ "$(id -u)" = 0 ]; then
            mkdir -p "$data"
            find "$data" \! -user mysql -exec chown mysql '{}' +
            exec gosu mysql "${BASH_SOURCE[0]}" "$@"
        fi
        [ -d "$data/mysql" ] || initialize "$@"
    fi
    exec "$@"
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
    errors=$("$@" --verbose --help --log-bin-index="$(mktemp -u)" 2>&1 >/dev/null) ||
        fail "mysqld failed while attempting to check config
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

# VARIABLE or VARIABLE_FILE, whichever is set.
file_env() { # VARIABLE
    local file_variable=$1_FILE
    [ -z "${!1:-}" ] || [ -z "${!file_variable:-}" ] || fail "Both $1 and $file_variable are set (but are exclusive)"
    [ -z "${!file_variable:-}" ] || export "$1=$(<"${!file_variable}")"
    unset "$file_variable"
}

initialize() { # COMMAND...
    local variable
    for variable in MYSQL_ROOT_HOST MYSQL_DATABASE MYSQL_USER MYSQL_PASSWORD MYSQL_ROOT_PASSWORD; do
        file_env "$variable"
    done
    [ -n "$MYSQL_ROOT_PASSWORD$MYSQL_ALLOW_EMPTY_PASSWORD$MYSQL_RANDOM_ROOT_PASSWORD" ] ||
        fail 'Database is uninitialized and password option is not specified
    You need to specify one of the following as an environment variable:
    - MYSQL_ROOT_PASSWORD
    - MYSQL_ALLOW_EMPTY_PASSWORD
    - MYSQL_RANDOM_ROOT_PASSWORD'
    [ "$MYSQL_USER" != root ] ||
        fail 'MYSQL_USER="root", MYSQL_USER and MYSQL_PASSWORD are for configuring a regular user'
    ls /docker-entrypoint-initdb.d/ >/dev/null
    note "Initializing database files"
    "$@" --initialize-insecure --default-time-zone=SYSTEM
    note "Starting temporary server"
    "$@" --daemonize --skip-networking --default-time-zone=SYSTEM --socket="$socket" || fail "Unable to start server."
    set_up_users
    run_init_files /docker-entrypoint-initdb.d/*
    note "Stopping temporary server"
    process_sql <<<'SHUTDOWN ;' # MariaDB's mysqladmin can't tell it MySQL 8
    while [ -e /var/run/mysqld/mysqld.pid ]; do sleep 0.02; done
    note "MySQL init process done. Ready for start up."
}

process_sql() { # MYSQL-ARGUMENTS...
    MYSQL_PWD=$password mysql --protocol=socket -uroot -hlocalhost --socket="$socket" --comments "$@"
}

# What sourced scripts may call in the official image.
docker_process_sql() {
    [ -z "$MYSQL_DATABASE" ] || set -- --database="$MYSQL_DATABASE" "$@"
    process_sql "$@"
}

set_up_users() {
    local host=${MYSQL_ROOT_HOST:-%}
    [ -z "$MYSQL_RANDOM_ROOT_PASSWORD" ] || {
        MYSQL_ROOT_PASSWORD=$(head -c 24 /dev/urandom | base64)
        export MYSQL_ROOT_PASSWORD
        note "GENERATED ROOT PASSWORD: $MYSQL_ROOT_PASSWORD"
    }
    password=''
    process_sql --database=mysql <<EOSQL
ALTER USER 'root'@'localhost' IDENTIFIED BY '$MYSQL_ROOT_PASSWORD' ;
GRANT ALL ON *.* TO 'root'@'localhost' WITH GRANT OPTION ;
CREATE USER 'root'@'$host' IDENTIFIED BY '$MYSQL_ROOT_PASSWORD' ;
GRANT ALL ON *.* TO 'root'@'$host' WITH GRANT OPTION ;
EOSQL
    password=$MYSQL_ROOT_PASSWORD
    if [ -n "$MYSQL_DATABASE" ]; then
        note "Creating database $MYSQL_DATABASE"
        process_sql --database=mysql <<<"CREATE DATABASE IF NOT EXISTS \`$MYSQL_DATABASE\` ;"
    fi
    if [ -n "$MYSQL_USER" ] && [ -n "$MYSQL_PASSWORD" ]; then
        note "Creating user $MYSQL_USER"
        process_sql --database=mysql <<<"CREATE USER '$MYSQL_USER'@'%' IDENTIFIED BY '$MYSQL_PASSWORD' ;"
        [ -z "$MYSQL_DATABASE" ] ||
            process_sql --database=mysql <<<"GRANT ALL ON \`${MYSQL_DATABASE//_/\\_}\`.* TO '$MYSQL_USER'@'%' ;"
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
            *.sql.bz2) bunzip2 -c "$file" | docker_process_sql ;;
            *.sql.gz) gunzip -c "$file" | docker_process_sql ;;
            *.sql.xz) xzcat "$file" | docker_process_sql ;;
            *.sql.zst) zstd -dc "$file" | docker_process_sql ;;
            *) note "$0: ignoring $file" ;;
        esac
    done
}

main "$@"
