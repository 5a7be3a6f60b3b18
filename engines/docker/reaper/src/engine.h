/* What the reaper asks of a container engine: whether it is there, and what a session owns. */
#ifndef ENGINE_H
#define ENGINE_H

#include "http.h"
#include "json.h"

enum { LOOK_MS = 10000 }; /* the longest that anything but a removal may take */

/* Where this reaper runs: in a container, or on the test's host for a session of one JVM or of several. */
enum place { IN_CONTAINER, ON_HOST, ON_HOST_OF_SEVERAL };

/* Whom to ask, and on whose behalf. */
struct engine {
    const char *socket;
    const char *session;
    const char *instance; /* of this reaper */
    enum place place;
    struct text image;  /* of this reaper's container: its id */
    const char *layers; /* of reapers' images, where this one has none itself */
    bool podman;
};

/* What a session may own, in the order in which it can be removed: each may be used by those before it. */
enum kind { CONTAINER, NETWORK, VOLUME, IMAGE, KINDS };
extern const char *const kind_names[KINDS];

/* One thing that a session owns; its strings live in the listing's reply. */
struct item {
    const char *id;
    const char *reaper; /* a reaper container's instance, NULL for anything else */
    const char *image;  /* containers only: the id of what they were made of */
    uint64_t created;   /* containers only: in seconds */
    bool running;       /* containers only */
};

struct listing {
    bool known; /* false: the engine gave no answer that can be used */
    const struct item *items;
    size_t count;
    struct exchange answer;
    struct text memory;
};

/* True when the engine answers; else error says why it cannot be reached, 0 when it answered with something else. */
bool engine_answers(struct engine *engine, int *error);

/* Everything of one kind that carries the session's label; free it with listing_free. */
struct listing engine_list(const struct engine *engine, enum kind kind);
void listing_free(struct listing *listing);

/* This reaper's own container in a list of containers, NULL where it is not. */
const struct item *listing_own(const struct engine *engine, const struct listing *containers);

/* The digests of an image's layers, one behind the other, nothing for an image that is gone; false when the engine
   does not say. */
bool engine_image_layers(const struct engine *engine, const char *image, struct text *layers);

/* When a container was created, below the second: digits after the point; false when the engine does not say. */
bool engine_created_fraction(const struct engine *engine, const char *id, struct text *fraction);

/* A request about one item: its path, with whatever follows the id; `json` is its body or NULL. */
struct exchange engine_request(const char *method, enum kind kind, const char *id, const char *rest, const char *json);
/* A cursor on an answer's body. */
struct json engine_body(const struct exchange *exchange);

#endif
