package dev.mayfly.jdbc.mysql;

/**
 * What copies of a schema are made of.
 *
 * @param options its character set and collation, as {@code create database} takes them
 * @param dump a script that makes all that it holds
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SchemaTemplate(String options, byte[] dump) {

  /** A schema with nothing in it, and the server's own character set. */
  static SchemaTemplate empty() {
    return new SchemaTemplate("", new byte[0]);
  }
}
