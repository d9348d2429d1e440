/* test-rules.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "analysis/veche-rules.h"
#include "store/veche-db.h"
#include "store/veche-inbox-table.h"
#include "store/veche-journal.h"
#include "store/veche-labels-table.h"
#include "store/veche-statement.h"

#define ACTOR "Нина"
#define BOOST(id) "SELECT ifnull (sum (points), 0) FROM triage_boost WHERE triage_id = " #id

/*** A small Inbox ***/

static void
must (gboolean ok, GError *error)
{
  g_assert_no_error (error);
  g_assert_true (ok);
}

static void
must_exec (VecheDb *db, const char *sql)
{
  GError *error = NULL;

  must (veche_db_exec (db, sql, &error), error);
}

static void
add_mention (VecheDb *db, int id, int member, int days_ago, const char *text)
{
  static const char say[] =
    "INSERT INTO interaction (id, own_uid, kind, at, channel_id, remote_id, member_id, text) VALUES (?1, 'i' || ?1, 'message', ?2, 1, 'r' || ?1, ?3, ?4)";
  static const char want[] = "INSERT INTO triage (id, uid, interaction_id, reason, at) VALUES (?1, 't' || ?1, ?1, 'mention', ?2)";
  VecheStatement *row = veche_db_prepare (db, say);
  gint64 at = veche_now () - days_ago * G_TIME_SPAN_DAY - G_TIME_SPAN_HOUR;
  GError *error = NULL;

  veche_statement_bind_int (row, 1, id);
  veche_statement_bind_int (row, 2, at);
  veche_statement_bind_int (row, 3, member);
  veche_statement_bind_text (row, 4, text);
  must (veche_statement_run (row, &error), error);
  row = veche_db_prepare (db, want);
  veche_statement_bind_int (row, 1, id);
  veche_statement_bind_int (row, 2, at);
  must (veche_statement_run (row, &error), error);
}

static VecheDb *
open_inbox (void)
{
  GError *error = NULL;
  VecheDb *db = veche_db_open (":memory:", VECHE_DB_WRITER, &error);

  g_assert_no_error (error);
  must (veche_db_begin (db, &error), error);
  must_exec (db, "INSERT INTO member (id, uid, name, stage, created) VALUES (1, 'm1', 'Анна', 'core', 1), (2, 'm2', 'Олег', 'newcomer', 1)");
  must_exec (db, "INSERT INTO tag (id, uid, name) VALUES (1, 'g1', 'мастера')");
  must_exec (db, "INSERT INTO member_tag (uid, member_id, tag_id) VALUES ('w1', 1, 1)");
  must_exec (db, "INSERT INTO channel (id, uid, platform, remote_id, name) VALUES (1, 'c1', 'telegram', 'chat', 'Чат')");
  add_mention (db, 1, 1, 1, "Верните деньги за билет, это безобразие!");
  add_mention (db, 2, 2, 2, "Заработок без вложений, переходи https://spam.example");
  add_mention (db, 3, 1, 3, "Спасибо!");
  add_mention (db, 4, 2, 100, "Верните деньги, давно");
  add_mention (db, 5, 2, 4, "Всем привет");
  add_mention (db, 6, 1, 5, "+1");
  must (veche_db_commit (db, &error), error);

  return db;
}

static VecheRule *
must_read (const char *json)
{
  GError *error = NULL;
  VecheRule *rule = veche_rule_from_json (json, &error);

  g_assert_no_error (error);

  return rule;
}

#define MONEY                                                                                                                                 \
  "{\"version\":1,\"match\":\"all\",\"conditions\":[{\"field\":\"words\",\"op\":\"contains\",\"value\":\"возврат, вернуть деньги, верните деньги\"}]," \
  "\"then\":[{\"do\":\"label\",\"value\":\"деньги\"},{\"do\":\"priority\",\"number\":30}]}"
#define PUT_AWAY                                                                                                     \
  "{\"version\":1,\"match\":\"any\",\"conditions\":[{\"field\":\"kind\",\"op\":\"is\",\"value\":\"spam\"},"          \
  "{\"field\":\"noise\",\"op\":\"yes\"}],\"then\":[{\"do\":\"done\"}]}"

