import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * What the reaper promises, tried against a fake engine. Arguments: the command that runs the reaper. The system property
 * {@code quick} leaves out what takes two minutes.
 */
final class ProtocolTests {

    private interface Scenario {
        void run(Path directory) throws Exception;
    }

    private static final String LATER = "2026-01-01T12:00:01Z";
    private static final String NOW = "2026-01-01T12:00:00.5Z";
    private static final String EARLIER = "2026-01-01T11:59:59.9Z";
    private static final String LONG_GRACE = "600000";
    private static final String REAPER_IMAGE = "sha256:reaper";
    private static final String SECOND_IMAGE = "sha256:reaper-imported-twice";

    private final List<String> command;
    private final Map<String, Scenario> scenarios = new TreeMap<>();

    private ProtocolTests(List<String> command, boolean quick) {
        this.command = command;
        lifeline();
        reaping();
        illEngines();
        successors();
        impostors();
        start();
        otherEngines();
        host();
        if (!quick) {
            patience();
        }
    }

    public static void main(String[] arguments) throws Exception {
        System.exit(new ProtocolTests(List.of(arguments), Boolean.getBoolean("quick")).run() ? 0 : 1);
    }

    private boolean run() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(6);
        Map<String, Future<Throwable>> results = new TreeMap<>();
        scenarios.forEach((name, scenario) -> results.put(name, threads.submit(tried(scenario))));
        int failed = 0;
        for (Map.Entry<String, Future<Throwable>> result : results.entrySet()) {
            Throwable failure = result.getValue().get();
            System.out.println((failure == null ? "ok      " : "FAILED  ") + result.getKey());
            if (failure != null) {
                failure.printStackTrace(System.out);
                failed++;
            }
        }
        threads.shutdown();
        System.out.println((results.size() - failed) + " passed, " + failed + " failed");
        return failed == 0 && !results.isEmpty();
    }

    private static Callable<Throwable> tried(Scenario scenario) {
        return () -> {
            Path directory = Files.createTempDirectory("reaper");
            try {
                scenario.run(directory);
                return null;
            } catch (Throwable failure) {
                return failure;
            } finally {
                Files.deleteIfExists(directory.resolve("engine.sock"));
                Files.delete(directory);
            }
        };
    }

    private void lifeline() {
        with("ping_is_answered_and_other_lines_are_not", (engine, reaper) -> {
            reaper.hears("hello\nclosed\n close\nping \n\nping\n");
            reaper.says("pong");
            reaper.hears("pi");
            reaper.hears("ng\nclose\n");
            equal(List.of("pong", "reaped 0 containers, 0 networks, 0 volumes, 0 images"), reaper.endsWith(0));
        });
        with("an_overlong_line_is_ignored_as_a_whole", (engine, reaper) -> {
            reaper.hears("x".repeat(1 << 20) + "\n" + "y".repeat(31) + "\n" + "close".repeat(7) + "\n" + "z".repeat(256) + "close\nping\n");
            reaper.says("pong");
            equal(true, reaper.isAlive());
        });
        with("close_reaps_at_once_and_in_one_pass_more", (engine, reaper) -> {
            fill(engine);
            reaper.hears("close\n");
            reaper.endsWith(0);
            equal(spared(), engine.left());
            equal(2, engine.requests("GET /containers/json").size());
        });
        with("close_with_nothing_left_looks_once", (engine, reaper) -> {
            reaper.hears("close\n");
            reaper.endsWith(0);
            equal(1, engine.requests("GET /containers/json").size());
            equal(1, engine.requests("GET /images/json").size());
        });
        with("a_line_cut_short_is_a_lost_lifeline", "0", (engine, reaper) -> {
            reaper.hears("close");
            reaper.losesItsLifeline();
            reaper.endsWith(0);
            equal(3, engine.requests("GET /containers/json").size());
        });
        with("one_that_is_told_to_leave_looks_at_nothing", (engine, reaper) -> {
            fill(engine);
            reaper.hears("leave\n");
            equal(List.of(), reaper.endsWith(0));
            equal(List.of(), engine.requests(""));
        });
        with("after_a_last_word_the_end_is_no_loss_and_has_no_grace_time", LONG_GRACE, (engine, reaper) -> {
            fill(engine);
            reaper.hears("last\nping\n");
            reaper.says("pong");
            equal(List.of(), engine.requests("DELETE"));
            reaper.losesItsLifeline();
            reaper.endsWith(0);
            equal(spared(), engine.left());
        });
        with("a_polite_stop_does_not_stop_it", (engine, reaper) -> {
            reaper.isTerminated();
            reaper.hears("ping\n");
            reaper.says("pong");
        });
        with("a_reader_that_is_gone_does_not_kill_it", "0", (engine, reaper) -> {
            fill(engine);
            reaper.losesItsReader();
            reaper.hears("ping\n");
            reaper.losesItsLifeline();
            reaper.endsUnheardWith(0);
            equal(spared(), engine.left());
        });
        with("a_reader_that_does_not_read_does_not_block_it", "0", (engine, reaper) -> {
            for (int i = 0; i < 1500; i++) {
                engine.add(thing("containers", "c".repeat(64) + i, "s1"));
            }
            reaper.losesItsLifeline();
            reaper.endsUnheardWith(0);
            equal(List.of("own"), engine.left());
        });
    }

    private void reaping() {
        with("a_lost_lifeline_reaps_in_order_and_looks_twice_more", "300", (engine, reaper) -> {
            fill(engine);
            reaper.losesItsLifeline();
            List<String> said = reaper.endsWith(0);
            equal(spared(), engine.left());
            equal(Set.of("DELETE /containers/c1?force=1&v=1", "DELETE /containers/c2?force=1&v=1"),
                    Set.copyOf(engine.requests("DELETE").subList(0, 2)));
            equal(List.of("DELETE /networks/n1", "DELETE /volumes/v%2f1?force=1",
                    "DELETE /images/sha256%3ai1?force=1&noprune=0"), engine.requests("DELETE").subList(2, 5));
            equal(List.of("removed container c1", "removed container c2", "removed network n1", "removed volume v/1",
                    "removed image sha256:i1", "reaped 2 containers, 1 networks, 1 volumes, 1 images"), said);
            equal(3, engine.requests("GET /images/json").size());
            equal(List.of(), engine.requests("POST"));
        });
        with("a_container_that_appears_late_is_caught", "0", (engine, reaper) -> {
            engine.behind("GET /images/json", 1, () -> engine.add(thing("containers", "late", "s1")));
            reaper.losesItsLifeline();
            equal(List.of("removed container late", "reaped 1 containers, 0 networks, 0 volumes, 0 images"), reaper.endsWith(0));
        });
        with("its_own_container_stays_and_what_older_reapers_left_goes", "0", (engine, reaper) -> {
            engine.add(reaper("older", "r0", EARLIER, "exited"));
            reaper.losesItsLifeline();
            reaper.endsWith(0);
            equal(List.of("own"), engine.left());
        });
        with("foreign_things_stay_even_when_the_engine_does_not_filter", "0", FakeEngine::filterless, "s1", (engine, reaper) -> {
            fill(engine);
            reaper.losesItsLifeline();
            reaper.endsWith(0);
            equal(spared(), engine.left());
        });
        with("hundreds_go_over_sixteen_connections", "0", FakeEngine::chunked, "s1", (engine, reaper) -> {
            for (int i = 0; i < 400; i++) {
                engine.add(thing("containers", "c" + i, "s1"));
            }
            engine.holdRemovals(16);
            reaper.losesItsLifeline();
            List<String> said = reaper.endsWith(0);
            equal("reaped 400 containers, 0 networks, 0 volumes, 0 images", said.get(said.size() - 1));
            equal(401, said.size());
            equal(16, engine.mostRemovals());
        });
        with("chunked_answers_are_joined", "0", FakeEngine::chunked, "s1", (engine, reaper) -> {
            fill(engine);
            reaper.losesItsLifeline();
            reaper.endsWith(0);
            equal(spared(), engine.left());
        });
        with("a_strange_session_name_is_escaped", "0", engine -> engine, "s \"&1\\<é", (engine, reaper) -> {
            engine.add(thing("containers", "c1", "s \"&1\\<é"));
            engine.add(thing("containers", "c2", "s "));
            reaper.losesItsLifeline();
            reaper.endsWith(0);
            equal(List.of("own", "c2"), engine.left());
        });
        with("endpoints_are_taken_off_a_network_before_volumes_go", "0", (engine, reaper) -> {
            engine.add(thing("networks", "n1", "s1"));
            engine.add(thing("volumes", "v1", "s1"));
            engine.join("n1", "foreign");
            engine.join("n1", "lost-one");
            reaper.losesItsLifeline();
            equal(List.of("removed network n1", "removed volume v1", "reaped 0 containers, 1 networks, 1 volumes, 0 images"),
                    reaper.endsWith(0));
            equal(List.of("own"), engine.left());
        });
        with("podman_is_told_to_kill_what_runs", "0", FakeEngine::podman, "s1", (engine, reaper) -> {
            fill(engine);
            engine.answer("POST /containers/c1/kill", 1, 500, "too late");
            reaper.losesItsLifeline();
            reaper.endsWith(0);
            equal(spared(), engine.left());
            equal(List.of("POST /containers/c1/kill"), engine.requests("POST"));
        });
    }

    private void illEngines() {
        with("errors_are_tried_again", "0", (engine, reaper) -> {
            fill(engine);
            engine.answer("GET /containers/json", 3, 500, "not now");
            engine.answer("DELETE /containers/c1", 2, 500, "not now");
            engine.answer("DELETE /containers/c2", 1, 409, "removal of container c2 is already in progress");
            engine.answer("DELETE /volumes", 1, 409, "in use");
            engine.answer("DELETE /images", 1, 404, "gone");
            reaper.losesItsLifeline();
            reaper.endsWith(0);
            equal(spared(), engine.left());
        });
        with("an_answer_cut_short_is_no_answer", (engine, reaper) -> {
            fill(engine);
            engine.truncateOnce();
            reaper.hears("close\n");
            reaper.endsWith(0);
            equal(spared(), engine.left());
            equal(3, engine.requests("GET /containers/json").size());
        });
        with("an_engine_that_restarts_is_awaited", "400", (engine, reaper) -> {
            fill(engine);
            engine.behind("GET /containers/json", 1, () -> restart(engine));
            reaper.losesItsLifeline();
            reaper.endsWith(0);
            equal(spared(), engine.left());
        });
        with("the_grace_time_counts_from_the_end_of_an_outage", "600", (engine, reaper) -> {
            fill(engine);
            engine.behind("GET /containers/json", 1, () -> restart(engine));
            engine.behind("GET /containers/json", 2, () -> engine.add(reaper("next", "r2", LATER, "running")));
            reaper.losesItsLifeline();
            equal(List.of("successor next"), reaper.endsWith(0));
        });
    }

    private void patience() {
        with("what_cannot_be_removed_is_named_after_two_minutes", (engine, reaper) -> {
            fill(engine);
            engine.answer("DELETE /containers/c1", Integer.MAX_VALUE, 500, "device busy");
            reaper.hears("close\n");
            reaper.endsWith(1);
            String errors = reaper.errors();
            equal("error: container c1: the engine answered 500: device busy\n"
                    + "error: gave up after 120 s in which nothing could be removed\n", errors);
            equal(true, engine.left().contains("c1") && !engine.left().contains("n1"));
        });
    }

    private void successors() {
        successor("a_later_reaper_is_a_successor", true, LATER, "running");
        successor("a_later_reaper_of_the_same_second_is_a_successor", true, "2026-01-01T12:00:00.51Z", "running");
        successor("of_two_of_the_same_instant_the_greater_instance_is_the_successor", true, NOW, "running");
        successor("an_earlier_reaper_that_does_not_run_is_nobody", false, EARLIER, "exited");
        older("an_earlier_reaper_of_the_same_second_is_waited_for", "2026-01-01T12:00:00.49Z");
        older("a_reaper_of_the_full_second_is_waited_for", "2026-01-01T12:00:00Z");
        older("an_earlier_reaper_is_waited_for", EARLIER);
        with("while_an_earlier_reaper_runs_a_later_one_may_come", "0", (engine, reaper) -> {
            fill(engine);
            engine.add(reaper("other", "r2", EARLIER, "running"));
            engine.behind("GET /containers/json", 2, () -> engine.add(reaper("next", "r3", LATER, "running")));
            reaper.losesItsLifeline();
            equal(List.of("successor next"), reaper.endsWith(0));
            equal(List.of(), engine.requests("DELETE"));
        });
        successor("a_later_reaper_that_does_not_run_is_no_successor", false, LATER, "exited");
        with("a_successor_may_come_within_the_grace_time", LONG_GRACE, (engine, reaper) -> {
            fill(engine);
            engine.answer("GET /containers/json", 1, 500, "not now");
            engine.behind("GET /containers/json", 2, () -> engine.add(reaper("next", "r2", LATER, "running")));
            reaper.losesItsLifeline();
            equal(List.of("successor next"), reaper.endsWith(0));
            equal(List.of(), engine.requests("DELETE"));
        });
        with("a_reaper_of_another_session_is_no_successor", "0", FakeEngine::filterless, "s1", (engine, reaper) -> {
            engine.add(new FakeEngine.Thing("containers", "theirs",
                    Map.of("dev.mayfly.session", "s2", "dev.mayfly.reaper", "r9"), LATER, "running"));
            engine.add(thing("containers", "c1", "s1"));
            reaper.losesItsLifeline();
            reaper.endsWith(0);
            equal(List.of("own", "theirs"), engine.left());
        });
    }

    /** A label is no proof: what carries it must run the reaper's own program. */
    private void impostors() {
        impostor("a_container_with_a_reapers_label_is_no_successor", LATER, "sha256:users");
        impostor("nor_is_one_that_is_older_waited_for", EARLIER, "sha256:users");
        impostor("nor_is_one_whose_image_is_gone_a_successor", LATER, "sha256:gone");
        with("a_reaper_whose_image_was_imported_a_second_time_is_a_successor", "0", (engine, reaper) -> {
            fill(engine);
            engine.image(REAPER_IMAGE, "sha256:program");
            engine.image(SECOND_IMAGE, "sha256:program");
            engine.add(reaper("next", "s1", "r2", LATER, "running", SECOND_IMAGE));
            reaper.losesItsLifeline();
            equal(List.of("successor next"), reaper.endsWith(0));
            equal(List.of(), engine.requests("DELETE"));
        });
        with("an_image_that_the_engine_tells_nothing_of_now_is_asked_for_again", "0", (engine, reaper) -> {
            fill(engine);
            engine.image(REAPER_IMAGE, "sha256:program");
            engine.image(SECOND_IMAGE, "sha256:program");
            engine.answer("GET /images/sha256%3areaper-imported-twice/json", 3, 500, "not now");
            engine.add(reaper("next", "s1", "r2", LATER, "running", SECOND_IMAGE));
            reaper.losesItsLifeline();
            equal(List.of("successor next"), reaper.endsWith(0));
            equal(List.of(), engine.requests("DELETE"));
        });
        with("an_empty_label_makes_no_reaper", "0", (engine, reaper) -> {
            engine.add(reaper("next", "", LATER, "running"));
            reaper.losesItsLifeline();
            equal(List.of("removed container next", "reaped 1 containers, 0 networks, 0 volumes, 0 images"), reaper.endsWith(0));
        });
    }

    private void impostor(String name, String created, String image) {
        with(name, "0", (engine, reaper) -> {
            fill(engine);
            engine.image(REAPER_IMAGE, "sha256:program");
            engine.image("sha256:users", "sha256:program", "sha256:more");
            engine.add(reaper("other", "s1", "r2", created, "running", image));
            reaper.losesItsLifeline();
            reaper.endsWith(0);
            equal(spared(), engine.left());
        });
    }

    /** Another JVM's reaper: what is there stays as long as it runs. */
    private void older(String name, String created) {
        with(name, "0", (engine, reaper) -> {
            fill(engine);
            engine.add(reaper("other", "r2", created, "running"));
            engine.behind("GET /containers/json", 3, () -> engine.forget("other"));
            reaper.losesItsLifeline();
            reaper.endsWith(0);
            equal(false, engine.left().contains("c1"));
            List<String> requests = engine.requests("");
            List<String> before = requests.subList(0, requests.indexOf(engine.requests("DELETE").get(0)));
            equal(true, before.stream().filter(request -> request.startsWith("GET /containers/json")).count() > 3);
        });
    }

    private void successor(String name, boolean leaves, String created, String state) {
        with(name, "0", (engine, reaper) -> {
            fill(engine);
            engine.add(reaper("other", "r2", created, state));
            reaper.losesItsLifeline();
            List<String> said = reaper.endsWith(0);
            equal(leaves, said.equals(List.of("successor other")));
            equal(leaves, engine.left().containsAll(List.of("c1", "n1", "other")));
            equal(leaves, engine.requests("DELETE").isEmpty());
        });
    }

    private void start() {
        scenarios.put("a_socket_that_is_not_there_is_an_error", directory -> {
            try (Reaper reaper = Reaper.start(command, "s1", "r1", "0", directory.resolve("none.sock"))) {
                equal(List.of(), reaper.endsWith(2));
                equal("error: cannot reach the engine at " + directory + "/none.sock: ENOENT (errno 2)\n", reaper.errors());
            }
        });
        scenarios.put("a_socket_where_nobody_listens_is_an_error", directory -> {
            Path socket = directory.resolve("engine.sock");
            new FakeEngine(socket).close();
            try (Reaper reaper = Reaper.start(command, "s1", "r1", "0", socket)) {
                reaper.endsWith(2);
                equal("error: cannot reach the engine at " + socket + ": ECONNREFUSED (errno 111)\n", reaper.errors());
            }
        });
        scenarios.put("wrong_arguments_are_an_error", directory -> {
            for (String[] wrong : new String[][] {{"", "r1", "0"}, {"s1", "", "0"}, {"s1", "r1", "soon"}, {"s1", "r1", ""}}) {
                try (Reaper reaper = Reaper.start(command, wrong[0], wrong[1], wrong[2], directory.resolve("none.sock"))) {
                    reaper.endsWith(2);
                    equal(true, reaper.errors().startsWith("error: usage: reaper <session-id>"));
                }
            }
        });
        scenarios.put("an_engine_that_is_ill_at_first_is_awaited", directory -> {
            try (FakeEngine engine = new FakeEngine(directory.resolve("engine.sock"))) {
                engine.add(reaper("own", "r1", NOW, "created"));
                engine.answer("GET /_ping", 3, 500, "starting");
                engine.answer("GET /containers/json", 3, 500, "starting");
                try (Reaper reaper = Reaper.start(command, "s1", "r1", "0", directory.resolve("engine.sock"))) {
                    reaper.says("ready");
                }
            }
        });
    }

    /** Another engine listens at the path of the one that runs the reaper. */
    private void otherEngines() {
        otherEngine("an_engine_that_lists_nothing_is_another_one", "0", engine -> {});
        otherEngine("an_engine_with_another_reaper_of_the_session_is_another_one", "2", engine -> {
            engine.add(thing("containers", "c1", "s1"));
            engine.add(reaper("other", "r2", NOW, "running"));
        });
        otherEngine("an_engine_with_the_same_reaper_of_another_session_is_another_one", "0",
                engine -> engine.add(reaper("other", "s2", "r1", NOW, "running", REAPER_IMAGE)));
        scenarios.put("what_lists_no_containers_is_no_engine", directory -> {
            Path socket = directory.resolve("engine.sock");
            try (FakeEngine engine = new FakeEngine(socket)) {
                engine.answer("GET /containers/json", Integer.MAX_VALUE, 404, "page not found");
                try (Reaper reaper = Reaper.start(command, "s1", "r1", "0", socket)) {
                    equal(List.of(), reaper.endsWith(2));
                    equal("error: what listens at " + socket + " does not list the containers of session s1\n", reaper.errors());
                }
            }
        });
    }

    private void otherEngine(String name, String count, Consumer<FakeEngine> others) {
        scenarios.put(name, directory -> {
            Path socket = directory.resolve("engine.sock");
            try (FakeEngine engine = new FakeEngine(socket).filterless()) {
                others.accept(engine);
                List<String> before = engine.left();
                try (Reaper reaper = Reaper.start(command, "s1", "r1", "0", socket)) {
                    equal(List.of(), reaper.endsWith(2));
                    equal("error: the engine at " + socket + " is not the one that runs this reaper: it lists " + count
                            + " containers of session s1, and none of them is reaper r1\n", reaper.errors());
                    equal(before, engine.left());
                }
            }
        });
    }

    /** As a process beside the test's JVM: no container is its own. */
    private void host() {
        onHost("on_the_host_it_waits_for_its_grace_time_and_removes_everything", "300", List.of("host"), (engine, reaper) -> {
            fill(engine);
            engine.forget("own");
            reaper.losesItsLifeline();
            reaper.endsWith(0);
            equal(without("own"), engine.left());
        });
        onHost("on_the_host_it_removes_a_reapers_container_last", "0", List.of("host"), (engine, reaper) -> {
            fill(engine);
            engine.answer("DELETE /images", 2, 409, "in use");
            reaper.losesItsLifeline();
            reaper.endsWith(0);
            equal(without("own"), engine.left());
            List<String> removals = engine.requests("DELETE");
            equal("DELETE /containers/own?force=1&v=1", removals.get(removals.size() - 1));
        });
        onHost("on_the_host_it_looks_again_for_what_came_late_when_it_is_told_to_close", LONG_GRACE, List.of("host"),
                (engine, reaper) -> {
            engine.forget("own");
            engine.behind("GET /images/json", 2, () -> engine.add(reaper("late", "r2", LATER, "created")));
            reaper.hears("close\n");
            equal(List.of("removed container late", "reaped 1 containers, 0 networks, 0 volumes, 0 images"), reaper.endsWith(0));
        });
        onHost("on_the_host_it_waits_for_a_container_that_was_asked_for", LONG_GRACE, List.of("host"), (engine, reaper) -> {
            engine.forget("own");
            engine.behind("GET /containers/json", 3, () -> engine.add(reaper("late", "r2", LATER, "created")));
            reaper.hears("early\n");
            equal(List.of("removed container late", "reaped 1 containers, 0 networks, 0 volumes, 0 images"), reaper.endsWith(0));
        });
        onHost("on_the_host_it_waits_for_no_container_longer_than_its_grace_time", "300", List.of("host"), (engine, reaper) -> {
            engine.forget("own");
            reaper.hears("early\n");
            equal(List.of("reaped 0 containers, 0 networks, 0 volumes, 0 images"), reaper.endsWith(0));
        });
        onHost("on_the_host_of_several_jvms_it_waits_until_no_reaper_runs", "0", List.of("host", "sha256:program"),
                (engine, reaper) -> {
            fill(engine);
            engine.image(REAPER_IMAGE, "sha256:program");
            engine.behind("GET /containers/json", 4, () -> engine.forget("own"));
            reaper.losesItsLifeline();
            reaper.endsWith(0);
            equal(without("own"), engine.left());
            List<String> requests = engine.requests("");
            List<String> before = requests.subList(0, requests.indexOf(engine.requests("DELETE").get(0)));
            equal(true, before.stream().filter(request -> request.startsWith("GET /containers/json")).count() > 4);
        });
        onHost("on_the_host_of_several_jvms_an_impostor_is_not_waited_for", "0", List.of("host", "sha256:program"),
                (engine, reaper) -> {
            fill(engine);
            engine.image(REAPER_IMAGE, "sha256:program", "sha256:more");
            reaper.losesItsLifeline();
            reaper.endsWith(0);
            equal(without("own"), engine.left());
        });
        onHost("on_the_host_it_leads_a_session_of_its_own_in_no_folder_of_anybodys", LONG_GRACE, List.of("host"),
                (engine, reaper) -> {
            Path proc = Path.of("/proc", Long.toString(reaper.pid()));
            String stat = Files.readString(proc.resolve("stat"));
            String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            equal(Long.toString(reaper.pid()), afterName[2]); // its process group
            equal(Long.toString(reaper.pid()), afterName[3]); // its session
            equal(Path.of("/"), proc.resolve("cwd").toRealPath());
        });
        scenarios.put("it_runs_on_the_host_or_in_a_container_and_nowhere_else", directory -> {
            try (Reaper reaper = Reaper.start(command, "s1", "r1", "0", directory.resolve("none.sock"), "elsewhere")) {
                reaper.endsWith(2);
                equal(true, reaper.errors().startsWith("error: usage: reaper <session-id>"));
            }
        });
    }

    private void onHost(String name, String grace, List<String> place, Steps steps) {
        scenarios.put(name, directory -> {
            Path socket = directory.resolve("engine.sock");
            try (FakeEngine engine = new FakeEngine(socket)) {
                try (Reaper reaper = Reaper.start(command, "s1", "r0", grace, socket, place.toArray(String[]::new))) {
                    reaper.says("ready");
                    engine.add(reaper("own", "s1", "r1", NOW, "running", REAPER_IMAGE));
                    engine.clearRequests();
                    steps.take(engine, reaper);
                }
            }
        });
    }

    private static List<String> without(String id) {
        return spared().stream().filter(left -> !left.equals(id)).toList();
    }

    private interface Steps {
        void take(FakeEngine engine, Reaper reaper) throws Exception;
    }

    private void with(String name, Steps steps) {
        with(name, LONG_GRACE, steps);
    }

    private void with(String name, String grace, Steps steps) {
        with(name, grace, engine -> engine, "s1", steps);
    }

    private void with(String name, String grace, UnaryOperator<FakeEngine> how, String session, Steps steps) {
        scenarios.put(name, directory -> {
            Path socket = directory.resolve("engine.sock");
            try (FakeEngine engine = how.apply(new FakeEngine(socket))) {
                engine.add(reaper("own", session, "r1", NOW, "running", REAPER_IMAGE));
                try (Reaper reaper = Reaper.start(command, session, "r1", grace, socket)) {
                    reaper.says("ready");
                    engine.clearRequests();
                    steps.take(engine, reaper);
                }
            }
        });
    }

    private static void fill(FakeEngine engine) {
        engine.add(thing("images", "sha256:i1", "s1"));
        engine.add(thing("volumes", "v/1", "s1"));
        engine.add(thing("networks", "n1", "s1"));
        engine.add(thing("containers", "c1", "s1"));
        engine.add(new FakeEngine.Thing("containers", "c2", Map.of("dev.mayfly.session", "s1"), NOW, "exited"));
        for (String kind : List.of("containers", "networks", "volumes", "images")) {
            engine.add(thing(kind, kind + " of another session", "s10"));
            engine.add(new FakeEngine.Thing(kind, kind + " of nobody", Map.of(), NOW, "running"));
        }
    }

    /** What no reaping touches: its own container, and what is not its session's. */
    private static List<String> spared() {
        List<String> ids = new ArrayList<>(List.of("own"));
        for (String kind : List.of("containers", "networks", "volumes", "images")) {
            ids.addAll(List.of(kind + " of another session", kind + " of nobody"));
        }
        return ids;
    }

    private static FakeEngine.Thing thing(String kind, String id, String session) {
        return new FakeEngine.Thing(kind, id, Map.of("dev.mayfly.session", session), NOW, "running");
    }

    private static FakeEngine.Thing reaper(String id, String instance, String created, String state) {
        return reaper(id, "s1", instance, created, state, REAPER_IMAGE);
    }

    private static FakeEngine.Thing reaper(
            String id, String session, String instance, String created, String state, String image) {
        return new FakeEngine.Thing("containers", id,
                Map.of("dev.mayfly.session", session, "dev.mayfly.reaper", instance), created, state, image);
    }

    /** Leaves the socket without a listener, until the reaper has met that a few times. */
    private static void restart(FakeEngine engine) {
        try {
            engine.stop();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        CompletableFuture.delayedExecutor(700, TimeUnit.MILLISECONDS).execute(() -> {
            try {
                engine.listen();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
    }

    private static void equal(Object expected, Object seen) {
        if (!expected.equals(seen)) {
            throw new AssertionError("expected " + expected + "\n but seen " + seen);
        }
    }
}
