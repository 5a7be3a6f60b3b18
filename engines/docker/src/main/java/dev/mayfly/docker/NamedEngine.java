package dev.mayfly.docker;

import java.util.Optional;
import java.util.function.Function;

/**
 * Finds out which engine the user names, in settings, variables and the {@code docker} command's
 * configuration, in the order and with the meaning that they have for that command.
 */
final class NamedEngine {

  private final Function<String, Optional<String>> settings;
  private final Variables variables;
  private final CliConfig config;
  private final TlsVariables tls;

  NamedEngine(Function<String, Optional<String>> settings, Variables variables) {
    this.settings = settings;
    this.variables = variables;
    this.config = CliConfig.of(variables);
    this.tls = new TlsVariables(variables, config.folder());
  }

  /**
   * The engine, unless nobody names one.
   *
   * @throws dev.mayfly.DeclarationException if what names it can't be used
   */
  Optional<Place> find() {
    return setting("mayfly.engine")
        .filter(name -> EngineName.matches(name.text()))
        .or(() -> setting("mayfly.docker.host"))
        .or(this::host)
        .or(() -> context(variables.get("DOCKER_CONTEXT"), "DOCKER_CONTEXT"))
        .or(() -> context(config.currentContext(), "currentContext in " + config.file()))
        .map(this::find)
        .orElseGet(tls::usualPort);
  }

  /** That of a name; none for the context that stands for there being none. */
  Optional<Place> find(EngineName name) {
    return (name.isDefaultContext() ? host() : Optional.of(name))
        .map(this::place)
        .or(tls::usualPort);
  }

  private Optional<EngineName> setting(String name) {
    return settings.apply(name).map(text -> new EngineName(text, "setting " + name));
  }

  private Optional<EngineName> host() {
    return variables.get("DOCKER_HOST").map(text -> new EngineName(text, "DOCKER_HOST"));
  }

  private static Optional<EngineName> context(Optional<String> context, String origin) {
    return context.map(name -> EngineName.context(name, origin));
  }

  private Place place(EngineName name) {
    return name.isContext()
        ? config.contexts().find(name)
        : new AddressText(name.text(), name.origin(), tls::files).read();
  }
}
