#!/usr/bin/env bash
# Starts the Grid, with as many sessions of the one browser as the environment says.
set -euo pipefail
cat /opt/selenium/config.toml - >/tmp/config.toml <<<"max-sessions = $SE_NODE_MAX_SESSIONS"
# shellcheck disable=SC2086 # several options
exec java ${SE_JAVA_OPTS:-} -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dwebdriver.http.factory=jdk-http-client \
    -cp '/opt/selenium/lib/*' org.openqa.selenium.grid.Bootstrap standalone --config /tmp/config.toml \
    --max-sessions "$SE_NODE_MAX_SESSIONS" --override-max-sessions "${SE_NODE_OVERRIDE_MAX_SESSIONS:-false}" \
    --session-timeout "$SE_NODE_SESSION_TIMEOUT" ${SE_OPTS:-}
