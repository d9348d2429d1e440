/* veche-link-look.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-link-look.h"

#include "connectors/veche-http.h"
#include "model/veche-uid.h"

#define MAX_BYTES     (2 * 1024 * 1024)
#define MAX_REDIRECTS 5
#define HOST_PAUSE    G_USEC_PER_SEC        /* between two questions to one host */
#define PAUSE         (G_USEC_PER_SEC / 10)
#define SLICE         (G_USEC_PER_SEC / 20)   /* how soon a cancel is heard */

/* The status of an answer; 0: none came. */
static guint
ask (const char *method, const char *url, gboolean own, GCancellable *cancellable)
{
  g_autoptr (VecheHttpRequest) request = veche_http_request_new (method, url);
  g_autoptr (VecheHttpAnswer) answer = NULL;

  request->max_bytes = MAX_BYTES;
  request->max_redirects = MAX_REDIRECTS;
  request->allow_http = TRUE;
  request->own_server = own;
  answer = veche_http_send (request, cancellable, NULL);

  return answer != NULL ? answer->status : 0;
}

static void
look (VecheLinkCheck *check, gboolean own, GCancellable *cancellable)
{
  guint status = ask ("HEAD", check->url, own, cancellable);

  /* Many servers know nothing of HEAD, and say so in many ways. */
  if (status >= 400 && status != 429 && !g_cancellable_is_cancelled (cancellable))
    {
      guint again = ask ("GET", check->url, own, cancellable);

      status = again != 0 ? again : status;
    }
  if (g_cancellable_is_cancelled (cancellable))
    return;

  check->status = status;
  check->at = veche_now ();
  check->state = status >= 200 && status < 400 ? VECHE_LINK_GOOD : status == 404 || status == 410 ? VECHE_LINK_DEAD : VECHE_LINK_UNSURE;
}

/* asked: host → when it may be asked again, monotonic */
static void
wait_for_turn (GHashTable *asked, const char *url, GCancellable *cancellable)
{
  g_autofree char *host = veche_http_dup_host (url);
  gint64 *next = host != NULL ? g_hash_table_lookup (asked, host) : NULL;
  gint64 until = MAX (next != NULL ? *next : 0, g_get_monotonic_time () + (g_hash_table_size (asked) > 0 ? PAUSE : 0)), again;

  while (g_get_monotonic_time () < until && !g_cancellable_is_cancelled (cancellable))
    g_usleep (SLICE);
  again = g_get_monotonic_time () + HOST_PAUSE;
  if (host != NULL)
    g_hash_table_insert (asked, g_steal_pointer (&host), g_memdup2 (&again, sizeof again));
}

void
veche_link_look (GPtrArray *checks, gboolean own, VecheLinkProgress progress, gpointer progress_data, GCancellable *cancellable)
{
  g_autoptr (GHashTable) asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < checks->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      VecheLinkCheck *check = checks->pdata[i];

      wait_for_turn (asked, check->url, cancellable);
      if (!g_cancellable_is_cancelled (cancellable))
        look (check, own, cancellable);
      if (progress != NULL)
        progress (i + 1, checks->len, progress_data);
    }
}
