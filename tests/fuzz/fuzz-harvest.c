/* fuzz-harvest.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "analysis/veche-experts.h"
#include "analysis/veche-harvest.h"
#include "store/veche-db.h"

/* Any bytes as an introduction, as a file of introductions, and as a question: whatever is found quotes the text, and what is asked is answered. */

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static VecheDb *
open_workspace (void)
{
  static const char sql[] =
    "INSERT INTO competency (uid, name) VALUES ('1', 'Python'), ('2', 'Право'), ('3', 'C'), ('4', 'Помощь на месте'), ('5', '\" OR \"');"
    "INSERT INTO competency_alias (uid, competency_id, alias) VALUES ('1', 2, 'юридические вопросы'), ('2', 3, '*'), ('3', 4, '');"
    "INSERT INTO member (uid, name, city, headline, created) VALUES ('1', 'Анна', 'Казань', 'юрист', 1), ('2', 'Boris', '', NULL, 1);"
    "INSERT INTO member_competency (uid, member_id, competency_id, at) VALUES ('1', 1, 2, 1), ('2', 2, 1, 1);";
  VecheDb *db = veche_db_open (":memory:", VECHE_DB_WRITER | VECHE_DB_CREATE, NULL);

  g_assert_true (veche_db_begin (db, NULL) && veche_db_exec (db, sql, NULL) && veche_db_commit (db, NULL));

  return db;
}

static void
check_finds (GPtrArray *finds, const char *text)
{
  gboolean valid = g_utf8_validate (text, -1, NULL);

  for (guint i = 0; i < finds->len; i++)
    {
      VecheHarvestFind *find = finds->pdata[i];

      g_assert_true (g_utf8_validate (find->value, -1, NULL) && g_utf8_validate (find->quote, -1, NULL));
      g_assert_true (!valid || strlen (text) > 10000 || strstr (text, find->quote) != NULL);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static VecheDb *db;
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (GPtrArray) finds = NULL, lines = NULL;
  g_autoptr (VecheExperts) experts = NULL;
  g_auto (GStrv) unknown = NULL;
  VecheExpertsQuery query = { .text = text };

  if (db == NULL)
    db = open_workspace ();
  finds = veche_harvest_text (db, text, NULL);
  lines = veche_harvest_lines (db, text, &unknown, NULL);
  experts = veche_experts_find (db, &query, NULL);
  g_assert_true (finds != NULL && lines != NULL && experts != NULL);
  check_finds (finds, text);

  return 0;
}
