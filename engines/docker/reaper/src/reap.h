/* The reaping: passes over everything that the session owns, until nothing is left. */
#ifndef REAP_H
#define REAP_H

#include "engine.h"

/* Removes everything of the session but this reaper. Where latecomers are expected it looks twice: a container that the
   dead JVM had just asked for may still be on its way. Returns the program's exit status. */
int reap(const struct engine *engine, bool expect_latecomers);

#endif
