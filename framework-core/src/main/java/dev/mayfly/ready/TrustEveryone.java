package dev.mayfly.ready;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * TLS without a look at the certificate: a throwaway server's own certificate is nobody's to vouch
 * for, and only its readiness is asked here.
 */
final class TrustEveryone extends X509ExtendedTrustManager {

  static void applyTo(HttpsURLConnection connection) throws GeneralSecurityException {
    connection.setSSLSocketFactory(context().getSocketFactory());
    connection.setHostnameVerifier((host, session) -> true);
  }

  /** A connection that has shaken hands; closing it closes the one below. */
  static SSLSocket over(Socket plain, InetSocketAddress server) throws IOException {
    try {
      SSLSocketFactory factory = context().getSocketFactory();
      SSLSocket tls =
          (SSLSocket) factory.createSocket(plain, server.getHostString(), server.getPort(), true);
      tls.startHandshake();
      return tls;
    } catch (GeneralSecurityException e) {
      throw new IOException("This JVM can't speak TLS: " + e.getMessage(), e);
    }
  }

  static SSLContext context() throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new TrustEveryone()}, null);
    return context;
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) {}

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) {}

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