static char *
add_rule (VecheDb *db, const char *name, const char *json, gboolean on)
{
  g_autoptr (VecheRule) rule = must_read (json);
  g_autoptr (VecheEdit) edit = veche_edit_new ("rule-add", name);
  GError *error = NULL;
  g_autofree char *uid = NULL;

  must (veche_db_begin (db, &error), error);
  uid = g_strdup (veche_rules_edit_add (db, edit, name, rule, &error));
  g_assert_no_error (error);
  must (veche_journal_apply (db, edit, ACTOR, &error) > 0, error);
  if (on)
    {
      g_autoptr (VecheEdit) switched = veche_edit_new ("rule-on", name);

      must (veche_rules_edit_switch (db, switched, uid, TRUE, &error), error);
      must (veche_journal_apply (db, switched, ACTOR, &error) > 0, error);
    }
  must (veche_db_commit (db, &error), error);

  return g_steal_pointer (&uid);
}

static guint
run (VecheDb *db)
{
  GError *error = NULL;
  guint acts = 0, all = 0;
  int n;

  do
    {
      must (veche_db_begin (db, &error), error);
      n = veche_rules_run (db, 2, &acts, &error);
      g_assert_no_error (error);
      g_assert_cmpint (n, >=, 0);
      must (veche_db_commit (db, &error), error);
      all += acts;
    }
  while (n > 0);

  return all;
}

static gint64
ask (VecheDb *db, const char *sql)
{
  VecheStatement *row = veche_db_prepare (db, sql);
  gint64 answer;

  g_assert_true (veche_statement_step (row, NULL));
  answer = veche_statement_int (row, 0);
  veche_statement_reset (row);

  return answer;
}

/*** Tests ***/

static void
test_json (void)
{
  static const char *const wrong[] = {
    "", "[]", "{", "{\"version\":1}", "{\"version\":2,\"match\":\"all\",\"conditions\":[],\"then\":[]}",
    "{\"version\":1,\"match\":\"all\",\"conditions\":[],\"then\":[{\"do\":\"done\"}]}",
    "{\"version\":1,\"match\":\"all\",\"conditions\":[{\"field\":\"mood\",\"op\":\"is\",\"value\":\"angry\"}],\"then\":[{\"do\":\"done\"}]}",
    "{\"version\":1,\"match\":\"all\",\"conditions\":[{\"field\":\"moon\",\"op\":\"is\",\"value\":\"x\"}],\"then\":[{\"do\":\"done\"}]}",
    "{\"version\":1,\"match\":\"all\",\"conditions\":[{\"field\":\"link\",\"op\":\"yes\"}],\"then\":[]}",
    "{\"version\":1,\"match\":\"all\",\"conditions\":[{\"field\":\"link\",\"op\":\"is\"}],\"then\":[{\"do\":\"done\"}]}",
    "{\"version\":1,\"match\":\"all\",\"conditions\":[{\"field\":\"link\",\"op\":\"yes\"}],\"then\":[{\"do\":\"done\"},{\"do\":\"snooze\",\"number\":5}]}",
    "{\"version\":1,\"match\":\"all\",\"conditions\":[{\"field\":\"time\",\"op\":\"is\",\"value\":\"25:00-07:00\"}],\"then\":[{\"do\":\"done\"}]}",
    "{\"version\":1,\"match\":\"all\",\"conditions\":[{\"person\":{\"version\":1}}],\"then\":[{\"do\":\"done\"}]}",
    "{\"version\":1,\"match\":\"all\",\"conditions\":[{\"person\":{\"version\":1,\"match\":\"all\",\"conditions\":[]}}],\"then\":[{\"do\":\"done\"}]}",
    "{\"version\":1,\"match\":\"all\",\"conditions\":[{\"person\":{\"version\":1,\"match\":\"all\",\"conditions\":[{\"match\":\"any\",\"conditions\":[]}]}}],"
    "\"then\":[{\"do\":\"done\"}]}",
    "{\"version\":1,\"match\":\"none\",\"conditions\":[{\"field\":\"words\",\"op\":\"contains\",\"value\":\"  \"}],\"then\":[{\"do\":\"done\"}]}",
    "{\"version\":1,\"match\":\"all\",\"conditions\":[{\"field\":\"words\",\"op\":\"lacks\",\"value\":\" , ,\"}],\"then\":[{\"do\":\"done\"}]}",
    "{\"version\":1,\"match\":\"all\",\"conditions\":[{\"field\":\"channel\",\"op\":\"is_not\",\"value\":\" \"}],\"then\":[{\"do\":\"done\"}]}",
  };
  g_autoptr (VecheRule) rule = must_read (
    "{\"version\":1,\"match\":\"none\",\"conditions\":[{\"person\":{\"version\":1,\"match\":\"all\",\"conditions\":[{\"field\":\"tag\",\"op\":\"is\","
    "\"value\":\"мастера\"}]}},{\"field\":\"time\",\"op\":\"is\",\"value\":\"22:00-07:00\"}],\"then\":[{\"do\":\"snooze\",\"number\":12}]}");
  g_autoptr (VecheRule) copy = veche_rule_copy (rule);
  g_autofree char *once = veche_rule_to_json (rule), *again = veche_rule_to_json (copy);
  g_autoptr (GPtrArray) examples = veche_rules_examples ();

  g_assert_cmpstr (once, ==, again);
  g_assert_nonnull (strstr (once, "мастера"));
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (veche_rule_from_json (wrong[i], &error));
      g_assert_nonnull (error);
    }
  g_assert_cmpuint (examples->len, >=, 4);
}

