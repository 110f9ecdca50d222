// What a task prints that nobody awaits would be lost if its program ended, and would stand below another cell if that went on. So the
// host follows the tasks' jobs. The runtime hands them to libdispatch: those that are ready through a hook of its own, those of the
// main actor and those that sleep through two functions that this file puts itself in front of.

#define _GNU_SOURCE
#include "CTasks.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

typedef void (*work_function)(void *);

/// What the runtime calls an executor; of zeros it is the one for all that belongs nowhere.
typedef struct {
  void *identity, *implementation;
} executor;

/// The functions of the libraries that are behind ours.
static void (*run_async)(void *queue, void *context, work_function);
static void (*run_after)(uint64_t when, void *queue, void *context, work_function);
static void *(*global_queue)(intptr_t priority, uintptr_t flags);
static void (*run_main_queue)(void *);
static void *main_queue;
static __attribute__((swiftcall)) void (*run_job)(void *job, executor);

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t change;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static bool follows;
/// How many jobs work or are ready to, wait for the main thread, and sleep.
static size_t working, waiting, sleeping;

/// Seconds for which a sleeping task is waited for.
static const time_t patience = 2;

static void find_functions(void) {
  run_async = dlsym(RTLD_NEXT, "dispatch_async_f");
  run_after = dlsym(RTLD_NEXT, "dispatch_after_f");
  global_queue = dlsym(RTLD_NEXT, "dispatch_get_global_queue");
  run_main_queue = dlsym(RTLD_NEXT, "_dispatch_main_queue_callback_4CF");
  main_queue = dlsym(RTLD_NEXT, "_dispatch_main_q");
  pthread_condattr_t attributes;
  pthread_condattr_init(&attributes);
  pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
  pthread_cond_init(&change, &attributes);
  pthread_condattr_destroy(&attributes);
}

/// One more or less of those that work, wait or sleep.
static void count(int works, int waits, int sleeps) {
  pthread_mutex_lock(&mutex);
  working += works;
  waiting += waits;
  sleeping += sleeps;
  pthread_cond_broadcast(&change);
  pthread_mutex_unlock(&mutex);
}

// MARK: - In front of the libraries

typedef struct {
  void *context;
  work_function function;
} work;

static void *work_with(void *context, work_function function) {
  work *made = malloc(sizeof *made);
  if (made) *made = (work){context, function};
  return made;
}

static void do_work(void *made) {
  work done = *(work *)made;
  free(made);
  done.function(done.context);
}

static void wake_up(void *made) {
  count(1, 0, -1);
  do_work(made);
  count(-1, 0, 0);
}

static void come_to_main(void *made) {
  count(0, -1, 0);
  do_work(made);
}

static void work_on(void *job) {
  run_job(job, (executor){0});
  count(-1, 0, 0);
}

static __attribute__((swiftcall)) void enqueue(void *job, void *original) {
  (void)original;
  count(1, 0, 0);
  run_async(global_queue(0, 0), job, work_on);
}

void dispatch_after_f(uint64_t when, void *queue, void *context, work_function function) {
  pthread_once(&once, find_functions);
  void *made = follows ? work_with(context, function) : NULL;
  if (!made) return run_after(when, queue, context, function);
  count(0, 0, 1);
  run_after(when, queue, made, wake_up);
}

void dispatch_async_f(void *queue, void *context, work_function function) {
  pthread_once(&once, find_functions);
  void *made = follows && queue == main_queue ? work_with(context, function) : NULL;
  if (!made) return run_async(queue, context, function);
  count(0, 1, 0);
  run_async(queue, made, come_to_main);
}

void ctasks_follow(void) {
  if (follows) return;
  pthread_once(&once, find_functions);
  run_job = dlsym(RTLD_DEFAULT, "swift_job_run");
  void **hook = dlsym(RTLD_DEFAULT, "swift_task_enqueueGlobal_hook");
  if (!run_async || !run_after || !global_queue || !run_job || !hook) return;
  *hook = (void *)enqueue;
  follows = true;
}

// MARK: - Waiting

static struct timespec soon(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  time.tv_sec += patience;
  return time;
}

static bool is_past(struct timespec time) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec > time.tv_sec || (now.tv_sec == time.tv_sec && now.tv_nsec >= time.tv_nsec);
}

void ctasks_settle(bool ends) {
  if (!follows) return;
  struct timespec last = soon();
  // Only the main thread may do what waits for it; where the top level is a task, others do that.
  bool isMain = gettid() == getpid() && run_main_queue;
  pthread_mutex_lock(&mutex);
  while (true) {
    size_t before = waiting;
    if (isMain && before > 0) {
      pthread_mutex_unlock(&mutex);
      run_main_queue(NULL);
      pthread_mutex_lock(&mutex);
      if (waiting < before) continue;
      isMain = false;
    }
    if (working > 0 && ends) {
      pthread_cond_wait(&change, &mutex);
    } else if (working > 0 || (ends && sleeping > 0)) {
      if (pthread_cond_timedwait(&change, &mutex, &last) != 0) break;
    } else {
      break;
    }
  }
  pthread_mutex_unlock(&mutex);
}

bool ctasks_go_on(bool ends) {
  if (!follows) return false;
  static struct timespec last;
  pthread_mutex_lock(&mutex);
  if (last.tv_sec == 0 || !ends) last = soon();
  bool result = working > 0 || waiting > 0 || (ends && sleeping > 0 && !is_past(last));
  pthread_mutex_unlock(&mutex);
  return result;
}
