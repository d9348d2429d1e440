/* veche-tombstones-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-tombstones-table.h"

#include <string.h>

#include "model/veche-uid.h"
#include "store/veche-db.h"
#include "store/veche-statement.h"

#define KEY "tombstone-key"

/* Without a key, whoever has a list of numbers could try them all against any workspace at once. (transfer full) (nullable) */
static char *
read_key (VecheDb *db)
{
  g_autoptr (GVariant) key = veche_db_get_setting (db, KEY);

  return key != NULL ? g_variant_dup_string (key, NULL) : NULL;
}

/* (transfer full) (nullable) */
static char *
make_key (VecheDb *db, GError **error)
{
  g_autofree char *first = g_uuid_string_random (), *second = g_uuid_string_random ();
  g_autofree char *key = g_strconcat (first, second, NULL);

  return veche_db_set_setting (db, KEY, g_variant_new_string (key), error) ? g_steal_pointer (&key) : NULL;
}

/* (transfer full) */
static char *
digest_of (const char *key, const char *platform, const char *instance, const char *id)
{
  g_autofree char *folded = g_utf8_casefold (id[0] == '@' ? id + 1 : id, -1);
  g_autofree char *whole = g_strjoin ("\n", platform, instance, folded, NULL);

  return g_compute_hmac_for_string (G_CHECKSUM_SHA256, (const guchar *) key, strlen (key), whole, -1);
}

gboolean
veche_tombstones_add (VecheDb *db, const char *platform, const char *instance, const char *id, GError **error)
{
  static const char sql[] = "INSERT INTO tombstone (digest, at) VALUES (?1, ?2) ON CONFLICT (digest) DO NOTHING";
  g_autofree char *key = read_key (db), *digest = NULL;
  VecheStatement *row;

  if (key == NULL)
    key = make_key (db, error);
  if (key == NULL)
    return FALSE;

  digest = digest_of (key, platform, instance, id);
  row = veche_db_prepare (db, sql);
  veche_statement_bind_text (row, 1, digest);
  veche_statement_bind_int (row, 2, veche_now ());

  return veche_statement_run (row, error);
}

static gboolean
is_any (VecheDb *db)
{
  VecheStatement *row = veche_db_prepare (db, "SELECT 1 FROM tombstone LIMIT 1");
  gboolean any = veche_statement_step (row, NULL);

  veche_statement_reset (row);

  return any;
}

gboolean
veche_tombstones_has (VecheDb *db, const char *platform, const char *instance, const char *id)
{
  static const char sql[] = "SELECT 1 FROM tombstone WHERE digest = ?1";
  g_autofree char *key = id != NULL && is_any (db) ? read_key (db) : NULL, *digest = NULL;
  VecheStatement *row;
  gboolean has;

  if (key == NULL)
    return FALSE;

  digest = digest_of (key, platform, instance, id);
  row = veche_db_prepare (db, sql);
  veche_statement_bind_text (row, 1, digest);
  has = veche_statement_step (row, NULL);
  veche_statement_reset (row);

  return has;
}
