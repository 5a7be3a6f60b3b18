#!/bin/sh
# shellcheck disable=SC2086 # each holds several options
exec java $JAVA_OPTS $GREENMAIL_OPTS -jar greenmail-standalone.jar
