/* bench-people-import.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bench.h"

#include "exchange/veche-people-plan.h"
#include "model/veche-change.h"
#include "model/veche-text.h"
#include "model/veche-uid.h"
#include "store/veche-fts.h"
#include "store/veche-journal.h"

/* A table of people, planned and brought in as one gesture that can be undone, and that undone.
 *
 * The yardstick is a bare program that brings in the same people so that they can be taken back as well: for each the member, two accounts,
 * two tags and the search row with the same words in the same columns, and for each of these rows what the journal keeps of it (5 lines a
 * person).  One transaction, prepared statements, ids and uids known beforehand, nothing looked up or compared, search rows at the end.  The
 * smaller yardstick is the same without the journal: such a program could not undo. */

static const char *const cities[] = { "Казань", "Москва", "Уфа", "Пермь", "Омск" };

static GBytes *
make_table (guint n)
{
  static const char *const first[] = { "Анна", "Тимур", "Юлия", "Павел", "Ольга", "Роман", "Мария" };
  GString *text = g_string_new ("ФИО;Телеграм;Почта;Город;Теги;Вступил\n");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s Лебедева%u;@user_%u;p%u@mail.example;%s;клуб, хор;%02u.03.2024\n", first[i % 7], i, i, i, cities[i % 5], i % 28 + 1);

  return g_string_free_to_bytes (text);
}

#define LINES 5   /* what the journal keeps of a person: one a row */

static gint64
count_lines (VecheDb *db)
{
  VecheStatement *row = veche_db_prepare (db, "SELECT count (*) FROM journal");
  gint64 n;

  veche_statement_step (row, NULL);
  n = veche_statement_int (row, 0);
  veche_statement_reset (row);

  return n;
}

static double longest_undo;   /* transaction */

static double
undo (VecheDb *db)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheGesture) gesture = NULL;
  VecheUndoWatch watch = { 0 };
  double start = bench_seconds (CLOCK_THREAD_CPUTIME_ID);

  gesture = veche_journal_undo_by_pieces (db, FALSE, "bench", &watch, NULL, &error);
  bench_check (gesture != NULL, error);
  longest_undo = MAX (longest_undo, (double) watch.longest / G_USEC_PER_SEC);

  return bench_seconds (CLOCK_THREAD_CPUTIME_ID) - start;
}

static double
import (GBytes *bytes, guint n, double *apply, double *back)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = bench_folder (), *path = g_build_filename (folder, "a.veche", NULL);
  VecheDb *db = veche_db_open (path, VECHE_DB_WRITER | VECHE_DB_CREATE, &error);
  g_autoptr (VecheTableSource) source = veche_table_source_new (bytes, "people.csv", &error);
  g_autoptr (VechePeoplePlan) plan = NULL;
  VechePeopleResult result = { 0 };
  double start, middle, end;

  bench_check (db != NULL && source != NULL, error);
  start = bench_seconds (CLOCK_THREAD_CPUTIME_ID);
  plan = veche_people_plan_new (db, source, NULL, NULL, &error);
  bench_check (plan != NULL, error);
  middle = bench_seconds (CLOCK_THREAD_CPUTIME_ID);
  bench_check (veche_people_plan_apply (db, plan, FALSE, "bench", NULL, NULL, NULL, &result, &error), error);
  end = bench_seconds (CLOCK_THREAD_CPUTIME_ID);
  g_assert_cmpuint (result.added, ==, n);
  *apply = end - middle;
  g_assert_cmpint (count_lines (db), ==, LINES * n + 2);   /* and the two tags */
  *back = undo (db);
  veche_db_close (db);
  bench_remove (folder);

  return middle - start;
}

typedef struct
{
  GCancellable *cancellable;
  guint  at;                    /* row at which to stop; 0: never */
  double stopped, last, longest, last_cpu, longest_cpu;
} Watch;

static void
watch_rows_cb (gint64 done, gint64 total, gpointer user_data)
{
  Watch *watch = user_data;

  if (watch->at == 0 || done < watch->at || watch->stopped > 0)
    return;
  watch->stopped = bench_seconds (CLOCK_MONOTONIC);
  g_cancellable_cancel (watch->cancellable);
}

