#include "successor.h"
#include "syscall.h"

enum { LOOK_EVERY_MS = 250, GIVE_UP_MS = 120000 };

/* Compares digits after the point: "5" is more than "49". */
static bool is_greater_fraction(const char *a, const char *b)
{
    size_t a_length = length_of(a), b_length = length_of(b);
    for (size_t i = 0; i < a_length || i < b_length; i++) {
        char left = i < a_length ? a[i] : '0', right = i < b_length ? b[i] : '0';
        if (left != right)
            return left > right;
    }
    return false;
}

/* Lists count in whole seconds, which is too coarse for a connection that is lost at once. */
static bool is_later_within_second(const struct engine *engine, const char *id, const char *own)
{
    struct text theirs = {0}, ours = {0};
    bool later = engine_created_fraction(engine, id, &theirs) && engine_created_fraction(engine, own, &ours)
                 && is_greater_fraction(theirs.at, ours.at);
    text_free(&theirs);
    text_free(&ours);
    return later;
}

static bool is_successor(const struct engine *engine, const struct item *item, const struct item *own)
{
    if (!item->running || !item->reaper || same(item->reaper, engine->instance))
        return false;
    if (!own || item->created != own->created)
        return !own || item->created > own->created;
    return is_later_within_second(engine, item->id, own->id);
}

static bool look(const struct engine *engine, const struct listing *containers)
{
    const struct item *own = NULL;
    for (size_t i = 0; i < containers->count; i++)
        if (containers->items[i].reaper && same(containers->items[i].reaper, engine->instance))
            own = &containers->items[i];
    for (size_t i = 0; i < containers->count; i++)
        if (is_successor(engine, &containers->items[i], own)) {
            say(OUT, "successor ", containers->items[i].id);
            return true;
        }
    return false;
}

/* While the engine does not answer, nobody can start a successor: the grace time counts from its next answer,
   unless it stays away for too long. */
bool successor_comes(const struct engine *engine, int64_t grace_ms)
{
    int64_t lost = sys_now(), deadline = lost + grace_ms;
    for (;;) {
        struct listing containers = engine_list(engine, CONTAINER);
        bool found = look(engine, &containers), answered = containers.known;
        listing_free(&containers);
        int64_t now = sys_now();
        if (!answered && now - lost < GIVE_UP_MS)
            deadline = now + grace_ms;
        else if (found || now >= deadline)
            return found;
        int64_t left = answered ? deadline - now : LOOK_EVERY_MS;
        sys_sleep(left < LOOK_EVERY_MS ? (long) left : LOOK_EVERY_MS);
    }
}
