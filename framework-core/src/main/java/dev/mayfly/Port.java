package dev.mayfly;

import dev.mayfly.arguments.Given;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A port of a container, as numbered inside it.
 *
 * @param number 1 to 65535
 * @param protocol TCP or UDP
 */
public record Port(int number, Protocol protocol) implements Comparable<Port> {

  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException if the number is out of range
   */
  public Port {
    Given.value(protocol, "protocol");
    Given.port(number);
  }

  public static Port tcp(int number) {
    return new Port(number, Protocol.TCP);
  }

  public static Port udp(int number) {
    return new Port(number, Protocol.UDP);
  }

  /**
   * Reads the engine's notation, {@code 6379/tcp}; without a protocol TCP is meant.
   *
   * @throws IllegalArgumentException if the text is neither
   */
  public static Port parse(String text) {
    int slash = Given.value(text, "port").indexOf('/');
    String number = slash < 0 ? text : text.substring(0, slash);
    String protocol = slash < 0 ? "tcp" : text.substring(slash + 1);
    try {
      return new Port(
          Integer.parseInt(number), Protocol.valueOf(protocol.toUpperCase(Locale.ROOT)));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not a port; write 8080, 8080/tcp or 53/udp.", e);
    }
  }

  // Written out, as is equals: the one that a record gets is put together when it is first called,
  // which takes a cold JVM longer than anything else in a description.
  @Override
  public int hashCode() {
    return 31 * number + protocol.hashCode();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Port that && number == that.number && protocol == that.protocol;
  }

  @Override
  public int compareTo(Port other) {
    int byNumber = Integer.compare(number, other.number);
    return byNumber != 0 ? byNumber : protocol.compareTo(other.protocol);
  }

  /** The engine's notation, {@code 6379/tcp}. */
  @Override
  public String toString() {
    return number + "/" + protocol.name().toLowerCase(Locale.ROOT);
  }
}
