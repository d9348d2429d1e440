/* test-journal.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "store/veche-journal-private.h"
#include "support/veche-test-journal.h"

/*** The list against the schema ***/

static const char *const derived[] = { "member.name_key",     "member.last_seen",
                                       "member.last_contact", "member.interactions",
                                       "source.account",      "source.account_id",
                                       "source.cursor",       "source.last_run",
                                       "source.last_ok",      "source.next_run",
                                       "source.failures",     "source.error",
                                       "source.error_text",   "source.place",
                                       "source.max_length",   "source.described",
                                       "source.rate_limit",   "source.rate_remaining",
                                       "source.rate_reset",   "source.members_cursor",
                                       "source.members_read", "source.members_began", "channel.gives_from",
                                       "plan_template.behind",
                                       "triage.seen",
                                       "triage.mood", "triage.kind", "triage.points", "triage.began", "triage.target", "triage.answer_by",
                                       "triage.author", "triage.repeats", "triage.heat", "triage.judged", "triage.channel_id", "triage.member_id",
                                       "triage.answered",     "outbox.state",
                                       "triage.ruled",
                                       "outbox.attempts",     "outbox.error", "outbox.retry",
                                       "outbox.error_text",   "outbox.remote_id",
                                       "outbox.sent",         "outbox.maybe_sent",
                                       "outbox.words_sent",   "outbox_file.sent",
                                       "article_use.helped",
                                       NULL };

static void
check_reference (VecheDb *db, const VecheJournalTable *table, const VecheJournalField *field, gboolean not_null)
{
  VecheStatement *statement = veche_db_prepare (
    db, "SELECT \"table\", on_delete FROM pragma_foreign_key_list (?1) WHERE \"from\" = ?2");

  veche_statement_bind_text (statement, 1, table->name);
  veche_statement_bind_text (statement, 2, field->name);
  if (!veche_statement_step (statement, NULL))
    {
      g_assert_null (field->ref);
      return;
    }

  g_assert_cmpstr (field->ref, ==, veche_statement_text (statement, 0));
  g_assert_cmpint (field->cascade, ==, strcmp (veche_statement_text (statement, 1), "CASCADE") == 0);
  g_assert_cmpint (field->required, ==, not_null);
  veche_statement_reset (statement);
}

static void
check_columns (VecheDb *db, const VecheJournalTable *table)
{
  static const char
    sql[] = "SELECT name, \"notnull\", dflt_value FROM pragma_table_info (?1) WHERE name NOT IN ('id', 'uid', 'own_uid')";
  VecheStatement *statement = veche_db_prepare (db, sql);
  guint n = 0;

  veche_statement_bind_text (statement, 1, table->name);
  while (veche_statement_step (statement, NULL))
    {
      const char *column = veche_statement_text (statement, 0);
      g_autofree char *full = g_strconcat (table->name, ".", column, NULL);
      int index = veche_journal_find_field (table, column);

      if (index < 0 && !g_strv_contains (derived, full))
        g_error ("%s is neither journalled nor derived", full);
      if (index < 0)
        continue;
      n++;
      g_assert_cmpstr (table->fields[index].preset, ==, veche_statement_text (statement, 2));
      check_reference (db, table, &table->fields[index], veche_statement_int (statement, 1) != 0);
    }
  g_assert_cmpuint (n, ==, table->n_fields);
}

static void
test_schema (void)
{
  g_autoptr (VecheDb) db = journal_open ();
  VecheStatement *statement;
  guint n;
  const VecheJournalTable *tables = veche_journal_tables (&n);

  for (guint i = 0; i < n; i++)
    check_columns (db, &tables[i]);

  statement = veche_db_prepare (
    db, "SELECT m.name FROM sqlite_schema AS m WHERE m.type = 'table' AND m.name NOT IN ('batch', 'gesture')"
        " AND EXISTS (SELECT 1 FROM pragma_table_info (m.name) WHERE name = 'uid')");
  while (veche_statement_step (statement, NULL))
    g_assert_nonnull (veche_journal_find_table (veche_statement_text (statement, 0)));

  g_assert_true (veche_journal_knows ("member", "name"));
  g_assert_false (veche_journal_knows ("member", "last_seen"));
  g_assert_false (veche_journal_knows ("setting", "value"));
}

/*** One gesture after the other ***/

static void
set_headline (VecheDb *db, const char *uid, const char *headline)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("member-edit", NULL);

  veche_edit_set_text (edit, "member", uid, "headline", headline);
  journal_apply (db, edit);
}

static char *
get_headline (VecheDb *db, const char *uid)
{
  VecheStatement *statement = veche_db_prepare (db, "SELECT headline FROM member WHERE uid = ?1");
  char *headline;

  veche_statement_bind_text (statement, 1, uid);
  if (!veche_statement_step (statement, NULL))
    return g_strdup ("(no member)");
  headline = veche_statement_dup_text (statement, 0);
  veche_statement_reset (statement);

  return headline;
}

