/* test-journal.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Random gestures over every table: the rows stay the fold of the journal, undo and redo lead back exactly, a replay
 * rebuilds the same rows, and a fault that is planted is found.
 */

#include <string.h>

#include "store/veche-journal-private.h"
#include "store/veche-members-table.h"

#define ACTOR "Нина"

static VecheDb *
open_db (void)
{
  g_autoptr (GError) error = NULL;
  VecheDb *db = veche_db_open (":memory:", VECHE_DB_WRITER, &error);

  g_assert_no_error (error);

  return db;
}

static void
must_begin (VecheDb *db)
{
  g_autoptr (GError) error = NULL;

  veche_db_begin (db, &error);
  g_assert_no_error (error);
}

static void
must_commit (VecheDb *db)
{
  g_autoptr (GError) error = NULL;

  veche_db_commit (db, &error);
  g_assert_no_error (error);
}

static gint64
must_apply (VecheDb *db, VecheEdit *edit)
{
  g_autoptr (GError) error = NULL;
  gint64 gesture;

  must_begin (db);
  gesture = veche_journal_apply (db, edit, ACTOR, &error);
  g_assert_no_error (error);
  must_commit (db);

  return gesture;
}

static gboolean
try_apply (VecheDb *db, VecheEdit *edit, GError **error)
{
  must_begin (db);
  if (veche_journal_apply (db, edit, ACTOR, error) == 0)
    {
      veche_db_rollback (db);
      return FALSE;
    }
  must_commit (db);

  return TRUE;
}

static void
must_exec (VecheDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;

  must_begin (db);
  veche_db_exec (db, sql, &error);
  g_assert_no_error (error);
  must_commit (db);
}

static void
assert_fold (VecheDb *db)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) findings = veche_journal_verify (db, &error);

  g_assert_no_error (error);
  if (findings[0] != NULL)
    g_error ("rows are not the fold of the journal: %s", findings[0]);
}

/* Every journalled row, one a line. */
static char *
dump (VecheDb *db)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n;
  const VecheJournalTable *tables = veche_journal_tables (&n);

  for (guint t = 0; t < n; t++)
    {
      g_autofree char *sql = g_strconcat ("SELECT uid FROM ", tables[t].name, " ORDER BY uid", NULL);
      g_autoptr (GPtrArray) uids = g_ptr_array_new_with_free_func (g_free);
      VecheStatement *statement = veche_db_prepare (db, sql);

      while (veche_statement_step (statement, NULL))
        g_ptr_array_add (uids, veche_statement_dup_text (statement, 0));
      for (guint i = 0; i < uids->len; i++)
        {
          GValue *values = veche_journal_read_row (db, &tables[t], uids->pdata[i], NULL, NULL);

          g_string_append_printf (text, "%s %s", tables[t].name, (char *)uids->pdata[i]);
          for (guint f = 0; f < tables[t].n_fields; f++)
            {
              g_autofree char *value = veche_journal_value_text (&values[f]);

              g_string_append_printf (text, " %s=%s", tables[t].fields[f].name, value);
            }
          g_string_append_c (text, '\n');
          veche_journal_values_free (values, tables[t].n_fields);
        }
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

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
  g_autoptr (VecheDb) db = open_db ();
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

static char *
add_member (VecheDb *db, const char *name)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("member-add", name);
  char *uid = g_strdup (veche_edit_insert (edit, "member"));

  veche_edit_set_text (edit, "member", uid, "name", name);
  veche_edit_set_int (edit, "member", uid, "created", 1);
  g_assert_cmpint (must_apply (db, edit), >, 0);

  return uid;
}

static void
set_headline (VecheDb *db, const char *uid, const char *headline)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("member-edit", NULL);

  veche_edit_set_text (edit, "member", uid, "headline", headline);
  must_apply (db, edit);
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
undo (VecheDb *db, gint64 gesture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheGesture) done = NULL;

  must_begin (db);
  done = veche_journal_undo (db, gesture, ACTOR, &error);
  g_assert_no_error (error);
  must_commit (db);
}

static void
redo (VecheDb *db)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheGesture) done = NULL;

  must_begin (db);
  done = veche_journal_redo (db, ACTOR, &error);
  g_assert_no_error (error);
  g_assert_true (done->redo);
  must_commit (db);
}

