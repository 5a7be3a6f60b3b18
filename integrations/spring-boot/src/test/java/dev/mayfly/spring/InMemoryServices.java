package dev.mayfly.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.ContainerHandle;
import dev.mayfly.engine.InMemoryEngine;
import dev.mayfly.runtime.Containers;
import dev.mayfly.runtime.Settings;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.CertificateException;
import java.util.Base64;
import java.util.Map;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.ssl.SslBundle;

/** Handles that are started on an engine in memory, and what Boot is told of them. */
final class InMemoryServices implements AutoCloseable {

  private final InMemoryEngine engine = new InMemoryEngine();
  private final Containers containers =
      Containers.on(engine, Settings.of(Map.of("mayfly.reaper.enabled", "false")));

  /** Its server is there at once, since what is asked here is where. */
  <H extends ContainerHandle> H started(H handle) {
    engine.image(handle.slot().spec().image().describe());
    return containers.start(handle);
  }

  static <D extends ConnectionDetails> D details(ContainerHandle handle, Class<D> type) {
    return Connections.ofThisClassPath().of(handle.getClass(), () -> handle).stream()
        .filter(one -> one.type() == type)
        .map(one -> type.cast(one.details()))
        .findFirst()
        .orElseThrow();
  }

  /** Whom a client trusts that is told this bundle. */
  static String trusted(SslBundle bundle) throws KeyStoreException, CertificateException {
    KeyStore store = bundle.getStores().getTrustStore();
    assertThat(store.size()).isEqualTo(1);
    byte[] one = store.getCertificate(store.aliases().nextElement()).getEncoded();
    Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
    return "-----BEGIN CERTIFICATE-----\n"
        + lines.encodeToString(one)
        + "\n-----END CERTIFICATE-----\n";
  }

  @Override
  public void close() {
    containers.close();
  }
}
