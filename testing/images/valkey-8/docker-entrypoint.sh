#!/bin/sh
# Arguments alone are valkey-server's, which runs as the user valkey; Debian's build has protected mode on by default.
set -e

case $1 in
    -* | *.conf) set -- valkey-server "$@" ;;
esac

if [ "$1" = valkey-server ] && [ "$(id -u)" = 0 ]; then
    find . \! -user valkey -exec chown valkey '{}' +
    exec gosu valkey "$0" "$@"
fi

if [ "$1" = valkey-server ]; then
    umask 0077
    case " $* " in
        *protected-mode* | *' --version '* | *' -v '* | *' --help '* | *' -h '*) ;;
        *) set -- "$@" --protected-mode no ;;
    esac
fi

# shellcheck disable=SC2086 # several flags in one variable
exec "$@" $VALKEY_EXTRA_FLAGS
