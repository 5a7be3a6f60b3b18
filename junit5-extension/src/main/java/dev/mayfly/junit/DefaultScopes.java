package dev.mayfly.junit;

import dev.mayfly.lifetime.Environment;
import dev.mayfly.lifetime.Pool;
import dev.mayfly.runtime.Settings;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which scope a declaration has if it does not say: that of its place, or the project's.
 *
 * @param ofStatics for static fields
 * @param ofCached for static fields whose containers other classes go on using
 * @param ofInstances for instance fields and parameters
 */
record DefaultScopes(
    ContainerScope ofStatics, ContainerScope ofCached, ContainerScope ofInstances) {

  /**
   * What a project's settings say.
   *
   * @throws dev.mayfly.DeclarationException if one of them names no scope
   */
  static DefaultScopes of(Settings settings) {
    ContainerScope ofStatics = scope(settings.scopeOfStatics());
    return new DefaultScopes(
        ofStatics,
        settings.get("mayfly.scope.static").isPresent() ? ofStatics : ContainerScope.SUITE,
        scope(settings.scopeOfInstances()));
  }

  private static ContainerScope scope(String word) {
    return ContainerScope.valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** The scope of a declared container, never {@link ContainerScope#DEFAULT}. */
  ContainerScope of(Declaration declaration) {
    ContainerScope declared = declaration.annotation().scope();
    if (declared != ContainerScope.DEFAULT) {
      return declared;
    }
    if (declaration.isCached()) {
      return ofCached;
    }
    return declaration.isStatic() ? ofStatics : ofInstances;
  }

  /** Whether others may have the same container that come by it in another way. */
  boolean isPooled(Declaration declaration) {
    ContainerScope scope = of(declaration);
    return switch (scope) {
      case DEFAULT, METHOD -> false;
      case CLASS -> !declaration.isStatic();
      case SUITE, BUILD -> true;
    };
  }

  /** Where those others find it, or null; the class that has the declaration has a pool too. */
  @Nullable Pool pool(Declaration declaration, Environment environment, Supplier<Pool> ofClass) {
    if (!isPooled(declaration)) {
      return null;
    }
    return switch (of(declaration)) {
      case DEFAULT, METHOD, CLASS -> ofClass.get();
      case SUITE -> environment.pool();
      case BUILD -> environment.buildPool();
    };
  }
}
