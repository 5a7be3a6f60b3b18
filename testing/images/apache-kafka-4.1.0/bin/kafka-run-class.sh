#!/usr/bin/env bash
# Runs one of Kafka's classes: kafka-run-class.sh CLASS [ARGUMENT...]
kafka=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# Quick to start rather than quick for hours: tests are short.
: "${KAFKA_JVM_PERFORMANCE_OPTS:=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:SharedArchiveFile=$kafka/kafka.jsa}"
: "${KAFKA_LOG4J_OPTS:=-Dlog4j2.configurationFile=$kafka/config/tools-log4j2.yaml}"
: "${KAFKA_HEAP_OPTS:=-Xmx256M}"
[ -z "$KAFKA_JMX_PORT" ] || KAFKA_JMX_OPTS="$KAFKA_JMX_OPTS -Dcom.sun.management.jmxremote.port=$KAFKA_JMX_PORT"

# shellcheck disable=SC2086
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" $KAFKA_HEAP_OPTS $KAFKA_JVM_PERFORMANCE_OPTS $KAFKA_JMX_OPTS $KAFKA_LOG4J_OPTS \
    -Dkafka.logs.dir="${LOG_DIR:-$kafka/logs}" -cp "${CLASSPATH:+$CLASSPATH:}$kafka/libs/*" $KAFKA_OPTS "$@"
