package dev.mayfly.junit;

import static org.awaitility.Awaitility.await;

import dev.mayfly.ContainerSlot;
import dev.mayfly.ContainerSpec;
import dev.mayfly.FileSource;
import dev.mayfly.RunningContainer;
import dev.mayfly.Slice;
import dev.mayfly.SliceMaker;
import dev.mayfly.SliceSlot;
import dev.mayfly.Sliced;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A handle on a service that is sliced, as a module has it. */
record SlicedFixture(ContainerSlot slot) implements Sliced<SlicedFixture.Room> {

  /** What is made and not dropped yet, by all makers. */
  static final Set<String> STANDING = ConcurrentHashMap.newKeySet();

  /** How many makers were opened. */
  static final AtomicInteger OPENED = new AtomicInteger();

  /** How many makers were closed. */
  static final AtomicInteger CLOSED = new AtomicInteger();

  /** How many makers can't be opened, from now on. */
  static final AtomicInteger UNOPENED = new AtomicInteger();

  /** How many makers fail when they are closed, from now on. */
  static final AtomicInteger UNCLOSED = new AtomicInteger();

  /** How many slices there is room for. */
  static final AtomicInteger ROOM = new AtomicInteger();

  /** How many times a maker found no room. */
  static final AtomicInteger REFUSED = new AtomicInteger();

  static SlicedFixture of() {
    return of("db:1");
  }

  static SlicedFixture of(String image) {
    return new SlicedFixture(ContainerSlot.of(ContainerSpec.of(image)));
  }

  static void forget() {
    STANDING.clear();
    OPENED.set(0);
    CLOSED.set(0);
    UNOPENED.set(0);
    UNCLOSED.set(0);
    ROOM.set(Integer.MAX_VALUE);
    REFUSED.set(0);
  }

  @Override
  public SliceMaker<Room> slices(RunningContainer container, String run) {
    if (UNOPENED.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new IllegalStateException("the house is closed");
    }
    OPENED.incrementAndGet();
    return new Maker(container.id() + "/", new AtomicInteger());
  }

  /** A slice. */
  record Room(SliceSlot slot, List<String> furniture) implements Slice {

    static Room of() {
      return new Room(SliceSlot.of(), List.of());
    }

    @Override
    public Room scripts(FileSource... scripts) {
      return new Room(SliceSlot.of(), Stream.of(scripts).map(FileSource::describe).toList());
    }
  }

  private record Maker(String prefix, AtomicInteger number) implements SliceMaker<Room> {

    @Override
    public Object content(Room description) {
      return description.furniture();
    }

    @Override
    public String make(Room description) {
      if (description.furniture().stream().anyMatch(piece -> piece.contains("broken"))) {
        throw new IllegalStateException("the chair is broken");
      }
      if (STANDING.size() >= ROOM.get()) {
        REFUSED.incrementAndGet();
        throw new IllegalStateException("there is no room");
      }
      String name = prefix + String.join("+", description.furniture()) + number.incrementAndGet();
      STANDING.add(name);
      return name;
    }

    @Override
    public boolean isThere(String name) {
      return STANDING.contains(name);
    }

    /** When room is scarce, it is slower than the test that comes next. */
    @Override
    public void drop(String name) {
      if (ROOM.get() < Integer.MAX_VALUE) {
        await().until(() -> REFUSED.get() > 0);
      }
      STANDING.remove(name);
    }

    @Override
    public void close() {
      CLOSED.incrementAndGet();
      if (UNCLOSED.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        throw new IllegalStateException("the door is stuck");
      }
    }
  }
}
