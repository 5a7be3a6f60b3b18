package dev.mayfly.junit;

import java.nio.file.Path;
import org.junit.platform.engine.OutputDirectoryCreator;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Gives all tests one folder for what they publish. JUnit before 5.14 has no such thing. */
record OneFolder(Path getRootDirectory) implements OutputDirectoryCreator {

  static EngineTestKit.Builder addTo(EngineTestKit.Builder kit, Path folder) {
    return kit.outputDirectoryCreator(new OneFolder(folder));
  }

  @Override
  public Path getRootDirectory() {
    return getRootDirectory;
  }

  @Override
  public Path createOutputDirectory(TestDescriptor test) {
    return getRootDirectory;
  }
}
