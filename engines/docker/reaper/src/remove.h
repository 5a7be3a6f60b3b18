/* Removes what a session owns, side by side, and knows what stands in the way. */
#ifndef REMOVE_H
#define REMOVE_H

#include "engine.h"

/* Removes the items and says each. Returns how many; adds a line to complaints for each that the engine refused to remove. */
size_t remove_all(const struct engine *engine, enum kind kind, const struct item *items, size_t count, struct text *complaints);

#endif
