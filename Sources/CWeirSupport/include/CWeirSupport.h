#pragma once

#include <stddef.h>
#include <stdint.h>

// The few things that Swift cannot say: checksum instructions, prefetch, preallocation.

// CRC32C (Castagnoli) of `count` bytes, going on from `seed`, which is 0 or the checksum of what came before:
// weir_crc32c(weir_crc32c(0, a), b) is the checksum of a followed by b. Uses the processor's instruction where it has one.
uint32_t weir_crc32c(uint32_t seed, const void *bytes, size_t count);

// The same value by tables alone; what processors without the instruction use, and what tests compare with.
uint32_t weir_crc32c_portable(uint32_t seed, const void *bytes, size_t count);

// Reserves `bytes` bytes of disk space for the file from its start and makes it at least that long; what is new reads
// as zeros. Returns 0 or an errno value (ENOSPC when the disk cannot hold it).
int weir_preallocate(int file, int64_t bytes);

// Asks for the cache line at `address` ahead of its use. Any address is allowed: a wrong one costs nothing but time.
static inline void weir_prefetch(const void *address) { __builtin_prefetch(address, 0, 3); }

// Asks the system to back the memory with large pages where it can; only time depends on it.
void weir_huge_pages(void *address, size_t bytes);
