package dev.mayfly.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The program's version, which its jar's manifest has. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String version = Mayfly.class.getPackage().getImplementationVersion();
    return new String[] {"mayfly " + Optional.ofNullable(version).orElse("(from its sources)")};
  }
}
