/* veche-rules-acts.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What rules did, and taking it back; the open noise.
 */

#include "store/veche-rules-table.h"

#include "store/veche-db.h"
#include "store/veche-inbox-table.h"
#include "store/veche-journal.h"
#include "store/veche-statement.h"

#define MOST_ACTS 200

void
veche_rule_act_free (VecheRuleAct *self)
{
  g_free (self->rule_uid);
  g_free (self->rule_name);
  g_free (self->mention_uid);
  g_free (self->author_name);
  g_free (self->text);
  g_clear_pointer (&self->deeds, g_ptr_array_unref);
  g_free (self);
}

gboolean
veche_rules_has_acted (VecheDb *db, const char *rule_uid, gint64 triage_id)
{
  VecheStatement *row = veche_db_prepare (db, "SELECT 1 FROM rule_act WHERE rule_uid = ?1 AND triage_id = ?2");
  gboolean acted;

  veche_statement_bind_text (row, 1, rule_uid);
  veche_statement_bind_int (row, 2, triage_id);
  acted = veche_statement_step (row, NULL);
  veche_statement_reset (row);

  return acted;
}

/* Its sum is to be made anew. */
static gboolean
weigh_again (VecheDb *db, gint64 triage_id, GError **error)
{
  VecheStatement *row = veche_db_prepare (db, "UPDATE triage SET judged = 1 WHERE id = ?1 AND judged = 2");

  veche_statement_bind_int (row, 1, triage_id);

  return veche_statement_run (row, error);
}

gboolean
veche_rules_record (VecheDb *db, const VecheRuleRow *rule, gint64 triage_id, gint64 gesture, GError **error)
{
  static const char sql[] =
    "INSERT INTO rule_act (rule_uid, rule_name, triage_id, gesture_id, at, did) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
    " ON CONFLICT (rule_uid, triage_id) DO NOTHING";
  g_autofree char *did = veche_rule_deeds_to_json (rule->rule);
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_text (row, 1, rule->uid);
  veche_statement_bind_text (row, 2, rule->name);
  veche_statement_bind_int (row, 3, triage_id);
  veche_statement_bind_int (row, 4, gesture);
  veche_statement_bind_int (row, 5, veche_now ());
  veche_statement_bind_text (row, 6, did);

  return veche_statement_run (row, error) && weigh_again (db, triage_id, error);
}

#define ACT                                                                                                              \
  "SELECT a.id, a.at, a.gesture_id, a.rule_uid, a.rule_name, t.uid, m.name, substr (i.text, 1, 300), a.did, g.state <> 0" \
  "  FROM rule_act AS a JOIN triage AS t ON t.id = a.triage_id JOIN interaction AS i ON i.id = t.interaction_id"         \
  "  LEFT JOIN member AS m ON m.id = i.member_id JOIN gesture AS g ON g.id = a.gesture_id"

static VecheRuleAct *
act_from_row (VecheStatement *row)
{
  VecheRuleAct *self = g_new0 (VecheRuleAct, 1);

  self->id = veche_statement_int (row, 0);
  self->at = veche_statement_int (row, 1);
  self->gesture = veche_statement_int (row, 2);
  self->rule_uid = veche_statement_dup_text (row, 3);
  self->rule_name = veche_statement_dup_text (row, 4);
  self->mention_uid = veche_statement_dup_text (row, 5);
  self->author_name = veche_statement_dup_text (row, 6);
  self->text = veche_statement_dup_text (row, 7);
  self->deeds = veche_rule_deeds_from_json (veche_statement_text (row, 8));
  self->undone = veche_statement_int (row, 9) != 0;

  return self;
}

static GPtrArray *
collect_acts (VecheStatement *row, GError **error)
{
  g_autoptr (GPtrArray) acts = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_rule_act_free);
  g_autoptr (GError) local = NULL;

  while (veche_statement_step (row, &local))
    g_ptr_array_add (acts, act_from_row (row));
  if (local == NULL)
    return g_steal_pointer (&acts);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

GPtrArray *
veche_rules_acts_of (VecheDb *db, gint64 triage_id, GError **error)
{
  VecheStatement *row = veche_db_prepare (db, ACT " WHERE a.triage_id = ?1 AND g.state = 0 ORDER BY a.id");

  veche_statement_bind_int (row, 1, triage_id);

  return collect_acts (row, error);
}

GPtrArray *
veche_rules_list_acts (VecheDb *db, const char *rule_uid, guint limit, GError **error)
{
  VecheStatement *row = veche_db_prepare (db, ACT " WHERE a.rule_uid = ?1 ORDER BY a.id DESC LIMIT ?2");

  veche_statement_bind_text (row, 1, rule_uid);
  veche_statement_bind_int (row, 2, limit != 0 ? limit : MOST_ACTS);

  return collect_acts (row, error);
}

/*** Taking back ***/