static void
test_undo (void)
{
  g_autoptr (VecheDb) db = open_db ();
  g_autofree char *uid = add_member (db, "Юлия Ёлкина");
  g_autoptr (VecheGesture) next = NULL;
  g_autoptr (VecheGesture) again = NULL;

  set_headline (db, uid, "one");
  set_headline (db, uid, "two");
  undo (db, 0);
  assert_headline (db, uid, "one");
  undo (db, 0);
  assert_headline (db, uid, NULL);
  redo (db);
  assert_headline (db, uid, "one");

  /* A new gesture: "two" can't come back. */
  set_headline (db, uid, "three");
  veche_journal_peek (db, &next, &again);
  g_assert_cmpstr (next->kind, ==, "member-edit");
  g_assert_null (again);

  undo (db, 0);
  undo (db, 0);
  undo (db, 0);
  assert_headline (db, uid, "(no member)");
  redo (db);
  redo (db);
  redo (db);
  assert_headline (db, uid, "three");
  assert_fold (db);
}

static void
test_nothing (void)
{
  g_autoptr (VecheDb) db = open_db ();
  g_autofree char *uid = add_member (db, "Анна");
  g_autoptr (VecheEdit) edit = veche_edit_new ("member-edit", NULL);
  g_autoptr (GPtrArray) lines = veche_journal_list (db, NULL, 0, NULL);

  veche_edit_set_text (edit, "member", uid, "name", "Анна");
  veche_edit_set_null (edit, "member", uid, "city");
  g_assert_cmpint (must_apply (db, edit), ==, -1);
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
  g_autoptr (VecheDb) db = open_db ();
  g_autofree char *uid = add_member (db, "Анна");
  g_autoptr (VecheEdit) twice = veche_edit_new ("tag", NULL);
  g_autoptr (GError) clash = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VecheEdit) edit = veche_edit_new ("x", NULL);
      g_autoptr (GError) error = NULL;

      veche_edit_set_text (edit, cases[i].table, uid, cases[i].field, cases[i].text);
      g_assert_false (try_apply (db, edit, &error));
      g_assert_error (error, VECHE_STORE_ERROR, cases[i].code);
    }

  veche_edit_set_text (twice, "tag", veche_edit_insert (twice, "tag"), "name", "python");
  veche_edit_set_text (twice, "tag", veche_edit_insert (twice, "tag"), "name", "python");
  g_assert_false (try_apply (db, twice, &clash));
  g_assert_error (clash, VECHE_STORE_ERROR, VECHE_STORE_ERROR_CONSTRAINT);
  assert_fold (db);
}

/* A reply that has left stays; what was queued can be taken back, and what was done before it. */
static void
test_sent_reply (void)
{
  g_autoptr (VecheDb) db = open_db ();
  g_autofree char *before = add_member (db, "Анна");
  g_autoptr (VecheEdit) edit = veche_edit_new ("reply", NULL);
  g_autoptr (GError) error = NULL;
  const char *uid;
  gint64 gesture;

  must_exec (db, "INSERT INTO source (id, uid, type, name, url, created) VALUES (1, 's', 'feed', 'f', 'u', 1);"
                 "INSERT INTO interaction (id, own_uid, kind, at) VALUES (1, 'i', 'message', 1)");
  uid = veche_edit_insert (edit, "outbox");
  veche_edit_set_ref (edit, "outbox", uid, "source_id", "s");
  veche_edit_set_ref (edit, "outbox", uid, "interaction_id", "i");
  veche_edit_set_text (edit, "outbox", uid, "text", "hello");
  veche_edit_set_int (edit, "outbox", uid, "at", 1);
  veche_edit_set_int (edit, "outbox", uid, "not_before", 1);
  gesture = must_apply (db, edit);

  undo (db, gesture);
  redo (db);
  must_exec (db, "UPDATE outbox SET state = 'sent'");
  must_begin (db);
  g_assert_null (veche_journal_undo (db, gesture, ACTOR, &error));
  g_assert_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_CONSTRAINT);
  g_assert_cmpstr (error->message, ==, "the reply has already been sent");
  veche_db_rollback (db);
  undo (db, 0);
  g_assert_cmpint (veche_db_id_for_uid (db, "member", before), ==, 0);
  assert_fold (db);
}

