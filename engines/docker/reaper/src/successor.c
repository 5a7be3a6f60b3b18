#include "successor.h"
#include "syscall.h"

enum { LOOK_EVERY_MS = 250, GIVE_UP_MS = 120000 };

/* How another container of the session stands to this reaper: UNTOLD is what the engine does not tell now. */
enum peer { NONE, OLDER, NEWER, UNTOLD };

/* Digits after the point compare as text does, with zeros behind: "5" is more than "49". */
static int compare(const char *a, const char *b, char fill)
{
    size_t a_length = length_of(a), b_length = length_of(b);
    for (size_t i = 0; i < a_length || i < b_length; i++) {
        char left = i < a_length ? a[i] : fill, right = i < b_length ? b[i] : fill;
        if (left != right)
            return left > right ? 1 : -1;
    }
    return 0;
}

/* Lists count in whole seconds, which is too coarse for a connection that is lost at once. Of two that were
   created at the same instant, one must be the newer for both of them. */
static bool is_later_within_second(const struct engine *engine, const struct item *item, const struct item *own)
{
    struct text theirs = {0}, ours = {0};
    bool later = false;
    if (engine_created_fraction(engine, item->id, &theirs) && engine_created_fraction(engine, own->id, &ours)) {
        int order = compare(theirs.at, ours.at, '0');
        later = (order ? order : compare(item->reaper, own->reaper, 0)) > 0;
    }
    text_free(&theirs);
    text_free(&ours);
    return later;
}

static bool tell_own_layers(const struct engine *engine, struct text *layers)
{
    if (engine->place == IN_CONTAINER)
        return engine_image_layers(engine, engine->image.at, layers);
    text_add(layers, engine->layers);
    return true;
}

/* A label is no proof: images and people can have any. A reaper is made of the program that runs here, in the same
   image or in one that another JVM imported at the same time. */
static enum peer prove(const struct engine *engine, const struct item *item, enum peer claimed)
{
    const char *image = item->image ? item->image : "";
    if (engine->place == IN_CONTAINER && same(image, engine->image.at))
        return claimed;
    struct text theirs = {0}, ours = {0};
    bool told = engine_image_layers(engine, image, &theirs) && tell_own_layers(engine, &ours);
    enum peer proven = !told ? UNTOLD : ours.length && same(theirs.at, ours.at) ? claimed : NONE;
    text_free(&theirs);
    text_free(&ours);
    return proven;
}

static enum peer peer(const struct engine *engine, const struct item *item, const struct item *own)
{
    if (!item->running || !item->reaper || same(item->reaper, engine->instance))
        return NONE;
    bool later = !own || item->created > own->created;
    bool newer = later || (item->created == own->created && is_later_within_second(engine, item, own));
    return prove(engine, item, newer ? NEWER : OLDER);
}

static enum peer look(const struct engine *engine, const struct listing *containers)
{
    const struct item *own = listing_own(engine, containers);
    enum peer found = NONE;
    for (size_t i = 0; i < containers->count; i++) {
        enum peer other = engine->place == ON_HOST ? NONE : peer(engine, &containers->items[i], own);
        if (other == NEWER && engine->place == ON_HOST_OF_SEVERAL)
            other = OLDER; /* whichever is the last to run, this one looks after it */
        if (other == NEWER) {
            say(OUT, "successor ", containers->items[i].id);
            return NEWER;
        }
        found = found == OLDER || other == NONE ? found : other;
    }
    return found;
}

/* The grace time starts over while an older reaper runs: another JVM holds its lifeline and needs what is there.
   It does too while the engine does not answer, when nobody can start a successor, unless it stays away for too
   long. */
bool successor_comes(const struct engine *engine, int64_t grace_ms)
{
    int64_t answered_at = sys_now(), deadline = answered_at + grace_ms;
    for (;;) {
        struct listing containers = engine_list(engine, CONTAINER);
        enum peer found = look(engine, &containers);
        bool answered = containers.known && found != UNTOLD;
        listing_free(&containers);
        int64_t now = sys_now();
        if (answered)
            answered_at = now;
        bool starts_over = found == OLDER || (!answered && now - answered_at < GIVE_UP_MS);
        if (found == NEWER)
            return true;
        if (starts_over)
            deadline = now + grace_ms;
        else if (now >= deadline)
            return false;
        int64_t left = starts_over ? LOOK_EVERY_MS : deadline - now;
        sys_sleep(left < LOOK_EVERY_MS ? (long) left : LOOK_EVERY_MS);
    }
}

void await_container(const struct engine *engine, int64_t grace_ms)
{
    for (int64_t deadline = sys_now() + grace_ms;; sys_sleep(LOOK_EVERY_MS)) {
        struct listing containers = engine_list(engine, CONTAINER);
        bool there = containers.count > 0;
        listing_free(&containers);
        if (there || sys_now() >= deadline)
            return;
    }
}
