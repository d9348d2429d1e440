/* veche-tags-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-tags-table.h"

#include <string.h>

#include "model/veche-text.h"
#include "store/veche-db.h"
#include "store/veche-segments-table.h"
#include "store/veche-statement.h"

/* The tag's own name, and the other tag that bears the wished one already. */
typedef struct { char *name, *bearer_uid, *bearer_name; } Names;

static void
names_clear (Names *self)
{
  g_free (self->name);
  g_free (self->bearer_uid);
  g_free (self->bearer_name);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Names, names_clear)

static gboolean
read_names (VecheDb *db, const char *uid, const char *wished, Names *names, GError **error)
{
  g_autofree char *folded = veche_text_fold (wished);
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, "SELECT uid, name FROM tag");

  while (veche_statement_step (row, &local))
    {
      const char *name = veche_statement_text (row, 1);
      g_autofree char *other = veche_text_fold (name);

      if (strcmp (veche_statement_text (row, 0), uid) == 0)
        names->name = g_strdup (name);
      else if (names->bearer_uid == NULL && strcmp (other, folded) == 0)
        {
          names->bearer_uid = veche_statement_dup_text (row, 0);
          names->bearer_name = g_strdup (name);
        }
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (names->name == NULL)
    g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID, "There is no such tag");

  return names->name != NULL;
}

/* Who wears both wears one. */
static gboolean
unite_wearers (VecheDb *db, VecheEdit *edit, const char *from, const char *into, GError **error)
{
  static const char sql[] =
    "SELECT w.uid, EXISTS (SELECT 1 FROM member_tag AS o JOIN tag AS t ON t.id = o.tag_id WHERE o.member_id = w.member_id AND t.uid = ?2)"
    "  FROM tag AS f JOIN member_tag AS w ON w.tag_id = f.id WHERE f.uid = ?1";
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_text (row, 1, from);
  veche_statement_bind_text (row, 2, into);
  while (veche_statement_step (row, &local))
    {
      if (veche_statement_int (row, 1) != 0)
        veche_edit_delete (edit, "member_tag", veche_statement_text (row, 0));
      else
        veche_edit_set_ref (edit, "member_tag", veche_statement_text (row, 0), "tag_id", into);
    }
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

gboolean
veche_tags_edit_rename (VecheDb *db, VecheEdit *edit, const char *uid, const char *name, GError **error)
{
  g_autofree char *tidy = veche_text_tidy (name);
  g_auto (Names) names = { 0 };

  if (tidy == NULL)
    {
      g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID, "A tag needs a name");
      return FALSE;
    }
  if (!read_names (db, uid, tidy, &names, error))
    return FALSE;
  if (names.bearer_uid == NULL)
    {
      veche_edit_set_text (edit, "tag", uid, "name", tidy);
      return veche_segments_edit_renamed (db, edit, VECHE_BY_TAG, names.name, tidy, error);
    }
  if (!unite_wearers (db, edit, uid, names.bearer_uid, error))
    return FALSE;
  veche_edit_delete (edit, "tag", uid);

  return veche_segments_edit_renamed (db, edit, VECHE_BY_TAG, names.name, names.bearer_name, error);
}
