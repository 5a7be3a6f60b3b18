/* Reads the engine's JSON: a cursor that walks forward, never recurses and never leaves its text. */
#ifndef JSON_H
#define JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Strings are decoded where they stand, so the text is read once. `broken` is set for good by the first error. */
struct json {
    char *at;
    char *end;
    bool broken;
};

/* True when the next value starts with this bracket, which is then behind the cursor. */
bool json_opens(struct json *json, char bracket);
/* In an array: true when another element follows. */
bool json_element(struct json *json);
/* In an object: the next key, its value comes next; NULL after the last. */
const char *json_key(struct json *json);

/* Opens an object and puts the cursor on the value of this key; false when it has none. */
bool json_find(struct json *json, const char *key);

/* The next value; one of another type is passed over and gives NULL or 0. */
const char *json_string(struct json *json);
uint64_t json_number(struct json *json);
void json_skip(struct json *json);

#endif
