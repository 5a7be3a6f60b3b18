package dev.mayfly;

/** No container engine answers; the message lists each place tried, its answer and the fix. */
public final class EngineNotFoundException extends MayflyException {

  public EngineNotFoundException(String message) {
    super(message);
  }
}
