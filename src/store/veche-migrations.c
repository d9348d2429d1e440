/* veche-migrations.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * data/schema/NNNN-topic.sql are compiled into the program; each runs once, in order, when PRAGMA user_version is below its number.
 * A step is one IMMEDIATE transaction that holds the tables, the data, the check of foreign keys and the new version, so a kill inside
 * leaves the old schema whole (measured: with the version outside, 15 of 40 killed migrations left a file that could not be opened).
 *
 * An empty file takes the steps up to one of them together, by schema/whole/NNNN.sql: what they come to.  SQLite reads all of the schema
 * again at each ALTER TABLE, and 80 of them made a new workspace cost 0.8 G instructions.
 */

#include "store/veche-migrations.h"

#include <string.h>

#include "veche-schema-resources.h"

#include "store/veche-migrations-check.h"
#include "store/veche-statement.h"

#define SCHEMA_PATH "/app/veche/Veche/schema"
#define WHOLE_PATH  "/app/veche/Veche/schema-whole"

typedef struct
{
  int   version;
  char *path;      /* (owned) */
} VecheMigration;

static void
migration_clear (gpointer data)
{
  VecheMigration *migration = data;

  g_free (migration->path);
}

static int
migration_compare (gconstpointer a, gconstpointer b)
{
  return ((const VecheMigration *) a)->version - ((const VecheMigration *) b)->version;
}

/* Every .sql there that is linked in; tests register more. (transfer full) (element-type VecheMigration) sorted by version */
static GArray *
veche_migrations_list_at (const char *path)
{
  g_auto (GStrv) names = NULL;
  GArray        *list = g_array_new (FALSE, TRUE, sizeof (VecheMigration));

  /* Nothing else refers to the resource, so without this call the linker would drop it from the static library. */
  veche_schema_get_resource ();
  names = g_resources_enumerate_children (path, 0, NULL);
  g_assert (names != NULL);

  g_array_set_clear_func (list, migration_clear);
  for (gsize i = 0; names[i] != NULL; i++)
    {
      VecheMigration migration = { (int) g_ascii_strtoll (names[i], NULL, 10), g_build_path ("/", path, names[i], NULL) };

      g_assert (migration.version > 0);
      g_array_append_val (list, migration);
    }
  g_array_sort (list, migration_compare);

  return list;
}

static GArray *
veche_migrations_list (void)
{
  return veche_migrations_list_at (SCHEMA_PATH);
}

static GBytes *
migration_load (const VecheMigration *migration)
{
  GBytes *sql = g_resources_lookup_data (migration->path, 0, NULL);

  g_assert (sql != NULL);

  return sql;
}

int
veche_migrations_newest (void)
{
  g_autoptr (GArray) list = veche_migrations_list ();

  return g_array_index (list, VecheMigration, list->len - 1).version;
}

/* The plain pragmas look at the file's head only; as table-valued functions they would parse the whole schema first. */
static gboolean
migration_read_pragma (VecheDb *db, const char *sql, int *value, GError **error)
{
  VecheStatement *statement = veche_db_prepare (db, sql);

  if (!veche_statement_step (statement, error))
    return FALSE;

  *value = (int) veche_statement_int (statement, 0);
  veche_statement_reset (statement);

  return TRUE;
}

gboolean
veche_migrations_read (VecheDb *db, int *application_id, int *version, GError **error)
{
  return migration_read_pragma (db, "PRAGMA application_id", application_id, error) &&
         migration_read_pragma (db, "PRAGMA user_version", version, error);
}

/* PRAGMA takes no parameters; both numbers are ours. */
static gboolean
migration_set_version (VecheDb *db, int version, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %d", VECHE_APPLICATION_ID, version);

  return veche_db_exec (db, sql, error);
}

static gboolean
migration_apply (VecheDb *db, const VecheMigration *migration, GError **error)
{
  g_autoptr (GBytes) sql = migration_load (migration);
  int                application_id, version;

  if (!veche_migrations_read (db, &application_id, &version, error))
    return FALSE;
  if (version >= migration->version)
    return TRUE;

  /* Before the first step there was nothing that could point nowhere. */
  return veche_db_exec (db, g_bytes_get_data (sql, NULL), error) &&
         (version == 0 || veche_migrations_check_step (db, g_bytes_get_data (sql, NULL), error)) &&
         migration_set_version (db, migration->version, error);
}

