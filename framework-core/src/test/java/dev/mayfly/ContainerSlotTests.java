package dev.mayfly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ContainerSlotTests {

  private final ContainerSlot slot = ContainerSlot.of(ContainerSpec.of("redis:7"));
  private final Object first = new Object();
  private final Object second = new Object();
  private final RunningContainer one = container("one");
  private final RunningContainer two = container("two");

  /** A container that has nothing but a name. */
  private static RunningContainer container(String name) {
    return (RunningContainer)
        Proxy.newProxyInstance(
            RunningContainer.class.getClassLoader(),
            new Class<?>[] {RunningContainer.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "toString", "name" -> name;
                  case "equals" -> proxy == arguments[0];
                  case "hashCode" -> name.hashCode();
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  @Test
  void without_an_owner_it_says_what_to_do() {
    assertThatExceptionOfType(MayflyException.class)
        .isThrownBy(slot::running)
        .withMessageContaining("redis:7")
        .withMessageContaining("belongs to no running test or session")
        .withMessageContaining("@Container")
        .withMessageContaining("Containers.start");
  }

  @Test
  void the_only_owner_answers_every_thread() {
    slot.bind(first, () -> one);

    assertThat(slot.running()).isSameAs(one);
    assertThat(CompletableFuture.supplyAsync(slot::running).join()).isSameAs(one);
  }

  @Test
  void the_container_is_asked_for_when_it_is_needed_and_not_before() {
    AtomicInteger starts = new AtomicInteger();
    slot.bind(
        first,
        () -> {
          starts.incrementAndGet();
          return one;
        });
    assertThat(starts).hasValue(0);

    slot.running();
    assertThat(starts).hasValue(1);
  }

  @Test
  void a_failure_to_start_reaches_who_asked() {
    MayflyException failure = new MayflyException("no such image");
    slot.bind(
        first,
        () -> {
          throw failure;
        });

    assertThatExceptionOfType(MayflyException.class).isThrownBy(slot::running).isSameAs(failure);
  }

  @Test
  void of_several_owners_the_one_that_the_thread_has_entered_answers() {
    slot.bind(first, () -> one);
    slot.bind(second, () -> two);

    CompletableFuture<RunningContainer> other =
        CompletableFuture.supplyAsync(
            () -> {
              slot.enter(second);
              try {
                return slot.running();
              } finally {
                slot.leave();
              }
            });
    slot.enter(first);

    assertThat(slot.running()).isSameAs(one);
    assertThat(other.join()).isSameAs(two);
    slot.leave();
  }

  @Test
  void of_several_owners_a_strange_thread_gets_none() {
    slot.bind(first, () -> one);
    slot.bind(second, () -> two);

    assertThatExceptionOfType(MayflyException.class)
        .isThrownBy(slot::running)
        .withMessageContaining("redis:7")
        .withMessageContaining("this thread belongs to none of them")
        .withMessageContaining("wider scope");
  }

  @Test
  void a_thread_never_gets_the_container_of_another_owner() {
    slot.bind(second, () -> two);
    slot.enter(first);
    try {
      assertThatExceptionOfType(MayflyException.class)
          .isThrownBy(slot::running)
          .withMessageContaining("redis:7");
    } finally {
      slot.leave();
    }
  }

  @Test
  void an_owner_that_has_left_no_longer_answers() {
    slot.bind(first, () -> one);
    slot.bind(second, () -> two);
    slot.enter(first);

    slot.unbind(second);
    assertThat(slot.running()).isSameAs(one);

    slot.unbind(first);
    assertThatExceptionOfType(MayflyException.class).isThrownBy(slot::running);
    slot.leave();
  }

  @Test
  void binding_again_replaces_the_container_of_the_same_owner() {
    slot.bind(first, () -> one);
    slot.bind(first, () -> two);

    assertThat(slot.running()).isSameAs(two);
  }

  @Test
  void many_owners_come_and_go_at_once_and_each_sees_its_own() {
    CompletableFuture<?>[] owners = new CompletableFuture<?>[8];
    for (int i = 0; i < owners.length; i++) {
      RunningContainer own = container("own-" + i);
      owners[i] = CompletableFuture.runAsync(() -> comesAndGoes(own));
    }

    CompletableFuture.allOf(owners).join();

    assertThatExceptionOfType(MayflyException.class)
        .isThrownBy(slot::running)
        .withMessageContaining("belongs to no running test");
  }

  private void comesAndGoes(RunningContainer own) {
    for (int i = 0; i < 200; i++) {
      Object owner = new Object();
      slot.bind(owner, () -> own);
      slot.enter(owner);
      assertThat(slot.running()).isSameAs(own);
      slot.leave();
      slot.unbind(owner);
    }
  }

  @Test
  void a_handle_asks_its_slot() {
    GenericContainer handle = GenericContainer.of("redis:7");
    handle.slot().bind(first, () -> one);

    assertThat(handle.running()).isSameAs(one);
    assertThat(handle.slot().spec()).isEqualTo(ContainerSpec.of("redis:7"));
  }

  @Test
  void a_description_that_got_lost_is_told_with_who_may_have_lost_it() {
    GenericContainer app = GenericContainer.of("app:1");

    assertThatThrownBy(() -> app.customize(spec -> null))
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("what customize is given has to return one");
  }
}
