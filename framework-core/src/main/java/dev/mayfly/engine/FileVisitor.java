package dev.mayfly.engine;

import java.io.IOException;

/** Receives the files that are copied out of a container, one after the other. */
@FunctionalInterface
public interface FileVisitor {

  /** Takes one entry; its content can be read during this call only. */
  void visit(FileEntry entry) throws IOException;
}
