package dev.mayfly.rewrite;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openrewrite.java.tree.Expression;
import org.openrewrite.java.tree.J;
import org.openrewrite.java.tree.JavaType;
import org.openrewrite.java.tree.TypeUtils;

/** Translates images' names: strings, and what {@code DockerImageName} is told. */
final class Images {

  private final Map<String, String> known;

  /**
   * A translator.
   *
   * @param known the strings and names that variables hold, as far as they are seen
   */
  Images(Map<String, String> known) {
    this.known = known;
  }

  /** What is known of the name, or null. */
  @Nullable String name(@Nullable Expression image) {
    JavaType.Variable variable = Theirs.variable(image);
    if (variable != null) {
      return known.get(Theirs.key(variable));
    }
    Optional<Expression> parsed = image == null ? Optional.empty() : parsed(image);
    if (image == null || parsed.isEmpty()) {
      return Code.string(image);
    }
    String name = name(parsed.get());
    Expression tag = tag(image);
    String tagged = name(tag);
    return tag == null || name == null
        ? name
        : tagged == null ? null : untagged(name) + ":" + tagged;
  }

  /** The name as our code, which is a string. */
  String text(Rendering code, Expression image) {
    if (TypeUtils.isString(image.getType())) {
      return code.part(image);
    }
    Optional<Expression> parsed = parsed(image);
    if (parsed.isEmpty()) {
      code.refuse("its image is neither a string nor DockerImageName.parse(…)");
      return "";
    }
    Expression tag = tag(image);
    return tag == null ? code.part(parsed.get()) : tagged(code, parsed.get(), tag);
  }

  /** A tag takes the place of one that is there. */
  private String tagged(Rendering code, Expression image, Expression tag) {
    String written = Code.string(image);
    if (written != null) {
      String name = untagged(written) + ":";
      String version = Code.string(tag);
      return version == null
          ? Code.quoted(name) + " + " + code.part(tag)
          : Code.quoted(name + version);
    }
    String name = name(image);
    if (name == null || !name.equals(untagged(name))) {
      code.refuse("withTag replaces a tag that its image's name may have");
    }
    return code.part(image) + " + \":\" + " + code.part(tag);
  }

  /** A name without a tag and without a digest. */
  private static String untagged(String name) {
    return name.replaceFirst("@.*", "").replaceFirst(":[^/:]*$", "");
  }

  private static @Nullable Expression tag(Expression image) {
    return CallChain.of(image).calls().stream()
        .filter(call -> call.getSimpleName().equals("withTag"))
        .reduce((first, last) -> last)
        .map(call -> call.getArguments().get(0))
        .orElse(null);
  }

  /** What {@code DockerImageName.parse(…)} is given, if only a tag and substitutes follow. */
  private static Optional<Expression> parsed(Expression image) {
    CallChain chain = CallChain.of(image);
    boolean known =
        chain.calls().stream()
            .map(J.MethodInvocation::getSimpleName)
            .allMatch(List.of("parse", "withTag", "asCompatibleSubstituteFor")::contains);
    return chain
        .call("parse")
        .filter(call -> known && Theirs.isImageName(image.getType()))
        .map(call -> call.getArguments().get(0));
  }
}
