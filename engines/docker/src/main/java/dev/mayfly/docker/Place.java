package dev.mayfly.docker;

/**
 * An address at which an engine may be, and why it may be there.
 *
 * @param address where
 * @param name what the setting {@code mayfly.engine} must be to lead there from another JVM
 * @param origin who named it, for messages
 */
record Place(EngineAddress address, String name, String origin) {

  /** One that its address leads to, with the same variables. */
  static Place of(EngineAddress address, String origin) {
    String name =
        address instanceof TcpAddress tcp ? "tcp://" + tcp.httpHost() : address.toString();
    return new Place(address, name, origin);
  }

  @Override
  public String toString() {
    return address + " (" + origin + ")";
  }
}
