package dev.mayfly.kubernetes;

import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets an API server say how long it is left alone before it is asked again.
 *
 * <p>The client asks again by itself, after pauses that it chooses; what {@code Retry-After} says
 * it reads and then forgets, up to 7.9 at least. So a refusal is handed to it that much later.
 */
final class RetryAfter implements Interceptor {

  static final String NAME = "mayfly-retry-after";

  /** The client gives a try up after 15 s. */
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private static final String HEADER = "Retry-After";

  @Override
  public CompletableFuture<Boolean> afterFailure(
      BasicBuilder request, HttpResponse<?> refusal, RequestTags tags) {
    Duration pause = pause(refusal);
    if (pause.isZero() || !asksAgain(tags.getTag(RequestConfig.class))) {
      return CompletableFuture.completedFuture(false);
    }
    Executor later =
        CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS, Runnable::run);
    return CompletableFuture.supplyAsync(() -> false, later);
  }

  private static boolean asksAgain(@Nullable RequestConfig config) {
    return config == null || config.getRequestRetryBackoffLimit() != 0;
  }

  /** API servers say whole seconds, with what may pass. */
  private static Duration pause(HttpResponse<?> refusal) {
    String said = refusal.header(HEADER);
    if (said == null || !said.matches("\\d{1,9}") || !ApiErrors.isPassing(refusal.code())) {
      return Duration.ZERO;
    }
    Duration pause = Duration.ofSeconds(Integer.parseInt(said));
    return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
  }
}
