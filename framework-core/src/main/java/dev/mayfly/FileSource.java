package dev.mayfly;

import dev.mayfly.arguments.Given;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Where the content of a copied file or directory comes from; read when the container starts. */
public sealed interface FileSource {

  static FileSource bytes(byte[] content) {
    Given.value(content, "content");
    return new Bytes(content.clone(), content.length + " bytes", false);
  }

  /** The text in UTF-8. */
  static FileSource text(String content) {
    Given.value(content, "text");
    return new Bytes(content.getBytes(StandardCharsets.UTF_8), "a text", false);
  }

  /**
   * The same for a text that is a secret: it, and each of its lines of 8 characters or more, is
   * starred in all that Mayfly writes, also where the container prints it.
   */
  static FileSource secret(String content) {
    Given.value(content, "secret");
    return new Bytes(content.getBytes(StandardCharsets.UTF_8), "a secret text", true);
  }

  /**
   * A file or directory of this machine. A link is followed if it is {@code path} itself; links
   * within a directory are copied as links, FIFOs as FIFOs, and sockets are left out.
   */
  static FileSource path(Path path) {
    Given.value(path, "path");
    return new HostPath(path.toAbsolutePath().normalize());
  }

  /** A file or directory on the class path, in a folder or inside a jar: {@code db/schema.sql}. */
  static FileSource resource(String name) {
    Given.text(name, "resource");
    return new Resource(name.startsWith("/") ? name.substring(1) : name);
  }

  /** How messages call the source. */
  String describe();

  /** Content that is held in memory. Equal content is equal. */
  final class Bytes implements FileSource {
    private final byte[] content;
    private final String description;
    private final boolean secret;

    private Bytes(byte[] content, String description, boolean secret) {
      this.content = content;
      this.description = description;
      this.secret = secret;
    }

    public byte[] content() {
      return content.clone();
    }

    boolean isSecret() {
      return secret;
    }

    @Override
    public String describe() {
      return description;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Bytes that && Arrays.equals(content, that.content);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(content);
    }

    @Override
    public String toString() {
      return description;
    }
  }

  /**
   * A file or directory of this machine.
   *
   * @param path absolute
   */
  record HostPath(Path path) implements FileSource {
    @Override
    public String describe() {
      return path.toString();
    }
  }

  /**
   * A file or directory on the class path.
   *
   * @param name without a leading slash
   */
  record Resource(String name) implements FileSource {
    @Override
    public String describe() {
      return "class path resource " + name;
    }
  }
}
