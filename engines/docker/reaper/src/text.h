/* Bytes and strings: growing text, comparison, and lines said to whoever listens. */
#ifndef TEXT_H
#define TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Text that grows; `at` is NULL until something was added and ends in a NUL that `length` does not count. */
struct text {
    char *at;
    size_t length;
    size_t capacity;
};

/* Makes room for so many bytes and a NUL; ends the program when there is no memory. */
void text_reserve(struct text *text, size_t bytes);
void text_add(struct text *text, const char *string);
void text_add_bytes(struct text *text, const char *bytes, size_t count);
void text_add_json(struct text *text, const char *string); /* escaped for the inside of a JSON string */
void text_add_url(struct text *text, const char *string);  /* escaped for a URL's path or query */
void text_free(struct text *text);

/* As in C: the places may overlap. */
void *memmove(void *to, const void *from, size_t count);
size_t length_of(const char *string);
bool same(const char *a, const char *b);
bool starts_with(const char *string, const char *prefix);
bool is_digit(char c);
int hex_digit(char c); /* its value, or -1 */

struct decimal {
    char digits[21];
};
struct decimal decimal(uint64_t number);

enum { OUT = 1, ERR = 2 };
/* Writes the strings as one line, or drops it: a reader that is slow or gone never stops or kills the reaper. */
#define say(fd, ...) say_parts(fd, (const char *const[]){__VA_ARGS__, NULL})
void say_parts(int fd, const char *const *parts);

#endif
