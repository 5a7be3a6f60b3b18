package dev.mayfly.ready;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** A container of which a test says what there is to see. */
final class FakeProbe implements Probe {

  private String host = "127.0.0.1";
  private final Map<Integer, Integer> ports = new HashMap<>();
  private final Map<Integer, InetSocketAddress> direct = new HashMap<>();
  private final List<String> out = new ArrayList<>();
  private final List<String> err = new ArrayList<>();
  private final Set<String> files = new TreeSet<>();
  private Health health = Health.NONE;
  private OptionalInt exitCode = OptionalInt.empty();
  private Function<List<String>, CommandOutcome> exec = command -> new CommandOutcome(127, "");

  FakeProbe host(String address) {
    host = address;
    return this;
  }

  FakeProbe port(int containerPort, int mapped) {
    ports.put(containerPort, mapped);
    return this;
  }

  FakeProbe direct(int containerPort, InetSocketAddress address) {
    direct.put(containerPort, address);
    return this;
  }

  FakeProbe file(String path) {
    files.add(path);
    return this;
  }

  FakeProbe out(String... lines) {
    out.addAll(List.of(lines));
    return this;
  }

  FakeProbe err(String... lines) {
    err.addAll(List.of(lines));
    return this;
  }

  FakeProbe health(Health now) {
    health = now;
    return this;
  }

  FakeProbe ended(int code) {
    exitCode = OptionalInt.of(code);
    return this;
  }

  FakeProbe exec(Function<List<String>, CommandOutcome> commands) {
    exec = commands;
    return this;
  }

  @Override
  public String host() {
    return host;
  }

  @Override
  public int mappedPort(int port) {
    Integer mapped = ports.get(port);
    if (mapped == null) {
      throw new IllegalArgumentException("Port " + port + " is not exposed.");
    }
    return mapped;
  }

  @Override
  public int mappedUdpPort(int port) {
    return mappedPort(port);
  }

  @Override
  public boolean fileExists(String path) {
    return files.contains(path);
  }

  @Override
  public Optional<InetSocketAddress> directAddress(int port) {
    return Optional.ofNullable(direct.get(port));
  }

  @Override
  public Set<Integer> tcpPorts() {
    return new TreeSet<>(ports.keySet());
  }

  @Override
  public List<String> logLines(LogStream stream) {
    List<String> lines = new ArrayList<>();
    if (stream != LogStream.STDERR) {
      lines.addAll(out);
    }
    if (stream != LogStream.STDOUT) {
      lines.addAll(err);
    }
    return lines;
  }

  @Override
  public Map<String, String> env() {
    return Map.of();
  }

  @Override
  public Health health() {
    return health;
  }

  @Override
  public OptionalInt exitCode() {
    return exitCode;
  }

  @Override
  public CommandOutcome exec(List<String> command) {
    return exec.apply(command);
  }
}
