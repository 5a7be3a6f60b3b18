#!/bin/sh
set -e

# The official image's build of Redis has protected mode off by default, Debian's has it on.
wants_our_default() { # redis-server ARGUMENT...
    case " $* " in
        *protected-mode* | *' --version '* | *' -v '* | *' --help '* | *' -h '* | *' --test-memory '*) return 1 ;;
    esac
    ! { [ -f "$2" ] && grep -q '^ *protected-mode' "$2"; }
}

# `-option` or `some.conf` alone: arguments of redis-server.
if [ "${1#-}" != "$1" ] || [ "${1%.conf}" != "$1" ]; then
    set -- redis-server "$@"
fi

# Started as root: give the data to the user redis, and go on as that user.
if [ "$1" = redis-server ] && [ "$(id -u)" = 0 ]; then
    find . \! -user redis -exec chown redis '{}' +
    exec gosu redis "$0" "$@"
fi

if [ "$1" = redis-server ]; then
    umask 0077
    ! wants_our_default "$@" || set -- "$@" --protected-mode no
fi

exec "$@"
