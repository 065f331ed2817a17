#pragma once

#include <stddef.h>
#include <stdint.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#include <xmmintrin.h>
#endif

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

// Gives memory back to the system as soon as it is freed, for a process whose pieces are large and live briefly: large
// ones are mapped each by itself, and few threads have heaps of their own. Costs time at each of them. Where the C library
// knows no such thing, nothing happens.
void weir_frugal_heap(void);

// Asks the system to back the memory with large pages where it can; only time depends on it.
void weir_huge_pages(void *address, size_t bytes);

/// Blocks of up to sixteen megabytes that are given back stay with the process, and the first half gigabyte of memory is
/// backed by large pages where the system can: for a process that does one large thing.
void weir_keep_memory(void);

// Finds the quotes of a line of JSON whose strings have no escapes. Writes their places, `most` at the most, and answers
// how many there are; -1 where there are more, or where a backslash, a control character or DEL stands anywhere in the
// line. Behind the places there is room for sixteen more. `beyond` gets the places of the first and the last byte that is
// not ASCII; where there is none, the last one is -1.
int weir_quotes(const void *line, size_t count, uint16_t *places, int most, int32_t beyond[2]);

// What a thread is at work on, in a page of a file: it is still there when the process has died of it.
struct weir_mark {
    // The input that is being applied; 0 between two.
    uint64_t sequence;
    // The signal that the thread died of while it was at it; 0 for any other end.
    uint64_t signal;
};

// Opens the file, or makes it, and maps its first page; NULL and errno where that is not possible.
struct weir_mark *weir_mark_open(const char *path);

// From now on a trap of the calling thread while it is at work is noted in the page before the process dies of it: an
// illegal instruction (what Swift's checks end in), a wrong address (an endless recursion too), an abort. Other threads'
// traps and signals sent from outside are none of the input's doing and are not noted.
void weir_mark_watch(struct weir_mark *mark);

// The calling thread is at work no more.
void weir_mark_unwatch(void);

static inline void weir_mark_set(struct weir_mark *mark, uint64_t sequence) {
    *(volatile uint64_t *)&mark->sequence = sequence;
}

// Runs out of stack, for tests of what happens then.
int weir_exhaust_stack(int depth);

// Of the eight numbers at `numbers`, by bit from the first on, those that equal `wanted`. Aligned to 32 bytes.
static inline uint32_t weir_match8(const uint32_t *numbers, uint32_t wanted) {
#if defined(__SSE2__)
    const __m128i w = _mm_set1_epi32((int)wanted);
    const __m128i low = _mm_cmpeq_epi32(_mm_load_si128((const __m128i *)numbers), w);
    const __m128i high = _mm_cmpeq_epi32(_mm_load_si128((const __m128i *)numbers + 1), w);
    const __m128i words = _mm_packs_epi32(low, high);
    return (uint32_t)_mm_movemask_epi8(_mm_packs_epi16(words, _mm_setzero_si128()));
#else
    uint32_t marks = 0;
    for (int i = 0; i < 8; i++) marks |= (uint32_t)(numbers[i] == wanted) << i;
    return marks;
#endif
}

// How many of the eight edges at `edges`, which are in ascending order, a value reaches; none where it is no number.
static inline int32_t weir_edges_reached(const float *edges, float value) {
#if defined(__SSE2__)
    const __m128 v = _mm_set1_ps(value);
    const int low = _mm_movemask_ps(_mm_cmple_ps(_mm_loadu_ps(edges), v));
    const int high = _mm_movemask_ps(_mm_cmple_ps(_mm_loadu_ps(edges + 4), v));
    return __builtin_ctz(~(uint32_t)(low | high << 4));
#else
    int32_t count = 0;
    for (int i = 0; i < 8; i++) count += edges[i] <= value;
    return count;
#endif
}
