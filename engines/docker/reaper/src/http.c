#include "http.h"
#include "syscall.h"

enum { CONNECTIONS = 16, CONNECT_MS = 5000 };
static const size_t LARGEST_REPLY = 64u << 20;

struct exchange exchange_of(const char *method, const char *path, const char *json)
{
    struct exchange exchange = {.fd = -1};
    struct text *request = &exchange.request;
    text_add(request, method);
    text_add(request, " ");
    text_add(request, path);
    text_add(request, " HTTP/1.1\r\nHost: engine\r\nConnection: close\r\n");
    if (json)
        text_add(request, "Content-Type: application/json\r\n");
    text_add(request, "Content-Length: ");
    text_add(request, decimal(json ? length_of(json) : 0).digits);
    text_add(request, "\r\n\r\n");
    text_add(request, json ? json : "");
    return exchange;
}

bool exchange_succeeded(const struct exchange *exchange)
{
    return exchange->status >= 200 && exchange->status < 300;
}

void exchange_free(struct exchange *exchange)
{
    text_free(&exchange->request);
    text_free(&exchange->reply);
}

/* --- the head of an answer --- */

/* Where the value of this header starts when the line is this header, else NULL. The name is given in lower case. */
static const char *value_of(const char *line, const char *name)
{
    for (; *name; name++, line++)
        if ((*line >= 'A' && *line <= 'Z' ? *line | 0x20 : *line) != *name)
            return NULL;
    if (*line++ != ':')
        return NULL;
    while (*line == ' ' || *line == '\t')
        line++;
    return line;
}

static size_t number_at(const char *digits, int base)
{
    size_t number = 0;
    for (; hex_digit(*digits) >= 0 && hex_digit(*digits) < base && number <= LARGEST_REPLY; digits++)
        number = number * (size_t) base + (size_t) hex_digit(*digits);
    return number;
}

static void read_header(struct exchange *exchange, const char *line)
{
    const char *value;
    if ((value = value_of(line, "transfer-encoding")) && starts_with(value, "chunked")) {
        exchange->part = BY_CHUNKS;
        exchange->expected = exchange->body_start;
    } else if ((value = value_of(line, "content-length")) && exchange->part != BY_CHUNKS) {
        exchange->part = BY_LENGTH;
        exchange->expected = number_at(value, 10);
    } else if (value_of(line, "libpod-api-version")) {
        exchange->podman = true;
    } else if ((value = value_of(line, "server")) && starts_with(value, "Libpod")) {
        exchange->podman = true;
    }
}

/* The first line end at or after this place, NULL when it has not arrived. */
static char *line_end(const struct exchange *exchange, size_t from)
{
    for (size_t i = from; i + 1 < exchange->reply.length; i++)
        if (exchange->reply.at[i] == '\r' && exchange->reply.at[i + 1] == '\n')
            return exchange->reply.at + i;
    return NULL;
}

/* Where the body starts, 0 when the head has not arrived whole. */
static size_t end_of_head(const struct exchange *exchange)
{
    size_t line = 0;
    for (char *end; (end = line_end(exchange, line));) {
        size_t next = (size_t) (end - exchange->reply.at) + 2;
        if (next == line + 2)
            return next;
        line = next;
    }
    return 0;
}

static void read_head(struct exchange *exchange)
{
    exchange->body_start = end_of_head(exchange);
    if (!exchange->body_start)
        return;
    exchange->part = TO_THE_END;
    char *head = exchange->reply.at;
    if (starts_with(head, "HTTP/1."))
        exchange->status = (int) number_at(head + sizeof "HTTP/1.1 " - 1, 10);
    for (char *end, *line = head; (end = line_end(exchange, (size_t) (line - head))) != line; line = end + 2)
        read_header(exchange, line);
    if (exchange->status == 204 || exchange->status == 304) {
        exchange->part = BY_LENGTH;
        exchange->expected = 0;
    }
    exchange->body = head + exchange->body_start;
}

/* --- its body; each returns true when that is whole --- */

/* Moves the chunks that have arrived together, over the lines that stood between them. */
static bool join_chunks(struct exchange *exchange)
{
    char *reply = exchange->reply.at;
    for (char *end; (end = line_end(exchange, exchange->expected));) {
        size_t size = number_at(reply + exchange->expected, 16);
        size_t data = (size_t) (end - reply) + 2;
        if (size == 0)
            return true;
        if (data + size + 2 > exchange->reply.length)
            return false;
        memmove(reply + exchange->body_start + exchange->body_length, reply + data, size);
        exchange->body_length += size;
        exchange->expected = data + size + 2;
    }
    return false;
}

