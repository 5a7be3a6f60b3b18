package dev.mayfly.engine;

import java.time.Duration;

/**
 * What is asked of a local reaper: a process of this machine that outlives this JVM and then
 * removes what is left of a session.
 *
 * <p>It speaks as one in a container does, see {@link ReaperRequest}, and knows one line more:
 * {@code leave} lets it go without a look, for others watch. Its standard input is a pipe, so that
 * its end is this JVM's; nobody succeeds it.
 *
 * @param session the value of the label {@code dev.mayfly.session} on all that it removes
 * @param grace how long after this JVM's end it removes everything
 * @param shared whether other JVMs take part in the session: then the grace time begins anew as
 *     long as one of their reapers runs in a container
 */
public record LocalReaperRequest(String session, Duration grace, boolean shared) {}
