#include "text.h"
#include "syscall.h"

/* The compiler may call these four for plain assignments and loops, even without a C library. */

void *memcpy(void *to, const void *from, size_t count)
{
    for (size_t i = 0; i < count; i++)
        ((char *) to)[i] = ((const char *) from)[i];
    return to;
}

void *memmove(void *to, const void *from, size_t count)
{
    if (to <= from)
        return memcpy(to, from, count);
    while (count-- > 0)
        ((char *) to)[count] = ((const char *) from)[count];
    return to;
}

void *memset(void *to, int byte, size_t count)
{
    for (size_t i = 0; i < count; i++)
        ((char *) to)[i] = (char) byte;
    return to;
}

int memcmp(const void *a, const void *b, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        int difference = ((const unsigned char *) a)[i] - ((const unsigned char *) b)[i];
        if (difference != 0)
            return difference;
    }
    return 0;
}

void text_reserve(struct text *text, size_t bytes)
{
    if (bytes < text->capacity)
        return;
    size_t capacity = text->capacity ? text->capacity : 4096;
    while (capacity <= bytes)
        capacity *= 2;
    char *at = text->at ? sys_grow(text->at, text->capacity, capacity) : sys_allocate(capacity);
    if (!at) {
        say(ERR, "error: out of memory");
        sys_exit(1);
    }
    text->at = at;
    text->capacity = capacity;
}

void text_add_bytes(struct text *text, const char *bytes, size_t count)
{
    text_reserve(text, text->length + count);
    memcpy(text->at + text->length, bytes, count);
    text->length += count;
    text->at[text->length] = 0;
}

void text_add(struct text *text, const char *string)
{
    text_add_bytes(text, string, length_of(string));
}

static const char hex[] = "0123456789abcdef";

void text_add_json(struct text *text, const char *string)
{
    for (; *string; string++) {
        unsigned char c = (unsigned char) *string;
        char escaped[] = {'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]};
        if (c < ' ' || c == '"' || c == '\\')
            text_add_bytes(text, escaped, sizeof escaped);
        else
            text_add_bytes(text, string, 1);
    }
}

static bool is_plain_in_url(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '.' || c == '_' || c == '~';
}

void text_add_url(struct text *text, const char *string)
{
    for (; *string; string++) {
        unsigned char c = (unsigned char) *string;
        char escaped[] = {'%', hex[c >> 4], hex[c & 15]};
        if (is_plain_in_url(*string))
            text_add_bytes(text, string, 1);
        else
            text_add_bytes(text, escaped, sizeof escaped);
    }
}

void text_free(struct text *text)
{
    if (text->at)
        sys_free(text->at, text->capacity);
    *text = (struct text){0};
}

size_t length_of(const char *string)
{
    size_t length = 0;
    while (string[length])
        length++;
    return length;
}

bool same(const char *a, const char *b)
{
    return length_of(a) == length_of(b) && starts_with(a, b);
}

bool starts_with(const char *string, const char *prefix)
{
    while (*prefix)
        if (*string++ != *prefix++)
            return false;
    return true;
}

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

int hex_digit(char c)
{
    if (is_digit(c))
        return c - '0';
    c |= 0x20; /* lower case */
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

struct decimal decimal(uint64_t number)
{
    char backwards[20];
    size_t count = 0;
    do
        backwards[count++] = (char) ('0' + number % 10);
    while (number /= 10);
    struct decimal result = {{0}};
    for (size_t i = 0; i < count; i++)
        result.digits[i] = backwards[count - 1 - i];
    return result;
}

/* A pipe that polls as writable has room for 4096 bytes, so a line cut to that never blocks. */
void say_parts(int fd, const char *const *parts)
{
    static long patience_ms = 100; /* spent once on a reader that does not read, not once a line */
    char line[4096];
    size_t length = 0;
    for (; *parts; parts++)
        for (const char *c = *parts; *c && length < sizeof line - 1; c++)
            line[length++] = *c;
    line[length++] = '\n';
    struct pollfd ready = {.fd = fd, .events = POLLOUT};
    bool writable = sys_poll(&ready, 1, patience_ms) > 0 && (ready.revents & POLLOUT);
    patience_ms = writable ? 100 : 0;
    if (writable)
        sys_write(fd, line, length);
}
