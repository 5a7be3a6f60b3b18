package dev.mayfly.lifetime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.ContainerSlot;
import dev.mayfly.ContainerSpec;
import dev.mayfly.ContainerStartException;
import dev.mayfly.DeclarationException;
import dev.mayfly.FileSource;
import dev.mayfly.GenericContainer;
import dev.mayfly.MayflyException;
import dev.mayfly.Network;
import dev.mayfly.RunningContainer;
import dev.mayfly.Slice;
import dev.mayfly.SliceMaker;
import dev.mayfly.SliceSlot;
import dev.mayfly.Sliced;
import dev.mayfly.engine.InMemoryEngine;
import dev.mayfly.ready.Look;
import dev.mayfly.ready.Probe;
import dev.mayfly.ready.Readiness;
import dev.mayfly.ready.ReadyWhen;
import dev.mayfly.runtime.Containers;
import dev.mayfly.runtime.QuietSession;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several containers by one call, without a test framework. */
final class ContainerGroupTests {

  private final InMemoryEngine engine = new InMemoryEngine();
  private final Containers containers = QuietSession.on(engine);

  @BeforeEach
  void images() {
    Stream.of("db:1", "app:1").forEach(engine::image);
  }

  @AfterEach
  void nothing_is_left() {
    containers.close();
    assertThat(engine.leftovers()).isEmpty();
  }

  private static GenericContainer db() {
    return GenericContainer.of("db:1");
  }

  private static GenericContainer app() {
    return GenericContainer.of("app:1");
  }

  private List<String> calls(String word) {
    return engine.calls().stream()
        .map(call -> call.replaceAll("mayfly-[0-9a-f]{12}-|-\\d+$", ""))
        .filter(call -> call.startsWith(word))
        .toList();
  }

  @Test
  void containers_start_after_those_that_they_depend_on_and_their_handles_answer() {
    GenericContainer db = db();
    GenericContainer app = app();

    try (StartedGroup group =
        ContainerGroup.of(Member.of("app", app).dependsOn("db"), Member.of("db", db))
            .start(containers)) {
      assertThat(calls("start ")).containsExactly("start db", "start app");
      assertThat(group.containers()).containsExactly(app.running(), db.running());
      assertThat(db.running().isRunning()).isTrue();
    }

    assertThat(calls("remove CONTAINER")).hasSize(2);
    assertThatThrownBy(db::running)
        .isInstanceOf(MayflyException.class)
        .hasMessageContaining("is gone");
  }

  @Test
  void a_container_is_found_by_its_aliases() {
    TestReach.on(engine, "app:1");
    GenericContainer app = app();
    ContainerGroup group =
        ContainerGroup.of(Member.of("db", db()).aliases("orders", "stock"), Member.of("app", app));

    try (StartedGroup started = group.start(containers)) {
      assertThat(started.containers()).hasSize(2);
      for (String name : List.of("db", "orders", "stock")) {
        assertThat(app.running().exec("reach", name).exitCode()).as(name).isZero();
      }
      assertThat(app.running().exec("reach", "other").exitCode()).isEqualTo(1);
    }
  }

  @Test
  void when_one_fails_the_others_are_given_up_and_removed() {
    CountDownLatch waitedFor = new CountDownLatch(1);
    GenericContainer slow =
        db().readyWhen(
                ReadyWhen.check(
                    "never",
                    probe -> {
                      waitedFor.countDown();
                      return Look.notYet("still empty");
                    }));
    GenericContainer failing =
        app()
            .readyWhen(
                ReadyWhen.check(
                    "once the other is waited for",
                    probe -> {
                      waitedFor.await();
                      return Look.never("on purpose");
                    }));
    ContainerGroup group =
        ContainerGroup.of(
            Member.of("slow", slow),
            Member.of("waiting", db()).dependsOn("slow"),
            Member.of("failing", failing));

    assertThatThrownBy(() -> group.start(containers))
        .isInstanceOf(ContainerStartException.class)
        .hasMessageContaining("container failing")
        .hasMessageContaining("on purpose")
        .hasNoSuppressedExceptions();

    assertThat(calls("start ")).containsExactlyInAnyOrder("start slow", "start failing");
    assertThat(calls("remove CONTAINER")).hasSize(2);
  }

  @Test
  void what_can_not_work_is_told_at_once_and_nothing_is_started() {
    ContainerGroup group =
        ContainerGroup.of(
            Member.of("a", db()).dependsOn("b"),
            Member.of("b", db()).dependsOn("a"),
            Member.of("c", db()).dependsOn("nobody"),
            Member.of("d e", db()));

    assertThatThrownBy(() -> group.start(containers))
        .isInstanceOf(DeclarationException.class)
        .hasMessageContaining("container a: dependsOn goes in a circle: a → b → a")
        .hasMessageContaining(
            "container c: dependsOn names \"nobody\", but the containers here are [a, b, c, d e]")
        .hasMessageContaining("container d e: \"d e\" can't be its name on a network");
    assertThat(calls("create ")).isEmpty();
  }