static void
test_preview (void)
{
  g_autoptr (VecheDb) db = open_inbox ();
  g_autoptr (VecheRule) money = must_read (MONEY), away = must_read (PUT_AWAY);
  g_autoptr (VecheRule) masters = must_read (
    "{\"version\":1,\"match\":\"all\",\"conditions\":[{\"person\":{\"version\":1,\"match\":\"all\",\"conditions\":[{\"field\":\"tag\",\"op\":\"is\","
    "\"value\":\"мастера\"}]}}],\"then\":[{\"do\":\"label\",\"value\":\"x\"}]}");
  g_autoptr (VecheEdit) edit = veche_edit_new ("done", NULL);
  g_autoptr (VecheRulePreview) preview = NULL;
  GError *error = NULL;

  must_exec (db, "BEGIN; UPDATE triage SET answered = 5 WHERE id = 3; COMMIT");
  preview = veche_rules_preview (db, money, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (preview->n_looked, ==, 5);
  g_assert_cmpuint (preview->n_fits, ==, 1);
  g_assert_cmpuint (preview->days[VECHE_RULES_DAYS - 2], ==, 1);
  veche_rule_preview_free (preview);

  preview = veche_rules_preview (db, away, NULL, &error);
  g_assert_cmpuint (preview->n_fits, ==, 3);        /* the newcomer's greeting is no noise */
  g_assert_cmpuint (preview->n_conflicts, ==, 1);   /* the thanks that were answered */
  g_assert_cmpstr (((VecheRuleSample *) preview->samples->pdata[0])->uid, ==, "t3");
  veche_rule_preview_free (preview);

  preview = veche_rules_preview (db, masters, NULL, &error);
  g_assert_cmpuint (preview->n_fits, ==, 3);
  g_assert_cmpint (ask (db, "SELECT count (*) FROM gesture"), ==, 0);
}

static void
test_acts (void)
{
  g_autoptr (VecheDb) db = open_inbox ();
  g_autofree char *money = add_rule (db, "Деньги", MONEY, TRUE), *away = add_rule (db, "Убрать", PUT_AWAY, TRUE);
  g_autoptr (GPtrArray) acts = NULL, all = NULL;
  g_autoptr (VecheGesture) undone = NULL;
  gint64 cursor = 0;
  guint kept = 0;
  GError *error = NULL;

  /* What was there before is left alone; its noise is marked. */
  g_assert_cmpuint (run (db), ==, 0);
  g_assert_cmpint (ask (db, "SELECT count (*) FROM triage WHERE noise IS NOT NULL"), ==, 2);
  must (veche_db_begin (db, &error), error);
  add_mention (db, 7, 2, 0, "Когда вернут деньги? Верните деньги!");
  add_mention (db, 8, 1, 0, "👍");
  must (veche_db_commit (db, &error), error);
  g_assert_cmpuint (run (db), ==, 2);
  g_assert_cmpuint (run (db), ==, 0);
  g_assert_cmpint (ask (db, BOOST (7)), ==, 30);
  g_assert_cmpint (ask (db, "SELECT count (*) FROM triage_label WHERE triage_id = 7"), ==, 1);
  g_assert_cmpint (ask (db, "SELECT state = 'done' FROM triage WHERE id = 8"), ==, 1);

  acts = veche_rules_acts_of (db, 7, &error);
  g_assert_cmpuint (acts->len, ==, 1);
  g_assert_cmpstr (((VecheRuleAct *) acts->pdata[0])->rule_name, ==, "Деньги");
  g_assert_cmpuint (((VecheRuleAct *) acts->pdata[0])->deeds->len, ==, 2);

  /* Ctrl+Z is the person's: it takes back the switch, not what the rule did. */
  must (veche_db_begin (db, &error), error);
  undone = veche_journal_undo (db, 0, ACTOR, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (undone->kind, ==, "rule-on");
  must (veche_rules_undo (db, ((VecheRuleAct *) acts->pdata[0])->id, ACTOR, &error), error);
  must (veche_db_commit (db, &error), error);
  g_assert_cmpint (ask (db, BOOST (7)), ==, 0);
  g_assert_cmpint (ask (db, "SELECT count (*) FROM triage_label"), ==, 0);

  /* It does not come again, and all of a rule's acts go at once. */
  must_exec (db, "BEGIN; UPDATE triage SET ruled = 0; COMMIT");
  run (db);
  g_assert_cmpint (ask (db, BOOST (7)), ==, 0);
  must (veche_db_begin (db, &error), error);
  while (veche_rules_undo_some (db, away, 1, ACTOR, &cursor, &kept, &error) > 0)
    ;
  g_assert_no_error (error);
  must (veche_db_commit (db, &error), error);
  g_assert_cmpuint (kept, ==, 0);
  g_assert_cmpint (ask (db, "SELECT state = 'open' FROM triage WHERE id = 8"), ==, 1);
  all = veche_rules_list_acts (db, away, 0, &error);
  for (guint i = 0; i < all->len; i++)
    g_assert_true (((VecheRuleAct *) all->pdata[i])->undone);
}

/* Several rules for one mention: their points add up, the first says where it goes, and what the person may do again stays so. */
static void
test_several (void)
{
  static const char later[] =
    "{\"version\":1,\"match\":\"all\",\"conditions\":[{\"field\":\"words\",\"op\":\"contains\",\"value\":\"деньги\"}],"
    "\"then\":[{\"do\":\"priority\",\"number\":20},{\"do\":\"priority\",\"number\":5},{\"do\":\"done\"}]}";
  static const char last[] =
    "{\"version\":1,\"match\":\"all\",\"conditions\":[{\"field\":\"words\",\"op\":\"contains\",\"value\":\"деньги\"}],"
    "\"then\":[{\"do\":\"snooze\",\"number\":5},{\"do\":\"label\",\"value\":\"потом\"}]}";
  g_autoptr (VecheDb) db = open_inbox ();
  g_autofree char *money = add_rule (db, "Деньги", MONEY, TRUE), *second = add_rule (db, "Закрыть", later, TRUE), *third = add_rule (db, "Потом", last, TRUE);
  g_autoptr (VecheEdit) edit = veche_edit_new ("snooze", NULL);
  g_autoptr (VecheGesture) undone = NULL, redone = NULL;
  GError *error = NULL;

  must (veche_db_begin (db, &error), error);
  veche_inbox_edit_snooze (edit, "t1", veche_now () + G_TIME_SPAN_DAY);
  must (veche_journal_apply (db, edit, ACTOR, &error) > 0, error);
  undone = veche_journal_undo (db, 0, ACTOR, &error);
  g_assert_no_error (error);
  add_mention (db, 7, 2, 0, "Верните деньги!");
  must (veche_db_commit (db, &error), error);
  g_assert_cmpuint (run (db), ==, 3);
  g_assert_cmpint (ask (db, BOOST (7)), ==, 55);
  g_assert_cmpint (ask (db, "SELECT state = 'done' FROM triage WHERE id = 7"), ==, 1);
  g_assert_cmpint (ask (db, "SELECT count (*) FROM triage_label WHERE triage_id = 7"), ==, 2);

  must (veche_db_begin (db, &error), error);
  redone = veche_journal_redo (db, ACTOR, &error);
  g_assert_no_error (error);
  must (veche_db_commit (db, &error), error);
  g_assert_cmpint (ask (db, "SELECT state = 'snoozed' FROM triage WHERE id = 1"), ==, 1);
}

static void
undo_act (VecheDb *db, const VecheRuleAct *act)
{
  GError *error = NULL;

  must (veche_db_begin (db, &error), error);
  must (veche_rules_undo (db, act->id, ACTOR, &error), error);
  must (veche_db_commit (db, &error), error);
}

/* Two rules for one mention: each is taken back by itself, in whatever order. */
static void
test_independent (void)
{
  static const char both[] =
    "{\"version\":1,\"match\":\"all\",\"conditions\":[{\"field\":\"words\",\"op\":\"contains\",\"value\":\"деньги\"}],"
    "\"then\":[{\"do\":\"priority\",\"number\":%d},{\"do\":\"assign\",\"value\":\"%s\"}]}";
  g_autofree char *one = g_strdup_printf (both, 30, "m3"), *other = g_strdup_printf (both, 20, "m4");
  g_autoptr (VecheDb) db = open_inbox ();
  g_autofree char *first = add_rule (db, "Первое", one, TRUE), *second = add_rule (db, "Второе", other, TRUE);
  g_autoptr (GPtrArray) acts = NULL;
  GError *error = NULL;

  must (veche_db_begin (db, &error), error);
  must_exec (db, "INSERT INTO member (id, uid, name, role, created) VALUES (3, 'm3', 'Лев', 'staff', 1), (4, 'm4', 'Ира', 'staff', 1)");
  add_mention (db, 7, 2, 0, "Верните деньги!");
  add_mention (db, 8, 2, 0, "Верните деньги!");
  must (veche_db_commit (db, &error), error);
  g_assert_cmpuint (run (db), ==, 4);
  g_assert_cmpint (ask (db, BOOST (7)), ==, 50);
  g_assert_cmpint (ask (db, "SELECT owner_id FROM triage WHERE id = 7"), ==, 3);   /* the first says whose it is */

  acts = veche_rules_acts_of (db, 7, &error);
  g_assert_cmpuint (acts->len, ==, 2);
  undo_act (db, acts->pdata[0]);
  g_assert_cmpint (ask (db, BOOST (7)), ==, 20);
  g_assert_cmpint (ask (db, "SELECT owner_id IS NULL FROM triage WHERE id = 7"), ==, 1);
  undo_act (db, acts->pdata[1]);
  g_assert_cmpint (ask (db, BOOST (7)), ==, 0);
  g_ptr_array_unref (acts);

  acts = veche_rules_acts_of (db, 8, &error);
  undo_act (db, acts->pdata[1]);
  g_assert_cmpint (ask (db, BOOST (8)), ==, 30);
  undo_act (db, acts->pdata[0]);
  g_assert_cmpint (ask (db, BOOST (8)), ==, 0);
}

/* What somebody has changed since stays as it is. */
static void
test_changed_since (void)
{
  g_autoptr (VecheDb) db = open_inbox ();
  g_autofree char *away = add_rule (db, "Убрать", PUT_AWAY, TRUE);
  g_autoptr (VecheEdit) edit = veche_edit_new ("snooze", NULL);
  gint64 cursor = 0;
  guint kept = 0;
  GError *error = NULL;

  must (veche_db_begin (db, &error), error);
  add_mention (db, 7, 1, 0, "+1");
  must (veche_db_commit (db, &error), error);
  g_assert_cmpuint (run (db), ==, 1);
  must (veche_db_begin (db, &error), error);
  veche_inbox_edit_snooze (edit, "t7", veche_now () + G_TIME_SPAN_DAY);
  must (veche_journal_apply (db, edit, ACTOR, &error) > 0, error);
  g_assert_cmpint (veche_rules_undo_some (db, away, 10, ACTOR, &cursor, &kept, &error), ==, 1);
  must (veche_db_commit (db, &error), error);
  g_assert_cmpuint (kept, ==, 1);
  g_assert_cmpint (ask (db, "SELECT state = 'snoozed' FROM triage WHERE id = 7"), ==, 1);
}

/* Who takes one act back keeps the label on the other mentions; a label that somebody took off is no obstacle for the rest. */
static void
test_many (void)
{
  g_autoptr (VecheDb) db = open_inbox ();
  g_autofree char *money = add_rule (db, "Деньги", MONEY, TRUE);
  g_autoptr (GPtrArray) acts = NULL;
  g_autoptr (VecheEdit) edit = veche_edit_new ("unlabel", NULL);
  const char *const eighth[] = { "t8", NULL };
  g_autofree char *label = NULL;
  gint64 cursor = 0;
  guint kept = 0;
  GError *error = NULL;

  must (veche_db_begin (db, &error), error);
  for (int i = 7; i < 11; i++)
    add_mention (db, i, 1, 0, "Верните деньги!");
  must (veche_db_commit (db, &error), error);
  g_assert_cmpuint (run (db), ==, 4);
  acts = veche_rules_acts_of (db, 7, &error);
  must (veche_db_begin (db, &error), error);
  must (veche_rules_undo (db, ((VecheRuleAct *) acts->pdata[0])->id, ACTOR, &error), error);
  g_assert_cmpint (ask (db, "SELECT count (*) FROM triage_label"), ==, 3);
  label = veche_labels_edit_need (db, edit, "деньги", NULL, &error);
  must (veche_labels_edit_put (db, edit, label, eighth, FALSE, &error), error);
  must (veche_journal_apply (db, edit, ACTOR, &error) > 0, error);
  g_assert_cmpint (veche_rules_undo_some (db, money, 10, ACTOR, &cursor, &kept, &error), ==, 3);
  g_assert_no_error (error);
  must (veche_db_commit (db, &error), error);
  g_assert_cmpuint (kept, ==, 1);
  g_assert_cmpint (ask (db, "SELECT count (*) FROM triage_label"), ==, 0);
  g_assert_cmpint (ask (db, BOOST (8)), ==, 30);
}

static void
test_noise (void)
{
  g_autoptr (VecheDb) db = open_inbox ();
  g_autoptr (VecheEdit) edit = veche_edit_new ("noise", NULL);
  g_autoptr (GPtrArray) digest = NULL, none = NULL;
  guint n = 0;
  GError *error = NULL;

  run (db);
  digest = veche_noise_digest (db, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (digest->len, ==, 2);
  must (veche_db_begin (db, &error), error);
  must (veche_noise_edit_done (db, edit, NULL, NULL, 100, &n, &error), error);
  must (veche_journal_apply (db, edit, ACTOR, &error) > 0, error);
  must (veche_db_commit (db, &error), error);
  g_assert_cmpuint (n, ==, 2);
  none = veche_noise_digest (db, NULL, &error);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpint (ask (db, "SELECT count (*) FROM triage WHERE state = 'open'"), ==, 4);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rules/json", test_json);
  g_test_add_func ("/rules/preview", test_preview);
  g_test_add_func ("/rules/acts", test_acts);
  g_test_add_func ("/rules/several", test_several);
  g_test_add_func ("/rules/independent", test_independent);
  g_test_add_func ("/rules/changed-since", test_changed_since);
  g_test_add_func ("/rules/many", test_many);
  g_test_add_func ("/rules/noise", test_noise);

  return g_test_run ();
}
