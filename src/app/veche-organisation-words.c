/* veche-organisation-words.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-organisation-words.h"
#include "store/veche-organisations-table.h"

const char *
veche_organisation_kind_word (const char *kind)
{
  static const char *const words[] = {
    NC_ ("organisation", "Partner"),  NC_ ("organisation", "Sponsor"), NC_ ("organisation", "Community"), NC_ ("organisation", "Team"),
    NC_ ("organisation", "Employer"), NC_ ("organisation", "Other"),
  };

  for (guint i = 0; veche_organisation_kinds[i] != NULL; i++)
    if (g_strcmp0 (veche_organisation_kinds[i], kind) == 0)
      return g_dpgettext2 (NULL, "organisation", words[i]);

  return "";
}
