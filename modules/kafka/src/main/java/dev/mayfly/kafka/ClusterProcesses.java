package dev.mayfly.kafka;

import dev.mayfly.ExecSpec;
import dev.mayfly.MayflyException;
import dev.mayfly.RunningContainer;
import dev.mayfly.ready.Look;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * The processes of a cluster's container: a controller, number 0, and brokers from number 1 on,
 * each of which can be ended and started again while the others run. Thread-safe, as long as nobody
 * else stops or starts the same broker.
 */
record ClusterProcesses(RunningContainer container) {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** Holds for each node a file while it is wanted, and one with its process's number. */
  private static final String FOLDER = "/tmp/mayfly-nodes";

  /**
   * Lets the image's own program configure and format the controller, of which brokers differ by a
   * few settings and by the number in their formatted storage; and keeps each node's process for as
   * long as it is wanted. One that ends though it is wanted ends the container, with the reason as
   * the log's last line.
   */
  static final String WAIT_AND_START =
      """
      %1$s
      nodes=%2$s
      rm -rf $nodes && mkdir $nodes || exit 1
      brokers=$(seq 1 $%3$s)
      logs=${KAFKA_LOG_DIRS:-/tmp/kraft-combined-logs}
      export EXTRA_ARGS= CLUSTER_ID=${CLUSTER_ID:-5L6g3nShT-eMCtK--X86sw}
      export KAFKA_JVM_PERFORMANCE_OPTS="$KAFKA_JVM_PERFORMANCE_OPTS -XX:SharedArchiveFile=/opt/kafka/kafka.jsa"

      set_up() {
        export KAFKA_NODE_ID=0 KAFKA_PROCESS_ROLES=controller KAFKA_LOG_DIRS=$logs/0
        export KAFKA_LISTENERS=CONTROLLER://localhost:9094
        said=$(/opt/kafka/bin/kafka-run-class.sh kafka.docker.KafkaDockerWrapper setup \\
          --default-configs-dir /etc/kafka/docker --mounted-configs-dir /mnt/shared/config \\
          --final-configs-dir /opt/kafka/config 2>&1) && return
        case $said in *'already formatted'*) ;; *) echo "$said" && exit 1 ;; esac
      }
      keep() { # NODE SETTINGS
        while :; do
          until [ -e $nodes/$1.wanted ]; do sleep 0.05; done
          /opt/kafka/bin/kafka-server-start.sh $2 &
          echo $! >$nodes/$1.new && mv $nodes/$1.new $nodes/$1.pid # at once, for who reads it
          [ -e $nodes/$1.wanted ] || kill -KILL $!
          wait $!
          code=$?
          rm $nodes/$1.pid
          [ -e $nodes/$1.wanted ] || continue
          echo "Node $1 of the Kafka cluster has ended by itself, with exit code $code." >$nodes/failure
          kill -TERM $$
          exit
        done
      }
      controller() {
        export KAFKA_HEAP_OPTS=-Xmx128m
        keep 0 /opt/kafka/config/server.properties
      }
      broker() { # NODE
        mkdir -p $logs/$1
        [ -e $logs/$1/meta.properties ] ||
          sed -e "s/^node.id=.*/node.id=$1/" -e /^directory.id=/d $logs/0/meta.properties >$logs/$1/meta.properties
        first=$((9092 + %4$d * ($1 - 1)))
        eval advertised=\\$advertised_$1
        {
          cat /opt/kafka/config/server.properties
          echo # ends its last line
          echo node.id=$1
          echo process.roles=broker
          echo log.dirs=$logs/$1
          echo advertised.listeners=$advertised
          echo listeners=PLAINTEXT://:$first,NETWORK://:$((first + 1)),BROKER://localhost:$((first + 3))
        } >/opt/kafka/config/broker-$1.properties
        keep $1 /opt/kafka/config/broker-$1.properties
      }
      end() { # SIGNAL NODE...
        signal=$1
        shift
        for node; do [ ! -e $nodes/$node.pid ] || kill -$signal $(cat $nodes/$node.pid); done
        for node; do while [ -e $nodes/$node.pid ]; do sleep 0.05; done; done
      }
      finish() {
        trap '' TERM INT
        rm -f $nodes/*.wanted
        if [ -e $nodes/failure ]; then
          end KILL 0 $brokers
          cat $nodes/failure
          exit 1
        fi
        end TERM $brokers
        end TERM 0
        exit 143
      }
      set_up
      trap finish TERM INT
      for node in 0 $brokers; do : >$nodes/$node.wanted; done
      controller &
      for node in $brokers; do broker $node & done
      wait
      finish
      """
          .formatted(AdvertisedListeners.WAIT, FOLDER, Brokers.COUNT, Brokers.STEP);

  /** Ends a broker, which hands over what it leads; one that is ended already stays so. */
  void stop(int broker) {
    end(broker, "TERM");
  }

  /** The same at once, as a crash would. */
  void kill(int broker) {
    end(broker, "KILL");
  }

  private void end(int broker, String signal) {
    String file = file(broker);
    run(
        "rm -f "
            + file
            + ".wanted; [ ! -e "
            + file
            + ".pid ] || kill -"
            + signal
            + " $(cat "
            + file
            + ".pid); while [ -e "
            + file
            + ".pid ]; do sleep 0.05; done");
  }

  /**
   * Starts a broker again, and waits until it and all others that run know it as in the cluster,
   * and its copies of what others lead as complete; one that runs is left alone.
   */
  void start(int broker) {
    run(": > " + file(broker) + ".wanted");
    try {
      Look look = Patience.of(container, PATIENCE).ask(() -> look(broker));
      if (!look.isReady()) {
        throw new MayflyException(
            "Broker %d was started, and was not ready %d s later: %s"
                .formatted(broker, PATIENCE.toSeconds(), look.seen()));
      }
    } catch (IOException e) {
      container.ports(); // of a container that has ended, this tells why
      throw new MayflyException("Broker " + broker + " does not answer: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MayflyException("The wait for broker " + broker + " was interrupted.", e);
    }
  }

  private Look look(int broker) throws IOException {
    Access access = Access.of(container.spec().env());
    Look own = look(broker, container.mappedAddress(Brokers.port(broker)), access);
    return own.isReady() ? Brokers.askAll(container, asked -> look(broker, asked, access)) : own;
  }

  private static Look look(int broker, InetSocketAddress asked, Access access) throws IOException {
    try (BrokerConnection connection = BrokerConnection.open(asked, access)) {
      Metadata known = Metadata.all(connection);
      if (!known.members().containsKey(broker)) {
        return Look.notYet("the cluster's brokers are " + known.members());
      }
      return known.topics().stream()
          .filter(topic -> topic.isBehind(broker))
          .findFirst()
          .map(topic -> Look.notYet("its copy of " + topic.name() + " is not complete"))
          .orElse(Look.ready());
    }
  }

  private String file(int broker) {
    int count = Brokers.count(container.spec().env());
    if (count == 1) {
      throw new IllegalStateException(
          "This Kafka has one broker. try: brokers(3) among the container's options, or"
              + " running().stop(…).");
    }
    if (broker < 1 || broker > count) {
      throw new IllegalArgumentException(
          "There is no broker %d; they are 1 to %d.".formatted(broker, count));
    }
    return FOLDER + "/" + broker;
  }

  private void run(String script) {
    container.exec(ExecSpec.of("sh", "-c", script)).orThrow();
  }
}
