/* The grace time: a JVM that lives and only lost its connection starts a new reaper within it, and so does another
   JVM of a build whose session outlives one of its JVMs. */
#ifndef SUCCESSOR_H
#define SUCCESSOR_H

#include "engine.h"

/* Waits for a successor. True, and said so, when there is one; false when the grace time is over, which begins
   anew as long as an older reaper of the session runs. */
bool successor_comes(const struct engine *engine, int64_t grace_ms);

/* Waits until the session has a container, for no longer than the grace time. */
void await_container(const struct engine *engine, int64_t grace_ms);

#endif
