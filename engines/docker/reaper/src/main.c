/* The reaper: stays behind when a test JVM dies, and removes what it left on the engine. See README.md. */
#include "engine.h"
#include "lifeline.h"
#include "reap.h"
#include "successor.h"
#include "syscall.h"

enum { NOT_STARTED = 2, ENGINE_ILL_MS = 5000, ANSWERED_MS = 1000 };

static const struct {
    int number;
    const char *name;
} errnos[] = {{1, "EPERM"}, {2, "ENOENT"}, {11, "EAGAIN"}, {13, "EACCES"}, {20, "ENOTDIR"}, {36, "ENAMETOOLONG"},
              {104, "ECONNRESET"}, {110, "ETIMEDOUT"}, {111, "ECONNREFUSED"}};

static const char *name_of(int error)
{
    for (size_t i = 0; i < sizeof errnos / sizeof *errnos; i++)
        if (errnos[i].number == error)
            return errnos[i].name;
    return "errno";
}

/* An engine that is there but ill gets a few seconds; a socket that cannot be reached stays so. */
static bool reach(struct engine *engine)
{
    int error = 0;
    for (int64_t end = sys_now() + ENGINE_ILL_MS; !engine_answers(engine, &error); sys_sleep(100)) {
        if (error) {
            say(ERR, "error: cannot reach the engine at ", engine->socket, ": ", name_of(error), " (errno ",
                decimal((uint64_t) error).digits, ")");
            return false;
        }
        if (sys_now() >= end) {
            say(ERR, "error: what listens at ", engine->socket, " does not answer GET /_ping with 200");
            return false;
        }
    }
    return true;
}

/* The engine that runs this container lists it; another one that listens at the same path would be watched in vain. */
static bool find_self(struct engine *engine)
{
    for (int64_t end = sys_now() + ENGINE_ILL_MS;; sys_sleep(100)) {
        struct listing containers = engine_list(engine, CONTAINER);
        const struct item *own = listing_own(engine, &containers);
        bool found = own != NULL, known = containers.known;
        size_t count = containers.count;
        if (found)
            text_add(&engine->image, own->image ? own->image : "");
        listing_free(&containers);
        if (found)
            return true;
        if (known) {
            say(ERR, "error: the engine at ", engine->socket, " is not the one that runs this reaper: it lists ",
                decimal(count).digits, " containers of session ", engine->session, ", and none of them is reaper ",
                engine->instance);
            return false;
        }
        if (sys_now() >= end) {
            say(ERR, "error: what listens at ", engine->socket, " does not list the containers of session ", engine->session);
            return false;
        }
    }
}

/* Milliseconds; -1 when that is no number of at most ten digits. */
static int64_t parse_milliseconds(const char *digits)
{
    int64_t number = 0;
    size_t length = length_of(digits);
    for (size_t i = 0; i < length; i++) {
        if (!is_digit(digits[i]))
            return -1;
        number = number * 10 + (digits[i] - '0');
        if (i == 10)
            return -1;
    }
    return length ? number : -1;
}

/* Where it runs: said by what follows the socket's path. */
static bool parse_place(struct engine *engine, int argc, char **argv)
{
    engine->socket = argc > 4 ? argv[4] : "/var/run/docker.sock";
    engine->layers = argc > 6 ? argv[6] : NULL;
    engine->place = argc > 6 ? ON_HOST_OF_SEVERAL : argc > 5 ? ON_HOST : IN_CONTAINER;
    return argc < 6 || (argc < 8 && same(argv[5], "host"));
}

int program_main(int argc, char **argv)
{
    /* As PID 1 it would not die of SIGTERM anyway; as any other process it must not either: a container that is
       stopped by hand would leave the session without a reaper. */
    sys_ignore(SIGTERM);
    sys_ignore(SIGHUP);
    sys_ignore(SIGPIPE);
    struct engine engine = {.session = argv[1], .instance = argv[2]};
    int64_t grace = argc >= 4 && parse_place(&engine, argc, argv) ? parse_milliseconds(argv[3]) : -1;
    if (grace < 0 || !*argv[1] || !*argv[2]) {
        say(ERR, "error: usage: reaper <session-id> <instance-id> <grace-milliseconds> [<socket-path> [host [<layers>]]]");
        return NOT_STARTED;
    }
    bool on_host = engine.place != IN_CONTAINER;
    if (on_host)
        sys_detach();
    if (!reach(&engine) || !(on_host || find_self(&engine)))
        return NOT_STARTED;
    say(OUT, "ready");
    enum lifeline end = lifeline_wait();
    if (end == DISMISSED || (end == LOST && successor_comes(&engine, grace)))
        return 0;
    if (end == EARLY)
        await_container(&engine, grace);
    /* What the JVM had asked for in its last moment is done long before a grace time of a second is over. */
    return reap(&engine, end == LOST ? grace < ANSWERED_MS : on_host || end == ENDED);
}
