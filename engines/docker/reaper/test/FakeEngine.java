import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URLDecoder;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An engine that owns nothing but names: it answers on a unix socket what the reaper asks of a real one, notes every
 * request, and fails where a test tells it to.
 */
final class FakeEngine implements AutoCloseable {

    /**
     * Something that the engine has. The kind is as in its path: containers, networks, volumes, images. The image is
     * that of a container.
     */
    record Thing(String kind, String id, Map<String, String> labels, String created, String state, String image) {
        Thing(String kind, String id, Map<String, String> labels, String created, String state) {
            this(kind, id, labels, created, state, "sha256:users");
        }
    }

    private record Answer(int status, String body) {}

    /** What happens to requests that start with a text: an answer other than the engine's own, or an action behind it. */
    private static final class Rule {
        final String prefix;
        int skip;
        int times;
        final Answer answer;
        final Runnable behind;

        Rule(String prefix, int skip, int times, Answer answer, Runnable behind) {
            this.prefix = prefix;
            this.skip = skip;
            this.times = times;
            this.answer = answer;
            this.behind = behind;
        }
    }

    private static final Pattern LABEL = Pattern.compile("\\{\"label\":\\[\"((?:[^\"\\\\]|\\\\.)*)\"]}");

    private final Path socket;
    private final Map<String, Thing> things = new LinkedHashMap<>();
    private final Map<String, List<String>> endpoints = new LinkedHashMap<>();
    private final Map<String, List<String>> layers = new LinkedHashMap<>();
    private final List<String> requests = new ArrayList<>();
    private final List<Rule> rules = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private ServerSocketChannel server;
    private int removals;
    private int mostRemovals;
    private int held;
    private boolean chunked;
    private boolean podman;
    private boolean filterless;
    private boolean truncated;

    FakeEngine(Path socket) throws IOException {
        this.socket = socket;
        listen();
    }

    FakeEngine chunked() {
        chunked = true;
        return this;
    }

    FakeEngine podman() {
        podman = true;
        return this;
    }

    /** Lists everything, whatever the filter asks for. */
    FakeEngine filterless() {
        filterless = true;
        return this;
    }

    /** Ends the next list of containers in its middle. */
    synchronized void truncateOnce() {
        truncated = true;
    }

    synchronized void add(Thing thing) {
        things.put(thing.id(), thing);
    }

    /** Loses something that nobody removed, such as a container that has ended. */
    synchronized void forget(String id) {
        things.remove(id);
    }

    /** Joins a container to a network, which cannot be removed before that endpoint is gone. */
    synchronized void join(String network, String endpoint) {
        endpoints.computeIfAbsent(network, id -> new ArrayList<>()).add(endpoint);
    }

    /** Gives an image layers, which is all that it tells when it is inspected. */
    synchronized void image(String id, String... itsLayers) {
        layers.put(id, List.of(itsLayers));
    }

    /** Forgets the requests so far. */
    synchronized void clearRequests() {
        requests.clear();
    }

    synchronized void answer(String prefix, int times, int status, String message) {
        rules.add(new Rule(prefix, 0, times, new Answer(status, "{\"message\":" + quoted(message) + "}"), null));
    }

    /** Runs the action when the request came for the n-th time and its answer is made. */
    synchronized void behind(String prefix, int nth, Runnable action) {
        rules.add(new Rule(prefix, nth - 1, 1, null, action));
    }

    synchronized List<String> left() {
        return List.copyOf(things.keySet());
    }

    /** The request lines so far that start with this text. */
    synchronized List<String> requests(String prefix) {
        return requests.stream().filter(request -> request.startsWith(prefix)).collect(Collectors.toList());
    }

    /** Answers no removal before so many of them are waiting for it. */
    synchronized void holdRemovals(int waiting) {
        held = waiting;
    }

    /** How many removals were waiting for their answer at most. */
    synchronized int mostRemovals() {
        return mostRemovals;
    }

