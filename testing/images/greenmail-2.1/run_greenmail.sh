#!/bin/sh
# shellcheck disable=SC2086 # each holds several options
exec java $JAVA_OPTS $GREENMAIL_OPTS $GREENMAIL_ADDITIONAL_OPTS -jar greenmail-standalone.jar