/* A toast's Undo names its gesture; what somebody changed since is not taken back behind their back. */
static void
test_undo_given (void)
{
  g_autoptr (VecheDb) db = open_db ();
  g_autofree char *a = add_member (db, "Анна");
  g_autofree char *b = add_member (db, "Борис");
  g_autoptr (VecheEdit) first = veche_edit_new ("member-edit", NULL);
  g_autoptr (GError) error = NULL;
  gint64 gesture;

  veche_edit_set_text (first, "member", a, "headline", "one");
  gesture = must_apply (db, first);
  set_headline (db, b, "other");
  undo (db, gesture);
  assert_headline (db, a, NULL);
  assert_headline (db, b, "other");
  redo (db);
  set_headline (db, a, "two");

  must_begin (db);
  g_assert_null (veche_journal_undo (db, gesture, ACTOR, &error));
  g_assert_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_CONSTRAINT);
  veche_db_rollback (db);
  assert_headline (db, a, "two");
}

static void
test_last_hundred (void)
{
  g_autoptr (VecheDb) db = open_db ();
  g_autofree char *uid = add_member (db, "Анна");
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 120; i++)
    {
      g_autofree char *headline = g_strdup_printf ("%d", i);

      set_headline (db, uid, headline);
    }
  for (int i = 0; i < 100; i++)
    undo (db, 0);
  assert_headline (db, uid, "19");
  must_begin (db);
  g_assert_null (veche_journal_undo (db, 0, ACTOR, &error));
  g_assert_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND);
  veche_db_rollback (db);
}

/*** Random gestures ***/

typedef struct
{
  VecheDb *db;
  GRand *rand;
  guint applied, refused, undone, redone;
} Play;

static const struct
{
  const char *field, *words;
} choices[] = {
  { "community.kind", "club square" },
  { "agenda.shape", "circle square triangle diamond" },
  { "member.role", "staff moderator bot" },
  { "member.stage", "newcomer regular active core fading gone" },
  { "member_competency.level", "#5" },
  { "member_competency.origin", "self confirmed suggested" },
  { "interaction.kind", "call dm email meeting note message" },
  { "interaction.direction", "in out" },
  { "triage.state", "open snoozed done" },
  { "competency_evidence.kind", "message event self note" },
  { "project.status", "idea planned active done dropped" },
  { "event.status", "idea planned active done cancelled" },
  { "event_participant.role", "host speaker helper guest" },
  { "event_participant.status", "invited accepted declined came no-show" },
  { "consent.purpose", "contact mention directory photo talent" },
  { "consent.state", "asked given refused withdrawn" },
  { "organisation.kind", "partner sponsor community team employer other" },
  { "occasion.kind", "messages first-help answers with-us birthday" },
  { "custom_field.kind", "text number date choice yes-no member" },
  { "pair_verdict.kind", "never later" },
  { "proposal.kind", "competency city need offer" },
  { "wish.kind", "need offer" },
  { "outbox.action", "approve decline" },
  { "mood_correction.mood", "negative neutral positive" },
  { "mood_correction.kind", "question complaint praise idea spam talk" },
  { "label.colour", "blue green yellow orange red purple brown grey" },
  { "closing.how", "elsewhere needless repeated spam other" },
  { "closing.place", "direct email call meeting other" },
  { "closing.reason", "private long asked heated person" },
  { "finding.kind", "feedback faq case" },
  { "finding.state", "open done" },
  { "article.kind", "faq link template objection sensitive glossary playbook" },
  { "article.message_kind", "question complaint praise idea spam talk" },
  { "tone_guide.address", "informal formal" },
  { "occasion.state", "congratulated dismissed" },
  { "reply_target.kind", "question complaint praise idea spam talk" },
};

static char *
random_uid (Play *play, const char *table)
{
  g_autofree char *sql = g_strconcat ("SELECT uid FROM ", table,
                                      " ORDER BY id LIMIT 1 OFFSET ?1 % max (1, (SELECT count (*) FROM ", table, "))",
                                      NULL);
  VecheStatement *statement = veche_db_prepare (play->db, sql);
  char *uid = NULL;

  veche_statement_bind_int (statement, 1, g_rand_int_range (play->rand, 0, 1 << 30));
  if (veche_statement_step (statement, NULL))
    uid = veche_statement_dup_text (statement, 0);
  veche_statement_reset (statement);

  return uid;
}

