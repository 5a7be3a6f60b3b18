package dev.mayfly.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.ResponseItem;
import com.github.dockerjava.api.model.ResponseItem.ErrorDetail;
import com.github.dockerjava.api.model.ResponseItem.ProgressDetail;
import dev.mayfly.engine.EngineException;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hears docker-java's reports of a pull or a build, on a thread of docker-java's, while the caller
 * awaits the end.
 */
final class StepListener<T extends ResponseItem> implements ResultCallback<T> {

  private final String what;
  private final Consumer<String> lines;
  private final Transport transport;
  private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
  private volatile @Nullable Closeable stream;

  /**
   * @param transport over which the reports come
   */
  StepListener(String what, Consumer<String> lines, Transport transport) {
    this.what = what;
    this.lines = lines;
    this.transport = transport;
  }

  @Override
  public void onStart(Closeable started) {
    stream = started;
  }

  @Override
  public void onNext(T item) {
    String error = error(item);
    if (error != null) {
      ended.completeExceptionally(failure(item, error));
    } else if (item.getStream() != null) {
      item.getStream().lines().filter(line -> !line.isBlank()).forEach(lines);
    } else if (item.getStatus() != null) {
      String step =
          item.getId() == null ? item.getStatus() : item.getId() + ": " + item.getStatus();
      ProgressDetail detail = item.getProgressDetail();
      if (detail != null && detail.getCurrent() != null) {
        lines.accept(step + count(detail));
      } else {
        lines.accept(step);
      }
    }
  }

  /** Podman sends no details of an error. */
  @SuppressWarnings("deprecation")
  private static @Nullable String error(ResponseItem item) {
    ErrorDetail detail = item.getErrorDetail();
    return item.getError() == null && detail != null ? detail.getMessage() : item.getError();
  }

  /** How many bytes of how many; the engine does not always know of how many. */
  private static String count(ProgressDetail detail) {
    Long total = detail.getTotal();
    return total == null || total == 0 ? "" : " " + detail.getCurrent() + "/" + total;
  }

  private EngineException failure(T item, String error) {
    ErrorDetail detail = item.getErrorDetail();
    int status = detail == null || detail.getCode() == null ? 500 : detail.getCode();
    return new EngineException(status, what + ": " + error);
  }

  @Override
  public void onError(Throwable problem) {
    ended.completeExceptionally(problem);
  }

  @Override
  public void onComplete() {
    ended.complete(null);
  }

  @Override
  public void close() {
    ended.complete(null);
  }

  /**
   * Waits for the end.
   *
   * @throws EngineException if the engine refused, failed or fell silent
   */
  void await() {
    try {
      ended.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      abandon(stream);
      throw new EngineException(0, what + ": interrupted while waiting for the engine.", e);
    } catch (ExecutionException | CompletionException e) {
      if (e.getCause() instanceof EngineException known) {
        throw known;
      }
      if (e.getCause() instanceof IOException broken) {
        throw transport.unreachable(what, broken);
      }
      throw new EngineException(500, what + ": " + e.getCause(), e.getCause());
    }
  }

  private static void abandon(@Nullable Closeable response) {
    try {
      if (response != null) {
        response.close();
      }
    } catch (IOException e) {
      // nobody reads it any more
    }
  }
}
