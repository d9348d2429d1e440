/* veche-contact.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/veche-contact.h"

#include <stdio.h>

void
veche_contact_free (VecheContact *self)
{
  g_free (self->preferred_platform);
  g_free (self->quiet_from);
  g_free (self->quiet_until);
  g_free (self);
}

/* Minutes after midnight; -1: no time of day. */
static int
read_minutes (const char *text)
{
  int hour, minute = 0;

  if (text == NULL || sscanf (text, "%2d:%2d", &hour, &minute) < 1 || hour < 0 || hour > 24 || minute < 0 || minute > 59)
    return -1;

  return (hour * 60 + minute) % (24 * 60);
}

gboolean
veche_contact_has_quiet (const VecheContact *self)
{
  int from = read_minutes (self->quiet_from), until = read_minutes (self->quiet_until);

  return from >= 0 && until >= 0 && from != until;
}

gboolean
veche_contact_is_quiet (const VecheContact *self, gint64 now)
{
  int from = read_minutes (self->quiet_from), until = read_minutes (self->quiet_until), minute;
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_local (now / G_USEC_PER_SEC);

  if (!veche_contact_has_quiet (self) || moment == NULL)
    return FALSE;

  minute = g_date_time_get_hour (moment) * 60 + g_date_time_get_minute (moment);

  return from < until ? minute >= from && minute < until : minute >= from || minute < until;
}
