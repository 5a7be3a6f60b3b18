package dev.mayfly.compose;

import dev.mayfly.RunningContainer;

/** The labels by which Compose tells what is whose. */
final class Marks {

  static final String PROJECT = "com.docker.compose.project";
  static final String SERVICE = "com.docker.compose.service";

  static final String NUMBER = "com.docker.compose.container-number";

  private Marks() {}

  /** The service of a container that is one of a project's. */
  static String service(RunningContainer container) {
    return container.spec().labels().getOrDefault(SERVICE, "");
  }

  /** Which of its service's containers it is, from 1 on. */
  static int number(RunningContainer container) {
    return Integer.parseInt(container.spec().labels().getOrDefault(NUMBER, "1"));
  }
}
