#!/usr/bin/env bash
# Runs the server with the arguments given, or another command.
set -euo pipefail
case ${1:-} in
    -* | '')
        # shellcheck disable=SC2086
        exec java ${JAVA_OPTS:-} -cp '/var/wiremock/lib/*:/var/wiremock/extensions/*' wiremock.Run "$@" ${WIREMOCK_OPTIONS:-}
        ;;
    *) exec "$@" ;;
esac
