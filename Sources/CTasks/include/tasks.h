// SPDX-License-Identifier: Apache-2.0
// What the Swift runtime offers to whoever wants to run its tasks (swift/Runtime/Concurrency.h).
#ifndef EARSHOT_CTASKS_H
#define EARSHOT_CTASKS_H

/// Lets every job that belongs to no actor's executor be given to a function, from any thread.
void earshot_take_jobs(void (*_Nonnull take)(void *_Nonnull job));

/// Runs such a job on the calling thread until its task waits for something or is done.
void earshot_run_job(void *_Nonnull job);
#endif
