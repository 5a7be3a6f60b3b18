#!/usr/bin/env bash
# kafka-server-start.sh server.properties [--override property=value]...
kafka=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export KAFKA_LOG4J_OPTS=${KAFKA_LOG4J_OPTS:--Dlog4j2.configurationFile=$kafka/config/log4j2.yaml}
export KAFKA_HEAP_OPTS=${KAFKA_HEAP_OPTS:--Xmx512M}
exec "$kafka/bin/kafka-run-class.sh" kafka.Kafka "$@"
