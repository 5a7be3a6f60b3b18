package dev.mayfly.rewrite;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openrewrite.ExecutionContext;
import org.openrewrite.Option;
import org.openrewrite.ScanningRecipe;
import org.openrewrite.SourceFile;
import org.openrewrite.Tree;
import org.openrewrite.TreeVisitor;

/**
 * Moves containers that are declared with Testcontainers to Mayfly, in Java and in the builds.
 *
 * <p>A variable is moved with everything that is asked of it, in all sources, or stays as it is
 * with a comment that says why. OpenRewrite runs it, in one thread.
 */
public final class MoveContainers extends ScanningRecipe<MoveContainers.Seen> {

  @Option(
      displayName = "Mayfly's version",
      description = "The version that the builds are to have. That of this recipe unless given.",
      required = false,
      example = "0.1.0")
  private final @Nullable String version;

  private final transient OtherLanguages left = new OtherLanguages(this);

  /** With the given version, or, for null, the one of this recipe. */
  @JsonCreator
  public MoveContainers(@JsonProperty("version") @Nullable String version) {
    this.version = version;
  }

  /** Mayfly's version in the builds, or null for that of this recipe. */
  public @Nullable String getVersion() {
    return version;
  }

  @Override
  public String getDisplayName() {
    return "Move containers of Testcontainers to Mayfly";
  }

  @Override
  public String getDescription() {
    return "Moves variables of Testcontainers' types, what is asked of them, and the builds'"
        + " dependencies. What has no equivalent stays, with a comment that says why.";
  }

  @Override
  public Seen getInitialValue(ExecutionContext context) {
    return new Seen(new Project(mayfly()));
  }

  @Override
  public TreeVisitor<?, ExecutionContext> getScanner(Seen seen) {
    return new TreeVisitor<>() {
      @Override
      public @Nullable Tree visit(@Nullable Tree tree, ExecutionContext context) {
        if (tree instanceof SourceFile source) {
          seen.project.look(source);
        }
        return tree;
      }
    };
  }

  /** Makes no files; tells of those that are left, once all were looked at. */
  @Override
  public Collection<? extends SourceFile> generate(Seen seen, ExecutionContext context) {
    left.tell(seen.project.otherLanguages(), context);
    return List.of();
  }

  @Override
  public TreeVisitor<?, ExecutionContext> getVisitor(Seen seen) {
    return new TreeVisitor<>() {
      @Override
      public @Nullable Tree visit(@Nullable Tree tree, ExecutionContext context) {
        return tree instanceof SourceFile source ? seen.project.moved(source, context) : tree;
      }
    };
  }

  private String mayfly() {
    if (version != null) {
      return version;
    }
    try (InputStream in = MoveContainers.class.getResourceAsStream("version.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a run saw; nobody but the recipe has to do with it. */
  public static final class Seen {

    private final Project project;

    private Seen(Project project) {
      this.project = project;
    }
  }
}
