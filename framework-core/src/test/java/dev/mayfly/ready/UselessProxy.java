package dev.mayfly.ready;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * While it is open this JVM is told to use a SOCKS proxy for all addresses, where nobody listens.
 */
public final class UselessProxy implements AutoCloseable {

  private final Map<String, String> before = new TreeMap<>();

  private UselessProxy() {}

  /** Tells the JVM. */
  public static UselessProxy open() throws IOException {
    UselessProxy proxy = new UselessProxy();
    proxy.set("socksProxyHost", "127.0.0.1");
    proxy.set("socksProxyPort", String.valueOf(Listener.nobody()));
    proxy.set("socksNonProxyHosts", ""); // to any other value Java adds this machine
    return proxy;
  }

  private void set(String property, String value) {
    String old = System.setProperty(property, value);
    before.put(property, old == null ? "" : old);
  }

  @Override
  public void close() {
    before.forEach(
        (property, old) -> {
          if (old.isEmpty()) {
            System.clearProperty(property);
          } else {
            System.setProperty(property, old);
          }
        });
  }
}
