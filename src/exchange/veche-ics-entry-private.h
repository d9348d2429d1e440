/* veche-ics-entry-private.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "exchange/veche-ics-private.h"

G_BEGIN_DECLS

/* One entry while it is read: by -entry (words, people, the rest) and -entry-when (times). */
typedef struct
{
  VecheIcs                *ics;
  const VecheIcsComponent *component;
  VecheCalendarEntry      *entry;
  GString                 *extra;
  const char              *reason;    /* (nullable) why it is refused */
} VecheIcsReader;

void   veche_ics_entry_when   (VecheIcsReader *self);                                     /* start, end, rule; or the reason why not */
void   veche_ics_entry_skip   (VecheIcsReader *self, const VecheIcsProperty *property);   /* EXDATE */
void   veche_ics_entry_snooze (VecheIcsReader *self, const char *moment);                 /* "20261213T060000Z": not shown before that day */
gint64 veche_ics_entry_moment (const VecheIcsComponent *component, const char *name);     /* µs; 0: it does not say */

G_END_DECLS
