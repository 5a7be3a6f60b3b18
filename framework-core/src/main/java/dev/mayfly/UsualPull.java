package dev.mayfly;

import java.util.Locale;
import java.util.Optional;

/** The policies that look at nothing but whether the engine has an image. */
enum UsualPull implements PullPolicy {
  MISSING,
  ALWAYS,
  NEVER;

  @Override
  public boolean pulls(ImageName name, Optional<PresentImage> present) {
    return this == ALWAYS || (this == MISSING && present.isEmpty());
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