static gboolean
is_integer (Play *play, const char *table, const char *field)
{
  VecheStatement *statement = veche_db_prepare (play->db,
                                                "SELECT type = 'INTEGER' FROM pragma_table_info (?1) WHERE name = ?2");
  gboolean integer;

  veche_statement_bind_text (statement, 1, table);
  veche_statement_bind_text (statement, 2, field);
  veche_statement_step (statement, NULL);
  integer = veche_statement_int (statement, 0) != 0;
  veche_statement_reset (statement);

  return integer;
}

static void
set_random (Play *play, VecheEdit *edit, const VecheJournalTable *table, const VecheJournalField *field,
            const char *uid)
{
  static const char *const words[] = { "Ёлкин", "дрозд", "Python", "ведение встреч", "", "it's \"quoted\"", "x\ny" };
  g_autofree char *full = g_strconcat (table->name, ".", field->name, NULL);
  g_autofree char *serial = NULL;

  if (field->ref != NULL)
    {
      g_autofree char *ref = random_uid (play, field->ref);

      veche_edit_set_ref (edit, table->name, uid, field->name, ref);
      return;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (choices); i++)
    if (strcmp (choices[i].field, full) == 0 && *choices[i].words != '#')
      {
        g_auto (GStrv) all = g_strsplit (choices[i].words, " ", 0);

        veche_edit_set_text (edit, table->name, uid, field->name,
                             all[g_rand_int_range (play->rand, 0, (int)g_strv_length (all))]);
        return;
      }
    else if (strcmp (choices[i].field, full) == 0)
      {
        veche_edit_set_int (edit, table->name, uid, field->name, g_rand_int_range (play->rand, 1, 6));
        return;
      }
  if (is_integer (play, table->name, field->name))
    {
      veche_edit_set_int (edit, table->name, uid, field->name, g_rand_int_range (play->rand, 0, 3));
      return;
    }
  serial = g_strdup_printf ("%s %d", words[g_rand_int_range (play->rand, 0, G_N_ELEMENTS (words))],
                            g_rand_int_range (play->rand, 0, 40));
  veche_edit_set_text (edit, table->name, uid, field->name, serial);
}

/* Mandatory fields always, the others now and then. */
static void
insert_random (Play *play, VecheEdit *edit, const VecheJournalTable *table)
{
  g_autofree char *uid = g_strdup (veche_edit_insert (edit, table->name));

  for (guint f = 0; f < table->n_fields; f++)
    if (table->fields[f].required || (table->fields[f].ref == NULL && table->fields[f].preset == NULL) ||
        g_rand_int_range (play->rand, 0, 3) == 0)
      set_random (play, edit, table, &table->fields[f], uid);
}

static VecheEdit *
random_edit (Play *play)
{
  VecheEdit *edit = veche_edit_new ("random", "nobody");
  guint n;
  const VecheJournalTable *tables = veche_journal_tables (&n);
  int steps = g_rand_int_range (play->rand, 1, 5);

  for (int i = 0; i < steps; i++)
    {
      const VecheJournalTable *table = &tables[g_rand_int_range (play->rand, 0, (int)n)];
      g_autofree char *uid = random_uid (play, table->name);
      int what = g_rand_int_range (play->rand, 0, 20);

      if (uid == NULL || what < 10)
        insert_random (play, edit, table);
      else if (what < 18)
        set_random (play, edit, table, &table->fields[g_rand_int_range (play->rand, 0, (int)table->n_fields)], uid);
      else
        veche_edit_delete (edit, table->name, uid);
    }

  return edit;
}

static void
play_undo (Play *play, gboolean again)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheGesture) done = NULL;

  must_begin (play->db);
  done = again ? veche_journal_redo (play->db, ACTOR, &error) : veche_journal_undo (play->db, 0, ACTOR, &error);
  if (done == NULL)
    {
      g_assert_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND);
      veche_db_rollback (play->db);
      return;
    }
  must_commit (play->db);
  if (again)
    play->redone++;
  else
    play->undone++;
}

static void
play_step (Play *play)
{
  int what = g_rand_int_range (play->rand, 0, 10);

  if (what < 7)
    {
      g_autoptr (VecheEdit) edit = random_edit (play);
      g_autoptr (GError) error = NULL;

      if (try_apply (play->db, edit, &error))
        play->applied++;
      else if (error->code == VECHE_STORE_ERROR_QUERY)
        g_error ("%s", error->message);
      else
        play->refused++;
    }
  else
    play_undo (play, what == 9);
}

