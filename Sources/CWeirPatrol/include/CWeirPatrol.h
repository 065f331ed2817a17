#pragma once

#include <stdint.h>
#include <sys/types.h>

// What shuts a process off: Linux's Landlock, and becoming a program anew, so that every thread of it is shut off. And
// handing descriptors to a process beside.

// The version of Landlock that this system speaks; 0 where it has none, or where it is switched off.
int weir_landlock_version(void);

// New rules, under which nothing is allowed; a descriptor, or -1 and errno.
int weir_rules_new(void);

// Allows reading, and running what lies there; or reading and writing, and running nothing: of a file, or of all that
// lies in a folder. Returns 0 or an errno value (ENOENT where there is nothing).
int weir_rules_add(int rules, const char *path, int writable);

// Becomes the program: as another user where `user` is not 0, under the rules where `rules` is not -1. Whoever is under
// rules mounts nothing, gains no rights, signals and traces nobody outside, listens on no port. Comes back only with an
// errno value, and then the calling thread must do nothing more than say so and end.
int weir_become(int rules, uid_t user, const char *program, char *const arguments[], char *const environment[]);

// Lets others go first: the calling thread, and with it all of what it becomes. Linux has a priority for each thread, and
// the threads of a pool set their own to the ordinary one where they may; what is become may not, root or not.
void weir_step_back(int nice);

// Sends a byte and descriptors over a socket of packets. Returns 0 or an errno value.
int weir_hand_over(int socket, uint8_t what, const int *ends, int count);

// Takes what was handed over: the byte, and `count` descriptors, no more and no fewer. Returns 1; 0 where the other end is
// closed; -1 for a message of another form, whose descriptors are closed.
int weir_take_over(int socket, uint8_t *what, int *ends, int count);
