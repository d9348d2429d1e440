/* veche-source-keep.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/veche-source-actions.h"
#include "app/veche-source-consent.h"
#include "app/veche-source-keep.h"
#include "connectors/veche-connector.h"
#include "store/veche-sources-table.h"

typedef struct
{
  VecheSession     *session;   /* (owned) */
  GPtrArray        *uids;      /* (owned) (element-type utf8) */
  char             *type, *settings, *token;    /* (nullable) but for type */
  VecheSessionDone  done;
  gpointer          user_data;
} Keep;

static void
keep_free (Keep *keep)
{
  g_object_unref (keep->session);
  g_ptr_array_unref (keep->uids);
  g_free (keep->type);
  g_free (keep->settings);
  g_free (keep->token);
  g_free (keep);
}

static void
keep_agreed_cb (gboolean ok, gpointer user_data)
{
  Keep *keep = user_data;
  VecheSync *sync = veche_session_get_sync (keep->session);

  for (guint i = 0; i < keep->uids->len; i++)
    if (keep->token != NULL)
      veche_source_set_token (keep->session, g_ptr_array_index (keep->uids, i), keep->token);
    else if (sync != NULL && ok && !veche_connectors_find (keep->type)->by_hand)
      veche_sync_run_async (sync, g_ptr_array_index (keep->uids, i), NULL, NULL, NULL);
  keep->done (TRUE, keep->user_data);
  keep_free (keep);
}

static void
keep_saved_cb (gboolean ok, gpointer user_data)
{
  Keep *keep = user_data;

  if (ok)
    {
      veche_source_agree (keep->session, keep->type, keep->settings, keep_agreed_cb, keep);
      return;
    }
  keep->done (FALSE, keep->user_data);
  keep_free (keep);
}

static void
keep_add (Keep *keep, VecheEdit *edit, const VecheSourceNew *source, const char *name, const char *address)
{
  const char *uid = veche_sources_edit_add (edit, source->type, name, address, source->words, source->own_server);
  guint every = veche_connectors_find (source->type)->every;

  if (source->settings != NULL)
    veche_edit_set_text (edit, "source", uid, "settings", source->settings);
  if (every != 0)
    veche_edit_set_int (edit, "source", uid, "every", every);
  g_ptr_array_add (keep->uids, g_strdup (uid));
}

/* "The blog · comments/feed": one of several feeds of a place. (transfer full) */
static char *
keep_dup_feed_name (const char *name, const char *address)
{
  const char *scheme = strstr (address, "://"), *path = scheme != NULL ? strchr (scheme + 3, '/') : NULL;

  return path != NULL && path[1] != '\0' ? g_strdup_printf ("%s · %s", name, path + 1) : g_strdup (name);
}

void
veche_source_keep (VecheSession *session, const VecheSourceNew *source, VecheSessionDone done, gpointer user_data)
{
  guint n = source->feeds != NULL ? source->feeds->len : 0;
  g_autoptr(VecheEdit) edit = veche_edit_new (n > 1 ? "add-sources" : "add-source", source->name);
  /* Translators: %s is the name of a source */
  g_autofree char *toast = n > 1 ? g_strdup_printf (ngettext ("%u feed connected", "%u feeds connected", n), n)
                                 : g_strdup_printf (_ ("Connected: %s"), source->name);
  Keep *keep = g_new0 (Keep, 1);

  keep->session = g_object_ref (session);
  keep->uids = g_ptr_array_new_with_free_func (g_free);
  keep->type = g_strdup (source->type);
  keep->settings = g_strdup (source->settings);
  keep->token = g_strdup (source->token);
  keep->done = done;
  keep->user_data = user_data;
  if (n == 0)
    keep_add (keep, edit, source, source->name, source->address);
  for (guint i = 0; i < n; i++)
    {
      const char *address = g_ptr_array_index (source->feeds, i);
      g_autofree char *name = i == 0 ? g_strdup (source->name) : keep_dup_feed_name (source->name, address);

      keep_add (keep, edit, source, name, address);
    }
  veche_session_edit (session, edit, toast, keep_saved_cb, keep);
}
