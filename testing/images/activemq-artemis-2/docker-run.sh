#!/bin/bash
# Makes the instance, unless there is one, and runs its command.
set -e
login=--require-login
[ "${ANONYMOUS_LOGIN,,}" != true ] || login=--allow-anonymous
if [ ! -f etc/broker.xml ]; then
    # shellcheck disable=SC2086 # several options
    /opt/activemq-artemis/bin/artemis create --user $ARTEMIS_USER --password $ARTEMIS_PASSWORD --silent $login $EXTRA_ARGS .
    [ ! -d etc-override ] || cp etc-override/* etc/ || :
fi
exec ./bin/artemis "$@"