/* There and back again leads to the very same rows. */
static void
check_round_trip (Play *play)
{
  g_autoptr (VecheEdit) edit = random_edit (play);
  g_autofree char *before = dump (play->db);
  g_autofree char *after = NULL, *undone = NULL, *redone = NULL;
  gint64 gesture;

  must_begin (play->db);
  gesture = veche_journal_apply (play->db, edit, ACTOR, NULL);
  if (gesture <= 0)
    {
      veche_db_rollback (play->db);
      return;
    }
  must_commit (play->db);

  after = dump (play->db);
  undo (play->db, 0);
  undone = dump (play->db);
  g_assert_cmpstr (undone, ==, before);
  redo (play->db);
  redone = dump (play->db);
  g_assert_cmpstr (redone, ==, after);
}

/* Derived fields and search rows are what a fresh look makes of them. */
static void
assert_derived (VecheDb *db)
{
  static const char sql[] = "SELECT group_concat (m.uid || ' ' || hex (m.name_key) || ifnull (m.last_seen, '-') || "
                            "ifnull (m.last_contact, '-') ||"
                            " m.interactions || f.name || ifnull (f.labels, '') || ifnull (f.notes, '') || ifnull "
                            "(f.handles, ''), char (30))"
                            " FROM (SELECT * FROM member ORDER BY id) AS m JOIN member_fts AS f ON f.rowid = m.id";
  VecheStatement *statement;
  g_autofree char *kept = NULL, *fresh = NULL;
  g_auto (GStrv) kept_lines = NULL, fresh_lines = NULL;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  statement = veche_db_prepare (db, "SELECT id FROM member");
  while (veche_statement_step (statement, NULL))
    {
      gint64 id = veche_statement_int (statement, 0);

      g_array_append_val (ids, id);
    }
  for (int round = 0; round < 2; round++)
    {
      statement = veche_db_prepare (db, sql);
      g_assert_true (veche_statement_step (statement, NULL));
      *(round == 0 ? &kept : &fresh) = veche_statement_dup_text (statement, 0);
      veche_statement_reset (statement);
      must_begin (db);
      for (guint i = 0; i < ids->len; i++)
        g_assert_true (veche_members_refresh (db, g_array_index (ids, gint64, i), NULL));
      must_commit (db);
    }
  kept_lines = g_strsplit (kept, "\x1e", 0);
  fresh_lines = g_strsplit (fresh, "\x1e", 0);
  for (guint i = 0; kept_lines[i] != NULL; i++)
    g_assert_cmpstr (kept_lines[i], ==, fresh_lines[i]);

  statement = veche_db_prepare (db, "SELECT (SELECT count (*) FROM member), (SELECT count (*) FROM member_fts)");
  g_assert_true (veche_statement_step (statement, NULL));
  g_assert_cmpint (veche_statement_int (statement, 0), ==, veche_statement_int (statement, 1));
  veche_statement_reset (statement);
}

/* What came from outside: it has no birth in the journal. */
static void
bring_outside (VecheDb *db)
{
  g_autoptr (GString) sql = g_string_new (
    "INSERT INTO batch (id, uid, kind, at) VALUES (1, 'batch-1', 'test', 1);"
    "INSERT INTO channel (id, uid, platform, remote_id, batch_id) VALUES (1, 'channel-1', 'telegram', '1', 1);");

  for (int i = 1; i <= 20; i++)
    g_string_append_printf (
      sql,
      "INSERT INTO member (id, uid, name, created, batch_id) VALUES (%d, 'member-%d', 'Гость %d', 1, 1);"
      "INSERT INTO identity (id, uid, member_id, platform, remote_id, handle, batch_id) VALUES (%d, 'identity-%d', %d, "
      "'telegram', 'u%d', 'guest%d', 1);"
      "INSERT INTO interaction (id, own_uid, kind, at, channel_id, remote_id, identity_id, member_id, text, batch_id)"
      "  VALUES (%d, 'message-%d', 'message', %d, 1, 'm%d', %d, %d, 'привет %d', 1);"
      "INSERT INTO interaction_fts (rowid, text) VALUES (%d, 'привет %d');"
      "INSERT INTO triage (uid, interaction_id, reason, at, batch_id) VALUES ('triage-%d', %d, 'mention', %d, 1);",
      i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i);
  must_exec (db, sql->str);
  must_begin (db);
  for (int i = 1; i <= 20; i++)
    g_assert_true (veche_members_refresh (db, i, NULL));
  must_commit (db);
}

