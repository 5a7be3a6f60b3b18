/* The relay: takes connections in a container's network and carries them to the JVM, over its standard streams. See README.md. */
#include "syscall.h"
#include "text.h"

enum { STDIN = 0, MOST_PORTS = 512, MOST_CONNECTIONS = 256, WINDOW = 65536, PIECE = 16384, ENOUGH = 65536, PIPE_PIECE = 4096 };
enum { NOT_UNDERSTOOD = 2, ENOSPC = 28 };

/* A frame's head: what it is, of which connection, and a number; DATA is followed by so many bytes. */
enum { HEAD = 9, LISTEN = 'L', OPENED = 'O', DATA = 'D', WINDOW_MORE = 'W', END = 'E', RESET = 'R' };

struct listener {
    int fd;
    unsigned port;
};

struct connection {
    int fd;
    uint32_t id;
    size_t credit;         /* how much more of what the client sends the JVM takes */
    struct text to_client; /* at most WINDOW, since the JVM sends no more */
    size_t untold;         /* what the client has taken and the JVM has not been told */
    bool client_ended;
    bool host_ended;
};

static struct listener listeners[MOST_PORTS];
static size_t listener_count;
static struct connection connections[MOST_CONNECTIONS];
static size_t connection_count;
static uint32_t last_id;
static struct text from_host, to_host;

/* --- frames --- */

static void put_number(char *at, uint32_t number)
{
    for (int i = 0; i < 4; i++)
        at[i] = (char) (number >> (24 - 8 * i));
}

static uint32_t number_at(const char *at)
{
    uint32_t number = 0;
    for (int i = 0; i < 4; i++)
        number = number << 8 | (uint8_t) at[i];
    return number;
}

static void tell(char what, uint32_t id, uint32_t number)
{
    char head[HEAD] = {what};
    put_number(head + 1, id);
    put_number(head + 5, number);
    text_add_bytes(&to_host, head, sizeof head);
}

/* Takes away the first bytes of a text. */
static void drop(struct text *text, size_t count)
{
    memmove(text->at, text->at + count, text->length - count);
    text->length -= count;
}

/* --- connections --- */

static struct connection *connection_of(uint32_t id)
{
    for (size_t i = 0; i < connection_count; i++)
        if (connections[i].id == id)
            return &connections[i];
    return NULL;
}

/* The last one takes its place. */
static void forget(struct connection *connection)
{
    text_free(&connection->to_client);
    *connection = connections[--connection_count];
}

static void reset(struct connection *connection)
{
    sys_reset(connection->fd);
    forget(connection);
}

static void close_when_done(struct connection *connection)
{
    if (connection->client_ended && connection->host_ended && connection->to_client.length == 0) {
        sys_close(connection->fd);
        forget(connection);
    }
}

static void accept_from(const struct listener *listener)
{
    long fd = sys_accept(listener->fd);
    if (fd < 0)
        return;
    connections[connection_count++] = (struct connection){.fd = (int) fd, .id = ++last_id, .credit = WINDOW};
    tell(OPENED, last_id, listener->port);
}

static void read_from(struct connection *connection)
{
    char some[PIECE];
    long count = sys_receive(connection->fd, some, connection->credit < PIECE ? connection->credit : PIECE);
    if (count == -EAGAIN || count == -EINTR)
        return;
    if (count < 0) {
        tell(RESET, connection->id, 0);
        reset(connection);
    } else if (count == 0) {
        connection->client_ended = true;
        tell(END, connection->id, 0);
        close_when_done(connection);
    } else {
        connection->credit -= (size_t) count;
        tell(DATA, connection->id, (uint32_t) count);
        text_add_bytes(&to_host, some, (size_t) count);
    }
}

static void write_to(struct connection *connection)
{
    long count = sys_send(connection->fd, connection->to_client.at, connection->to_client.length);
    if (count == -EAGAIN || count == -EINTR)
        return;
    if (count < 0) {
        tell(RESET, connection->id, 0);
        reset(connection);
        return;
    }
    drop(&connection->to_client, (size_t) count);
    connection->untold += (size_t) count;
    if (connection->untold >= WINDOW / 4) {
        tell(WINDOW_MORE, connection->id, (uint32_t) connection->untold);
        connection->untold = 0;
    }
    if (connection->to_client.length == 0 && connection->host_ended)
        sys_end_output(connection->fd);
    close_when_done(connection);
}

/* --- what the JVM says --- */

