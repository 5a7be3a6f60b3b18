#include "lifeline.h"
#include "syscall.h"
#include "text.h"

enum { STDIN = 0, LONGEST_LINE = 31 };

/* The line that is arriving; one that is too long is none that anybody here knows, and keeps its length for that. */
struct line {
    char at[LONGEST_LINE + 1];
    size_t length;
};

/* True when the line says that the JVM is done. */
static bool obey(struct line *line)
{
    bool known = line->length <= LONGEST_LINE;
    line->at[known ? line->length : 0] = 0;
    line->length = 0;
    if (known && same(line->at, "ping"))
        say(OUT, "pong");
    return known && same(line->at, "close");
}

static bool take(struct line *line, char c)
{
    if (c == '\n')
        return obey(line);
    if (line->length < LONGEST_LINE)
        line->at[line->length] = c;
    if (line->length <= LONGEST_LINE)
        line->length++;
    return false;
}

enum lifeline lifeline_wait(void)
{
    struct line line = {.length = 0};
    char some[256];
    for (;;) {
        struct pollfd input = {.fd = STDIN, .events = POLLIN};
        sys_poll(&input, 1, -1);
        long count = sys_read(STDIN, some, sizeof some);
        if (count == -EAGAIN || count == -EINTR)
            continue;
        if (count <= 0)
            return LOST;
        for (long i = 0; i < count; i++)
            if (take(&line, some[i]))
                return CLOSED;
    }
}
