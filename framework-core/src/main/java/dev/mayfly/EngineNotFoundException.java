package dev.mayfly;

import dev.mayfly.secrets.Secrets;

/** No container engine answers; the message lists each place tried, its answer and the fix. */
public final class EngineNotFoundException extends MayflyException {

  public EngineNotFoundException(String message) {
    super(Secrets.none().mask(message)); // an address may hold a login
  }
}
