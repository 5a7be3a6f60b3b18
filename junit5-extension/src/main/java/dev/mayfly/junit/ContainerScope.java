package dev.mayfly.junit;

/** How long a container lives, and who shares it; from the narrowest to the widest. */
public enum ContainerScope {

  /**
   * What the place of the declaration says: that of a static field is shared by its class, that of
   * an instance field or parameter is fresh for each test. The settings {@code mayfly.scope.static}
   * and {@code mayfly.scope.instance} change that for a whole project.
   */
  DEFAULT,

  /** A container of its own for each test; not for static fields. */
  METHOD,

  /** One container for all tests of the class and of its {@code @Nested} classes. */
  CLASS,

  /**
   * One container for the whole run: all classes that describe it equally share it. It starts when
   * it is first needed, is replaced if it died meanwhile, and is removed when the run ends.
   */
  SUITE,

  /**
   * One container for all JVMs of a build, forks and modules, that describe it equally. It starts
   * when the first of them needs it and goes when the last has been gone for the time {@code
   * mayfly.build.linger}; with {@code mayfly.reuse} it stays for the next run.
   */
  BUILD
}