static gint64
gesture_of (VecheDb *db, gint64 act, gint64 *triage_id)
{
  VecheStatement *row = veche_db_prepare (db, "SELECT gesture_id, triage_id FROM rule_act WHERE id = ?1");
  gint64 gesture = 0;

  veche_statement_bind_int (row, 1, act);
  if (veche_statement_step (row, NULL))
    {
      gesture = veche_statement_int (row, 0);
      *triage_id = veche_statement_int (row, 1);
    }
  veche_statement_reset (row);

  return gesture;
}

gboolean
veche_rules_undo (VecheDb *db, gint64 act, const char *actor, GError **error)
{
  gint64 triage_id = 0, gesture = gesture_of (db, act, &triage_id);
  g_autoptr (VecheGesture) undone = NULL;

  if (gesture == 0)
    {
      g_set_error_literal (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND, "No rule did this");
      return FALSE;
    }
  undone = veche_journal_undo (db, gesture, actor, error);

  return undone != NULL && weigh_again (db, triage_id, error);
}

static gboolean
list_standing (VecheDb *db, const char *rule_uid, gint64 after, guint most, GArray *acts, GError **error)
{
  static const char sql[] =
    "SELECT a.id FROM rule_act AS a JOIN gesture AS g ON g.id = a.gesture_id WHERE a.rule_uid = ?1 AND a.id > ?2 AND g.state = 0 ORDER BY a.id LIMIT ?3";
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_text (row, 1, rule_uid);
  veche_statement_bind_int (row, 2, after);
  veche_statement_bind_int (row, 3, most);

  return veche_statement_collect_ids (row, acts, error);
}

int
veche_rules_undo_some (VecheDb *db, const char *rule_uid, guint most, const char *actor, gint64 *cursor, guint *kept, GError **error)
{
  g_autoptr (GArray) acts = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!list_standing (db, rule_uid, *cursor, most, acts, error))
    return -1;
  for (guint i = 0; i < acts->len; i++)
    {
      g_autoptr (GError) local = NULL;

      *cursor = g_array_index (acts, gint64, i);
      if (!veche_db_exec (db, "SAVEPOINT rule_act", error))
        return -1;
      if (!veche_rules_undo (db, *cursor, actor, &local))
        {
          if (!g_error_matches (local, VECHE_STORE_ERROR, VECHE_STORE_ERROR_CONSTRAINT)
              && !g_error_matches (local, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND))
            {
              g_propagate_error (error, g_steal_pointer (&local));
              return -1;
            }
          if (!veche_db_exec (db, "ROLLBACK TO rule_act", error))
            return -1;
          *kept += 1;
        }
      if (!veche_db_exec (db, "RELEASE rule_act", error))
        return -1;
    }

  return (int) acts->len;
}

/*** Noise ***/

void
veche_noise_group_free (VecheNoiseGroup *self)
{
  g_free (self->noise);
  g_free (self->sample);
  g_free (self);
}

#define OPEN_NOISE                                                                                            \
  "  FROM triage AS t JOIN interaction AS i ON i.id = t.interaction_id LEFT JOIN channel AS c ON c.id = i.channel_id" \
  "  LEFT JOIN source AS s ON s.id = c.source_id"                                                             \
  " WHERE t.noise IS NOT NULL AND (t.state = 'open' OR (t.state = 'snoozed' AND t.snoozed_until <= ?1))"       \
  "   AND (?2 IS NULL OR s.uid = ?2)"

GPtrArray *
veche_noise_digest (VecheDb *db, const char *source_uid, GError **error)
{
  static const char sql[] = "SELECT t.noise, count (*), min (substr (i.text, 1, 60))" OPEN_NOISE " GROUP BY t.noise ORDER BY count (*) DESC, t.noise";
  g_autoptr (GPtrArray) groups = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_noise_group_free);
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, veche_now ());
  veche_statement_bind_text (row, 2, source_uid);
  while (veche_statement_step (row, &local))
    {
      VecheNoiseGroup *group = g_new0 (VecheNoiseGroup, 1);

      group->noise = veche_statement_dup_text (row, 0);
      group->n = (guint) veche_statement_int (row, 1);
      group->sample = veche_statement_dup_text (row, 2);
      g_ptr_array_add (groups, group);
    }
  if (local == NULL)
    return g_steal_pointer (&groups);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

gboolean
veche_noise_edit_done (VecheDb *db, VecheEdit *edit, const char *source_uid, const char *noise, guint most, guint *n, GError **error)
{
  static const char sql[] = "SELECT t.uid" OPEN_NOISE " AND (?3 IS NULL OR t.noise = ?3) ORDER BY t.id LIMIT ?4";
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  *n = 0;
  veche_statement_bind_int (row, 1, veche_now ());
  veche_statement_bind_text (row, 2, source_uid);
  veche_statement_bind_text (row, 3, noise);
  veche_statement_bind_int (row, 4, most);
  while (veche_statement_step (row, &local))
    {
      veche_inbox_edit_done (edit, veche_statement_text (row, 0));
      *n += 1;
    }
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}
