/* veche-link-check.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/veche-link-check.h"

static const char *const nicks[] = { NULL, "good", "dead", "unsure" };

const char *
veche_link_state_nick (VecheLinkState state)
{
  return nicks[state];
}

VecheLinkState
veche_link_state_parse (const char *nick)
{
  for (guint i = 1; i < G_N_ELEMENTS (nicks); i++)
    if (g_strcmp0 (nick, nicks[i]) == 0)
      return i;

  return VECHE_LINK_UNKNOWN;
}

void
veche_link_check_free (VecheLinkCheck *self)
{
  g_free (self->title);
  g_free (self->url);
  g_free (self);
}
