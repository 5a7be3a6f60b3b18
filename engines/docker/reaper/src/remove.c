#include "remove.h"
#include "syscall.h"

enum { REMOVE_MS = 60000 };

static const char *const remove_queries[KINDS] = {"?force=1&v=1", "", "?force=1", "?force=1&noprune=0"};

static struct exchange *requests_for(const char *method, enum kind kind, const struct item *items, size_t count,
                                     const char *rest, struct text *memory)
{
    for (size_t i = 0; i < count; i++) {
        struct exchange exchange = engine_request(method, kind, items[i].id, rest, NULL);
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
    struct exchange exchange = engine_request("POST", NETWORK, network, "/disconnect", json.at);
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
    struct exchange inspect = engine_request("GET", NETWORK, network, "", NULL);
    exchange_all(engine->socket, &inspect, 1, LOOK_MS);
    struct json json = engine_body(&inspect);
    if (exchange_succeeded(&inspect) && json_find(&json, "Containers") && json_opens(&json, '{'))
        for (const char *id; (id = json_key(&json));)
            disconnect(engine, network, endpoint_name(&json, id));
    exchange_free(&inspect);
}

static const char *message_of(const struct exchange *exchange)
{
    struct json json = engine_body(exchange);
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

/* A network that is in use: takes off what hangs on it, and tries again. */
static void remove_used_network(const struct engine *engine, const char *id, struct exchange *removal)
{
    disconnect_all(engine, id);
    exchange_free(removal);
    *removal = engine_request("DELETE", NETWORK, id, remove_queries[NETWORK], NULL);
    exchange_all(engine->socket, removal, 1, REMOVE_MS);
}

static bool is_refused(const struct exchange *removal)
{
    return !exchange_succeeded(removal) && removal->status != 404;
}

size_t remove_all(const struct engine *engine, enum kind kind, const struct item *items, size_t count, struct text *complaints)
{
    if (kind == CONTAINER && engine->podman)
        kill_running(engine, items, count);
    struct text memory = {0};
    struct exchange *removals = requests_for("DELETE", kind, items, count, remove_queries[kind], &memory);
    exchange_all(engine->socket, removals, count, REMOVE_MS);
    size_t removed = 0;
    for (size_t i = 0; i < count; i++) {
        if (kind == NETWORK && is_refused(&removals[i]))
            remove_used_network(engine, items[i].id, &removals[i]);
        if (is_refused(&removals[i]))
            complain(complaints, kind, items[i].id, &removals[i]);
        if (!exchange_succeeded(&removals[i]))
            continue;
        say(OUT, "removed ", kind_names[kind], " ", items[i].id);
        removed++;
    }
    free_all(removals, count, &memory);
    return removed;
}
