package dev.mayfly;

import dev.mayfly.secrets.Secrets;

/**
 * A declaration that can't work, found before anything was started; the message names its place.
 */
public final class DeclarationException extends MayflyException {

  public DeclarationException(String message) {
    super(Secrets.none().mask(message)); // it may show what was declared
  }
}
