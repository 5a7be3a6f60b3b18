/* The lifeline: standard input, which the engine closes when the test JVM is gone. */
#ifndef LIFELINE_H
#define LIFELINE_H

enum lifeline { CLOSED, LOST };

/* Serves the lifeline until the JVM says that it is done (CLOSED) or goes away without a word (LOST). */
enum lifeline lifeline_wait(void);

#endif
