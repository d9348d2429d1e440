/* veche-export-words.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "app/veche-draw.h"
#include "app/veche-export-words.h"
#include "app/veche-member-words.h"

static const struct { const char *key, *word; } titles[] = {
  { "uid", NC_ ("column", "Veche ID") },
  { "name", NC_ ("column", "Name") },
  { "address_as", NC_ ("column", "How to address") },
  { "headline", NC_ ("column", "Who they are") },
  { "city", NC_ ("column", "City") },
  { "birthday", NC_ ("column", "Birthday") },
  { "competencies", NC_ ("column", "Competencies") },
  { "tags", NC_ ("column", "Tags") },
  { "communities", NC_ ("column", "Communities") },
  { "organisations", NC_ ("column", "Organisations") },
  { "stage", NC_ ("column", "Stage") },
  { "role", NC_ ("column", "In the team") },
  { "joined", NC_ ("column", "With us since") },
  { "last_seen", NC_ ("column", "Last seen") },
  { "last_contact", NC_ ("column", "Last contact") },
  { "interactions", NC_ ("column", "Interactions") },
  { "origin", NC_ ("column", "Where they came from") },
  { "came_through", NC_ ("column", "Came through") },
  { "preferred_platform", NC_ ("column", "Where to write") },
  { "important", NC_ ("column", "Important person") },
  { "leader", NC_ ("column", "Opinion leader") },
  { "reach", NC_ ("column", "Has an audience") },
  { "watched", NC_ ("column", "On the watch list") },
  { "archived", NC_ ("column", "In the archive") },
  { "do_not_contact", NC_ ("column", "Do not write to") },
  { "do_not_mention", NC_ ("column", "Do not mention") },
  { "contact_consent", NC_ ("column", "Consent to contact") },
  { "offers", NC_ ("column", "Offers") },
  { "needs", NC_ ("column", "Needs") },
  { "motives", NC_ ("column", "Motives") },
  { "likes", NC_ ("column", "Likes") },
  { "dislikes", NC_ ("column", "Dislikes") },
  { "manner", NC_ ("column", "How to talk") },
  { "consents", NC_ ("column", "Consents") },
  { "notes", NC_ ("column", "Notes") },
};

static char *
account_title (const char *platform)
{
  if (g_str_equal (platform, "email"))
    return g_strdup (C_ ("column", "E-mail"));
  if (g_str_equal (platform, "phone"))
    return g_strdup (C_ ("column", "Phone"));
  if (g_str_equal (platform, "web"))
    return g_strdup (C_ ("column", "Web page"));

  return g_strdup (veche_platform_name (platform));
}

void
veche_export_translate (GPtrArray *columns)
{
  for (guint i = 0; i < columns->len; i++)
    {
      VecheExportColumn *column = g_ptr_array_index (columns, i);
      char *title = NULL;

      if (g_str_has_prefix (column->key, "account:"))
        title = account_title (column->key + strlen ("account:"));
      for (gsize t = 0; t < G_N_ELEMENTS (titles) && title == NULL; t++)
        if (g_str_equal (titles[t].key, column->key))
          title = g_strdup (g_dpgettext2 (NULL, "column", titles[t].word));
      if (title == NULL)
        continue;
      g_free (column->title);
      column->title = title;
    }
}

static const char *
consent_word (const char *state)
{
  if (g_str_equal (state, "given"))
    return C_ ("consent", "given");
  if (g_str_equal (state, "asked"))
    return C_ ("consent", "asked");
  if (g_str_equal (state, "refused"))
    return C_ ("consent", "refused");
  if (g_str_equal (state, "withdrawn"))
    return C_ ("consent", "withdrawn");

  return state;
}

const char *
veche_export_say (const char *key, const char *word)
{
  if (g_str_equal (word, "yes"))
    return C_ ("cell", "yes");
  if (g_str_equal (key, "stage"))
    return veche_stage_word (word);
  if (g_str_equal (key, "role"))
    return veche_role_word (word);
  if (g_str_equal (key, "contact_consent"))
    return consent_word (word);

  return word;
}

const char *
veche_export_format_word (VecheExportFormat format)
{
  switch (format)
    {
    case VECHE_EXPORT_CSV:
      return _ ("Table (CSV)");
    case VECHE_EXPORT_XLSX:
      return _ ("Workbook (XLSX)");
    case VECHE_EXPORT_ODS:
      return _ ("Workbook (ODS)");
    case VECHE_EXPORT_VCARD:
      return _ ("Cards (vCard)");
    case VECHE_EXPORT_VCARD_4:
      return _ ("Cards (vCard 4.0)");
    case VECHE_EXPORT_JSON:
      return _ ("JSON");
    case VECHE_EXPORT_JSONL:
      return _ ("JSON Lines");
    case VECHE_EXPORT_CELLS:
    case VECHE_EXPORT_N_FORMATS:
    default:
      return "";
    }
}

const char *
veche_export_format_hint (VecheExportFormat format)
{
  switch (format)
    {
    case VECHE_EXPORT_CSV:
      return _ ("Opens in every spreadsheet and comes back into Veche");
    case VECHE_EXPORT_XLSX:
      return _ ("For Excel and LibreOffice: dates are dates, the heading stays in sight");
    case VECHE_EXPORT_ODS:
      return _ ("For LibreOffice and other free spreadsheets: dates are dates");
    case VECHE_EXPORT_VCARD:
      return _ ("For address books and phones");
    case VECHE_EXPORT_VCARD_4:
      return _ ("For newer address books, when they ask for it");
    case VECHE_EXPORT_JSON:
      return _ ("For programs, as one list");
    case VECHE_EXPORT_JSONL:
      return _ ("For programs, one person a line");
    case VECHE_EXPORT_CELLS:
    case VECHE_EXPORT_N_FORMATS:
    default:
      return "";
    }
}

/* Where the comma stands in numbers, spreadsheets part cells by semicolons. */
char
veche_export_delimiter (void)
{
  return *localeconv ()->decimal_point == ',' ? ';' : ',';
}
