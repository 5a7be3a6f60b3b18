#include "engine.h"
#include "json.h"
#include "syscall.h"

enum { LOOK_MS = 10000, REMOVE_MS = 60000 };

static const char SESSION_LABEL[] = "dev.mayfly.session";
static const char REAPER_LABEL[] = "dev.mayfly.reaper";

const char *const kind_names[KINDS] = {"container", "network", "volume", "image"};
static const char *const paths[KINDS] = {"/containers/", "/networks/", "/volumes/", "/images/"};
static const char *const list_queries[KINDS] = {"/containers/json?all=1&", "/networks?", "/volumes?", "/images/json?all=0&"};
static const char *const remove_queries[KINDS] = {"?force=1&v=1", "", "?force=1", "?force=1&noprune=0"};

/* --- requests --- */

static struct exchange on_item(const char *method, enum kind kind, const char *id, const char *rest, const char *json)
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

static struct json body_of(const struct exchange *exchange)
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
        else if (value && same(key, REAPER_LABEL))
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
    struct json json = body_of(&listing.answer);
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

bool engine_created_fraction(const struct engine *engine, const char *id, struct text *fraction)
{
    struct exchange inspect = on_item("GET", CONTAINER, id, "/json", NULL);
    exchange_all(engine->socket, &inspect, 1, LOOK_MS);
    struct json json = body_of(&inspect);
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

/* --- removal --- */

static struct exchange *requests_for(const char *method, enum kind kind, const struct item *items, size_t count,
                                     const char *rest, struct text *memory)
{
    for (size_t i = 0; i < count; i++) {
        struct exchange exchange = on_item(method, kind, items[i].id, rest, NULL);
        text_add_bytes(memory, (const char *) &exchange, sizeof exchange);
    }
    return (struct exchange *) memory->at;
}

static void free_all(struct exchange *exchanges, size_t count, struct text *memory)
{
    for (size_t i = 0; i < count; i++)
        exchange_free(&exchanges[i]);
    text_free(memory);
}

/* Podman's forced removal stops a running container politely and waits ten seconds for that; a dead one it takes at once. */
static void kill_running(const struct engine *engine, const struct item *items, size_t count)
{
    struct text running = {0}, memory = {0};
    for (size_t i = 0; i < count; i++)
        if (items[i].running)
            text_add_bytes(&running, (const char *) &items[i], sizeof items[i]);
    count = running.length / sizeof *items;
    struct exchange *kills = requests_for("POST", CONTAINER, (const struct item *) running.at, count, "/kill", &memory);
    exchange_all(engine->socket, kills, count, LOOK_MS);
    free_all(kills, count, &memory);
    text_free(&running);
}

static void disconnect(const struct engine *engine, const char *network, const char *container)
{
    struct text json = {0};
    text_add(&json, "{\"Container\":\"");
    text_add_json(&json, container);
    text_add(&json, "\",\"Force\":true}");
    struct exchange exchange = on_item("POST", NETWORK, network, "/disconnect", json.at);
    exchange_all(engine->socket, &exchange, 1, LOOK_MS);
    exchange_free(&exchange);
    text_free(&json);
}

/* An endpoint that lost its container is listed as "ep-...", and answers only to the name which that container had. */
static const char *endpoint_name(struct json *json, const char *key)
{
    const char *name = NULL;
    if (!json_opens(json, '{')) {
        json_skip(json);
        return key;
    }
    for (const char *field; (field = json_key(json));)
        if (same(field, "Name"))
            name = json_string(json);
        else
            json_skip(json);
    return name && starts_with(key, "ep-") ? name : key;
}

/* Takes whatever still hangs on a network off it: a foreign container that joined it would keep it for ever. */
static void disconnect_all(const struct engine *engine, const char *network)
{
    struct exchange inspect = on_item("GET", NETWORK, network, "", NULL);
    exchange_all(engine->socket, &inspect, 1, LOOK_MS);
    struct json json = body_of(&inspect);
    if (exchange_succeeded(&inspect) && json_find(&json, "Containers") && json_opens(&json, '{'))
        for (const char *id; (id = json_key(&json));)
            disconnect(engine, network, endpoint_name(&json, id));
    exchange_free(&inspect);
}

static const char *message_of(const struct exchange *exchange)
{
    struct json json = body_of(exchange);
    return exchange->status && json_find(&json, "message") ? json_string(&json) : NULL;
}

static void complain(struct text *complaints, enum kind kind, const char *id, const struct exchange *exchange)
{
    const char *message = message_of(exchange);
    text_add(complaints, "error: ");
    text_add(complaints, kind_names[kind]);
    text_add(complaints, " ");
    text_add(complaints, id);
    text_add(complaints, ": the engine answered ");
    text_add(complaints, exchange->status ? decimal((uint64_t) exchange->status).digits : "nothing");
    text_add(complaints, message ? ": " : "");
    text_add(complaints, message ? message : "");
    text_add(complaints, "\n");
}

size_t engine_remove(const struct engine *engine, enum kind kind, const struct item *items, size_t count, struct text *complaints)
{
    if (kind == CONTAINER && engine->podman)
        kill_running(engine, items, count);
    struct text memory = {0};
    struct exchange *removals = requests_for("DELETE", kind, items, count, remove_queries[kind], &memory);
    exchange_all(engine->socket, removals, count, REMOVE_MS);
    size_t removed = 0;
    for (size_t i = 0; i < count; i++) {
        if (exchange_succeeded(&removals[i])) {
            say(OUT, "removed ", kind_names[kind], " ", items[i].id);
            removed++;
        } else if (removals[i].status != 404) {
            complain(complaints, kind, items[i].id, &removals[i]);
            if (kind == NETWORK)
                disconnect_all(engine, items[i].id);
        }
    }
    free_all(removals, count, &memory);
    return removed;
}
