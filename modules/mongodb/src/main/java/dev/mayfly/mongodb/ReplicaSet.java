package dev.mayfly.mongodb;

import dev.mayfly.ContainerSpec;
import dev.mayfly.FileSource;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Makes a server a replica set of one, from inside its container.
 *
 * <p>The set's name is in a configuration file, since the image leaves it out for the server that
 * runs the init scripts only if it stands there. A shell of MongoDB's starts beside the server and
 * initiates the set as soon as the server listens.
 */
final class ReplicaSet {

  private static final String CONFIGURATION = "/etc/mayfly-replica-set.conf";
  private static final String INITIATION = "/etc/mayfly-replica-set.js";

  /** A server with users wants its members to have a key, also where there is only one. */
  private static final String START =
      """
      if ! command -v mongosh >/dev/null; then
        echo 'replicaSet() needs mongosh, which this image has not; try: mongo:5 or later' >&2
        exit 1
      fi
      if [ -n "$MONGO_INITDB_ROOT_USERNAME" ]; then
        key=/tmp/mayfly-replica-set-key
        if [ ! -e $key ]; then
          head -c 96 /dev/urandom | base64 >$key
          chmod 400 $key
          [ "$(id -u)" != 0 ] || chown mongodb $key
        fi
        set -- "$@" --keyFile $key
      fi
      mongosh --nodb --quiet --norc --file %s &
      exec docker-entrypoint.sh "$@"
      """
          .formatted(INITIATION);

  /** Until it has worked, or had worked before the container was started again. */
  private static final String INITIATE =
      """
      const user = process.env.MONGO_INITDB_ROOT_USERNAME;
      const password = process.env.MONGO_INITDB_ROOT_PASSWORD;
      const login = user ? encodeURIComponent(user) + ':' + encodeURIComponent(password) + '@' : '';
      const source = user ? '&authSource=admin' : '';
      const member = { _id: 0, host: require('os').hostname() + ':27017' };
      let patience = 100;
      let said = '';
      for (;;) {
        try {
          const options = '?directConnection=true&serverSelectionTimeoutMS=' + Math.round(patience);
          const admin = connect('mongodb://' + login + '127.0.0.1:27017/admin' + options + source);
          admin.adminCommand({ replSetInitiate: { _id: 'rs0', members: [member] } });
          break;
        } catch (e) {
          if (e.codeName === 'AlreadyInitialized') {
            break;
          }
          if (e.message !== said) {
            said = e.message;
            print('replica set rs0 is not initiated yet: ' + said);
          }
          patience = Math.min(2000, patience * 1.2);
          sleep(50);
        }
      }
      """;

  private ReplicaSet() {}

  /** The same server as a replica set of one. */
  static ContainerSpec of(ContainerSpec spec) {
    List<String> command = Objects.requireNonNullElse(spec.command(), List.of("mongod"));
    if (command.contains(START)) {
      return spec;
    }
    Stream<String> wrapped =
        Stream.of(
                Stream.of("sh", "-c", START, "replica-set"),
                command.stream(),
                Stream.of("--config", CONFIGURATION))
            .flatMap(part -> part);
    return spec.copy(FileSource.text("replication:\n  replSetName: rs0\n"), CONFIGURATION)
        .copy(FileSource.text(INITIATE), INITIATION)
        .command(wrapped.toArray(String[]::new));
  }
}
