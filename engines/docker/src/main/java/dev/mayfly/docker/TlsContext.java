package dev.mayfly.docker;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Makes the JDK's TLS out of files in PEM. */
final class TlsContext {

  private static final char[] NO_PASSWORD = {};

  private TlsContext() {}

  /**
   * Reads the files.
   *
   * @throws IOException if one is missing or is not what it should be; the message names it
   */
  static SSLContext read(TlsFiles files) throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(identity(files), trusted(files), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("TLS can't be set up: " + e.getMessage(), e);
    }
  }

  private static TrustManager @Nullable [] trusted(TlsFiles files)
      throws IOException, GeneralSecurityException {
    Path authority = files.authority();
    if (!files.verifies()) {
      return new TrustManager[] {new TrustsAll()};
    }
    if (authority == null) {
      return null;
    }
    KeyStore store = emptyStore();
    int number = 0;
    for (Certificate one : certificates(authority)) {
      store.setCertificateEntry("authority-" + number++, one);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyManager @Nullable [] identity(TlsFiles files)
      throws IOException, GeneralSecurityException {
    Path certificate = files.certificate();
    Path key = files.key();
    if (certificate == null && key == null) {
      return null;
    }
    if (certificate == null || key == null) {
      throw new IOException(
          key == null
              ? "there is no key.pem beside the certificate " + certificate
              : "there is no cert.pem beside the key " + key);
    }
    Certificate[] chain = certificates(certificate).toArray(new Certificate[0]);
    PrivateKey secret = PemKey.read(key);
    if (!PemKey.belongs(secret, chain[0].getPublicKey())) {
      throw new IOException("the key " + key + " is not that of the certificate " + certificate);
    }
    KeyStore store = emptyStore();
    store.setKeyEntry("client", secret, NO_PASSWORD, chain);
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    return store;
  }

  private static Collection<? extends Certificate> certificates(Path file) throws IOException {
    InputStream pem = new ByteArrayInputStream(PemFile.read(file));
    try {
      Collection<? extends Certificate> all =
          CertificateFactory.getInstance("X.509").generateCertificates(pem);
      if (all.isEmpty()) {
        throw new IOException("there is no certificate in " + file);
      }
      return all;
    } catch (CertificateException e) {
      throw new IOException(file + " is no certificate in PEM: " + e.getMessage(), e);
    }
  }
}
