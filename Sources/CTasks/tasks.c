// SPDX-License-Identifier: Apache-2.0
#include "tasks.h"

#include <stdint.h>

#define SWIFT __attribute__((swiftcall))

typedef SWIFT void (*original)(void *job);
extern SWIFT void (*swift_task_enqueueGlobal_hook)(void *job, original);
/// The executor is two words; both are 0 for the one of all jobs without an actor.
extern SWIFT void swift_job_run(void *job, void *identity, uintptr_t implementation);

static void (*taker)(void *job);
static _Bool (*hander)(void *home, void *job);
static _Thread_local void *settled;
static _Thread_local void *handed;

static SWIFT void enqueue(void *job, original unused) {
  if (!handed || !hander(handed, job)) taker(job);
}

void earshot_take_jobs(void (*take)(void *job), _Bool (*hand)(void *home, void *job)) {
  taker = take;
  hander = hand;
  swift_task_enqueueGlobal_hook = enqueue;
}

void earshot_run_job(void *job) { swift_job_run(job, 0, 0); }

void earshot_hand_to(void *home) { handed = home; }

void earshot_settle(void *home) { settled = home; }

void *earshot_home(void) { return settled; }
