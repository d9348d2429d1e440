/* veche-contribution-rules.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/veche-contribution-rules.h"

#include <string.h>

#include "store/veche-db.h"

#define OWN "own"     /* where the file of lists names a language */

void
veche_contribution_rules_free (VecheContributionRules *self)
{
  for (guint i = 0; i < VECHE_SPEECH_N; i++)
    g_free (self->words[i]);
  g_free (self->rest);
  g_free (self);
}

/* Of which list this line is; -1: of none that a person fills in. */
static int
rules_list_of (const char *line, char **phrase)
{
  g_auto (GStrv) cells = g_strsplit (line, "\t", 3);
  VecheSpeech kind = g_strv_length (cells) == 3 ? veche_speech_from_nick (cells[0]) : 0;

  if (kind == 0 || *g_strstrip (cells[2]) == '\0' || strchr (cells[2], ',') != NULL)
    return -1;
  *phrase = g_strdup (cells[2]);

  return g_bit_nth_lsf (kind, -1);
}

static void
rules_read_words (VecheContributionRules *self, const char *own)
{
  g_auto (GStrv) lines = g_strsplit (own, "\n", -1);
  GString *words[VECHE_SPEECH_N];
  g_autoptr (GString) rest = g_string_new (NULL);

  for (guint i = 0; i < VECHE_SPEECH_N; i++)
    words[i] = g_string_new (NULL);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *phrase = NULL;
      int list = rules_list_of (lines[i], &phrase);

      if (list >= 0)
        g_string_append_printf (words[list], "%s%s", words[list]->len > 0 ? ", " : "", phrase);
      else if (*lines[i] != '\0')
        g_string_append_printf (rest, "%s\n", lines[i]);
    }
  for (guint i = 0; i < VECHE_SPEECH_N; i++)
    self->words[i] = g_string_free (words[i], FALSE);
  self->rest = rest->len > 0 ? g_strdup (rest->str) : NULL;
}

VecheContributionRules *
veche_contribution_rules_load (VecheDb *db)
{
  VecheContributionRules *self = g_new0 (VecheContributionRules, 1);
  g_autoptr (GVariant) own = veche_db_get_setting (db, VECHE_SETTING_SPEECH);

  for (guint kind = 0; kind < VECHE_N_DEEDS; kind++)
    self->weights[kind] = veche_contributions_get_weight (db, kind);
  rules_read_words (self, own != NULL && g_variant_is_of_type (own, G_VARIANT_TYPE_STRING) ? g_variant_get_string (own, NULL) : "");

  return self;
}

gboolean
veche_contribution_rules_save (VecheDb *db, const VecheContributionRules *self, GError **error)
{
  g_autoptr (GString) own = g_string_new (self->rest);

  for (guint i = 0; i < VECHE_SPEECH_N; i++)
    {
      g_auto (GStrv) phrases = g_strsplit_set (self->words[i], ",\t\n", -1);

      for (guint p = 0; phrases[p] != NULL; p++)
        if (*g_strstrip (phrases[p]) != '\0')
          g_string_append_printf (own, "%s\t" OWN "\t%s\n", veche_speech_to_nick (1 << i), phrases[p]);
    }
  for (guint kind = 0; kind < VECHE_N_DEEDS; kind++)
    if (self->weights[kind] != veche_contributions_get_weight (db, kind) &&
        !veche_contributions_set_weight (db, kind, self->weights[kind], error))
      return FALSE;

  return veche_db_set_setting (db, VECHE_SETTING_SPEECH, own->len > 0 ? g_variant_new_string (own->str) : NULL, error);
}
