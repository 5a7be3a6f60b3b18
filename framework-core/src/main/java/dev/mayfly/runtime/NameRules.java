package dev.mayfly.runtime;

import dev.mayfly.DeclarationException;
import dev.mayfly.ImageName;
import dev.mayfly.ImageNameRule;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The names under which images are asked for: users' own rules, then the mirror that is set for the
 * longest part of the name, or else the prefix that is set for all. Thread-safe.
 */
final class NameRules {

  private final Settings settings;
  private final Supplier<List<ImageNameRule>> own;
  private final Memoizer<String, List<ImageNameRule>> rules = new Memoizer<>();
  private final Predicate<ImageName> builtHere;
  private final Consumer<String> log;
  private final Set<ImageName> told = ConcurrentHashMap.newKeySet();

  /**
   * @param own rules of users, in their order; asked for once
   * @param builtHere whether no registry has an image, since it was made on the engine; asked only
   *     where there is a rule for it
   * @param log gets a line for each name that is changed
   */
  NameRules(
      Settings settings,
      Supplier<List<ImageNameRule>> own,
      Predicate<ImageName> builtHere,
      Consumer<String> log) {
    this.settings = settings;
    this.own = own;
    this.builtHere = builtHere;
    this.log = log;
  }

  /** Users' own rules on the class path of the tests. */
  static List<ImageNameRule> found() {
    return ServiceLoader.load(ImageNameRule.class, loader()).stream()
        .sorted(Comparator.comparing(provider -> provider.type().getName()))
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  /** That of the tests, which may see more, unless it has a Mayfly of its own. */
  private static @Nullable ClassLoader loader() {
    ClassLoader tests = Thread.currentThread().getContextClassLoader();
    try {
      boolean isOurs =
          Class.forName(ImageNameRule.class.getName(), false, tests) == ImageNameRule.class;
      return isOurs ? tests : ImageNameRule.class.getClassLoader();
    } catch (ClassNotFoundException e) {
      return ImageNameRule.class.getClassLoader();
    }
  }

  /** The name to ask for; logs, once, one that is another than was asked for. */
  ImageAlias of(ImageName asked) {
    if (asked.isId()) {
      return ImageAlias.none(asked);
    }
    boolean asksUsers = !rules.get("", own).isEmpty();
    if (asksUsers && builtHere.test(asked)) {
      return ImageAlias.none(asked);
    }
    ImageAlias alias = bySettings(byUsers(asked));
    boolean isSame = !alias.isRenamed() || alias.name().equals(asked);
    if (isSame || (!asksUsers && builtHere.test(asked))) {
      return ImageAlias.none(asked);
    }
    if (told.add(asked)) {
      log.accept(asked + " is asked for as " + alias.name() + ", by " + alias.rule());
    }
    return alias;
  }

  private ImageAlias byUsers(ImageName asked) {
    ImageAlias alias = ImageAlias.none(asked);
    for (ImageNameRule rule : rules.get("", own)) {
      ImageName name = applied(rule, alias.name());
      if (!name.equals(alias.name())) {
        alias = new ImageAlias(asked, name, rule.getClass().getName());
      }
    }
    return alias;
  }

  private static ImageName applied(ImageNameRule rule, ImageName name) {
    @Nullable ImageName renamed;
    try {
      renamed = rule.apply(name);
    } catch (RuntimeException e) {
      throw refused(rule, name, "failed: " + e);
    }
    if (renamed == null) {
      throw refused(rule, name, "returned null.");
    }
    return renamed;
  }

  private static DeclarationException refused(ImageNameRule rule, ImageName name, String what) {
    return new DeclarationException(
        "The rule for images' names "
            + rule.getClass().getName()
            + ", asked for "
            + name
            + ", "
            + what);
  }

  private ImageAlias bySettings(ImageAlias before) {
    String whole = before.name().registry() + "/" + before.name().repository();
    for (String part = whole; !part.isEmpty(); part = parent(part)) {
      Optional<String> mirror = settings.mirrorOf(part);
      if (mirror.isPresent()) {
        String rule = SettingTable.IMAGES_MIRROR.member(part);
        return moved(before, mirror.get(), whole.substring(part.length()), rule);
      }
    }
    return settings
        .imagePrefix()
        .filter(prefix -> canBePath(before.name().registry()))
        .filter(prefix -> !(prefix + "/").startsWith(before.name().registry() + "/"))
        .filter(prefix -> settings.mirrorRegistries().noneMatch(before.name().registry()::equals))
        .map(prefix -> moved(before, prefix, "/" + whole, SettingTable.IMAGES_PREFIX.name()))
        .orElse(before);
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  /** A port can stand in no path, and what this machine has is behind no proxy. */
  private static boolean canBePath(String registry) {
    return registry.indexOf(':') < 0 && !registry.equals("localhost");
  }

  /** What is there already stays. */
  private static ImageAlias moved(ImageAlias before, String place, String rest, String rule) {
    ImageName name = before.name();
    if ((name.registry() + "/" + name.repository()).startsWith(place + "/")) {
      return before;
    }
    String suffix = name.tag().map(tag -> ":" + tag).orElse("");
    String digest = name.digest().map(text -> "@" + text).orElse("");
    String all = (place + rest).toLowerCase(Locale.ROOT) + suffix + digest;
    String both = before.isRenamed() ? before.rule() + " and " + rule : rule;
    return new ImageAlias(before.asked(), ImageName.parse(all), both);
  }
}
