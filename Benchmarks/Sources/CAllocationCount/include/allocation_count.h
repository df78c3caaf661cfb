#ifndef ALLOCATION_COUNT_H
#define ALLOCATION_COUNT_H

#include <stdbool.h>
#include <stdint.h>

/// Whether allocations are counted on this platform: with glibc only.
bool allocation_count_is_available(void);

/// How many times the process has asked for memory so far.
uint64_t allocation_count(void);

#endif
