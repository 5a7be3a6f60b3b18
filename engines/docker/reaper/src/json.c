#include "json.h"
#include "text.h"

/* The next character that is no white space, 0 at the end. */
static char peek(struct json *json)
{
    while (!json->broken && json->at < json->end) {
        char c = *json->at;
        if (c != ' ' && c != '\t' && c != '\r' && c != '\n')
            return c;
        json->at++;
    }
    json->broken = true;
    return 0;
}

static bool take(struct json *json, char wanted)
{
    if (peek(json) != wanted)
        return false;
    json->at++;
    return true;
}

bool json_opens(struct json *json, char bracket)
{
    return take(json, bracket);
}

bool json_element(struct json *json)
{
    take(json, ',');
    return !take(json, ']') && !json->broken;
}

const char *json_key(struct json *json)
{
    take(json, ',');
    if (take(json, '}') || json->broken)
        return NULL;
    const char *key = json_string(json);
    if (!key || !take(json, ':'))
        json->broken = true;
    return json->broken ? NULL : key;
}

bool json_find(struct json *json, const char *key)
{
    if (!json_opens(json, '{'))
        return false;
    for (const char *found; (found = json_key(json)); json_skip(json))
        if (same(found, key))
            return true;
    return false;
}

/* Appends a code point as UTF-8; never longer than the escape it came from. */
static char *put_utf8(char *to, unsigned code)
{
    if (code == 0)
        code = '?'; /* would cut the string short */
    if (code < 0x80) {
        *to++ = (char) code;
    } else if (code < 0x800) {
        *to++ = (char) (0xc0 | code >> 6);
        *to++ = (char) (0x80 | (code & 0x3f));
    } else {
        *to++ = (char) (0xe0 | code >> 12);
        *to++ = (char) (0x80 | (code >> 6 & 0x3f));
        *to++ = (char) (0x80 | (code & 0x3f));
    }
    return to;
}

/* Four hexadecimal digits; halves of a surrogate pair stay halves, no name that matters here has any. */
static unsigned take_hex4(struct json *json)
{
    unsigned code = 0;
    for (int i = 0; i < 4; i++) {
        int digit = json->at < json->end ? hex_digit(*json->at++) : -1;
        if (digit < 0)
            json->broken = true;
        code = code << 4 | (unsigned) (digit & 15);
    }
    return code;
}

static char *decode_escape(struct json *json, char *to)
{
    static const char from_letter[] = "b\bf\fn\nr\rt\t";
    char c = json->at < json->end ? *json->at++ : 0;
    if (c == 'u')
        return put_utf8(to, take_hex4(json));
    for (size_t i = 0; i + 1 < sizeof from_letter; i += 2)
        if (c == from_letter[i])
            c = from_letter[i + 1];
    *to++ = c;
    return to;
}

const char *json_string(struct json *json)
{
    if (!take(json, '"')) {
        json_skip(json);
        return NULL;
    }
    char *string = json->at;
    char *to = string;
    while (!json->broken && json->at < json->end) {
        char c = *json->at++;
        if (c == '"') {
            *to = 0;
            return string;
        }
        if (c == '\\')
            to = decode_escape(json, to);
        else
            *to++ = c;
    }
    json->broken = true;
    return NULL;
}

uint64_t json_number(struct json *json)
{
    uint64_t number = 0;
    if (is_digit(peek(json)))
        while (json->at < json->end && is_digit(*json->at) && number < UINT64_MAX / 16)
            number = number * 10 + (uint64_t) (*json->at++ - '0');
    json_skip(json); /* a fraction, an exponent, or a value that is no number */
    return number;
}

/* Passes over a string without changing it; the cursor stands behind its opening quote. */
static void skip_string(struct json *json)
{
    while (json->at < json->end) {
        char c = *json->at++;
        if (c == '"')
            return;
        if (c == '\\')
            json->at++;
    }
    json->broken = true;
}

/* Ends before the comma or bracket that follows the value, however deep the value goes. */
void json_skip(struct json *json)
{
    for (size_t depth = 0;;) {
        char c = peek(json);
        bool closes = c == ']' || c == '}';
        if (json->broken || (depth == 0 && (closes || c == ',')))
            return;
        json->at++;
        if (c == '"')
            skip_string(json);
        else if (c == '[' || c == '{')
            depth++;
        else if (closes)
            depth--;
    }
}
