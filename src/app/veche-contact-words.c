/* veche-contact-words.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-contact-words.h"
#include "app/veche-draw.h"

GPtrArray *
veche_contact_words (const VecheContact *contact, const char *platform, gint64 now, gboolean all)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);

  if (contact->do_not_contact)
    g_ptr_array_add (words, g_strdup (_ ("This person asked not to be written to")));
  if (contact->do_not_mention)
    g_ptr_array_add (words, g_strdup (_ ("This person asked not to be mentioned in public")));
  if (veche_contact_is_quiet (contact, now))
    /* Translators: %s is a time of day such as "8:00" */
    g_ptr_array_add (words, g_strdup_printf (_ ("Quiet hours now, until %s"), contact->quiet_until));
  else if (all && veche_contact_has_quiet (contact))
    /* Translators: times of day such as "22:00" and "8:00" */
    g_ptr_array_add (words, g_strdup_printf (_ ("Quiet hours from %s to %s"), contact->quiet_from, contact->quiet_until));
  if (contact->preferred_platform != NULL && g_strcmp0 (contact->preferred_platform, platform) != 0)
    /* Translators: %s is a platform such as "Telegram" */
    g_ptr_array_add (words, g_strdup_printf (_ ("Prefers to be written to on %s"), veche_platform_name (contact->preferred_platform)));

  return words;
}
