package dev.mayfly.kubernetes;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the cluster says that a command has ended.
 *
 * @param exitCode null if it never began, and the reason is none that a shell has a code for
 * @param words the cluster's, if they say more than the code
 */
record ExecStatus(@Nullable Integer exitCode, String words) {

  private static final int NOT_FOUND = 127;
  private static final int NOT_EXECUTABLE = 126;

  /** In the words of runc and crun. */
  private static final Pattern NO_PROGRAM =
      Pattern.compile("executable file( not found| `[^`]*` not found)|no such file or directory");

  private static final Pattern NO_RIGHT = Pattern.compile("permission denied");

  /** Reads what came on the channel for it; what is none of the API's is quoted. */
  static ExecStatus read(byte[] json) {
    String text = new String(json, StandardCharsets.UTF_8);
    try {
      return of(Serialization.unmarshal(text, Status.class));
    } catch (RuntimeException e) {
      return new ExecStatus(
          null, "the cluster tells how it ended in words that are unknown: " + text);
    }
  }

  private static ExecStatus of(Status status) {
    if ("Success".equals(status.getStatus())) {
      return new ExecStatus(0, "");
    }
    return "NonZeroExitCode".equals(status.getReason())
        ? new ExecStatus(exitCode(status), "")
        : neverBegan(String.valueOf(status.getMessage()));
  }

  private static Integer exitCode(Status status) {
    List<StatusCause> causes = status.getDetails().getCauses();
    return causes.stream()
        .filter(cause -> "ExitCode".equals(cause.getReason()))
        .map(cause -> Integer.valueOf(cause.getMessage()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("The cluster tells no exit code."));
  }

  /** As a shell would have it, and as Docker has it. */
  private static ExecStatus neverBegan(String words) {
    if (NO_PROGRAM.matcher(words).find()) {
      return new ExecStatus(NOT_FOUND, words);
    }
    return new ExecStatus(NO_RIGHT.matcher(words).find() ? NOT_EXECUTABLE : null, words);
  }
}
