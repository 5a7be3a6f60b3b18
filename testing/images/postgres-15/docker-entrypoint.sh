#!/usr/bin/env bash
# Prepares PGDATA at the first start, as the official image does, then runs the command.
set -Eeo pipefail

readonly initdb_folder=/docker-entrypoint-initdb.d

main() {
    [ "${1:0:1}" != - ] || set -- postgres "$@"
    if [ "$1" = postgres ] && ! wants_help "$@"; then
        create_folders
        [ "$(id -u)" != 0 ] || exec gosu postgres "${BASH_SOURCE[0]}" "$@"
        if [ -s "$PGDATA/PG_VERSION" ]; then
            printf '\nPostgreSQL Database directory appears to contain a database; Skipping initialization\n\n'
        else
            initialize "$@"
        fi
    fi
    exec "$@"
}

wants_help() {
    local argument
    for argument in "$@"; do
        case $argument in
            -'?' | --help | --describe-config | -V | --version) return 0 ;;
        esac
    done
    return 1
}

# VARIABLE or VARIABLE_FILE, whichever is set.
file_env() { # VARIABLE DEFAULT
    local file_variable=$1_FILE
    if [ -n "${!1:-}" ] && [ -n "${!file_variable:-}" ]; then
        printf >&2 'error: both %s and %s are set (but are exclusive)\n' "$1" "$file_variable"
        exit 1
    fi
    local value=${!1:-$2}
    [ -z "${!file_variable:-}" ] || value=$(<"${!file_variable}")
    export "$1=$value"
    unset "$file_variable"
}

create_folders() {
    mkdir -p "$PGDATA"
    chmod 700 "$PGDATA" || :
    mkdir -p /var/run/postgresql || :
    chmod 3777 /var/run/postgresql || :
    [ "$(id -u)" != 0 ] || find "$PGDATA" /var/run/postgresql \! -user postgres -exec chown postgres '{}' +
}

initialize() {
    file_env POSTGRES_PASSWORD ''
    file_env POSTGRES_USER postgres
    file_env POSTGRES_DB "$POSTGRES_USER"
    file_env POSTGRES_INITDB_ARGS ''
    : "${POSTGRES_HOST_AUTH_METHOD:=}"
    require_password
    ls "$initdb_folder"/ >/dev/null
    create_cluster
    allow_hosts "$@"
    PGPASSWORD=${PGPASSWORD:-$POSTGRES_PASSWORD}
    export PGPASSWORD
    start_for_setup "$@"
    create_database
    run_init_files "$initdb_folder"/*
    pg_ctl -D "$PGDATA" -m fast -w stop
    unset PGPASSWORD
    printf '\nPostgreSQL init process complete; ready for start up.\n\n'
}

require_password() {
    [ -z "$POSTGRES_PASSWORD" ] && [ "$POSTGRES_HOST_AUTH_METHOD" != trust ] || return 0
    cat >&2 <<'EOE'
Error: Database is uninitialized and superuser password is not specified.
       You must specify POSTGRES_PASSWORD to a non-empty value for the
       superuser. For example, "-e POSTGRES_PASSWORD=password" on "docker run".

       You may also use "POSTGRES_HOST_AUTH_METHOD=trust" to allow all
       connections without a password. This is *not* recommended.

       See PostgreSQL documentation about "trust":
       https://www.postgresql.org/docs/current/auth-trust.html
EOE
    exit 1
}

create_cluster() {
    [ -z "${POSTGRES_INITDB_WALDIR:-}" ] || set -- --waldir "$POSTGRES_INITDB_WALDIR"
    eval 'initdb --username="$POSTGRES_USER" --pwfile=<(printf "%s\n" "$POSTGRES_PASSWORD") '"$POSTGRES_INITDB_ARGS"' "$@"'
}

allow_hosts() { # COMMAND...
    local method
    method=$(postgres -C password_encryption "${@:2}")
    printf '\nhost all all all %s\n' "${POSTGRES_HOST_AUTH_METHOD:-$method}" >>"$PGDATA/pg_hba.conf"
}

# For the set-up the server listens on its local socket only, so that nobody mistakes it for the real one.
start_for_setup() { # COMMAND...
    shift
    set -- "$@" -c listen_addresses='' -p "${PGPORT:-5432}"
    NOTIFY_SOCKET='' PGUSER=${PGUSER:-$POSTGRES_USER} pg_ctl -D "$PGDATA" -o "$(printf '%q ' "$@")" -w start
}

process_sql() { # DATABASE PSQL-ARGUMENTS...
    PGHOST='' PGHOSTADDR='' psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --no-password --no-psqlrc --dbname "$@"
}

# What sourced scripts may call in the official image.
docker_process_sql() { process_sql "$POSTGRES_DB" "$@"; }

create_database() {
    local exists
    exists=$(process_sql postgres --set db="$POSTGRES_DB" --tuples-only <<'EOSQL'
SELECT 1 FROM pg_database WHERE datname = :'db';
EOSQL
    )
    [ -z "$exists" ] || return 0
    process_sql postgres --set db="$POSTGRES_DB" <<'EOSQL'
CREATE DATABASE :"db";
EOSQL
    printf '\n'
}

run_init_files() { # FILE...
    local file
    printf '\n'
    for file; do
        case $file in
            *.sh)
                if [ -x "$file" ]; then
                    printf '%s: running %s\n' "$0" "$file"
                    "$file"
                else
                    printf '%s: sourcing %s\n' "$0" "$file"
                    # shellcheck source=/dev/null
                    . "$file"
                fi
                ;;
            *.sql) printf '%s: running %s\n' "$0" "$file"; docker_process_sql -f "$file"; printf '\n' ;;
            *.sql.gz) printf '%s: running %s\n' "$0" "$file"; gunzip -c "$file" | docker_process_sql; printf '\n' ;;
            *.sql.xz) printf '%s: running %s\n' "$0" "$file"; xzcat "$file" | docker_process_sql; printf '\n' ;;
            *) printf '%s: ignoring %s\n' "$0" "$file" ;;
        esac
        printf '\n'
    done
}

main "$@"