static bool read_body(struct exchange *exchange)
{
    exchange->body = exchange->reply.at + exchange->body_start; /* the reply may have moved when it grew */
    if (exchange->part == BY_CHUNKS)
        return join_chunks(exchange);
    exchange->body_length = exchange->reply.length - exchange->body_start;
    if (exchange->part == TO_THE_END || exchange->body_length < exchange->expected)
        return false;
    exchange->body_length = exchange->expected;
    return true;
}

static bool is_whole(struct exchange *exchange)
{
    if (exchange->part == HEAD)
        read_head(exchange);
    return exchange->part != HEAD && read_body(exchange);
}

/* --- its connection --- */

static bool open_connection(struct exchange *exchange, const char *socket, int64_t deadline)
{
    long fd = sys_connect_unix(socket, CONNECT_MS);
    exchange->fd = (int) fd;
    exchange->error = fd < 0 ? (int) -fd : 0;
    exchange->deadline = deadline;
    return fd >= 0;
}

static void close_connection(struct exchange *exchange, bool whole, long error)
{
    sys_close(exchange->fd);
    exchange->fd = -1;
    exchange->error = (int) error;
    if (whole && exchange->body)
        exchange->body[exchange->body_length] = 0;
    else
        exchange->status = 0;
}

/* Sends what can be sent now. */
static void send_some(struct exchange *exchange)
{
    struct text *request = &exchange->request;
    long count = sys_send(exchange->fd, request->at + exchange->sent, request->length - exchange->sent);
    if (count >= 0)
        exchange->sent += (size_t) count;
    else if (count != -EAGAIN && count != -EINTR)
        exchange->sent = request->length; /* it may have answered and closed without reading all: read that */
}

/* Reads what has arrived. False when the exchange is over. */
static bool receive_some(struct exchange *exchange)
{
    struct text *reply = &exchange->reply;
    text_reserve(reply, reply->length + 4096);
    long count = sys_receive(exchange->fd, reply->at + reply->length, reply->capacity - reply->length - 1);
    if (count == -EAGAIN || count == -EINTR)
        return true;
    if (count > 0)
        reply->length += (size_t) count;
    bool whole = is_whole(exchange) || (count == 0 && exchange->part == TO_THE_END);
    if (count > 0 && !whole && reply->length < LARGEST_REPLY)
        return true;
    close_connection(exchange, whole, count < 0 ? -count : 0);
    return false;
}

static bool is_sent(const struct exchange *exchange)
{
    return exchange->sent == exchange->request.length;
}

static bool advance(struct exchange *exchange, const struct pollfd *ready)
{
    if (ready->revents && is_sent(exchange))
        return receive_some(exchange);
    if (ready->revents)
        send_some(exchange);
    if (sys_now() < exchange->deadline)
        return true;
    close_connection(exchange, false, ETIMEDOUT);
    return false;
}

static void wait_for_any(struct exchange **open, struct pollfd *polled, size_t count)
{
    int64_t deadline = open[0]->deadline;
    for (size_t i = 0; i < count; i++) {
        polled[i] = (struct pollfd){.fd = open[i]->fd, .events = is_sent(open[i]) ? POLLIN : POLLOUT};
        if (open[i]->deadline < deadline)
            deadline = open[i]->deadline;
    }
    int64_t left = deadline - sys_now();
    sys_poll(polled, count, left > 0 ? (long) left : 0);
}

void exchange_all(const char *socket, struct exchange *exchanges, size_t count, long timeout_ms)
{
    struct exchange *open[CONNECTIONS];
    struct pollfd polled[CONNECTIONS];
    size_t opened = 0;
    for (size_t next = 0; next < count || opened > 0;) {
        for (; next < count && opened < CONNECTIONS; next++)
            if (open_connection(&exchanges[next], socket, sys_now() + timeout_ms))
                open[opened++] = &exchanges[next];
        if (opened == 0)
            continue;
        wait_for_any(open, polled, opened);
        size_t still_open = 0;
        for (size_t i = 0; i < opened; i++)
            if (advance(open[i], &polled[i]))
                open[still_open++] = open[i];
        opened = still_open;
    }
}