    void listen() throws IOException {
        Files.deleteIfExists(socket);
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket), 200);
        ServerSocketChannel listening = server;
        threads.execute(() -> accept(listening));
    }

    /** Goes away; connections are refused from now on. */
    void stop() throws IOException {
        server.close();
    }

    @Override
    public void close() throws IOException {
        stop();
        threads.shutdownNow();
    }

    private void accept(ServerSocketChannel listening) {
        try {
            while (true) {
                SocketChannel connection = listening.accept();
                threads.execute(() -> serve(connection));
            }
        } catch (IOException closed) {
            // that is how stop() ends this thread
        }
    }

    private void serve(SocketChannel connection) {
        try (connection) {
            String request = read(connection);
            arrive(request);
            String reply = reply(request);
            leave(request);
            connection.write(ByteBuffer.wrap(reply.getBytes(UTF_8)));
        } catch (IOException | InterruptedException gone) {
            // the reaper has gone away, or the test is over: the test sees that
        }
    }

    private synchronized void arrive(String request) throws InterruptedException {
        if (!request.startsWith("DELETE")) {
            return;
        }
        mostRemovals = Math.max(mostRemovals, ++removals);
        notifyAll();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        for (long left; mostRemovals < held && (left = deadline - System.nanoTime()) > 0;) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    private synchronized void leave(String request) {
        removals -= request.startsWith("DELETE") ? 1 : 0;
    }

    /** The first line and the body, a blank between them. */
    private static String read(SocketChannel connection) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        while (connection.read(buffer) >= 0) {
            String text = new String(buffer.array(), 0, buffer.position(), UTF_8);
            int head = text.indexOf("\r\n\r\n");
            Matcher length = Pattern.compile("Content-Length: (\\d+)").matcher(text);
            if (head > 0 && length.find() && text.length() - head - 4 >= Integer.parseInt(length.group(1))) {
                return text.substring(0, text.indexOf(" HTTP/1.1\r\n")) + " " + text.substring(head + 4);
            }
        }
        throw new IOException("the request ended early");
    }

    private synchronized String reply(String request) {
        requests.add(request.strip());
        Rule rule = rule(request);
        Answer answer = rule != null && rule.answer != null ? rule.answer : answerTo(request.strip());
        if (rule != null && rule.behind != null) {
            rule.behind.run();
        }
        boolean cut = truncated && request.startsWith("GET /containers/json");
        truncated &= !cut;
        return http(answer, cut);
    }

    private Rule rule(String request) {
        for (Rule rule : rules) {
            if (request.startsWith(rule.prefix) && rule.times > 0 && rule.skip-- <= 0) {
                rule.times--;
                return rule;
            }
        }
        return null;
    }

    private String http(Answer answer, boolean cut) {
        String head = "HTTP/1.1 " + answer.status() + " Whatever\r\n"
                + (podman ? "Libpod-API-Version: 5.4.2\r\nServer: Libpod/5.4.2 (linux)\r\n" : "Server: Docker/28.0 (linux)\r\n");
        String body = answer.body();
        if (cut) {
            return head + "Content-Length: " + body.length() + "\r\n\r\n" + body.substring(0, body.length() / 2);
        }
        if (answer.status() == 204) {
            return head + "\r\n";
        }
        if (!chunked) {
            return head + "content-length: " + body.getBytes(UTF_8).length + "\r\n\r\n" + body;
        }
        StringBuilder chunks = new StringBuilder(head + "Transfer-Encoding: chunked\r\n\r\n");
        for (int at = 0; at < body.length(); at += 13) {
            String chunk = body.substring(at, Math.min(at + 13, body.length()));
            chunks.append(Integer.toHexString(chunk.getBytes(UTF_8).length)).append("\r\n").append(chunk).append("\r\n");
        }
        return chunks.append("0\r\n\r\n").toString();
    }

    private Answer answerTo(String request) {
        String[] parts = request.split("[ ?]");
        String[] path = parts[1].substring(1).split("/");
        String id = path.length > 1 ? URLDecoder.decode(path[1], UTF_8) : "";
        if (parts[1].equals("/_ping")) {
            return new Answer(200, "OK");
        }
        if (parts[0].equals("GET") && (id.isEmpty() || (path.length == 2 && id.equals("json")))) {
            return new Answer(200, list(path[0], parts[2]));
        }
        if (request.startsWith("GET /images/") && layers.containsKey(id)) {
            String all = layers.get(id).stream().map(FakeEngine::quoted).collect(Collectors.joining(",", "[", "]"));
            return new Answer(200, "{\"Id\":" + quoted(id) + ",\"RootFS\":{\"Type\":\"layers\",\"Layers\":" + all + "},\"Metadata\":{}}");
        }
        Thing thing = things.get(id);
        if (thing == null || !thing.kind().equals(path[0])) {
            return new Answer(404, "{\"message\":\"no such thing\"}");
        }
        switch (parts[0] + (path.length > 2 ? path[2] : "")) {
            case "DELETE": return remove(thing);
            case "GETjson": return new Answer(200, "{\"Id\":" + quoted(id) + ",\"Created\":" + quoted(thing.created()) + ",\"State\":{}}");
            case "GET": return new Answer(200, network(id));
            case "POSTkill": return new Answer(204, "");
            case "POSTdisconnect":
                endpoints.get(id).removeIf(endpoint -> request.contains("{\"Container\":" + quoted(endpoint) + ",\"Force\":true}"));
                return new Answer(200, "");
            default: return new Answer(405, "{\"message\":\"not here\"}");
        }
    }

    private Answer remove(Thing thing) {
        if (!endpoints.getOrDefault(thing.id(), List.of()).isEmpty()) {
            return new Answer(403, "{\"message\":\"network has active endpoints\"}");
        }
        things.remove(thing.id());
        return thing.kind().equals("images") ? new Answer(200, "[{\"Deleted\":\"it\"}]") : new Answer(204, "");
    }

    private String list(String kind, String query) {
        Matcher label = LABEL.matcher(URLDecoder.decode(query.replaceFirst(".*filters=", ""), UTF_8));
        if (!label.matches()) {
            return "the filter is no JSON";
        }
        String wanted = label.group(1).replace("\\u0022", "\"").replace("\\u005c", "\\");
        String items = things.values().stream()
                .filter(thing -> thing.kind().equals(kind))
                .filter(thing -> filterless || thing.labels().entrySet().stream()
                        .anyMatch(entry -> wanted.equals(entry.getKey() + "=" + entry.getValue())))
                .map(FakeEngine::json)
                .collect(Collectors.joining(",", "[", "]\n"));
        return kind.equals("volumes") ? "{\"Warnings\":null,\"Volumes\":" + (items.length() > 3 ? items : "null") + "}" : items;
    }

    /** With fields around those that matter, as nested and as escaped as an engine's. */
    private static String json(Thing thing) {
        String labels = thing.labels().entrySet().stream()
                .map(entry -> quoted(entry.getKey()) + ":" + quoted(entry.getValue()))
                .collect(Collectors.joining(",", "{\"a \\\"quoted\\\" \\u003ckey\\u003e\":\"[}\\\\\",", "}"));
        String created = thing.kind().equals("containers")
                ? String.valueOf(Instant.parse(thing.created()).getEpochSecond()) : quoted(thing.created());
        return "{\"Ports\":[{\"PrivatePort\":1},[]],\"" + (thing.kind().equals("volumes") ? "Name" : "Id") + "\":" + quoted(thing.id())
                + ",\"Created\": " + created + ", \"Labels\": " + (thing.labels().isEmpty() ? "null" : labels)
                + ",\"State\":" + quoted(thing.state()) + (thing.kind().equals("containers") ? ",\"ImageID\":" + quoted(thing.image()) : "")
                + ",\"Size\":-1.5e3,\"Mounts\":[{\"Id\":\"not this\"}],\"X\":{}}";
    }

    private String network(String id) {
        return endpoints.getOrDefault(id, List.of()).stream()
                .map(endpoint -> endpoint.startsWith("lost-")
                        ? "\"ep-0815\":{\"EndpointID\":\"0815\",\"Name\":" + quoted(endpoint) + "}"
                        : quoted(endpoint) + ":{\"Name\":\"some name\"}")
                .collect(Collectors.joining(",", "{\"Name\":\"n\",\"Containers\":{", "},\"Labels\":{}}"));
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\u0022").replace("<", "\\u003c") + "\"";
    }
}
