// SPDX-License-Identifier: Apache-2.0
// What the Swift runtime offers to whoever wants to run its tasks (swift/Runtime/Concurrency.h).
#ifndef EARSHOT_CTASKS_H
#define EARSHOT_CTASKS_H

/// Lets every job that belongs to no actor's executor be given to a function, from any thread; but first, where that
/// thread hands jobs to a home, to another one with that home, which says whether it took it.
void earshot_take_jobs(
    void (*_Nonnull take)(void *_Nonnull job), _Bool (*_Nonnull hand)(void *_Nonnull home, void *_Nonnull job));

/// What the calling thread hands jobs to from now on; NULL to nobody.
void earshot_hand_to(void *_Nullable home);

/// Says whose home the calling thread is.
void earshot_settle(void *_Nullable home);

/// Whose home the calling thread is.
void *_Nullable earshot_home(void);

/// Runs such a job on the calling thread until its task waits for something or is done.
void earshot_run_job(void *_Nonnull job);
#endif
