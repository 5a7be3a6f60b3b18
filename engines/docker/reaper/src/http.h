/* Talks HTTP/1.1 with the engine over its unix socket: several exchanges at a time, a connection each. */
#ifndef HTTP_H
#define HTTP_H

#include "text.h"

/* One exchange. What stands behind `sent` is the transport's own. */
struct exchange {
    struct text request;
    int status;  /* of the answer; 0 when there was none, or not all of it */
    int error;   /* the errno that kept it from coming; 0 when it was cut short or not understood */
    char *body;  /* of the answer, ended by a NUL; lives in `reply`, until exchange_free */
    size_t body_length;
    bool podman; /* what the answer's headers say of the engine */

    size_t sent;
    struct text reply;
    int fd;
    int64_t deadline;
    enum { HEAD, BY_LENGTH, BY_CHUNKS, TO_THE_END } part;
    size_t body_start;
    size_t expected; /* by length: all of the body; by chunks: where the next one starts in the reply */
};

/* A request; the path is escaped already, `json` is its body or NULL. */
struct exchange exchange_of(const char *method, const char *path, const char *json);
bool exchange_succeeded(const struct exchange *exchange);
void exchange_free(struct exchange *exchange);

/* Runs all of them, at most 16 at a time; each may take so many milliseconds. */
void exchange_all(const char *socket, struct exchange *exchanges, size_t count, long timeout_ms);

#endif
