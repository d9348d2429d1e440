/* veche-rules-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-rules-table.h"

#include <string.h>

#include "model/veche-text.h"
#include "store/veche-db.h"
#include "store/veche-filter-sql.h"
#include "store/veche-journal.h"
#include "store/veche-statement.h"

#define STRETCH 20000   /* mentions that one reading passes at most */

void
veche_rule_row_free (VecheRuleRow *self)
{
  g_free (self->uid);
  g_free (self->name);
  g_clear_pointer (&self->rule, veche_rule_free);
  g_free (self->problem);
  g_free (self);
}

/*** Rules ***/

static VecheRuleRow *
rule_from_row (VecheStatement *row)
{
  VecheRuleRow *self = g_new0 (VecheRuleRow, 1);
  g_autoptr (GError) error = NULL;

  self->id = veche_statement_int (row, 0);
  self->uid = veche_statement_dup_text (row, 1);
  self->name = veche_statement_dup_text (row, 2);
  self->rule = veche_rule_from_json (veche_statement_text (row, 3), &error);
  self->problem = error != NULL ? g_strdup (error->message) : NULL;
  self->newer = error != NULL && !g_error_matches (error, VECHE_FILTER_ERROR, VECHE_FILTER_ERROR_VALUE);
  self->active = veche_statement_int (row, 4) != 0;
  self->position = veche_statement_int (row, 5);
  self->n_acts = (guint) veche_statement_int (row, 6);

  return self;
}

GPtrArray *
veche_rules_list (VecheDb *db, GError **error)
{
  static const char sql[] =
    "SELECT r.id, r.uid, r.name, r.body, r.active, r.position,"
    "       (SELECT count (*) FROM rule_act AS a JOIN gesture AS g ON g.id = a.gesture_id WHERE a.rule_uid = r.uid AND g.state = 0)"
    "  FROM rule AS r ORDER BY r.position, r.id";
  g_autoptr (GPtrArray) rules = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_rule_row_free);
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  while (veche_statement_step (row, &local))
    g_ptr_array_add (rules, rule_from_row (row));
  if (local == NULL)
    return g_steal_pointer (&rules);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

VecheRuleRow *
veche_rules_find (VecheDb *db, const char *who, GError **error)
{
  g_autoptr (GPtrArray) rules = veche_rules_list (db, error);
  g_autofree char *wanted = veche_text_fold (who);

  for (guint i = 0; rules != NULL && i < rules->len; i++)
    {
      VecheRuleRow *rule = rules->pdata[i];
      g_autofree char *name = veche_text_fold (rule->name);

      if (strcmp (rule->uid, who) == 0 || strcmp (name, wanted) == 0)
        return g_ptr_array_steal_index (rules, i);
    }
  if (rules != NULL)
    g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND, "There is no rule “%s”", who);

  return NULL;
}

/* The tidy name, unless another rule has it. (transfer full) (nullable) */
static char *
check_name (VecheDb *db, const char *name, const char *uid, GError **error)
{
  g_autofree char *tidy = veche_text_tidy (name);
  g_autoptr (VecheRuleRow) bearer = tidy != NULL ? veche_rules_find (db, tidy, NULL) : NULL;

  if (tidy == NULL)
    g_set_error_literal (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID, "A rule needs a name");
  else if (bearer != NULL && g_strcmp0 (bearer->uid, uid) != 0)
    g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID, "There is a rule “%s” already", tidy);
  else
    return g_steal_pointer (&tidy);

  return NULL;
}

static gint64
next_position (VecheDb *db)
{
  VecheStatement *row = veche_db_prepare (db, "SELECT ifnull (max (position), 0) + 1 FROM rule");
  gint64 position = 1;

  if (veche_statement_step (row, NULL))
    position = veche_statement_int (row, 0);
  veche_statement_reset (row);

  return position;
}

const char *
veche_rules_edit_add (VecheDb *db, VecheEdit *edit, const char *name, const VecheRule *rule, GError **error)
{
  g_autofree char *tidy = check_name (db, name, NULL, error);
  g_autofree char *body = NULL;
  const char *uid;

  if (tidy == NULL || !veche_rule_check (rule, error))
    return NULL;
  body = veche_rule_to_json (rule);
  uid = veche_edit_insert (edit, "rule");
  veche_edit_set_text (edit, "rule", uid, "name", tidy);
  veche_edit_set_text (edit, "rule", uid, "body", body);
  veche_edit_set_int (edit, "rule", uid, "position", next_position (db));
  veche_edit_set_int (edit, "rule", uid, "created", veche_now ());

  return uid;
}