static void
play (VecheDb *db, guint32 seed, guint steps)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) findings = NULL;
  Play game = { .db = db, .rand = rand };

  for (guint i = 0; i < steps; i++)
    {
      play_step (&game);
      if (i % 200 == 0)
        assert_fold (db);
      if (i % 25 == 0)
        check_round_trip (&game);
    }
  assert_fold (db);
  assert_derived (db);
  findings = veche_db_check (db, &error);
  g_assert_no_error (error);
  g_assert_null (findings[0]);

  g_test_message ("seed %u: %u applied, %u refused, %u undone, %u redone", seed, game.applied, game.refused,
                  game.undone, game.redone);
  g_assert_cmpuint (game.applied, >, steps / 6);
  g_assert_cmpuint (game.undone, >, steps / 20);
  g_assert_cmpuint (game.redone, >, steps / 80);
}

static void
test_random_replay (void)
{
  for (guint32 seed = 1; seed <= 2; seed++)
    {
      g_autoptr (VecheDb) db = open_db ();
      g_autoptr (VecheDb) copy = open_db ();
      g_autoptr (GError) error = NULL;
      g_autofree char *rows = NULL, *rebuilt = NULL;

      play (db, seed, 1000);
      must_begin (copy);
      veche_journal_replay (db, copy, &error);
      g_assert_no_error (error);
      must_commit (copy);

      rows = dump (db);
      rebuilt = dump (copy);
      g_assert_cmpstr (rebuilt, ==, rows);
      assert_fold (copy);
      assert_derived (copy);
    }
}

static void
test_random_outside (void)
{
  for (guint32 seed = 11; seed <= 11; seed++)
    {
      g_autoptr (VecheDb) db = open_db ();

      bring_outside (db);
      play (db, seed, 1000);
    }
}

static void
test_planted_fault (void)
{
  static const char *const faults[] = {
    "UPDATE member SET city = 'Тверь' WHERE uid = (SELECT object_uid FROM journal WHERE object = 'member' AND field = "
    "'' LIMIT 1)",
    "UPDATE member SET name = name || '!' WHERE id = (SELECT max (id) FROM member)",
    "DELETE FROM member WHERE id = (SELECT max (id) FROM member)",
    "UPDATE member SET archived = 1 - archived WHERE id = (SELECT max (id) FROM member)",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (VecheDb) db = open_db ();
      g_autofree char *uid = add_member (db, "Анна");
      g_auto (GStrv) findings = NULL;

      must_exec (db, faults[i]);
      findings = veche_journal_verify (db, NULL);
      g_assert_cmpuint (g_strv_length (findings), ==, 1);
      g_assert_nonnull (strstr (findings[0], uid));
    }
}

/* A gesture of more lines than are turned round at a time: what belongs together is not cut, and what was made first and changed last, or made
 * and removed again, comes out as it was. */
static void
test_blocks (void)
{
  g_autoptr (VecheDb) db = open_db ();
  g_autoptr (VecheEdit) edit = veche_edit_new ("many", NULL), later = veche_edit_new ("one", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *before = dump (db), *after = NULL, *undone = NULL, *redone = NULL, *first = NULL;
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
  g_assert_cmpint (must_apply (db, edit), >, 0);

  after = dump (db);
  undo (db, 0);
  undone = dump (db);
  g_assert_cmpstr (undone, ==, before);
  assert_fold (db);
  redo (db);
  redone = dump (db);
  g_assert_cmpstr (redone, ==, after);
  assert_fold (db);
  assert_derived (db);

  /* Refused as a whole when any of it has been changed since. */
  veche_edit_set_text (later, "member", first, "name", "Анна Петрова");
  must_apply (db, later);
  must_begin (db);
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
  g_test_add_func ("/journal/random-replay", test_random_replay);
  g_test_add_func ("/journal/random-outside", test_random_outside);
  g_test_add_func ("/journal/planted-fault", test_planted_fault);

  return g_test_run ();
}
