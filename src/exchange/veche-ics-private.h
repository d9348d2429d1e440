/* veche-ics-private.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "exchange/veche-ics.h"

G_BEGIN_DECLS

#define VECHE_ICS_MORNING "09:00"   /* when others ring for a task that was put off to a day */

/* Reading in parts: -read (lines, properties, components, their bounds), -entry (what they say), -zones, -zone-rules. */

typedef struct
{
  char  *name, *value, *line;   /* name in capitals; line: as it came, unfolded */
  GStrv  parameters;            /* "TZID=Europe/Berlin" */
} VecheIcsProperty;
void  veche_ics_property_free    (gpointer data);
char *veche_ics_property_get     (const VecheIcsProperty *self, const char *name);   /* a parameter, without quotes (transfer full) (nullable) */
char *veche_ics_unescape         (const char *value);                                /* TEXT (transfer full) */

typedef struct
{
  char      *name;
  GPtrArray *properties, *components;
  gboolean   cut, bad_line;     /* of its lines some were too long or too many; were no lines */
} VecheIcsComponent;
const VecheIcsProperty *veche_ics_component_get (const VecheIcsComponent *self, const char *name);   /* the first one (nullable) */

void  veche_ics_refuse           (VecheIcs *self, const char *uid, const char *title, const char *reason);
void  veche_ics_take_calendar    (VecheIcs *self, const VecheIcsComponent *calendar);
void  veche_ics_take_zones       (VecheIcs *self, const VecheIcsComponent *calendar);
char *veche_ics_find_zone        (VecheIcs *self, const char *tzid);   /* its IANA name (transfer full) (nullable) */
char *veche_ics_zone_by_rules    (const VecheIcsComponent *zone);      /* one whose clocks show the same in these years (transfer full) (nullable) */

G_END_DECLS