#define assert_headline(db, uid, expected)                                                                             \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    g_autofree char *is = get_headline (db, uid);                                                                      \
    g_assert_cmpstr (is, ==, expected);                                                                                \
  }                                                                                                                    \
  G_STMT_END

static void
test_undo (void)
{
  g_autoptr (VecheDb) db = journal_open ();
  g_autofree char *uid = journal_add_member (db, "Юлия Ёлкина");
  g_autoptr (VecheGesture) next = NULL;
  g_autoptr (VecheGesture) again = NULL;

  set_headline (db, uid, "one");
  set_headline (db, uid, "two");
  journal_undo (db, 0);
  assert_headline (db, uid, "one");
  journal_undo (db, 0);
  assert_headline (db, uid, NULL);
  journal_redo (db);
  assert_headline (db, uid, "one");

  /* A new gesture: "two" can't come back. */
  set_headline (db, uid, "three");
  veche_journal_peek (db, &next, &again);
  g_assert_cmpstr (next->kind, ==, "member-edit");
  g_assert_null (again);

  journal_undo (db, 0);
  journal_undo (db, 0);
  journal_undo (db, 0);
  assert_headline (db, uid, "(no member)");
  journal_redo (db);
  journal_redo (db);
  journal_redo (db);
  assert_headline (db, uid, "three");
  journal_assert_fold (db);
}

static void
test_nothing (void)
{
  g_autoptr (VecheDb) db = journal_open ();
  g_autofree char *uid = journal_add_member (db, "Анна");
  g_autoptr (VecheEdit) edit = veche_edit_new ("member-edit", NULL);
  g_autoptr (GPtrArray) lines = veche_journal_list (db, NULL, 0, NULL);

  veche_edit_set_text (edit, "member", uid, "name", "Анна");
  veche_edit_set_null (edit, "member", uid, "city");
  g_assert_cmpint (journal_apply (db, edit), ==, -1);
  g_assert_cmpuint (lines->len, ==, 3);
  g_assert_cmpstr (((VecheJournalLine *)lines->pdata[1])->after, ==, "Анна");
}

static void
test_refused (void)
{
  static const struct
  {
    const char *table, *field, *text;
    int code;
  } cases[] = {
    { "member", "stage", "tired", VECHE_STORE_ERROR_INVALID },
    { "member", "name", NULL, VECHE_STORE_ERROR_INVALID },
    { "member", "important", "very", VECHE_STORE_ERROR_INVALID },
    { "member", "last_seen", "now", VECHE_STORE_ERROR_INVALID },
    { "member", "batch_id", "no-such-batch", VECHE_STORE_ERROR_INVALID },
    { "setting", "value", "x", VECHE_STORE_ERROR_INVALID },
    { "tag", "name", "x", VECHE_STORE_ERROR_NOT_FOUND },
  };
  g_autoptr (VecheDb) db = journal_open ();
  g_autofree char *uid = journal_add_member (db, "Анна");
  g_autoptr (VecheEdit) twice = veche_edit_new ("tag", NULL);
  g_autoptr (GError) clash = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VecheEdit) edit = veche_edit_new ("x", NULL);
      g_autoptr (GError) error = NULL;

      veche_edit_set_text (edit, cases[i].table, uid, cases[i].field, cases[i].text);
      g_assert_false (journal_try (db, edit, &error));
      g_assert_error (error, VECHE_STORE_ERROR, cases[i].code);
    }

  veche_edit_set_text (twice, "tag", veche_edit_insert (twice, "tag"), "name", "python");
  veche_edit_set_text (twice, "tag", veche_edit_insert (twice, "tag"), "name", "python");
  g_assert_false (journal_try (db, twice, &clash));
  g_assert_error (clash, VECHE_STORE_ERROR, VECHE_STORE_ERROR_CONSTRAINT);
  journal_assert_fold (db);
}

/* A reply that has left stays; what was queued can be taken back, and what was done before it. */
static void
test_sent_reply (void)
{
  g_autoptr (VecheDb) db = journal_open ();
  g_autofree char *before = journal_add_member (db, "Анна");
  g_autoptr (VecheEdit) edit = veche_edit_new ("reply", NULL);
  g_autoptr (GError) error = NULL;
  const char *uid;
  gint64 gesture;

  journal_exec (db, "INSERT INTO source (id, uid, type, name, url, created) VALUES (1, 's', 'feed', 'f', 'u', 1);"
                    "INSERT INTO interaction (id, own_uid, kind, at) VALUES (1, 'i', 'message', 1)");
  uid = veche_edit_insert (edit, "outbox");
  veche_edit_set_ref (edit, "outbox", uid, "source_id", "s");
  veche_edit_set_ref (edit, "outbox", uid, "interaction_id", "i");
  veche_edit_set_text (edit, "outbox", uid, "text", "hello");
  veche_edit_set_int (edit, "outbox", uid, "at", 1);
  veche_edit_set_int (edit, "outbox", uid, "not_before", 1);
  gesture = journal_apply (db, edit);

  journal_undo (db, gesture);
  journal_redo (db);
  journal_exec (db, "UPDATE outbox SET state = 'sent'");
  journal_begin (db);
  g_assert_null (veche_journal_undo (db, gesture, ACTOR, &error));
  g_assert_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_CONSTRAINT);
  g_assert_cmpstr (error->message, ==, "the reply has already been sent");
  veche_db_rollback (db);
  journal_undo (db, 0);
  g_assert_cmpint (veche_db_id_for_uid (db, "member", before), ==, 0);
  journal_assert_fold (db);
}

