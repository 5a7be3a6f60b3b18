/* The lifeline: standard input, which the engine closes when the test JVM is gone. */
#ifndef LIFELINE_H
#define LIFELINE_H

enum lifeline { OPEN, CLOSED, EARLY, DISMISSED, ENDED, LOST };

/* Serves the lifeline until the JVM says that it is done (CLOSED), or is before a container of a reaper is there that it
   has asked for (EARLY), or that others watch (DISMISSED), or goes away after it has said that it will (ENDED) or without a word (LOST). */
enum lifeline lifeline_wait(void);

#endif
