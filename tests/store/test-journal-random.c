/* test-journal-random.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Gestures at random, undone and done again, against a copy of the workspace.
 */

#include <string.h>

#include "store/veche-journal-private.h"
#include "store/veche-members-table.h"
#include "support/veche-test-journal.h"

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

  journal_begin (play->db);
  done = again ? veche_journal_redo (play->db, ACTOR, &error) : veche_journal_undo (play->db, 0, ACTOR, &error);
  if (done == NULL)
    {
      g_assert_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND);
      veche_db_rollback (play->db);
      return;
    }
  journal_commit (play->db);
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

      if (journal_try (play->db, edit, &error))
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
  g_autofree char *before = journal_dump (play->db);
  g_autofree char *after = NULL, *undone = NULL, *redone = NULL;
  gint64 gesture;

  journal_begin (play->db);
  gesture = veche_journal_apply (play->db, edit, ACTOR, NULL);
  if (gesture <= 0)
    {
      veche_db_rollback (play->db);
      return;
    }
  journal_commit (play->db);

  after = journal_dump (play->db);
  journal_undo (play->db, 0);
  undone = journal_dump (play->db);
  g_assert_cmpstr (undone, ==, before);
  journal_redo (play->db);
  redone = journal_dump (play->db);
  g_assert_cmpstr (redone, ==, after);
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
  journal_exec (db, sql->str);
  journal_begin (db);
  for (int i = 1; i <= 20; i++)
    g_assert_true (veche_members_refresh (db, i, NULL));
  journal_commit (db);
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
        journal_assert_fold (db);
      if (i % 25 == 0)
        check_round_trip (&game);
    }
  journal_assert_fold (db);
  journal_assert_derived (db);
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
      g_autoptr (VecheDb) db = journal_open ();
      g_autoptr (VecheDb) copy = journal_open ();
      g_autoptr (GError) error = NULL;
      g_autofree char *rows = NULL, *rebuilt = NULL;

      play (db, seed, 1000);
      journal_begin (copy);
      veche_journal_replay (db, copy, &error);
      g_assert_no_error (error);
      journal_commit (copy);

      rows = journal_dump (db);
      rebuilt = journal_dump (copy);
      g_assert_cmpstr (rebuilt, ==, rows);
      journal_assert_fold (copy);
      journal_assert_derived (copy);
    }
}

static void
test_random_outside (void)
{
  for (guint32 seed = 11; seed <= 11; seed++)
    {
      g_autoptr (VecheDb) db = journal_open ();

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
      g_autoptr (VecheDb) db = journal_open ();
      g_autofree char *uid = journal_add_member (db, "Анна");
      g_auto (GStrv) findings = NULL;

      journal_exec (db, faults[i]);
      findings = veche_journal_verify (db, NULL);
      g_assert_cmpuint (g_strv_length (findings), ==, 1);
      g_assert_nonnull (strstr (findings[0], uid));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/journal/random-replay", test_random_replay);
  g_test_add_func ("/journal/random-outside", test_random_outside);
  g_test_add_func ("/journal/planted-fault", test_planted_fault);

  return g_test_run ();
}
