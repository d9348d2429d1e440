/* veche-net.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "connectors/veche-net.h"

#define SILENCE          15    /* seconds; G_SOCKET_TIMEOUT of the session */
#define DEADLINE         30    /* seconds from the call to its answer */
#define MAX_CONNECTIONS  24
#define MAX_PER_HOST     2
#define LONGEST_WAIT     90    /* seconds that a server may hold an answer back, when we asked it to */
#define MAX_WAITS        64    /* accounts that wait for news at the same time, at one host */
#define IDLE_CONNECTION  60    /* seconds that a kept-alive connection waits for its next request */

static GMutex net_lock;

/* Guarded by net_lock. */
static GThread *net_thread;            /* (owned) (nullable) */
static GMainContext *net_context;      /* (owned) (nullable) */
static GMainLoop *net_loop;            /* (owned) (nullable) */
static guint net_silence = SILENCE;
static guint net_deadline = DEADLINE;
static char *net_ca_file;              /* (owned) (nullable) */

/* Network thread only. */
static SoupSession *net_session;       /* (owned) (nullable) */
static SoupSession *net_waiting;       /* (owned) (nullable): for long polls, which would take all connections of the other */
static GHashTable *net_proxies;        /* (owned) (nullable): set of "address:port" */

static _Thread_local gboolean net_is_here;

/* glib-networking reads this once, at the first TLS connection, and accepts TLS 1.0 without it.  Before main(), when there is no other
 * thread yet that could read the environment. */
static void __attribute__ ((constructor))
veche_net_require_modern_tls (void)
{
  g_setenv ("G_TLS_GNUTLS_PRIORITY", "NORMAL:%COMPAT:-VERS-TLS1.0:-VERS-TLS1.1:-VERS-DTLS1.0", TRUE);
}

static SoupSession *
veche_net_make_session (guint silence, guint connections, guint per_host)
{
  SoupSession *session = soup_session_new_with_options ("timeout", silence,
                                                        "idle-timeout", IDLE_CONNECTION,
                                                        "max-conns", connections,
                                                        "max-conns-per-host", per_host,
                                                        "user-agent", "Veche/" VECHE_VERSION,
                                                        NULL);

  /* We send our own headers and want to see every answer as it came. */
  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_COOKIE_JAR);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_SNIFFER);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_HSTS_ENFORCER);

  if (net_ca_file != NULL)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GTlsDatabase) database = g_tls_file_database_new (net_ca_file, &error);

      if (database != NULL)
        soup_session_set_tls_database (session, database);
      else
        g_warning ("Certificates: %s", error->message);
    }

  return session;
}

static gpointer
veche_net_main (gpointer data)
{
  GMainLoop *loop = data;
  GMainContext *context = g_main_loop_get_context (loop);

  net_is_here = TRUE;
  g_main_context_push_thread_default (context);
  net_session = veche_net_make_session (net_silence, MAX_CONNECTIONS, MAX_PER_HOST);
  net_waiting = veche_net_make_session (net_silence + LONGEST_WAIT, MAX_WAITS, MAX_WAITS);
  net_proxies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_main_loop_run (loop);

  soup_session_abort (net_session);
  soup_session_abort (net_waiting);
  while (g_main_context_iteration (context, FALSE))
    ;
  g_clear_object (&net_session);
  g_clear_object (&net_waiting);
  g_clear_pointer (&net_proxies, g_hash_table_unref);
  while (g_main_context_iteration (context, FALSE))
    ;
  g_main_context_pop_thread_default (context);

  return NULL;
}

/* With net_lock held. */
static void
veche_net_start (void)
{
  if (net_thread != NULL)
    return;

  net_context = g_main_context_new ();
  net_loop = g_main_loop_new (net_context, FALSE);
  net_thread = g_thread_new ("veche-net", veche_net_main, net_loop);
}

void
veche_net_invoke (GSourceFunc function, gpointer data)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, function, data, NULL);
  g_source_set_static_name (source, "veche-net");

  g_mutex_lock (&net_lock);
  veche_net_start ();
  g_source_attach (source, net_context);
  g_mutex_unlock (&net_lock);
}

typedef struct { GTask *task; GTaskThreadFunc function; } VecheNetJob;

static void
veche_net_job_cb (gpointer data, gpointer user_data)
{
  g_autofree VecheNetJob *job = data;
  g_autoptr (GTask) task = job->task;

  job->function (task, g_task_get_source_object (task), g_task_get_task_data (task), g_task_get_cancellable (task));
}

void
veche_net_run_task (GTask *task, GTaskThreadFunc function)
{
  static GThreadPool *pool;
  VecheNetJob *job = g_new (VecheNetJob, 1);

  job->task = g_object_ref (task);
  job->function = function;

  g_mutex_lock (&net_lock);
  if (pool == NULL)
    pool = g_thread_pool_new (veche_net_job_cb, NULL, -1, FALSE, NULL);
  g_thread_pool_push (pool, job, NULL);
  g_mutex_unlock (&net_lock);
}

gboolean
veche_net_is_current (void)
{
  return net_is_here;
}

SoupSession *
veche_net_get_session (gboolean waits)
{
  g_assert (veche_net_is_current ());

  return waits ? net_waiting : net_session;
}

void
veche_net_set_limits (guint silence, guint deadline)
{
  g_mutex_lock (&net_lock);
  g_assert (net_thread == NULL);
  net_silence = silence;
  net_deadline = deadline;
  g_mutex_unlock (&net_lock);
}

guint
veche_net_get_deadline (void)
{
  guint deadline;

  g_mutex_lock (&net_lock);
  deadline = net_deadline;
  g_mutex_unlock (&net_lock);

  return deadline;
}

void
veche_net_set_ca_file (const char *path)
{
  g_mutex_lock (&net_lock);
  g_assert (net_thread == NULL);
  g_free (net_ca_file);
  net_ca_file = g_strdup (path);
  g_mutex_unlock (&net_lock);
}

static gboolean
veche_net_quit_cb (gpointer data)
{
  g_main_loop_quit (data);

  return G_SOURCE_REMOVE;
}

void
veche_net_shutdown (void)
{
  g_mutex_lock (&net_lock);
  if (net_thread != NULL)
    {
      g_autoptr (GSource) source = g_idle_source_new ();
      GThread *thread = g_steal_pointer (&net_thread);

      g_source_set_callback (source, veche_net_quit_cb, net_loop, NULL);
      g_source_attach (source, net_context);
      g_mutex_unlock (&net_lock);
      g_thread_join (thread);
      g_mutex_lock (&net_lock);
      g_clear_pointer (&net_loop, g_main_loop_unref);
      g_clear_pointer (&net_context, g_main_context_unref);
    }
  g_mutex_unlock (&net_lock);
}

static char *
veche_net_describe (GSocketAddress *address)
{
  return G_IS_INET_SOCKET_ADDRESS (address) ? g_socket_connectable_to_string (G_SOCKET_CONNECTABLE (address)) : NULL;
}

void
veche_net_add_proxy (GSocketAddress *address)
{
  char *peer = veche_net_describe (address);

  if (peer != NULL)
    g_hash_table_add (net_proxies, peer);
}

gboolean
veche_net_is_proxy (GSocketAddress *address)
{
  g_autofree char *peer = veche_net_describe (address);

  return peer != NULL && g_hash_table_contains (net_proxies, peer);
}
