package dev.mayfly.junit;

import dev.mayfly.ContainerHandle;
import dev.mayfly.DeclarationException;
import dev.mayfly.MayflyException;
import dev.mayfly.RunningContainer;
import dev.mayfly.Slice;
import dev.mayfly.SliceMaker;
import dev.mayfly.Sliced;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The shops of a session, one for each container that slices were asked of. Thread-safe. */
final class SliceShops implements AutoCloseable {

  private static final String AHEAD = "mayfly.isolation.ahead";

  private final RunSession session;
  private final Map<String, Lazy<SliceShop<?>>> byContainer = new ConcurrentHashMap<>();

  SliceShops(RunSession session) {
    this.session = session;
  }

  /**
   * The shop of a container, opened now if it is not yet.
   *
   * @param wish what is asked of it
   * @param place what messages call the wish's declaration
   * @throws MayflyException if it can't be opened
   */
  SliceShop<?> of(RunningContainer container, ContainerHandle handle, Slice wish, String place) {
    Lazy<SliceShop<?>> shop =
        byContainer.computeIfAbsent(
            container.id(), id -> new Lazy<>(() -> open(container, (Sliced<?>) handle)));
    try {
      return shop.get();
    } catch (RuntimeException e) {
      byContainer.remove(container.id(), shop); // who asks next may have better luck
      throw SliceShop.failed(container, wish, place, e);
    }
  }

  private <S extends Slice> SliceShop<S> open(RunningContainer container, Sliced<S> handle) {
    int ahead = ahead(session.containers().settings().get(AHEAD).orElse("2"));
    SliceMaker<S> maker = handle.slices(container, session.containers().sessionId());
    return new SliceShop<>(container, maker, ahead, session.threads());
  }

  private static int ahead(String text) {
    if (!text.matches("\\d{1,3}")) {
      throw new DeclarationException(
          "Setting " + AHEAD + " is \"" + text + "\"; it must be a number from 0 to 999.");
    }
    return Integer.parseInt(text);
  }

  /** A container is to be removed. */
  void close(RunningContainer container) {
    Lazy<SliceShop<?>> shop = byContainer.remove(container.id());
    if (shop != null) {
      shop.ifMade().ifPresent(SliceShop::close);
    }
  }

  @Override
  public void close() {
    byContainer.values().forEach(shop -> shop.ifMade().ifPresent(SliceShop::close));
    byContainer.clear();
  }
}
