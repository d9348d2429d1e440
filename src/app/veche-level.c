/* veche-level.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-level.h"

const char *
veche_level_word (int level)
{
  static const char *const words[VECHE_LEVEL_MOST] = {
    NC_ ("level", "Tries it"),     NC_ ("level", "Does it with hints"), NC_ ("level", "Does it alone"),
    NC_ ("level", "Helps others"), NC_ ("level", "Knows it deeply"),
  };

  return g_dpgettext2 (NULL, "level", words[CLAMP (level, 1, VECHE_LEVEL_MOST) - 1]);
}