static void
watch_commit_cb (VecheChange *change, gpointer user_data)
{
  Watch *watch = user_data;
  double now = bench_seconds (CLOCK_MONOTONIC), cpu = bench_seconds (CLOCK_THREAD_CPUTIME_ID);

  watch->longest = MAX (watch->longest, now - watch->last);
  watch->longest_cpu = MAX (watch->longest_cpu, cpu - watch->last_cpu);
  watch->last = now;
  watch->last_cpu = cpu;
  veche_change_unref (change);
}

/* G7: how long the writer is held, and how long a cancel takes just before the end of a transaction. */
static void
interrupt (GBytes *bytes, guint at)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = bench_folder (), *path = g_build_filename (folder, "a.veche", NULL);
  VecheDb *db = veche_db_open (path, VECHE_DB_WRITER | VECHE_DB_CREATE, &error);
  g_autoptr (VecheTableSource) source = veche_table_source_new (bytes, "people.csv", &error);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (VechePeoplePlan) plan = veche_people_plan_new (db, source, NULL, NULL, &error);
  Watch watch = { .cancellable = cancellable, .at = at };
  VechePeopleResult result = { 0 };

  veche_db_set_publisher (db, watch_commit_cb, &watch);
  watch.last = bench_seconds (CLOCK_MONOTONIC);
  watch.last_cpu = bench_seconds (CLOCK_THREAD_CPUTIME_ID);
  veche_people_plan_apply (db, plan, FALSE, "bench", watch_rows_cb, &watch, cancellable, &result, &error);
  g_print ("G7   people of a table: longest time between two commits %.0f ms, by cpu %.0f ms (goal 200), cancel at row %u %.1f ms (goal 250), %u are in\n", watch.longest * 1e3, watch.longest_cpu * 1e3, at,
           (bench_seconds (CLOCK_MONOTONIC) - watch.stopped) * 1e3, result.added);
  veche_db_set_publisher (db, NULL, NULL);
  veche_db_close (db);
  bench_remove (folder);
}

/* The values of a statement: "i" a number, "s" a text, "b" GBytes. */
static void
run (VecheDb *db, const char *sql, const char *kinds, ...)
{
  g_autoptr (GError) error = NULL;
  VecheStatement *statement = veche_db_prepare (db, sql);
  va_list values;
  GBytes *blob;
  gconstpointer data;
  gsize size;

  va_start (values, kinds);
  for (int i = 1; *kinds != '\0'; i++, kinds++)
    switch (*kinds)
      {
      case 'i':
        veche_statement_bind_int (statement, i, va_arg (values, gint64));
        break;
      case 's':
        veche_statement_bind_static (statement, i, va_arg (values, const char *));
        break;
      default:
        blob = va_arg (values, GBytes *);
        data = g_bytes_get_data (blob, &size);
        veche_statement_bind_blob (statement, i, data, size);
      }
  va_end (values);
  bench_check (veche_statement_run (statement, &error), error);
}

/* What the journal keeps of a row: all its fields in one line. */
static void
note (VecheDb *db, const char *table, const char *uid, ...)
{
  static const char sql[] = "INSERT INTO journal (gesture_id, object, object_uid, field, after) VALUES (1, ?1, ?2, '', ?3)";
  g_autoptr (GString) pack = g_string_new (NULL);
  const char *field;
  va_list fields;

  va_start (fields, uid);
  while ((field = va_arg (fields, const char *)) != NULL)
    g_string_append_printf (pack, "%s\"%s\":\"%s\"", pack->len > 0 ? "," : "{", field, va_arg (fields, const char *));
  va_end (fields);
  g_string_append_c (pack, '}');
  run (db, sql, "sss", table, uid, pack->str);
}

typedef struct { char *uid, *name, *handle, *email, *telegram, *mail, *first, *second; } Person;

static Person *
make_people (guint n)
{
  Person *people = g_new0 (Person, n);

  for (guint i = 0; i < n; i++)
    people[i] = (Person){ veche_uid_new (), g_strdup_printf ("Анна Лебедева%u", i), g_strdup_printf ("user_%u", i),
                          g_strdup_printf ("p%u@mail.example", i), veche_uid_new (), veche_uid_new (), veche_uid_new (), veche_uid_new () };

  return people;
}

