package dev.mayfly;

import org.jspecify.annotations.Nullable;

/**
 * An image can't be had or built; the message holds its name and the registry's or builder's
 * answer.
 */
public final class ImageException extends MayflyException {

  public ImageException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
