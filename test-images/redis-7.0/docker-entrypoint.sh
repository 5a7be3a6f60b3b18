#!/bin/sh
set -e

# `-option` or `some.conf` alone: arguments of redis-server.
if [ "${1#-}" != "$1" ] || [ "${1%.conf}" != "$1" ]; then
    set -- redis-server "$@"
fi

# Started as root: give the data to the user redis, and go on as that user.
if [ "$1" = redis-server ] && [ "$(id -u)" = 0 ]; then
    find . \! -user redis -exec chown redis '{}' +
    exec gosu redis "$0" "$@"
fi

# The official image's build of Redis has protected mode off by default; Debian's has it on.
# Options after a configuration file win over it, so an explicit one of the user must stay the last.
if [ "$1" = redis-server ]; then
    umask 0077
    shift
    case $1 in
        '' | -*) set -- --protected-mode no "$@" ;;
        *) config=$1; shift; set -- "$config" "$@" ;;
    esac
    exec redis-server "$@"
fi

exec "$@"