  @Test
  void two_containers_of_a_group_can_not_have_one_name() {
    ContainerGroup group =
        ContainerGroup.of(Member.of("db", db()), Member.of("app", app()).aliases("db"));

    assertThatThrownBy(() -> group.start(containers))
        .isInstanceOf(DeclarationException.class)
        .hasMessageContaining("container app: on network")
        .hasMessageContaining("it is called [db], as is container db; rename one of them");
    assertThat(calls("create ")).isEmpty();
  }

  @Test
  void two_members_can_not_have_one_handle() {
    GenericContainer db = db();
    ContainerGroup group = ContainerGroup.of(Member.of("db", db), Member.of("other", db));

    assertThatThrownBy(() -> group.start(containers))
        .isInstanceOf(DeclarationException.class)
        .hasMessageContaining(
            "container other: its value is the very object that container db has");
  }

  @Test
  void groups_side_by_side_may_use_the_same_names_and_reach_only_their_own() {
    TestReach.on(engine, "app:1");
    GenericContainer app = app();
    ContainerGroup one = ContainerGroup.of(Member.of("db", db()), Member.of("one", app));
    ContainerGroup two = ContainerGroup.of(Member.of("db", db()), Member.of("two", app()));

    try (StartedGroup first = one.start(containers);
        StartedGroup second = two.start(containers)) {
      assertThat(app.running().exec("reach", "db").exitCode()).isZero();
      assertThat(app.running().exec("reach", "two").exitCode()).isEqualTo(1);
      assertThat(first.containers()).doesNotContainAnyElementsOf(second.containers());
    }
  }

  @Test
  void a_group_within_another_depends_on_its_containers_and_leaves_them_running() {
    GenericContainer db = db();
    GenericContainer app = app();
    try (StartedGroup outer = ContainerGroup.of(Member.of("db", db)).start(containers)) {
      try (StartedGroup inner =
          ContainerGroup.of(Member.of("app", app).dependsOn("db")).start(outer)) {
        assertThat(inner.containers()).containsExactly(app.running());
      }
      assertThat(calls("remove CONTAINER")).containsExactly("remove CONTAINER app");
      assertThat(db.running().isRunning()).isTrue();
    }
  }

  @Test
  void a_session_removes_what_no_group_has_closed() {
    ContainerGroup.of(Member.of("db", db()), Member.of("app", app())).start(containers);

    containers.close();

    assertThat(engine.leftovers()).isEmpty();
    assertThatThrownBy(() -> ContainerGroup.of(Member.of("db", db())).start(containers))
        .isInstanceOf(MayflyException.class)
        .hasMessageContaining("The session is closed");
  }

  @Test
  void slices_are_made_with_the_group_and_dropped_with_it() {
    Server server = Server.of();
    Room mine = new Room(SliceSlot.of());
    Room other = new Room(SliceSlot.of());
    try (StartedGroup outer =
        ContainerGroup.of(Member.of("house", server)).slice("house", mine).start(containers)) {
      try (StartedGroup inner = ContainerGroup.of().slice("house", other).start(outer)) {
        assertThat(inner.containers()).isEmpty();
        assertThat(mine.name()).isNotEqualTo(other.name());
        assertThat(server.standing()).contains(mine.name(), other.name());
      }
      assertThatThrownBy(other::name).hasMessageContaining("it was made for the group, which is");
      assertThat(outer.containers()).hasSize(1);
    }
  }

  @Test
  void two_slices_of_one_server_are_two() {
    Room one = new Room(SliceSlot.of());
    Room two = new Room(SliceSlot.of());
    ContainerGroup group =
        ContainerGroup.of(Member.of("house", Server.of())).slice("house", one).slice("house", two);

    try (StartedGroup started = group.start(containers)) {
      assertThat(started.containers()).hasSize(1);
      assertThat(one.name()).isNotEqualTo(two.name());
    }
  }

