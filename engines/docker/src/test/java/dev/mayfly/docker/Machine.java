package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mayfly.DeclarationException;
import dev.mayfly.EngineNotFoundException;
import dev.mayfly.MayflyException;
import dev.mayfly.docker.ScriptedServer.Conversation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A machine that is a folder: with files, variables and settings of its own. */
final class Machine {

  /** What an engine says when it is asked for the first time. */
  static final Conversation ENGINE = pong("Api-Version: 1.41\r\n");

  private final Path root;
  private final Map<String, String> variables = new TreeMap<>();
  private final Map<String, String> settings = new TreeMap<>();

  Machine(Path root) {
    this.root = root;
    variables.put("HOME", path("home").toString());
  }

  static Conversation pong(String headers) {
    return peer -> {
      peer.readHead();
      peer.write("HTTP/1.1 200 OK\r\n" + headers + "Content-Length: 2\r\n\r\nOK");
    };
  }

  /** Connects to an engine as Mayfly does to one that is named. */
  static EngineConnection connect(EngineAddress address) throws IOException {
    return EngineConnection.open(
        Place.of(address, "a test"), Limits.usual(), EngineConnection.PATIENCE, ApiVersion.NEWEST);
  }

  Path path(String name) {
    return root.resolve(name);
  }

  /** The address of a socket of this machine. */
  String unix(String name) {
    return "unix://" + path(name);
  }

  Machine variable(String name, String value) {
    variables.put(name, value);
    return this;
  }

  Machine setting(String name, String value) {
    settings.put(name, value);
    return this;
  }

  /** A file and the folders that it is in. */
  Path file(String name, String content) throws IOException {
    Files.createDirectories(path(name).getParent());
    return Files.writeString(path(name), content);
  }

  /** A server at a socket. */
  ScriptedServer server(String socket, Conversation conversation) throws IOException {
    Files.createDirectories(path(socket).getParent());
    return ScriptedServer.at(path(socket), conversation);
  }

  /** A context that {@code docker context create} would make; returns its file. */
  Path context(String name, String host) throws IOException {
    return contextFile(
        name,
        "{\"Name\":\"%s\",\"Metadata\":{},\"Endpoints\":{\"docker\":{\"Host\":\"%s\",\"SkipTLSVerify\":false}}}"
            .formatted(name, host));
  }

  Path contextFile(String name, String content) throws IOException {
    return file("home/.docker/contexts/meta/" + hash(name) + "/meta.json", content);
  }

  static String hash(String name) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(name.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private Optional<String> get(String setting) {
    return Optional.ofNullable(settings.get(setting));
  }

  /** The engine that Mayfly finds. */
  EngineConnection find() {
    return new Discovery(this::get, variables::get, root).open();
  }

  /** Where the engine is that is found. */
  String found() {
    try (EngineConnection found = find()) {
      return found.transport().address().toString();
    }
  }

  /** Where what is named is, whether it answers or not. */
  Optional<EngineAddress> named() {
    return place().map(Place::address);
  }

  /** What leads to it again. */
  Optional<String> name() {
    return place().map(Place::name);
  }

  private Optional<Place> place() {
    return new NamedEngine(this::get, new Variables(variables::get)).find();
  }

  /** What is said where no engine answers. */
  String failure() {
    return failure(EngineNotFoundException.class);
  }

  /** What is no reason to skip tests, as a missing engine may be. */
  String refusal() {
    return failure(DeclarationException.class);
  }

  private String failure(Class<? extends MayflyException> type) {
    return String.valueOf(
        assertThatExceptionOfType(type).isThrownBy(this::find).actual().getMessage());
  }
}
