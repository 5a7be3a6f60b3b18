#include "lifeline.h"
#include "syscall.h"
#include "text.h"

enum { STDIN = 0, LONGEST_LINE = 31 };

/* The line that is arriving; one that is too long is none that anybody here knows, and keeps its length for that. */
struct line {
    char at[LONGEST_LINE + 1];
    size_t length;
    bool last; /* one before said that nothing comes after it but the end */
};

/* What the lifeline is after this line. */
static enum lifeline obey(struct line *line)
{
    bool known = line->length <= LONGEST_LINE;
    line->at[known ? line->length : 0] = 0;
    line->length = 0;
    if (known && same(line->at, "ping"))
        say(OUT, "pong");
    if (!known)
        return OPEN;
    if (same(line->at, "last"))
        line->last = true;
    return same(line->at, "close") ? CLOSED : same(line->at, "early") ? EARLY : same(line->at, "leave") ? DISMISSED : OPEN;
}

static enum lifeline take(struct line *line, char c)
{
    if (c == '\n')
        return obey(line);
    if (line->length < LONGEST_LINE)
        line->at[line->length] = c;
    if (line->length <= LONGEST_LINE)
        line->length++;
    return OPEN;
}

enum lifeline lifeline_wait(void)
{
    struct line line = {.length = 0, .last = false};
    enum lifeline state = OPEN;
    char some[256];
    for (;;) {
        struct pollfd input = {.fd = STDIN, .events = POLLIN};
        sys_poll(&input, 1, -1);
        long count = sys_read(STDIN, some, sizeof some);
        if (count == -EAGAIN || count == -EINTR)
            continue;
        if (count <= 0)
            return line.last ? ENDED : LOST;
        for (long i = 0; i < count; i++)
            if ((state = take(&line, some[i])) != OPEN)
                return state;
    }
}