/* Says 0, or why it does not listen. */
static void listen_on(unsigned port)
{
    for (size_t i = 0; i < listener_count; i++)
        if (listeners[i].port == port) {
            tell(LISTEN, 0, port);
            return;
        }
    long fd = listener_count < MOST_PORTS ? sys_listen(port) : -ENOSPC;
    if (fd >= 0)
        listeners[listener_count++] = (struct listener){.fd = (int) fd, .port = port};
    tell(LISTEN, fd < 0 ? (uint32_t) -fd : 0, port);
}

static void host_ends(struct connection *connection)
{
    connection->host_ended = true;
    if (connection->to_client.length == 0)
        sys_end_output(connection->fd);
    close_when_done(connection);
}

/* A connection that is gone here may still be spoken of: those words are passed over. */
static void obey(char what, uint32_t id, uint32_t number, const char *bytes)
{
    if (what == LISTEN) {
        listen_on(number);
        return;
    }
    struct connection *connection = connection_of(id);
    if (what != DATA && what != WINDOW_MORE && what != END && what != RESET)
        sys_exit(NOT_UNDERSTOOD);
    if (!connection)
        return;
    if (what == DATA)
        text_add_bytes(&connection->to_client, bytes, number);
    else if (what == WINDOW_MORE)
        connection->credit += number;
    else if (what == END)
        host_ends(connection);
    else
        reset(connection);
}

/* Standard input is the lifeline too: its end is this program's. */
static void read_from_host(void)
{
    text_reserve(&from_host, from_host.length + PIECE);
    long count = sys_read(STDIN, from_host.at + from_host.length, PIECE);
    if (count == -EAGAIN || count == -EINTR)
        return;
    if (count <= 0)
        sys_exit(0);
    from_host.length += (size_t) count;
    size_t at = 0;
    while (from_host.length - at >= HEAD) {
        const char *head = from_host.at + at;
        uint32_t number = number_at(head + 5);
        size_t bytes = *head == DATA ? number : 0;
        if (bytes > WINDOW)
            sys_exit(NOT_UNDERSTOOD);
        if (from_host.length - at < HEAD + bytes)
            break;
        obey(*head, number_at(head + 1), number, head + HEAD);
        at += HEAD + bytes;
    }
    drop(&from_host, at);
}

/* A pipe that polls as writable has room for a piece, so this never blocks. */
static void write_to_host(void)
{
    long count = sys_write(OUT, to_host.at, to_host.length < PIPE_PIECE ? to_host.length : PIPE_PIECE);
    if (count > 0)
        drop(&to_host, (size_t) count);
    else if (count != -EAGAIN && count != -EINTR)
        sys_exit(0);
}

/* --- all of it, one after the other --- */

static struct pollfd wanted(int fd, bool reads, bool writes)
{
    short events = (short) ((reads ? POLLIN : 0) | (writes ? POLLOUT : 0));
    return (struct pollfd){.fd = events ? fd : -1, .events = events};
}

static void poll_all(struct pollfd *polled)
{
    bool has_room = to_host.length < ENOUGH;
    size_t count = 0;
    polled[count++] = wanted(STDIN, true, false);
    polled[count++] = wanted(OUT, false, to_host.length > 0);
    for (size_t i = 0; i < listener_count; i++)
        polled[count++] = wanted(listeners[i].fd, has_room && connection_count < MOST_CONNECTIONS, false);
    for (size_t i = 0; i < connection_count; i++) {
        const struct connection *one = &connections[i];
        bool reads = has_room && !one->client_ended && one->credit > 0;
        polled[count++] = wanted(one->fd, reads, one->to_client.length > 0);
    }
    sys_poll(polled, count, -1);
}

/* From the last to the first: one that is forgotten is replaced by one that was served already. */
static void serve_connections(const struct pollfd *polled)
{
    for (size_t i = connection_count; i-- > 0;) {
        uint32_t id = connections[i].id;
        if (polled[i].revents && polled[i].events & POLLOUT)
            write_to(&connections[i]);
        if (polled[i].revents && polled[i].events & POLLIN && i < connection_count && connections[i].id == id)
            read_from(&connections[i]);
    }
}

int program_main(int argc, char **argv)
{
    (void) argv;
    sys_ignore(SIGTERM);
    sys_ignore(SIGHUP);
    sys_ignore(SIGPIPE);
    if (argc != 1) {
        say(ERR, "error: usage: relay");
        return NOT_UNDERSTOOD;
    }
    for (;;) {
        struct pollfd polled[2 + MOST_PORTS + MOST_CONNECTIONS];
        poll_all(polled);
        size_t listening = listener_count;
        serve_connections(polled + 2 + listening);
        for (size_t i = 0; i < listening; i++)
            if (polled[2 + i].revents && connection_count < MOST_CONNECTIONS)
                accept_from(&listeners[i]);
        if (polled[1].revents)
            write_to_host();
        if (polled[0].revents)
            read_from_host();
    }
}
