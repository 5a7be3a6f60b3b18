/** What the sides that are compared have in common: the services, the worker, the bare calls. */
@NullMarked
package dev.mayfly.bench.subject;

import org.jspecify.annotations.NullMarked;
