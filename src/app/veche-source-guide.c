/* veche-source-guide.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-mention-words.h"
#include "app/veche-source-guide.h"
#include "app/veche-source-guides.h"

/* One line a platform, in the order of the list. */
static const VecheSourceGuide *const guides[] = {
  &veche_guide_mastodon,
  &veche_guide_bluesky,
  &veche_guide_telegram,
  &veche_guide_vk,
  &veche_guide_discord,
  &veche_guide_discourse,
  &veche_guide_matrix,
  &veche_guide_feed,
  &veche_guide_caldav,
  &veche_guide_ical,
  &veche_guide_place,
  &veche_guide_folder,
  &veche_guide_command,
};

const VecheSourceGuide *const *
veche_source_guides (guint *n)
{
  *n = G_N_ELEMENTS (guides);

  return guides;
}

const VecheSourceGuide *
veche_source_guide_find (const char *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (guides); i++)
    if (g_strcmp0 (guides[i]->type, type) == 0)
      return guides[i];

  return NULL;
}

gboolean
veche_source_guide_asks_address (const VecheSourceGuide *guide)
{
  for (const VecheGuideField *field = guide->fields; field != NULL && field->key != NULL; field++)
    if (g_str_equal (field->key, "url"))
      return TRUE;

  return FALSE;
}

/* Sentences are ours, so their only directive is the one %s that we know of. */
static char *
veche_source_guide_fill (const char *sentence, const char *about)
{
  g_auto (GStrv) halves = g_strsplit (sentence, "%s", 2);

  if (halves[0] == NULL || halves[1] == NULL)
    return g_strdup (sentence);

  return g_strconcat (halves[0], about, halves[1], NULL);
}

char *
veche_source_guide_notice (const char *type, const char *code, const char *about)
{
  const VecheSourceGuide *guide = veche_source_guide_find (type);
  g_autofree char *clean = veche_words_clean (about, 80, FALSE);

  for (guint i = 0; guide != NULL && guide->notices != NULL && guide->notices[i].code != NULL; i++)
    if (g_str_equal (guide->notices[i].code, code))
      return veche_source_guide_fill (_ (guide->notices[i].sentence), clean);

  return *clean != '\0' ? g_strdup_printf ("%s (%s)", code, clean) : g_strdup (code);
}