  @Test
  void an_interrupt_gives_up_all_starts_and_leaves_nothing() throws Exception {
    CountDownLatch waitedFor = new CountDownLatch(2);
    ReadyWhenNever never = new ReadyWhenNever(waitedFor);
    ContainerGroup group =
        ContainerGroup.of(
            Member.of("one", db().readyWhen(never)), Member.of("two", app().readyWhen(never)));
    CompletableFuture<Throwable> outcome = new CompletableFuture<>();
    Thread starter =
        new Thread(
            () -> {
              try (StartedGroup started = group.start(containers)) {
                outcome.complete(new AssertionError("started " + started.containers()));
              } catch (RuntimeException e) {
                outcome.complete(e);
              }
            });
    starter.start();
    waitedFor.await();

    starter.interrupt();

    assertThat(outcome.get(30, TimeUnit.SECONDS))
        .isInstanceOf(MayflyException.class)
        .isNotInstanceOf(AssertionError.class);
    starter.join();
    assertThat(calls("remove CONTAINER")).hasSize(2);
  }

  private record ReadyWhenNever(CountDownLatch asked) implements Readiness {
    @Override
    public Look look(Probe probe) {
      asked.countDown();
      return Look.notYet("still empty");
    }

    @Override
    public String describe() {
      return "never";
    }
  }

  @Test
  void nothing_starts_within_a_group_that_is_closed() {
    StartedGroup outer = ContainerGroup.of(Member.of("db", db())).start(containers);
    outer.close();
    ContainerGroup inner = ContainerGroup.of(Member.of("app", app()).dependsOn("db"));

    assertThatThrownBy(() -> inner.start(outer))
        .isInstanceOf(MayflyException.class)
        .hasMessageContaining("can't be started any more");
    assertThat(calls("start ")).containsExactly("start db");
  }

  @Test
  void two_members_can_not_have_one_name_on_networks_apart_either() {
    ContainerGroup group =
        ContainerGroup.of(
            Member.of("x", db().network(Network.of("one"))),
            Member.of("x", db().network(Network.of("two"))),
            Member.of("y", app()).dependsOn("x"));

    assertThatThrownBy(() -> group.start(containers))
        .isInstanceOf(DeclarationException.class)
        .hasMessageContaining("container x: another member of the group has its name");
    assertThat(calls("create ")).isEmpty();
  }

  @Test
  void a_group_that_is_closed_after_its_session_has_nothing_to_do() {
    StartedGroup group = ContainerGroup.of(Member.of("db", db())).start(containers);
    containers.close();

    group.close();

    assertThat(engine.leftovers()).isEmpty();
  }

  @Test
  void a_slice_of_what_offers_none_is_refused() {
    Room room = new Room(SliceSlot.of());
    ContainerGroup group =
        ContainerGroup.of(Member.of("db", db())).slice("db", room).slice("nobody", room);

    assertThatThrownBy(() -> group.start(containers))
        .isInstanceOf(DeclarationException.class)
        .hasMessageContaining("slice of db: a GenericContainer offers no Room")
        .hasMessageContaining(
            "slice of nobody: it names \"nobody\", but the containers here are [db]");
    assertThat(calls("create ")).isEmpty();
  }

  @Test
  void when_a_slice_can_not_be_made_the_containers_are_removed() {
    Server server = Server.of();
    server.standing().add("full");
    ContainerGroup group =
        ContainerGroup.of(Member.of("house", server)).slice("house", new Room(SliceSlot.of()));

    assertThatThrownBy(() -> group.start(containers))
        .isInstanceOf(MayflyException.class)
        .hasMessageContaining("Can't make the Room of slice of house")
        .hasMessageEndingWith("there is no room");
    assertThat(calls("remove CONTAINER")).containsExactly("remove CONTAINER house");
  }

  /** A part of a {@link Server}. */
  record Room(SliceSlot slot) implements Slice {

    @Override
    public Room scripts(FileSource... scripts) {
      return this;
    }
  }

  /** A service that is sliced, until it is full. */
  record Server(ContainerSlot slot, Set<String> standing) implements Sliced<Room> {

    static Server of() {
      return new Server(ContainerSlot.of(ContainerSpec.of("db:1")), ConcurrentHashMap.newKeySet());
    }

    @Override
    public SliceMaker<Room> slices(RunningContainer container, String run) {
      return new Maker(container.id(), standing);
    }
  }

  private record Maker(String prefix, Set<String> standing) implements SliceMaker<Room> {

    @Override
    public Object content(Room description) {
      return "nothing";
    }

    @Override
    public String make(Room description) {
      if (standing.contains("full")) {
        throw new IllegalStateException("there is no room");
      }
      String name =
          Stream.iterate(1, i -> i + 1)
              .map(i -> prefix + i)
              .filter(standing::add)
              .findFirst()
              .orElseThrow();
      return name;
    }

    @Override
    public boolean isThere(String name) {
      return standing.contains(name);
    }

    @Override
    public void drop(String name) {
      standing.remove(name);
    }

    @Override
    public void close() {
      // nothing is kept
    }
  }
}
