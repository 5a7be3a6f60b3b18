package dev.mayfly.browser;

import dev.mayfly.CheckReturnValue;
import dev.mayfly.ContainerSlot;
import dev.mayfly.ContainerSpec;
import dev.mayfly.ImageName;
import dev.mayfly.ImageSource;
import dev.mayfly.RunningContainer;
import dev.mayfly.SliceMaker;
import dev.mayfly.Sliced;
import dev.mayfly.arguments.Given;
import dev.mayfly.ready.ReadyWhen;
import java.net.URI;
import java.util.function.UnaryOperator;

/**
 * A handle on a browser that clients drive by WebDriver, ready when it says that it takes sessions.
 * What it shows when a test fails is kept: see {@link Screens}. Immutable in its options: each
 * returns a copy. Thread-safe.
 */
@CheckReturnValue
public final class BrowserContainer implements Sliced<BrowserSession> {

  private static final long SHARED_MEMORY = 2L << 30;
  private static final String SESSIONS = "SE_NODE_MAX_SESSIONS";

  private final ContainerSlot slot;

  private BrowserContainer(ContainerSpec spec) {
    this.slot = ContainerSlot.of(spec);
  }

  /** A Chromium that takes eight sessions at a time. */
  public static BrowserContainer of() {
    return of("selenium/standalone-chromium:4.34.0");
  }

  /**
   * A browser from one of Selenium's standalone images, also with Firefox or Edge, or one that
   * starts like them.
   *
   * @throws IllegalArgumentException if {@code image} is no image name
   */
  public static BrowserContainer of(String image) {
    return of(ImageName.parse(image));
  }

  public static BrowserContainer of(ImageSource image) {
    return new BrowserContainer(
            ContainerSpec.of(image)
                .expose(WebDriver.PORT)
                .sharedMemory(SHARED_MEMORY)
                .env("SE_NODE_OVERRIDE_MAX_SESSIONS", "true")
                .env("SE_ENABLE_TRACING", "false")
                .readyWhen(
                    ReadyWhen.http("/status")
                        .port(WebDriver.PORT)
                        .status(200)
                        .body("\"ready\":\\s*true"))
                .witness(new Screens()))
        .sessions(8);
  }

  @Override
  public ContainerSlot slot() {
    return slot;
  }

  /** Opens sessions, as {@link BrowserSession} says. */
  @Override
  public SliceMaker<BrowserSession> slices(RunningContainer container, String run) {
    return new SessionMaker(container);
  }

  /** Changes the description with any option that {@link ContainerSpec} has. */
  public BrowserContainer customize(UnaryOperator<ContainerSpec> change) {
    return new BrowserContainer(Given.value(change, "customize").apply(slot.spec()));
  }

  /**
   * How many sessions there may be at a time; others wait.
   *
   * @throws IllegalArgumentException if it is less than one
   */
  public BrowserContainer sessions(int most) {
    return customize(spec -> spec.env(SESSIONS, positive(most, "sessions")));
  }

  /**
   * The size of the screen in pixels, which a window can fill.
   *
   * @throws IllegalArgumentException if one is less than one
   */
  public BrowserContainer size(int width, int height) {
    return customize(
        spec ->
            spec.env("SE_SCREEN_WIDTH", positive(width, "width"))
                .env("SE_SCREEN_HEIGHT", positive(height, "height")));
  }

  private static String positive(int value, String option) {
    if (value < 1) {
      throw new IllegalArgumentException(option + " " + value + " is less than one.");
    }
    return Integer.toString(value);
  }

  /** The language that the browser's programs speak, such as {@code de_DE.UTF-8}. */
  public BrowserContainer language(String locale) {
    String known = Given.name(locale, "language");
    return customize(spec -> spec.env("LANG", known).env("LANGUAGE", known));
  }

  /** {@code http://host:port} for WebDriver clients in the test. */
  public URI url() {
    return url(WebDriver.PORT);
  }

  /** {@code http://alias:4444} for containers on the same network. */
  public URI networkUrl() {
    return networkUrl(WebDriver.PORT);
  }

  /** The port on {@link #host()} that leads to the browser. */
  public int port() {
    return port(WebDriver.PORT);
  }
}