/* A toast's Undo names its gesture; what somebody changed since is not taken back behind their back. */
static void
test_undo_given (void)
{
  g_autoptr (VecheDb) db = journal_open ();
  g_autofree char *a = journal_add_member (db, "Анна");
  g_autofree char *b = journal_add_member (db, "Борис");
  g_autoptr (VecheEdit) first = veche_edit_new ("member-edit", NULL);
  g_autoptr (GError) error = NULL;
  gint64 gesture;

  veche_edit_set_text (first, "member", a, "headline", "one");
  gesture = journal_apply (db, first);
  set_headline (db, b, "other");
  journal_undo (db, gesture);
  assert_headline (db, a, NULL);
  assert_headline (db, b, "other");
  journal_redo (db);
  set_headline (db, a, "two");

  journal_begin (db);
  g_assert_null (veche_journal_undo (db, gesture, ACTOR, &error));
  g_assert_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_CONSTRAINT);
  veche_db_rollback (db);
  assert_headline (db, a, "two");
}

static void
test_last_hundred (void)
{
  g_autoptr (VecheDb) db = journal_open ();
  g_autofree char *uid = journal_add_member (db, "Анна");
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 120; i++)
    {
      g_autofree char *headline = g_strdup_printf ("%d", i);

      set_headline (db, uid, headline);
    }
  for (int i = 0; i < 100; i++)
    journal_undo (db, 0);
  assert_headline (db, uid, "19");
  journal_begin (db);
  g_assert_null (veche_journal_undo (db, 0, ACTOR, &error));
  g_assert_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND);
  veche_db_rollback (db);
}

/*** Random gestures ***/

/* A gesture of more lines than are turned round at a time: what belongs together is not cut, and what was made first and changed last, or made
 * and removed again, comes out as it was. */
static void
test_blocks (void)
{
  g_autoptr (VecheDb) db = journal_open ();
  g_autoptr (VecheEdit) edit = veche_edit_new ("many", NULL), later = veche_edit_new ("one", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *before = journal_dump (db), *after = NULL, *undone = NULL, *redone = NULL, *first = NULL;
  const char *tag = veche_edit_insert (edit, "tag"), *passing;

  veche_edit_set_text (edit, "tag", tag, "name", "хор");
  passing = veche_edit_insert (edit, "tag");
  veche_edit_set_text (edit, "tag", passing, "name", "на минуту");
  for (int i = 0; i < 3000; i++)
    {
      const char *member = veche_edit_insert (edit, "member"), *label = veche_edit_insert (edit, "member_tag");

      first = first != NULL ? first : g_strdup (member);
      veche_edit_set_text (edit, "member", member, "name", "Анна Лебедева");
      veche_edit_set_int (edit, "member", member, "created", i + 1);
      veche_edit_set_ref (edit, "member_tag", label, "member_id", member);
      veche_edit_set_ref (edit, "member_tag", label, "tag_id", tag);
    }
  veche_edit_delete (edit, "tag", passing);
  g_assert_cmpint (journal_apply (db, edit), >, 0);

  after = journal_dump (db);
  journal_undo (db, 0);
  undone = journal_dump (db);
  g_assert_cmpstr (undone, ==, before);
  journal_assert_fold (db);
  journal_redo (db);
  redone = journal_dump (db);
  g_assert_cmpstr (redone, ==, after);
  journal_assert_fold (db);
  journal_assert_derived (db);

  /* Refused as a whole when any of it has been changed since. */
  veche_edit_set_text (later, "member", first, "name", "Анна Петрова");
  journal_apply (db, later);
  journal_begin (db);
  g_assert_null (veche_journal_undo (db, 1, ACTOR, &error));
  g_assert_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_CONSTRAINT);
  veche_db_rollback (db);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/journal/blocks", test_blocks);
  g_test_add_func ("/journal/schema", test_schema);
  g_test_add_func ("/journal/undo", test_undo);
  g_test_add_func ("/journal/nothing-leaves-nothing", test_nothing);
  g_test_add_func ("/journal/refused", test_refused);
  g_test_add_func ("/journal/sent-reply", test_sent_reply);
  g_test_add_func ("/journal/undo-given", test_undo_given);
  g_test_add_func ("/journal/last-hundred", test_last_hundred);

  return g_test_run ();
}
