#include "engine.h"

static const char SESSION_LABEL[] = "dev.mayfly.session";
static const char REAPER_LABEL[] = "dev.mayfly.reaper";

const char *const kind_names[KINDS] = {"container", "network", "volume", "image"};
static const char *const paths[KINDS] = {"/containers/", "/networks/", "/volumes/", "/images/"};
static const char *const list_queries[KINDS] = {"/containers/json?all=1&", "/networks?", "/volumes?", "/images/json?all=0&"};

/* --- requests --- */

struct exchange engine_request(const char *method, enum kind kind, const char *id, const char *rest, const char *json)
{
    struct text path = {0};
    text_add(&path, paths[kind]);
    text_add_url(&path, id);
    text_add(&path, rest);
    struct exchange exchange = exchange_of(method, path.at, json);
    text_free(&path);
    return exchange;
}

static struct exchange list_request(const struct engine *engine, enum kind kind)
{
    struct text filters = {0}, path = {0};
    text_add(&filters, "{\"label\":[\"");
    text_add(&filters, SESSION_LABEL);
    text_add(&filters, "=");
    text_add_json(&filters, engine->session);
    text_add(&filters, "\"]}");
    text_add(&path, list_queries[kind]);
    text_add(&path, "filters=");
    text_add_url(&path, filters.at);
    struct exchange exchange = exchange_of("GET", path.at, NULL);
    text_free(&filters);
    text_free(&path);
    return exchange;
}

struct json engine_body(const struct exchange *exchange)
{
    return (struct json){.at = exchange->body, .end = exchange->body + exchange->body_length};
}

bool engine_answers(struct engine *engine, int *error)
{
    struct exchange ping = exchange_of("GET", "/_ping", NULL);
    exchange_all(engine->socket, &ping, 1, LOOK_MS);
    bool answered = exchange_succeeded(&ping);
    engine->podman = ping.podman;
    *error = ping.error;
    exchange_free(&ping);
    return answered;
}

/* --- lists --- */

/* True when these labels name the session. The engine has filtered already, but an engine that does not know the
   filter would list everything, and everything would be removed. */
static bool read_labels(struct json *json, const char *session, struct item *item)
{
    bool ours = false;
    if (!json_opens(json, '{')) {
        json_skip(json);
        return false;
    }
    for (const char *key; (key = json_key(json));) {
        const char *value = json_string(json);
        if (value && same(key, SESSION_LABEL))
            ours = same(value, session);
        else if (value && *value && same(key, REAPER_LABEL))
            item->reaper = value;
    }
    return ours;
}

static bool read_item(struct json *json, enum kind kind, const char *session, struct item *item)
{
    bool ours = false;
    if (!json_opens(json, '{'))
        json->broken = true;
    for (const char *key; (key = json_key(json));) {
        const char *state;
        if (same(key, kind == VOLUME ? "Name" : "Id"))
            item->id = json_string(json);
        else if (same(key, "Labels"))
            ours = read_labels(json, session, item);
        else if (kind == CONTAINER && same(key, "ImageID"))
            item->image = json_string(json);
        else if (kind == CONTAINER && same(key, "Created"))
            item->created = json_number(json);
        else if (kind == CONTAINER && same(key, "State"))
            item->running = (state = json_string(json)) && same(state, "running");
        else
            json_skip(json);
    }
    return ours && item->id && *item->id;
}

/* Puts the cursor on the array: volumes have theirs in an object. False when there is none: nothing to list. */
static bool find_items(struct json *json, enum kind kind)
{
    if (kind == VOLUME && !json_find(json, "Volumes"))
        json->broken = true;
    if (json_opens(json, '['))
        return true;
    json->broken |= json->at >= json->end || *json->at != 'n'; /* null */
    return false;
}

struct listing engine_list(const struct engine *engine, enum kind kind)
{
    struct listing listing = {.answer = list_request(engine, kind)};
    exchange_all(engine->socket, &listing.answer, 1, LOOK_MS);
    if (!exchange_succeeded(&listing.answer))
        return listing;
    struct json json = engine_body(&listing.answer);
    if (find_items(&json, kind))
        while (json_element(&json)) {
            struct item item = {0};
            if (read_item(&json, kind, engine->session, &item))
                text_add_bytes(&listing.memory, (const char *) &item, sizeof item);
        }
    listing.known = !json.broken;
    listing.items = (const struct item *) listing.memory.at;
    listing.count = listing.known ? listing.memory.length / sizeof(struct item) : 0;
    return listing;
}

void listing_free(struct listing *listing)
{
    exchange_free(&listing->answer);
    text_free(&listing->memory);
}

const struct item *listing_own(const struct engine *engine, const struct listing *containers)
{
    for (size_t i = 0; i < containers->count; i++)
        if (containers->items[i].reaper && same(containers->items[i].reaper, engine->instance))
            return &containers->items[i];
    return NULL;
}

bool engine_image_layers(const struct engine *engine, const char *image, struct text *layers)
{
    struct exchange inspect = engine_request("GET", IMAGE, image, "/json", NULL);
    exchange_all(engine->socket, &inspect, 1, LOOK_MS);
    struct json json = engine_body(&inspect);
    bool told = inspect.status == 404;
    text_add(layers, "");
    if (exchange_succeeded(&inspect) && json_find(&json, "RootFS") && json_find(&json, "Layers") && json_opens(&json, '[')) {
        while (json_element(&json)) {
            const char *layer = json_string(&json);
            text_add(layers, layer ? layer : "");
        }
        told = !json.broken;
    }
    exchange_free(&inspect);
    return told;
}

bool engine_created_fraction(const struct engine *engine, const char *id, struct text *fraction)
{
    struct exchange inspect = engine_request("GET", CONTAINER, id, "/json", NULL);
    exchange_all(engine->socket, &inspect, 1, LOOK_MS);
    struct json json = engine_body(&inspect);
    bool found = exchange_succeeded(&inspect) && json_find(&json, "Created");
    const char *created = found ? json_string(&json) : NULL;
    while (created && *created && *created != '.')
        created++;
    text_add(fraction, ""); /* "2026-01-01T00:00:00Z" has none: the same as zero */
    for (const char *c = created && *created ? created + 1 : ""; is_digit(*c); c++)
        text_add_bytes(fraction, c, 1);
    exchange_free(&inspect);
    return created != NULL;
}
