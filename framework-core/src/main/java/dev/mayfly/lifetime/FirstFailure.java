package dev.mayfly.lifetime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Waits for starts that go on side by side, until all have come to their end or one has failed. */
final class FirstFailure {

  private final CompletableFuture<Optional<Throwable>> first = new CompletableFuture<>();

  private FirstFailure() {}

  /** What the first start that failed has failed with; nothing if the thread was interrupted. */
  static Optional<Throwable> of(List<CompletableFuture<?>> starts) {
    return new FirstFailure().await(starts);
  }

  private Optional<Throwable> await(List<CompletableFuture<?>> starts) {
    List<CompletableFuture<?>> ends = new ArrayList<>();
    starts.forEach(start -> ends.add(start.handle((ready, failure) -> note(failure))));
    CompletableFuture<Void> all = CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new));
    try {
      Waiting.until(CompletableFuture.anyOf(all, first));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return first.getNow(Optional.empty());
  }

  private boolean note(@Nullable Throwable failure) {
    if (failure == null) {
      return false;
    }
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : null;
    return first.complete(Optional.of(cause == null ? failure : cause));
  }
}
