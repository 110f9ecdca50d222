#pragma once
#include <netinet/in.h>
#include <microhttpd.h>

// The functions of libmicrohttpd, which is opened when a server is first started. Their types are the header's own.
struct microhttpd_functions {
  __typeof__(&MHD_start_daemon) start;
  __typeof__(&MHD_get_daemon_info) info;
  __typeof__(&MHD_quiesce_daemon) quiesce;
  __typeof__(&MHD_stop_daemon) stop;
  __typeof__(&MHD_suspend_connection) _Nonnull suspend;
  __typeof__(&MHD_resume_connection) _Nonnull resume;
  __typeof__(&MHD_queue_response) _Nonnull queue;
  __typeof__(&MHD_create_response_from_buffer) _Nonnull from_buffer;
  __typeof__(&MHD_create_response_from_callback) _Nonnull from_callback;
  __typeof__(&MHD_add_response_header) _Nonnull add_header;
  __typeof__(&MHD_destroy_response) _Nonnull destroy;
  __typeof__(&MHD_lookup_connection_value) _Nonnull look_up;
};

// The names of those functions, in their order.
#define MICROHTTPD_FUNCTION_COUNT 12
static inline const char *_Nonnull microhttpd_function_name(int index) {
  static const char *const names[MICROHTTPD_FUNCTION_COUNT] = {
    "MHD_start_daemon", "MHD_get_daemon_info", "MHD_quiesce_daemon", "MHD_stop_daemon", "MHD_suspend_connection",
    "MHD_resume_connection", "MHD_queue_response", "MHD_create_response_from_buffer",
    "MHD_create_response_from_callback", "MHD_add_response_header", "MHD_destroy_response",
    "MHD_lookup_connection_value"};
  return names[index];
}

struct microhttpd_limits { unsigned connections, seconds; size_t memory; };

// Starts a server on 127.0.0.1 with a thread of its own; a port of 0 is any free one. NULL if it cannot. (What takes any number of
// arguments Swift does not call.)
static inline struct MHD_Daemon *_Nullable microhttpd_start(
  const struct microhttpd_functions *_Nonnull functions, uint16_t port, struct microhttpd_limits limits,
  MHD_AccessHandlerCallback _Nonnull handler, MHD_RequestCompletedCallback _Nonnull completed, void *_Nullable context) {
  struct sockaddr_in address = {0};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return functions->start(
    MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, port, NULL, NULL, handler, context,
    MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&address, MHD_OPTION_CONNECTION_LIMIT, limits.connections,
    MHD_OPTION_CONNECTION_TIMEOUT, limits.seconds, MHD_OPTION_CONNECTION_MEMORY_LIMIT, limits.memory,
    MHD_OPTION_NOTIFY_COMPLETED, completed, NULL, MHD_OPTION_END);
}

static inline uint16_t microhttpd_port(
  const struct microhttpd_functions *_Nonnull functions, struct MHD_Daemon *_Nonnull daemon) {
  const union MHD_DaemonInfo *info = functions->info(daemon, MHD_DAEMON_INFO_BIND_PORT);
  return info ? info->port : 0;
}
