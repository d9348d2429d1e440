/* veche-test-ingest.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/veche-db.h"
#include "store/veche-ingest.h"
#include "store/veche-statement.h"

G_BEGIN_DECLS

/* A workspace into which posts come from outside. */

#define MINUTE ((gint64) 60 * G_USEC_PER_SEC)
#define T0     G_GINT64_CONSTANT (1760000000000000)

static inline VecheDb *
ingest_open (void)
{
  g_autoptr (GError) error = NULL;
  VecheDb *db = veche_db_open (":memory:", VECHE_DB_WRITER | VECHE_DB_CREATE, &error);

  g_assert_no_error (error);
  g_assert_true (veche_db_begin (db, NULL));
  g_assert_true (veche_db_exec (db,
                                "INSERT INTO community (id, uid, name, created) VALUES (1, 'c1', 'Клуб', 1);"
                                "INSERT INTO source (id, uid, type, name, url, created) VALUES (1, 's1', 'mastodon', 'S', 'https://s.example', 1)",
                                &error));
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (db, NULL));

  return db;
}

static inline gint64
ingest_begin (VecheDb *db, const char *kind)
{
  g_autoptr (GError) error = NULL;
  gint64 id;

  g_assert_true (veche_db_begin (db, NULL));
  id = veche_ingest_begin (db, kind, "test", &error);
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (db, NULL));

  return id;
}

static inline VecheIngestCounts
ingest_take (VecheDb *db, gint64 batch_id, VecheBatch *batch, gint64 source_id)
{
  g_autoptr (GError) error = NULL;
  VecheIngestCounts counts = { 0 };

  g_assert_true (veche_db_begin (db, NULL));
  veche_ingest_batch (db, batch_id, batch, source_id, 1, &counts, &error);
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (db, NULL));

  return counts;
}

static inline void
ingest_finish (VecheDb *db, gint64 batch_id)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (veche_db_begin (db, NULL));
  veche_ingest_finish (db, batch_id, &error);
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (db, NULL));
}

static inline VechePost *
ingest_post (VecheBatch *batch, int id, const char *author, const char *text, int reply_to)
{
  g_autofree char *remote_id = g_strdup_printf ("%d", id);
  VechePost *made = veche_batch_add_post (batch, "chat", remote_id);

  made->kind = reply_to != 0 ? "reply" : "message";
  made->author = veche_batch_intern (batch, author);
  made->text = veche_batch_string (batch, text);
  made->at = T0 + id * MINUTE;
  if (reply_to != 0)
    {
      g_autofree char *parent = g_strdup_printf ("%d", reply_to);

      made->reply_to = veche_batch_string (batch, parent);
    }

  return made;
}

static inline gint64
ingest_number (VecheDb *db, const char *sql)
{
  VecheStatement *statement = veche_db_prepare (db, sql);
  gint64 value = 0;

  if (veche_statement_step (statement, NULL))
    {
      value = veche_statement_int (statement, 0);
      veche_statement_reset (statement);
    }

  return value;
}

static inline char *
ingest_text (VecheDb *db, const char *sql)
{
  VecheStatement *statement = veche_db_prepare (db, sql);
  char *value = NULL;

  if (veche_statement_step (statement, NULL))
    {
      value = veche_statement_dup_text (statement, 0);
      veche_statement_reset (statement);
    }

  return value;
}

#define ingest_assert_text(db, sql, expected)              \
  G_STMT_START                                             \
  {                                                        \
    g_autofree char *text_found_ = ingest_text (db, sql);  \
    g_assert_cmpstr (text_found_, ==, expected);           \
  }                                                        \
  G_STMT_END

static inline void
ingest_assert_sound (VecheDb *db)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) found = veche_db_check (db, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (found[0], ==, NULL);
  g_assert_true (veche_db_begin (db, NULL));
  g_assert_true (veche_db_exec (db, "INSERT INTO interaction_fts (interaction_fts, rank) VALUES ('integrity-check', 1)", &error)
                 || ingest_number (db, "SELECT count (*) FROM interaction WHERE text IS NULL") > 0);
  veche_db_rollback (db);
}

/* Everything that came from outside, by natural keys, without the numbers and times of this workspace. */
static inline char *
ingest_dump (VecheDb *db)
{
  static const char *const queries[] = {
    "SELECT 'channel ' || c.remote_id || ' ' || ifnull (c.name, '-') || ' ' || ifnull (p.remote_id, '-')"
    " FROM channel AS c LEFT JOIN channel AS p ON p.id = c.parent_id ORDER BY 1",
    "SELECT 'person ' || i.remote_id || ' ' || ifnull (i.handle, '-') || ' ' || ifnull (i.display_name, '-') || ' ' || m.name || ' ' ||"
    " m.interactions || ' ' || ifnull (m.last_seen, '-') || ' ' || ifnull (m.last_contact, '-') || ' ' || ifnull (m.joined, '-') || ' ' ||"
    " ifnull (i.first_seen, '-') || ' ' || m.me || ' ' || hex (m.name_key)"
    " FROM identity AS i JOIN member AS m ON m.id = i.member_id ORDER BY 1",
    "SELECT 'membership ' || m.name || ' ' || ifnull (s.joined, '-') || ' ' || ifnull (s.left_at, '-')"
    " FROM membership AS s JOIN member AS m ON m.id = s.member_id ORDER BY 1",
    "SELECT 'post ' || c.remote_id || '/' || i.remote_id || ' ' || i.kind || ' ' || i.at || ' ' || ifnull (a.remote_id, '-') || ' ' || i.direction"
    " || ' ' || ifnull (i.reply_to, '-') || ' ' || ifnull (r.remote_id, '-') || ' ' || ifnull (i.text, '-') || ' ' || ifnull (i.edited, '-')"
    " || ' ' || (i.deleted IS NOT NULL)"
    " FROM interaction AS i JOIN channel AS c ON c.id = i.channel_id LEFT JOIN identity AS a ON a.id = i.identity_id"
    " LEFT JOIN interaction AS r ON r.id = i.reply_to_id ORDER BY 1",
    "SELECT 'version ' || i.remote_id || ' ' || v.text || ' ' || v.since || ' ' || v.until"
    " FROM interaction_version AS v JOIN interaction AS i ON i.id = v.interaction_id ORDER BY 1",
    "SELECT 'mention ' || i.remote_id || ' ' || t.reason || ' ' || t.at || ' ' || t.state || ' ' || ifnull (t.answered, '-')"
    " FROM triage AS t JOIN interaction AS i ON i.id = t.interaction_id ORDER BY 1",
    "SELECT 'tie ' || min (a.name, b.name) || ' ' || max (a.name, b.name) || ' ' || printf ('%.9f', t.strength) || ' ' || t.at"
    " FROM tie AS t JOIN member AS a ON a.id = t.a_id JOIN member AS b ON b.id = t.b_id ORDER BY 1",
    "SELECT 'coverage ' || c.remote_id || ' ' || v.since || ' ' || v.until"
    " FROM coverage AS v JOIN channel AS c ON c.id = v.channel_id ORDER BY 1",
  };
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      VecheStatement *statement = veche_db_prepare (db, queries[i]);

      while (veche_statement_step (statement, NULL))
        g_string_append_printf (all, "%s\n", veche_statement_text (statement, 0));
    }

  return g_string_free (all, FALSE);
}

G_END_DECLS
