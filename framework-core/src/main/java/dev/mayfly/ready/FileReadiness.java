package dev.mayfly.ready;

import dev.mayfly.arguments.Given;

/** A file or directory exists in the container. */
record FileReadiness(String path) implements Readiness {

  FileReadiness {
    if (!Given.text(path, "file").startsWith("/")) {
      throw new IllegalArgumentException("The path \"" + path + "\" must begin with a slash.");
    }
  }

  @Override
  public Look look(Probe probe) {
    return probe.fileExists(path) ? Look.ready() : Look.notYet("there is no " + path);
  }

  @Override
  public String describe() {
    return "the file " + path + " exists";
  }
}