static gboolean
migration_run (VecheDb *db, const VecheMigration *migration, GError **error)
{
  if (!veche_db_begin (db, error))
    return FALSE;

  if (!migration_apply (db, migration, error))
    {
      g_prefix_error (error, "%s: ", strrchr (migration->path, '/') + 1);
      veche_db_rollback (db);
      return FALSE;
    }

  return veche_db_commit (db, error);
}

static gboolean
veche_migrations_save_copy (VecheDb *db, int version, GError **error)
{
  g_autofree char *copy = NULL;

  if (version == 0 || g_strcmp0 (db->path, ":memory:") == 0)
    return TRUE;

  copy = g_strdup_printf ("%s.backup-v%d", db->path, version);
  if (!veche_db_backup (db, copy, error))
    {
      g_prefix_error_literal (error, "no copy before the new schema: ");
      return FALSE;
    }

  return TRUE;
}

static gboolean step_by_step;

void
veche_migrations_go_step_by_step (gboolean yes)
{
  step_by_step = yes;
}

static gboolean
veche_migrations_run_from (VecheDb *db, int version, GError **error)
{
  g_autoptr (GArray) list = veche_migrations_list ();

  if (version == 0 && !step_by_step)
    {
      g_autoptr (GArray)    whole = veche_migrations_list_at (WHOLE_PATH);
      const VecheMigration *latest = &g_array_index (whole, VecheMigration, whole->len - 1);

      if (!migration_run (db, latest, error))
        return FALSE;
      version = latest->version;
    }

  for (guint i = 0; i < list->len; i++)
    {
      const VecheMigration *migration = &g_array_index (list, VecheMigration, i);

      if (migration->version > version && !migration_run (db, migration, error))
        return FALSE;
    }

  return TRUE;
}

static gint migrations_running;   /* atomic: how many files */

gboolean
veche_migrations_are_running (void)
{
  return g_atomic_int_get (&migrations_running) > 0;
}

static gboolean
veche_migrations_bring_up (VecheDb *db, int version, GError **error)
{
  gboolean ok;

  if (!veche_migrations_save_copy (db, version, error))
    return FALSE;

  /* Rebuilding a table drops it, and with foreign keys on that would take the rows that point to it along.  Each step checks them. */
  if (!veche_db_exec (db, "PRAGMA foreign_keys = OFF", error))
    return FALSE;
  ok = veche_migrations_run_from (db, version, error);

  return veche_db_exec (db, "PRAGMA foreign_keys = ON", ok ? error : NULL) && ok;
}

gboolean
veche_migrations_run (VecheDb *db, GError **error)
{
  int application_id, version, holds;
  gboolean ok;

  if (!veche_migrations_read (db, &application_id, &version, error))
    return FALSE;
  if (version == veche_migrations_newest ())
    return TRUE;

  holds = version > 0;
  g_atomic_int_add (&migrations_running, holds);
  ok = veche_migrations_bring_up (db, version, error);
  g_atomic_int_add (&migrations_running, -holds);

  return ok;
}

static gboolean
migrations_contain (const char *sql)
{
  g_autoptr (GArray) list = veche_migrations_list ();

  for (guint i = 0; i < list->len; i++)
    {
      g_autoptr (GBytes) text = migration_load (&g_array_index (list, VecheMigration, i));

      if (strstr (g_bytes_get_data (text, NULL), sql) != NULL)
        return TRUE;
    }

  return FALSE;
}

gboolean
veche_migrations_check_schema (VecheDb *db, GError **error)
{
  static const char sql[] = "SELECT name, sql FROM sqlite_schema\n"
                            " WHERE type IN ('trigger', 'view') OR sql LIKE 'CREATE VIRTUAL%'";
  g_autoptr (GError) local = NULL;
  VecheStatement    *statement = veche_db_prepare (db, sql);

  while (veche_statement_step (statement, &local))
    {
      if (migrations_contain (veche_statement_text (statement, 1)))
        continue;

      g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_OPEN, "the file holds code that is not Veche's: %s",
                   veche_statement_text (statement, 0));
      veche_statement_reset (statement);
      return FALSE;
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  return TRUE;
}
