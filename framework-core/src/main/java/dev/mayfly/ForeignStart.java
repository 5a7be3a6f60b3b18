package dev.mayfly;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * What a session gives a container that something else than Mayfly creates for it, so that it is
 * cleaned up, named and found as all others are.
 *
 * @param <S> what describes it: {@link ContainerSpec}
 */
public interface ForeignStart<S> {

  /** The address of the engine that the container has to be created on. */
  String engine();

  /**
   * The address of the engine's machine at which the container's ports have to be opened, so that
   * this JVM reaches them and as few others as possible; empty for all.
   */
  String publishAddress();

  /** A name for the container on the engine, another one each time. */
  String name();

  /**
   * The labels that it has to have. The session is watched from now on, so that nothing that has
   * them can be left behind.
   */
  Map<String, String> labels();

  /**
   * Sees to it that the engine has the image of a description, as for any other container: by its
   * pull policy, and under the name that settings and rules give it.
   *
   * @return what the engine is to be told to create a container of it
   * @throws ImageException if it can't be had
   */
  String image(S spec);

  /**
   * The engine's id of the network that it has to be created in, known there by {@link #aliases}.
   * Empty if it needs none: then it is created in the engine's usual one, and joins the session's
   * network by itself when another one does. Not to be asked for one that has networks of its own.
   */
  Optional<String> network();

  /** Its names on its network; empty for a container that nobody looks up. */
  List<String> aliases();

  /**
   * Tells that it was created. Telling of another one removes the one before.
   *
   * @param id the engine's
   * @param spec what was created: image, ports and variables
   */
  void created(String id, S spec);

  /**
   * Lets somebody know when its process ends before the start is over, with the exit code; at once
   * if it has.
   */
  void whenEnded(IntConsumer listener);

  /** The host at which its ports are reached; empty as long as that is not known. */
  Optional<String> host();

  /**
   * Starts one of several containers that were created for this start, with these labels, as any
   * other: files are copied in, its log is followed, and it is ready when this returns. Several may
   * be started side by side. They take the place of one that is told of by {@link #created}: the
   * first by its alias, of those that go on running, stands for all, which end together.
   *
   * @param container the engine's id of it, or its name there
   * @param what it is in messages, before the words for the whole: {@code service db}
   * @param aliases its names on the network, none of them another's; the first is what it is called
   * @param spec what was created, and when it is ready; one with networks joins no other
   * @throws ContainerStartException if it does not come to be ready, which is what the starter is
   *     to throw; it is removed then
   */
  void launch(String container, String what, List<String> aliases, S spec);

  /**
   * Says that whatever is made for this start will have one more label beside {@link #labels}:
   * containers, networks, volumes and images with it are removed at its end, and when it fails.
   */
  void marked(String label, String value);

  /** Does something before the container's end, as {@link RunningContainer#beforeEnd}. */
  void beforeEnd(Runnable action);
}
