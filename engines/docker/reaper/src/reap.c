#include "reap.h"
#include "remove.h"
#include "syscall.h"

enum { FIRST_PAUSE_MS = 50, LONGEST_PAUSE_MS = 1000, LATECOMERS_MS = 500, GIVE_UP_MS = 120000 };

/* What has been done so far, and what one pass has seen of what is left. */
struct reaping {
    size_t removed[KINDS];
    size_t seen;
    bool reapers; /* those in containers too: they go on where this one is cut short, so they are the last */
    bool blind;   /* the engine did not list everything */
    bool refused; /* something that was seen is not removed now */
    struct text complaints;
};

/* A reaper does not remove the container that it runs in. */
static bool is_spared(const struct engine *engine, const struct item *item, const struct reaping *reaping)
{
    return item->reaper && (!reaping->reapers || same(item->reaper, engine->instance));
}

static size_t copy_without_spared(
    const struct engine *engine, const struct listing *listing, const struct reaping *reaping, struct text *others)
{
    for (size_t i = 0; i < listing->count; i++)
        if (!is_spared(engine, &listing->items[i], reaping))
            text_add_bytes(others, (const char *) &listing->items[i], sizeof(struct item));
    return others->length / sizeof(struct item);
}

static void reap_kind(const struct engine *engine, enum kind kind, struct reaping *reaping)
{
    struct listing listing = engine_list(engine, kind);
    struct text others = {0};
    size_t count = kind == CONTAINER ? copy_without_spared(engine, &listing, reaping, &others) : listing.count;
    const struct item *items = kind == CONTAINER ? (const struct item *) others.at : listing.items;
    size_t removed = remove_all(engine, kind, items, count, &reaping->complaints);
    if (!listing.known) {
        reaping->blind = true;
        text_add(&reaping->complaints, "error: cannot list ");
        text_add(&reaping->complaints, kind_names[kind]);
        text_add(&reaping->complaints, "s: no usable answer from the engine\n");
    }
    reaping->removed[kind] += removed;
    reaping->seen += count;
    reaping->refused |= removed < count;
    text_free(&others);
    listing_free(&listing);
}

static size_t pass(const struct engine *engine, struct reaping *reaping)
{
    reaping->seen = 0;
    reaping->blind = reaping->refused = false;
    text_free(&reaping->complaints);
    size_t before = 0, after = 0;
    for (enum kind kind = CONTAINER; kind < KINDS; kind++) {
        before += reaping->removed[kind];
        reap_kind(engine, kind, reaping);
        after += reaping->removed[kind];
    }
    return after - before;
}

static void say_summary(const struct reaping *reaping)
{
    const size_t *removed = reaping->removed;
    say(OUT, "reaped ", decimal(removed[CONTAINER]).digits, " containers, ", decimal(removed[NETWORK]).digits, " networks, ",
        decimal(removed[VOLUME]).digits, " volumes, ", decimal(removed[IMAGE]).digits, " images");
}

static int give_up(const struct reaping *reaping)
{
    for (char *line = reaping->complaints.at; line && *line;) {
        char *end = line;
        while (*end != '\n')
            end++;
        *end = 0;
        say(ERR, line);
        line = end + 1;
    }
    say(ERR, "error: gave up after ", decimal(GIVE_UP_MS / 1000).digits, " s in which nothing could be removed");
    say_summary(reaping);
    return 1;
}

int reap(const struct engine *engine, bool expect_latecomers)
{
    struct reaping reaping = {.reapers = engine->place == IN_CONTAINER};
    int clean_passes_left = expect_latecomers ? 2 : 1;
    size_t left_before = SIZE_MAX;
    long pause = FIRST_PAUSE_MS;
    for (int64_t progress = sys_now(); clean_passes_left > 0;) {
        size_t removed = pass(engine, &reaping);
        bool clean = !reaping.blind && reaping.seen == 0;
        bool over = clean && reaping.reapers;
        reaping.reapers |= clean;
        clean_passes_left = over ? clean_passes_left - 1 : expect_latecomers ? 2 : 1;
        if (over && clean_passes_left > 0)
            sys_sleep(LATECOMERS_MS);
        if (clean || removed > 0 || (!reaping.blind && reaping.seen < left_before)) {
            progress = sys_now();
            pause = FIRST_PAUSE_MS;
        }
        if (!reaping.blind)
            left_before = reaping.seen - removed;
        if (sys_now() - progress >= GIVE_UP_MS)
            return give_up(&reaping);
        if (reaping.refused || reaping.blind) {
            sys_sleep(pause);
            pause = pause * 2 < LONGEST_PAUSE_MS ? pause * 2 : LONGEST_PAUSE_MS;
        }
    }
    say_summary(&reaping);
    return 0;
}
