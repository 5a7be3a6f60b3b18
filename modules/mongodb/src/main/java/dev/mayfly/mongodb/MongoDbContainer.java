package dev.mayfly.mongodb;

import dev.mayfly.CheckReturnValue;
import dev.mayfly.ContainerSlot;
import dev.mayfly.ContainerSpec;
import dev.mayfly.FileSource;
import dev.mayfly.ImageName;
import dev.mayfly.ImageSource;
import dev.mayfly.InitScripts;
import dev.mayfly.RunningContainer;
import dev.mayfly.SliceMaker;
import dev.mayfly.Sliced;
import dev.mayfly.arguments.Given;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A handle on a MongoDB server, ready when it takes writes.
 *
 * <p>It lets everybody in and is no replica set unless told otherwise; its database is {@code
 * test}. Immutable in its options: each returns a copy. Thread-safe.
 */
@CheckReturnValue
public final class MongoDbContainer implements Sliced<MongoDbDatabase> {

  private static final InitScripts SCRIPTS =
      InitScripts.in("/docker-entrypoint-initdb.d", ".js", ".sh");

  private final ContainerSlot slot;

  private MongoDbContainer(ContainerSpec spec) {
    Login.requireKnown(spec);
    this.slot = ContainerSlot.of(KeptData.of(spec));
  }

  /** A MongoDB 8. */
  public static MongoDbContainer of() {
    return of("mongo:8");
  }

  /**
   * A server from the official image or one that starts like it.
   *
   * @throws IllegalArgumentException if {@code image} is no image name
   */
  public static MongoDbContainer of(String image) {
    return of(ImageName.parse(image));
  }

  public static MongoDbContainer of(ImageSource image) {
    return new MongoDbContainer(
        ContainerSpec.of(image)
            .expose(Login.PORT)
            .command("mongod")
            .env(Login.DATABASE, "test")
            .readyWhen(new PrimaryReadiness()));
  }

  @Override
  public ContainerSlot slot() {
    return slot;
  }

  /** Gives out databases, as {@link MongoDbDatabase} says. */
  @Override
  public SliceMaker<MongoDbDatabase> slices(RunningContainer container, String run) {
    return new DatabaseMaker(container, run);
  }

  /**
   * Changes the description with any option that {@link ContainerSpec} has.
   *
   * @throws IllegalArgumentException if the login is then in a file, {@code
   *     MONGO_INITDB_ROOT_PASSWORD_FILE} and its like
   */
  public MongoDbContainer customize(UnaryOperator<ContainerSpec> change) {
    return new MongoDbContainer(Given.value(change, "customize").apply(slot.spec()));
  }

  /** The database of {@link #uri()}, in which init scripts run too; {@code test} unless given. */
  public MongoDbContainer database(String name) {
    return customize(spec -> spec.env(Login.DATABASE, Given.name(name, "database")));
  }

  /** The root user, whom the server asks for; the password is {@code mongodb} unless given. */
  public MongoDbContainer user(String name) {
    return customize(spec -> Login.user(spec, Given.name(name, "user")));
  }

  /**
   * The root user's password, which the server asks for; the user is {@code root} unless given.
   *
   * @throws IllegalArgumentException if it is empty, which the image refuses
   */
  public MongoDbContainer password(String password) {
    return customize(spec -> Login.password(spec, password));
  }

  /**
   * Scripts from the class path that run once, in the order given, before the server can be
   * reached. One that fails, fails the start.
   *
   * @throws IllegalArgumentException if a name ends in none of {@code .js} and {@code .sh}
   */
  public MongoDbContainer initScript(String... resources) {
    return initScript(
        Given.values(resources, "initScript").stream()
            .map(FileSource::resource)
            .toArray(FileSource[]::new));
  }

  /** The same for scripts from anywhere; content without a file name must be JavaScript. */
  public MongoDbContainer initScript(FileSource... scripts) {
    return customize(spec -> SCRIPTS.add(spec, scripts));
  }

  /**
   * Makes the server a replica set of one, {@code rs0}, as transactions, change streams and causal
   * sessions need. It is the primary when it counts as ready. Needs {@code mongosh} in the image,
   * which MongoDB's has from version 5 on.
   *
   * <p>The set knows its member by the container's host name. So containers on its network may
   * connect with {@code replicaSet=rs0}; this JVM can't reach that name, and connects directly, as
   * {@link #uri()} says.
   */
  public MongoDbContainer replicaSet() {
    return customize(ReplicaSet::of);
  }

  /**
   * Lets the databases be kept as an image when init scripts have run, so that later runs start
   * with them; see {@link ContainerSpec#snapshot()}. The data lies in {@code /mongo-data} then and
   * on no volume, unless the command's {@code --dbpath} says where. The image holds the passwords
   * that were set, as the server has them.
   */
  public MongoDbContainer snapshot() {
    return customize(ContainerSpec::snapshot);
  }

  public String database() {
    return Login.of(slot.spec()).database();
  }

  /** The root user, or null if none is asked for. */
  public @Nullable String user() {
    return Login.of(slot.spec()).user();
  }

  /** The root user's password, or null if none is asked for. */
  public @Nullable String password() {
    return Login.of(slot.spec()).password();
  }

  /** The port on {@link #host()} that leads to the server. */
  public int port() {
    return port(Login.PORT);
  }

  /**
   * The connection string for this JVM: {@code mongodb://host:port/database?directConnection=true},
   * with the root user and the password if there are any. Direct, so that no driver looks for the
   * server where it knows itself.
   */
  public String uri() {
    return Login.of(slot.spec()).uri(address(Login.PORT));
  }

  /** The same for containers on the same network, at {@code alias:27017}. */
  public String networkUri() {
    return Login.of(slot.spec()).uri(networkAddress(Login.PORT));
  }
}
