package dev.mayfly;

/** The transport of a port. */
public enum Protocol {
  TCP,
  UDP
}
