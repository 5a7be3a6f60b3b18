package dev.mayfly;

import dev.mayfly.arguments.Given;
import dev.mayfly.tls.ServerCertificate;
import dev.mayfly.tls.TestCertificates;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Gives a container a certificate of {@link TestCertificates} before its process starts, so that
 * its server can speak TLS: files in a folder of its own, which everybody in the container may
 * read.
 *
 * <p>The certificate is for {@code localhost}, 127.0.0.1, ::1, the engine's host, and the
 * container's host name, short id and names on its networks, as far as they are known before the
 * start: a container that tests share may get more later, which {@link #names} can name. What is
 * trusted is read from the container, so that it is right too where another JVM of the build has
 * started it. Immutable; equal ones are equal.
 *
 * @param folder where the files are put, an absolute path
 * @param names for which it is too
 * @param password of {@code server.p12}, or null for no such file
 */
@CheckReturnValue
public record CertificateFiles(String folder, List<String> names, @Nullable String password)
    implements LifecycleHook {

  /** Of an engine's id, which is a name of the container on every network. */
  private static final int SHORT_ID = 12;

  private static final List<String> LOCAL = List.of("localhost", "127.0.0.1", "::1");

  public CertificateFiles {
    Given.path(folder, "folder");
    names = List.copyOf(names);
  }

  /** {@code ca.crt}, {@code server.crt}, {@code server.key} and {@code server.pem} in a folder. */
  public static CertificateFiles in(String folder) {
    return new CertificateFiles(folder, List.of(), null);
  }

  /** More names and IP addresses by which clients reach the server; {@code *.orders.test} too. */
  public CertificateFiles names(String... more) {
    Stream<String> all = Stream.concat(names.stream(), Given.names(more, "names").stream());
    return new CertificateFiles(folder, all.toList(), password);
  }

  /** Also {@code server.p12}, for servers that want a key store in PKCS 12. */
  public CertificateFiles pkcs12(String password) {
    return new CertificateFiles(folder, names, Given.text(password, "password"));
  }

  /** A description of a container that has the files. */
  public ContainerSpec addTo(ContainerSpec spec) {
    return spec.when(Moment.CREATED, this);
  }

  /** The authority's certificate, as PEM. */
  public String caFile() {
    return folder + "/ca.crt";
  }

  /** The server's certificate, as PEM. */
  public String certificateFile() {
    return folder + "/server.crt";
  }

  /** The server's key, as PEM. */
  public String keyFile() {
    return folder + "/server.key";
  }

  /** The server's key and certificate in one file, as PEM. */
  public String keyAndCertificateFile() {
    return folder + "/server.pem";
  }

  /** The server's key and certificate in PKCS 12, if it was asked for. */
  public String pkcs12File() {
    return folder + "/server.p12";
  }

  /** Issues the certificate and copies it in. */
  @Override
  public void at(Occasion occasion) {
    RunningContainer container = occasion.container();
    TestCertificates authority = TestCertificates.ofThisJvm();
    ServerCertificate server = authority.issue(namesOf(container).toArray(String[]::new));
    List<CopiedFile> files = new ArrayList<>();
    files.add(file(FileSource.text(authority.caCertificate()), caFile()));
    files.add(file(FileSource.text(server.certificatePem()), certificateFile()));
    files.add(file(FileSource.secret(server.privateKeyPem()), keyFile()));
    String both = server.privateKeyPem() + server.certificatePem();
    files.add(file(FileSource.text(both), keyAndCertificateFile()));
    if (password != null) {
      files.add(file(FileSource.bytes(server.pkcs12(password)), pkcs12File()));
    }
    container.copyIn(files.toArray(CopiedFile[]::new));
  }

  private static CopiedFile file(FileSource source, String path) {
    return CopiedFile.of(source, path).mode(0644);
  }

  private Set<String> namesOf(RunningContainer container) {
    ContainerSpec spec = container.spec();
    Set<String> all = new LinkedHashSet<>(LOCAL);
    all.add(container.host());
    all.addAll(container.networkAliases());
    all.add(container.id().substring(0, Math.min(SHORT_ID, container.id().length())));
    spec.networks().forEach(network -> all.addAll(network.aliases()));
    Stream.of(spec.hostname(), spec.name()).filter(name -> name != null).forEach(all::add);
    all.addAll(names);
    return all;
  }

  /** What clients of the container are to trust, as PEM. */
  public String caCertificate(RunningContainer container) {
    return new String(container.readFile(caFile()), StandardCharsets.US_ASCII);
  }

  /** For clients in this JVM: trusts the container's certificate, and checks its names. */
  public SSLContext sslContext(RunningContainer container) {
    return TestCertificates.trusting(caCertificate(container));
  }

  /** Keeps the password to itself. */
  @Override
  public String toString() {
    return "certificates in " + folder;
  }
}