static void
write_person (VecheDb *db, const Person *person, gint64 id, const char *city, gboolean journal)
{
  static const char member_sql[] = "INSERT INTO member (id, uid, name, name_key, city, created, joined) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)";
  static const char identity_sql[] = "INSERT INTO identity (uid, member_id, platform, remote_id, handle, url) VALUES (?1, ?2, ?3, ?4, ?4, ?5)";
  static const char tag_sql[] = "INSERT INTO member_tag (uid, member_id, tag_id) VALUES (?1, ?2, ?3)";
  g_autoptr (GBytes) key = veche_text_sort_key (person->name);

  run (db, member_sql, "issbsi", id, person->uid, person->name, key, city, G_GINT64_CONSTANT (1700000000000000));
  run (db, identity_sql, "sisss", person->telegram, id, "telegram", person->handle, NULL);
  run (db, identity_sql, "sisss", person->mail, id, "email", person->email, NULL);
  run (db, tag_sql, "sii", person->first, id, G_GINT64_CONSTANT (1));
  run (db, tag_sql, "sii", person->second, id, G_GINT64_CONSTANT (2));
  if (!journal)
    return;

  note (db, "member", person->uid, "name", person->name, "city", city, "created", "1700000000000000", "joined", "1700000000000000", NULL);
  note (db, "identity", person->telegram, "member_id", person->uid, "platform", "telegram", "remote_id", person->handle, "handle", person->handle, NULL);
  note (db, "identity", person->mail, "member_id", person->uid, "platform", "email", "remote_id", person->email, "handle", person->email, NULL);
  note (db, "member_tag", person->first, "member_id", person->uid, "tag_id", person->uid, NULL);
  note (db, "member_tag", person->second, "member_id", person->uid, "tag_id", person->uid, NULL);
}

static double
bare (guint n, gboolean journal)
{
  static const char fts_sql[] = "INSERT INTO member_fts (rowid, name, handles, labels, notes, keys) VALUES (?1, ?2, ?3, 'клуб хор', ?4, ?5)";
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = bench_folder (), *path = g_build_filename (folder, "b.veche", NULL);
  VecheDb *db = veche_db_open (path, VECHE_DB_WRITER | VECHE_DB_CREATE, &error);
  Person *people = make_people (n);   /* not counted, and left: a bench ends soon */
  double start;

  bench_check (db != NULL && veche_db_begin (db, &error), error);
  bench_check (veche_db_exec (db, "INSERT INTO tag (uid, name) VALUES ('a', 'клуб'), ('b', 'хор');"
                                  "INSERT INTO gesture (uid, at, actor, kind) VALUES ('g', 1, 'bench', 'import-people')", &error), error);
  start = bench_seconds (CLOCK_THREAD_CPUTIME_ID);
  for (guint i = 0; i < n; i++)
    write_person (db, &people[i], i + 1, cities[i % 5], journal);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *handles = g_strjoin (" ", people[i].handle, people[i].email, NULL);
      g_autofree char *keys = veche_fts_make_keys (people[i].name, handles);

      run (db, fts_sql, "issss", (gint64) (i + 1), people[i].name, handles, cities[i % 5], keys);
    }
  bench_check (veche_db_commit (db, &error), error);
  start = bench_seconds (CLOCK_THREAD_CPUTIME_ID) - start;
  g_assert_cmpint (count_lines (db), ==, journal ? LINES * n : 0);
  veche_db_close (db);
  bench_remove (folder);

  return start;
}

int
main (void)
{
  guint n = bench_size ("VECHE_BENCH_MEMBERS", 5000), rounds = 5;
  g_autoptr (GBytes) bytes = make_table (n);
  double plan[5], apply[5], back[5], undoable[5], alone[5];

  for (guint i = 0; i < rounds; i++)
    {
      plan[i] = import (bytes, n, &apply[i], &back[i]);
      undoable[i] = bare (n, TRUE);
      alone[i] = bare (n, FALSE);
    }

  {
    double a = bench_at (apply, rounds, 0.5), b = bench_at (undoable, rounds, 0.5), c = bench_at (alone, rounds, 0.5);

    g_print ("G6   people of a table, by cpu: %.0f rows/s; bare inserts with the journal %.0f rows/s: %.0f %% (goal 75 %%); without it %.0f rows/s: %.0f %%\n",
             n / a, n / b, 100 * b / a, n / c, 100 * c / a);
    g_print ("     plan %.0f rows/s, undo %.0f rows/s, its longest transaction %.0f ms (goal <= 200)\n", n / bench_at (plan, rounds, 0.5),
             n / bench_at (back, rounds, 0.5), 1e3 * longest_undo);
  }

  interrupt (bytes, n * 3 / 4 / 200 * 200 + 150);

  return 0;
}
