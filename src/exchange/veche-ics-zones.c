/* veche-ics-zones.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Zones of a calendar by their IANA name; Windows' names by ICU, libical's own by their end, strange ones by what they say.
 */

#include "exchange/veche-ics-private.h"

#include <string.h>
#include <unicode/ucal.h>
#include <unicode/ustring.h>

#include "model/veche-when.h"

#define MOST_NAME  250   /* bytes */
#define MOST_RULES 30    /* zones of a file that are looked for by what they say: half a thousand others are compared */

/* Only what looks like a name: it becomes part of a path. */
static gboolean
is_zone (const char *name)
{
  if (!g_ascii_isalpha (*name) || strlen (name) > 60 || strstr (name, "..") != NULL || strstr (name, "//") != NULL)
    return FALSE;
  for (const char *p = name; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr ("/_+-", *p) == NULL)
      return FALSE;

  return veche_when_zone_exists (name);
}

static char *
windows_zone (const char *name)
{
  UChar from[64], to[64];
  char text[64];
  UErrorCode code = U_ZERO_ERROR;
  int32_t n;

  if (strlen (name) >= G_N_ELEMENTS (from))
    return NULL;
  u_strFromUTF8 (from, G_N_ELEMENTS (from), NULL, name, -1, &code);
  n = ucal_getTimeZoneIDForWindowsID (from, -1, NULL, to, G_N_ELEMENTS (to), &code);
  if (U_FAILURE (code) || n <= 0 || n >= (int32_t) G_N_ELEMENTS (to))
    return NULL;
  u_strToUTF8 (text, sizeof text, NULL, to, n, &code);

  return U_SUCCESS (code) && is_zone (text) ? g_strdup (text) : NULL;
}

void
veche_ics_take_zones (VecheIcs *self, const VecheIcsComponent *calendar)
{
  /* Another calendar of the file may mean other zones by the same names. */
  g_clear_pointer (&self->zones, g_hash_table_unref);
  g_clear_pointer (&self->locations, g_hash_table_unref);
  self->zones = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->locations = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_clear_pointer (&self->own_zones, g_hash_table_unref);
  self->own_zones = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = calendar->components->len; i-- > 0;)
    {
      const VecheIcsComponent *zone = calendar->components->pdata[i];
      const VecheIcsProperty *id = strcmp (zone->name, "VTIMEZONE") == 0 ? veche_ics_component_get (zone, "TZID") : NULL;
      const VecheIcsProperty *place = id != NULL ? veche_ics_component_get (zone, "X-LIC-LOCATION") : NULL;

      if (id != NULL)
        g_hash_table_replace (self->own_zones, g_strdup (id->value), (gpointer) zone);
      if (place != NULL)
        g_hash_table_replace (self->locations, g_strdup (id->value), g_strdup (place->value));
    }
}

static char *
find_zone (VecheIcs *self, const char *tzid)
{
  const VecheIcsComponent *own = g_hash_table_lookup (self->own_zones, tzid);
  const char *location;
  char *name;

  if (strlen (tzid) > MOST_NAME)
    return NULL;
  if (is_zone (tzid))
    return g_strdup (tzid);
  location = g_hash_table_lookup (self->locations, tzid);
  if (location != NULL && is_zone (location))
    return g_strdup (location);
  for (const char *slash = strchr (tzid, '/'); slash != NULL; slash = strchr (slash + 1, '/'))
    if (strchr (slash + 1, '/') != NULL && is_zone (slash + 1))
      return g_strdup (slash + 1);

  name = windows_zone (tzid);
  if (name == NULL && own != NULL && self->n_unknown++ < MOST_RULES)
    name = veche_ics_zone_by_rules (own);

  return name;
}

char *
veche_ics_find_zone (VecheIcs *self, const char *tzid)
{
  char *name;

  if (!g_hash_table_lookup_extended (self->zones, tzid, NULL, (gpointer *) &name))
    {
      name = find_zone (self, tzid);
      g_hash_table_insert (self->zones, g_strdup (tzid), name);
    }

  return g_strdup (name);
}
