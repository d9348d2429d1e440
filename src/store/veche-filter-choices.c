/* veche-filter-choices.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-filter-choices.h"

#include "model/veche-text.h"
#include "store/veche-db.h"
#include "store/veche-statement.h"

void
veche_filter_choices_free (VecheFilterChoices *self)
{
  g_strfreev (self->tags);
  g_strfreev (self->competencies);
  g_strfreev (self->platforms);
  g_strfreev (self->communities);
  g_strfreev (self->organisations);
  g_strfreev (self->cities);
  g_strfreev (self->event_uids);
  g_strfreev (self->event_names);
  g_strfreev (self->field_names);
  g_strfreev (self->field_kinds);
  g_free (self);
}

/* The first column; the second into more, where the caller wants it. (transfer full); NULL on error */
static GStrv
read_names (VecheDb *db, const char *sql, GStrv *more, GError **error)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) others = g_strv_builder_new ();
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  while (veche_statement_step (row, &local))
    {
      g_strv_builder_add (names, veche_statement_text (row, 0));
      if (more != NULL)
        g_strv_builder_add (others, veche_statement_text (row, 1));
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (more != NULL)
    *more = g_strv_builder_end (others);

  return g_strv_builder_end (names);
}

static GStrv
read_sorted (VecheDb *db, const char *sql, GError **error)
{
  GStrv names = read_names (db, sql, NULL, error);

  if (names != NULL)
    qsort (names, g_strv_length (names), sizeof (char *), veche_text_compare);

  return names;
}

VecheFilterChoices *
veche_filter_choices_load (VecheDb *db, GError **error)
{
  static const char cities[] =
    "WITH RECURSIVE t (name) AS (SELECT min (city) FROM member WHERE city IS NOT NULL UNION ALL"
    " SELECT (SELECT min (city) FROM member WHERE city > t.name) FROM t WHERE t.name IS NOT NULL)"
    " SELECT name FROM t WHERE name IS NOT NULL LIMIT 2000";
  static const char platforms[] =
    "WITH RECURSIVE t (name) AS (SELECT min (platform) FROM identity UNION ALL"
    " SELECT (SELECT min (platform) FROM identity WHERE platform > t.name) FROM t WHERE t.name IS NOT NULL)"
    " SELECT name FROM t WHERE name IS NOT NULL";
  static const char events[] = "SELECT uid, title FROM event ORDER BY starts DESC LIMIT 300";
  static const char fields[] = "SELECT name, kind FROM custom_field ORDER BY position, name";
  g_autoptr (VecheFilterChoices) self = g_new0 (VecheFilterChoices, 1);

  self->tags = read_sorted (db, "SELECT name FROM tag", error);
  self->competencies = self->tags != NULL ? read_sorted (db, "SELECT name FROM competency", error) : NULL;
  self->platforms = self->competencies != NULL ? read_names (db, platforms, NULL, error) : NULL;
  self->communities = self->platforms != NULL ? read_sorted (db, "SELECT DISTINCT name FROM community", error) : NULL;
  self->organisations = self->communities != NULL ? read_sorted (db, "SELECT name FROM organisation", error) : NULL;
  self->cities = self->organisations != NULL ? read_sorted (db, cities, error) : NULL;
  self->event_uids = self->cities != NULL ? read_names (db, events, &self->event_names, error) : NULL;
  self->field_names = self->event_uids != NULL ? read_names (db, fields, &self->field_kinds, error) : NULL;

  return self->field_names != NULL ? g_steal_pointer (&self) : NULL;
}
