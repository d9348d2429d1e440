/* veche-workspace.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-workspace.h"

#include "model/veche-edit.h"
#include "model/veche-uid.h"
#include "store/veche-db.h"
#include "store/veche-journal.h"
#include "store/veche-statement.h"

typedef struct
{
  const char *shape;
  int         low, high;   /* the wanted share, per cent */
} VecheAgendaDefault;

static const VecheAgendaDefault agenda_defaults[VECHE_WORKSPACE_AGENDAS] = {
  { "circle", 25, 45 },
  { "square", 20, 40 },
  { "triangle", 20, 50 },
};

static gboolean
workspace_is_without (VecheDb *db, const char *sql)
{
  VecheStatement *row = veche_db_prepare (db, sql);
  gboolean found = veche_statement_step (row, NULL);

  veche_statement_reset (row);

  return !found;
}

static void
workspace_add_agendas (VecheEdit *edit, const char *const *names)
{
  for (int i = 0; i < VECHE_WORKSPACE_AGENDAS; i++)
    {
      const char *uid = veche_edit_insert (edit, "agenda");

      veche_edit_set_text (edit, "agenda", uid, "name", names[i]);
      veche_edit_set_text (edit, "agenda", uid, "shape", agenda_defaults[i].shape);
      veche_edit_set_int (edit, "agenda", uid, "position", i);
      veche_edit_set_int (edit, "agenda", uid, "low", agenda_defaults[i].low);
      veche_edit_set_int (edit, "agenda", uid, "high", agenda_defaults[i].high);
    }
}

/* Through the journal, but no Ctrl+Z reaches it. */
static gboolean
workspace_apply (VecheDb *db, VecheEdit *edit, const char *actor, GError **error)
{
  static const char forget[] = "UPDATE gesture SET state = 2 WHERE id = ?1";
  VecheStatement *row;
  gint64 gesture;

  if (veche_edit_is_empty (edit))
    return TRUE;

  gesture = veche_journal_apply (db, edit, actor, error);
  if (gesture <= 0)
    return FALSE;

  row = veche_db_prepare (db, forget);
  veche_statement_bind_int (row, 1, gesture);

  return veche_statement_run (row, error);
}

gboolean
veche_workspace_begin (VecheDb *db, const char *community, const char *const *agendas, const char *actor, GError **error)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("workspace", community);

  if (workspace_is_without (db, "SELECT 1 FROM community LIMIT 1"))
    {
      const char *uid = veche_edit_insert (edit, "community");

      veche_edit_set_text (edit, "community", uid, "name", community);
      veche_edit_set_int (edit, "community", uid, "created", veche_now ());
    }
  if (workspace_is_without (db, "SELECT 1 FROM agenda LIMIT 1"))
    workspace_add_agendas (edit, agendas);

  return workspace_apply (db, edit, actor, error);
}

gboolean
veche_workspace_name_agendas (VecheDb *db, const char *const *agendas, const char *actor, GError **error)
{
  /* Made by the program, and never named by anybody else. */
  static const char sql[] = "SELECT a.uid FROM agenda AS a WHERE a.position = ?1 AND a.shape = ?2 AND a.name <> ?3"
                            " AND EXISTS (SELECT 1 FROM journal AS j JOIN gesture AS g ON g.id = j.gesture_id WHERE j.object_uid = a.uid AND g.kind = 'workspace')"
                            " AND NOT EXISTS (SELECT 1 FROM journal AS j JOIN gesture AS g ON g.id = j.gesture_id"
                            "  WHERE j.object_uid = a.uid AND j.field = 'name' AND g.kind <> 'workspace')";
  g_autoptr (VecheEdit) edit = veche_edit_new ("workspace", NULL);

  for (int i = 0; i < VECHE_WORKSPACE_AGENDAS; i++)
    {
      VecheStatement *row = veche_db_prepare (db, sql);
      g_autoptr (GError) local = NULL;

      veche_statement_bind_int (row, 1, i);
      veche_statement_bind_text (row, 2, agenda_defaults[i].shape);
      veche_statement_bind_text (row, 3, agendas[i]);
      if (veche_statement_step (row, &local))
        veche_edit_set_text (edit, "agenda", veche_statement_text (row, 0), "name", agendas[i]);
      veche_statement_reset (row);
      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }

  return workspace_apply (db, edit, actor, error);
}

gint64
veche_workspace_only_community (VecheDb *db)
{
  static const char sql[] = "SELECT min (id) FROM community HAVING count (*) = 1";
  VecheStatement *row = veche_db_prepare (db, sql);
  gint64 id;

  if (!veche_statement_step (row, NULL))
    return 0;
  id = veche_statement_int (row, 0);
  veche_statement_reset (row);

  return id;
}