gboolean
veche_rules_edit_change (VecheDb *db, VecheEdit *edit, const char *uid, const char *name, const VecheRule *rule, GError **error)
{
  g_autofree char *tidy = check_name (db, name, uid, error);
  g_autofree char *body = NULL;

  if (tidy == NULL || !veche_rule_check (rule, error))
    return FALSE;
  body = veche_rule_to_json (rule);
  veche_edit_set_text (edit, "rule", uid, "name", tidy);
  veche_edit_set_text (edit, "rule", uid, "body", body);

  return TRUE;
}

gboolean
veche_rules_edit_switch (VecheDb *db, VecheEdit *edit, const char *uid, gboolean on, GError **error)
{
  static const char sql[] = "UPDATE triage SET ruled = 1 WHERE ruled = 0";

  veche_edit_set_int (edit, "rule", uid, "active", on);

  return !on || veche_statement_run (veche_db_prepare (db, sql), error);
}

static gboolean
list_names (VecheDb *db, const char *sql, GStrv *uids, GStrv *names, GError **error)
{
  g_autoptr (GStrvBuilder) first = g_strv_builder_new (), second = g_strv_builder_new ();
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  while (veche_statement_step (row, &local))
    {
      g_strv_builder_add (first, veche_statement_text (row, 0));
      g_strv_builder_add (second, veche_statement_text (row, 1));
    }
  *uids = g_strv_builder_end (first);
  *names = g_strv_builder_end (second);
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

gboolean
veche_rules_list_sources (VecheDb *db, GStrv *uids, GStrv *names, GError **error)
{
  return list_names (db, "SELECT uid, name FROM source ORDER BY name, id", uids, names, error);
}

gboolean
veche_rules_list_team (VecheDb *db, GStrv *uids, GStrv *names, GError **error)
{
  return list_names (db,
                     "SELECT uid, name FROM member WHERE archived = 0 AND (me = 1 OR role IN ('staff', 'moderator'))"
                     " ORDER BY me DESC, name_key, id LIMIT 200",
                     uids, names, error);
}

/*** What is judged ***/

void
veche_rule_mention_free (VecheRuleMention *self)
{
  g_free (self->uid);
  g_free (self->interaction_uid);
  g_free (self->text);
  g_free (self->state);
  g_free (self->reason);
  g_free (self->platform);
  g_free (self->channel);
  g_free (self->source_uid);
  g_free (self->author_uid);
  g_free (self->author_name);
  g_free (self->stage);
  g_free (self->mood);
  g_free (self->kind);
  g_free (self->owner_uid);
  g_free (self);
}

#define MENTION                                                                                                                     \
  "SELECT t.id, t.interaction_id, t.at, m.id, m.joined, t.uid, i.uid, i.text, t.state, t.reason, c.platform, c.name, s.uid, m.uid," \
  "       coalesce (m.name, d.display_name, d.handle, c.name), m.stage, o.uid, t.ruled, t.answered IS NOT NULL,"                     \
  "       ifnull (i.meta, '') LIKE '%sticker%', "           \
  "       EXISTS (SELECT 1 FROM journal AS j JOIN gesture AS g ON g.id = j.gesture_id WHERE j.object_uid = t.uid AND j.field = 'state'" \
  "                 AND g.actor NOT GLOB '" VECHE_ACTOR_RULE "*'), iif (t.judged > 0, t.mood, ''), iif (t.judged > 0, t.kind, '')"                \
  "  FROM triage AS t CROSS JOIN interaction AS i ON i.id = t.interaction_id"                                                       \
  "  LEFT JOIN channel AS c ON c.id = i.channel_id LEFT JOIN source AS s ON s.id = c.source_id"                                     \
  "  LEFT JOIN member AS m ON m.id = i.member_id LEFT JOIN identity AS d ON d.id = i.identity_id"                                   \
  "  LEFT JOIN member AS o ON o.id = t.owner_id"

static VecheRuleMention *
mention_from_row (VecheStatement *row)
{
  VecheRuleMention *self = g_new0 (VecheRuleMention, 1);

  self->id = veche_statement_int (row, 0);
  self->interaction_id = veche_statement_int (row, 1);
  self->at = veche_statement_int (row, 2);
  self->author_id = veche_statement_int (row, 3);
  self->joined = veche_statement_int (row, 4);
  self->uid = veche_statement_dup_text (row, 5);
  self->interaction_uid = veche_statement_dup_text (row, 6);
  self->text = veche_statement_dup_text (row, 7);
  self->state = veche_statement_dup_text (row, 8);
  self->reason = veche_statement_dup_text (row, 9);
  self->platform = veche_statement_dup_text (row, 10);
  self->channel = veche_statement_dup_text (row, 11);
  self->source_uid = veche_statement_dup_text (row, 12);
  self->author_uid = veche_statement_dup_text (row, 13);
  self->author_name = veche_statement_dup_text (row, 14);
  self->stage = veche_statement_dup_text (row, 15);
  self->owner_uid = veche_statement_dup_text (row, 16);
  self->ruled = (int) veche_statement_int (row, 17);
  self->answered = veche_statement_int (row, 18) != 0;
  self->sticker = veche_statement_int (row, 19) != 0;
  self->by_hand = veche_statement_int (row, 20) != 0;
  self->mood = veche_statement_dup_text (row, 21);
  self->kind = veche_statement_dup_text (row, 22);

  return self;
}

static GPtrArray *
collect_mentions (VecheStatement *row, GError **error)
{
  g_autoptr (GPtrArray) mentions = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_rule_mention_free);
  g_autoptr (GError) local = NULL;

  while (veche_statement_step (row, &local))
    g_ptr_array_add (mentions, mention_from_row (row));
  if (local == NULL)
    return g_steal_pointer (&mentions);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

/* What is older lies among what is wanted: the last of the next mentions, so that no reading is long.  0: there are none left, −1 */
static gint64
find_stretch (VecheDb *db, gint64 after, GError **error)
{
  VecheStatement *row = veche_db_prepare (db, "SELECT max (id) FROM (SELECT id FROM triage WHERE id > ?1 ORDER BY id LIMIT ?2)");
  gint64 end = -1;

  veche_statement_bind_int (row, 1, after);
  veche_statement_bind_int (row, 2, STRETCH);
  if (veche_statement_step (row, error))
    end = veche_statement_int (row, 0);
  veche_statement_reset (row);

  return end;
}

GPtrArray *
veche_rules_read_since (VecheDb *db, gint64 *after, gint64 since, guint most, GError **error)
{
  static const char sql[] = MENTION " WHERE t.id > ?1 AND t.id <= ?2 AND t.at >= ?3 ORDER BY t.id LIMIT ?4";
  gint64 end = find_stretch (db, *after, error);
  VecheStatement *row;
  GPtrArray *mentions;

  if (end < 0)
    return NULL;
  row = veche_db_prepare (db, sql);
  veche_statement_bind_int (row, 1, *after);
  veche_statement_bind_int (row, 2, end);
  veche_statement_bind_int (row, 3, since);
  veche_statement_bind_int (row, 4, most);
  mentions = collect_mentions (row, error);
  if (mentions != NULL && mentions->len == most)
    *after = ((VecheRuleMention *) mentions->pdata[most - 1])->id;
  else
    *after = end > 0 ? end : G_MAXINT64;

  return mentions;
}

GPtrArray *
veche_rules_read_fresh (VecheDb *db, guint most, GError **error)
{
  static const char sql[] = MENTION " WHERE t.ruled < 2 ORDER BY t.id LIMIT ?1";
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, most);

  return collect_mentions (row, error);
}

gboolean
veche_rules_person_fits (VecheDb *db, VecheFilter *filter, gint64 member_id)
{
  g_autoptr (GString) sql = g_string_new ("SELECT 1 FROM member AS m WHERE m.id = ?");
  g_autoptr (GPtrArray) parameters = g_ptr_array_new_with_free_func (g_free);
  gboolean where = TRUE, fits;
  VecheStatement *row;

  veche_filter_to_sql (filter, veche_now (), sql, &where, parameters);
  row = veche_db_prepare (db, sql->str);
  veche_statement_bind_int (row, 1, member_id);
  for (guint i = 0; i < parameters->len; i++)
    veche_statement_bind_text (row, (int) i + 2, parameters->pdata[i]);
  fits = veche_statement_step (row, NULL);
  veche_statement_reset (row);

  return fits;
}

gboolean
veche_rules_mark (VecheDb *db, gint64 triage_id, const char *noise, GError **error)
{
  VecheStatement *row = veche_db_prepare (db, "UPDATE triage SET ruled = 2, noise = ?2 WHERE id = ?1");

  veche_statement_bind_int (row, 1, triage_id);
  veche_statement_bind_text (row, 2, noise);

  return veche_statement_run (row, error);
}
