/* veche-beginning.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-beginning.h"
#include "store/veche-workspace.h"

static gpointer
beginning_job (VecheDb *db, gpointer input, GError **error)
{
  const char *const *names = input;

  if (!veche_workspace_begin (db, names[0], names + 1, g_get_real_name (), error) ||
      !veche_workspace_name_agendas (db, names + 1, g_get_real_name (), error))
    return NULL;

  return VECHE_JOB_DONE;
}

static void
beginning_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  /* The workspace works without: the next start tries again. */
  if (!veche_store_run_finish (VECHE_STORE (source), result, &error))
    g_message ("The workspace has no agendas yet: %s", error->message);
}

void
veche_beginning_make (VecheStore *store, const char *community)
{
  const char *names[] = { community, C_("agenda", "Outside topic"), C_("agenda", "Inner life"), C_("agenda", "Common work"), NULL };

  G_STATIC_ASSERT (G_N_ELEMENTS (names) == VECHE_WORKSPACE_AGENDAS + 2);

  veche_store_run_async (store, VECHE_LANE_WRITER, beginning_job, g_strdupv ((char **) names), (GDestroyNotify) g_strfreev, NULL, NULL,
                         beginning_cb, NULL);
}
