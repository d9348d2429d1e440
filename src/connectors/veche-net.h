/* veche-net.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* The network thread: one thread, one GMainContext, one SoupSession for requests and one for long polls.  libsoup can freeze the main loop it runs on
 * (an endless "100 Continue" does, for as long as the server likes), so it never runs on the window's.  Started on first use. */

void         veche_net_invoke      (GSourceFunc function, gpointer data);   /* any thread; function runs on the network thread, once */
gboolean     veche_net_is_current  (void);
/* Network thread only; borrowed. waits: for a request whose answer may be held back, on connections of its own. */
SoupSession *veche_net_get_session (gboolean waits);

/* Like g_task_run_in_thread(), in threads of our own: GTask's pool is small and shared with the resolver that we wait for. */
void         veche_net_run_task    (GTask *task, GTaskThreadFunc function);

/* Seconds of silence, and seconds in all, after which a request is given up.  Before the first use; for tests. */
void         veche_net_set_limits  (guint silence, guint deadline);
guint        veche_net_get_deadline (void);
/* A certificate authority beside the system's, as a PEM file.  Before the first use; for tests. */
void         veche_net_set_ca_file (const char *path);

/* Closes connections, stops and joins the thread.  The next use starts it again. */
void         veche_net_shutdown    (void);

/* Peers that a connection passed through as a proxy: the person's own choice, exempt from the address guard.  Network thread. */
void         veche_net_add_proxy   (GSocketAddress *address);
gboolean     veche_net_is_proxy    (GSocketAddress *address);

G_END_DECLS
