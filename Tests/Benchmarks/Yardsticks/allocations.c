// SPDX-License-Identifier: Apache-2.0
// Preloaded into RulesBenchmark: counts what is allocated, for it to ask.
#define _GNU_SOURCE
#include <malloc.h>
#include <stddef.h>

static unsigned long count;

unsigned long earshot_allocations(void) { return count; }

double earshot_live_megabytes(void) {
  struct mallinfo2 heap = mallinfo2();
  return (heap.uordblks + heap.hblkhd) / 1e6;
}

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);

void *malloc(size_t size) { return count++, __libc_malloc(size); }
void *calloc(size_t number, size_t size) { return count++, __libc_calloc(number, size); }
void *realloc(void *old, size_t size) { return count++, __libc_realloc(old, size); }
void *aligned_alloc(size_t alignment, size_t size) { return count++, __libc_memalign(alignment, size); }
int posix_memalign(void **place, size_t alignment, size_t size) {
  count++;
  *place = __libc_memalign(alignment, size);
  return *place ? 0 : 12;
}
