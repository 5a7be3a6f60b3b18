import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A running reaper, as the engine would have it: with a lifeline that is written to and, some day, ends. */
final class Reaper implements AutoCloseable {

    /** More than anything here takes; for a reaper that hangs. */
    private static final long PATIENCE_SECONDS = 180;

    private final Process process;

    private Reaper(Process process) {
        this.process = process;
    }

    static Reaper start(List<String> command, String session, String instance, String grace, Path socket, String... more)
            throws IOException {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(session, instance, grace, socket.toString()));
        all.addAll(List.of(more));
        return new Reaper(new ProcessBuilder(all).start());
    }

    void says(String expected) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c; (c = process.getInputStream().read()) >= 0 && c != '\n';) {
            line.append((char) c);
        }
        if (!line.toString().equals(expected)) {
            throw new AssertionError("expected the reaper to say '" + expected + "', but it said '" + line + "'");
        }
    }

    void hears(String text) throws IOException {
        process.getOutputStream().write(text.getBytes(UTF_8));
        process.getOutputStream().flush();
    }

    void losesItsLifeline() throws IOException {
        process.getOutputStream().close();
    }

    void isTerminated() {
        process.toHandle().destroy(); // and leaves its streams open, as process.destroy() would not
    }

    void losesItsReader() throws IOException {
        process.getInputStream().close();
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** All that it says until it ends, with this status. */
    List<String> endsWith(int status) throws Exception {
        List<String> lines = CompletableFuture.supplyAsync(() -> lines(process)).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        endsUnheardWith(status);
        return lines;
    }

    void endsUnheardWith(int status) throws Exception {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the reaper did not end");
        }
        if (process.exitValue() != status) {
            throw new AssertionError("expected exit status " + status + ", but it was " + process.exitValue() + ": " + errors());
        }
    }

    String errors() throws IOException {
        return new String(process.getErrorStream().readAllBytes(), UTF_8);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static List<String> lines(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)).lines().toList();
    }
}
