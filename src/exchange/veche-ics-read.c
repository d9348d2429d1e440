/* veche-ics-read.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * iCalendar → entries, RFC 5545.  What comes from outside is read line by line, with bounds on everything: components, their depth, lines, properties,
 * days.  A component that is wrong is refused with a reason, and the others are read.
 */

#include "exchange/veche-ics-private.h"

#include <string.h>

#include "exchange/veche-exchange-error.h"

#define MOST_LINE       (64 * 1024)     /* bytes, unfolded */
#define MOST_PROPERTIES 2000            /* of a component */
#define MOST_COMPONENTS 50000
#define MOST_DEPTH      6
#define LOOK_UP         1024            /* lines between two looks at whether it was cancelled */

/*** Lines ***/

typedef struct
{
  const char   *at, *end;
  const char   *from;         /* where it begins */
  GString      *line;         /* unfolded */
  gboolean      too_long;     /* it was longer than that */
  guint         n_lines;
  GCancellable *cancellable;
} Lines;

static gboolean
lines_next (Lines *self)
{
  gboolean more = FALSE;

  g_string_truncate (self->line, 0);
  self->too_long = FALSE;
  self->from = self->at;
  while (self->at < self->end)
    {
      const char *stop = memchr (self->at, '\n', (gsize) (self->end - self->at)), *after = stop != NULL ? stop + 1 : self->end;
      gsize n = (gsize) ((stop != NULL ? stop : self->end) - self->at);

      if (n > 0 && self->at[n - 1] == '\r')
        n--;
      if (self->line->len + n <= MOST_LINE)
        g_string_append_len (self->line, self->at, (gssize) n);
      else
        self->too_long = TRUE;
      self->at = after;
      more = TRUE;
      self->n_lines++;
      if (self->at >= self->end || (*self->at != ' ' && *self->at != '\t'))
        break;
      self->at++;
      if (self->n_lines % LOOK_UP == 0 && g_cancellable_is_cancelled (self->cancellable))
        break;
    }

  return more;
}

/* Only now: between the lines that were folded a letter may be cut in two. */
static gboolean
lines_check (const Lines *self, const char *data, GError **error)
{
  gint64 byte = self->from - data;

  if (self->too_long || g_utf8_validate_len (self->line->str, self->line->len, NULL))
    return TRUE;
  veche_exchange_set_error (error, VECHE_EXCHANGE_ERROR_ENCODING, byte, "it is not written in UTF-8: see the line at byte %" G_GINT64_FORMAT, byte);

  return FALSE;
}

/*** Properties ***/

void
veche_ics_property_free (gpointer data)
{
  VecheIcsProperty *self = data;

  g_free (self->name);
  g_free (self->value);
  g_free (self->line);
  g_strfreev (self->parameters);
  g_free (self);
}

/* The colon that ends name and parameters; one in quotes does not. (nullable) */
static const char *
find_colon (const char *line)
{
  gboolean quoted = FALSE;

  for (; *line != '\0'; line++)
    if (*line == '"')
      quoted = !quoted;
    else if (*line == ':' && !quoted)
      return line;

  return NULL;
}

/* Name and parameters, at the semicolons that stand in no quotes. (transfer full) */
static GStrv
split_head (const char *line, gsize length)
{
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  gboolean quoted = FALSE;
  gsize from = 0;

  for (gsize i = 0; i <= length; i++)
    if (i == length || (line[i] == ';' && !quoted))
      {
        g_autofree char *part = g_strndup (line + from, i - from);

        g_strv_builder_add (parts, part);
        from = i + 1;
      }
    else if (line[i] == '"')
      quoted = !quoted;

  return g_strv_builder_end (parts);
}

static VecheIcsProperty *
property_parse (const char *line)
{
  const char *colon = find_colon (line);
  VecheIcsProperty *self;
  g_auto (GStrv) head = NULL;

  if (colon == NULL || colon == line)
    return NULL;
  head = split_head (line, (gsize) (colon - line));
  for (const char *p = head[0]; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && *p != '-')
      return NULL;
  if (*head[0] == '\0')
    return NULL;
  self = g_new0 (VecheIcsProperty, 1);
  self->name = g_ascii_strup (head[0], -1);
  self->parameters = g_strdupv (head + 1);
  self->value = g_strdup (colon + 1);
  self->line = g_strdup (line);

  return self;
}

char *
veche_ics_property_get (const VecheIcsProperty *self, const char *name)
{
  gsize n = strlen (name);

  for (guint i = 0; self->parameters[i] != NULL; i++)
    if (g_ascii_strncasecmp (self->parameters[i], name, n) == 0 && self->parameters[i][n] == '=')
      {
        char *value = g_strdup (self->parameters[i] + n + 1);
        gsize length = strlen (value);

        if (length >= 2 && value[0] == '"' && value[length - 1] == '"')
          {
            memmove (value, value + 1, length - 2);
            value[length - 2] = '\0';
          }

        return value;
      }

  return NULL;
}

char *
veche_ics_unescape (const char *value)
{
  GString *text = g_string_new (NULL);

  for (; *value != '\0'; value++)
    {
      if (*value != '\\' || value[1] == '\0')
        {
          g_string_append_c (text, *value);
          continue;
        }
      value++;
      g_string_append_c (text, *value == 'n' || *value == 'N' ? '\n' : *value);
    }

  return g_string_free (text, FALSE);
}

/*** Components ***/

static void
component_free (gpointer data)
{
  VecheIcsComponent *self = data;

  g_free (self->name);
  g_ptr_array_unref (self->properties);
  g_ptr_array_unref (self->components);
  g_free (self);
}

static VecheIcsComponent *
component_new (const char *name)
{
  VecheIcsComponent *self = g_new0 (VecheIcsComponent, 1);

  self->name = g_ascii_strup (name, -1);
  self->properties = g_ptr_array_new_with_free_func (veche_ics_property_free);
  self->components = g_ptr_array_new_with_free_func (component_free);

  return self;
}

const VecheIcsProperty *
veche_ics_component_get (const VecheIcsComponent *self, const char *name)
{
  for (guint i = 0; i < self->properties->len; i++)
    if (strcmp (((VecheIcsProperty *) self->properties->pdata[i])->name, name) == 0)
      return self->properties->pdata[i];

  return NULL;
}

/*** A file ***/

typedef struct
{
  VecheIcs  *ics;
  GPtrArray *open;            /* (element-type VecheIcsComponent) those that are begun: the last one is being read; the first is the calendar */
  guint      n_components;
  gboolean   ended;           /* END:VCALENDAR was there */
} Reading;

static void
take_line (Reading *self, const Lines *lines)
{
  VecheIcsComponent *top = self->open->pdata[self->open->len - 1];
  VecheIcsProperty *property;

  if (lines->too_long || top->properties->len >= MOST_PROPERTIES)
    {
      top->cut = TRUE;
      return;
    }
  property = property_parse (lines->line->str);
  if (property != NULL)
    g_ptr_array_add (top->properties, property);
  else if (*lines->line->str != '\0')
    top->bad_line = TRUE;
}

static gboolean
begin_component (Reading *self, const char *name, const Lines *lines, GError **error)
{
  VecheIcsComponent *component;

  if (self->open->len == 0 && g_ascii_strcasecmp (name, "VCALENDAR") != 0)
    return TRUE;
  if (self->open->len >= MOST_DEPTH || ++self->n_components > MOST_COMPONENTS)
    {
      gboolean deep = self->open->len >= MOST_DEPTH;

      veche_exchange_set_error (error, deep ? VECHE_EXCHANGE_ERROR_DAMAGED : VECHE_EXCHANGE_ERROR_HOSTILE, -1,
                                deep ? "line %u: components stand in one another too deeply" : "line %u: a calendar of more than 50,000 entries is not read",
                                lines->n_lines);
      return FALSE;
    }
  component = component_new (name);
  g_ptr_array_add (self->open, component);

  return TRUE;
}

static gboolean
end_component (Reading *self, const char *name, const Lines *lines, GError **error)
{
  VecheIcsComponent *top = self->open->len > 0 ? self->open->pdata[self->open->len - 1] : NULL;

  if (top == NULL)
    return TRUE;
  if (g_ascii_strcasecmp (top->name, name) != 0)
    {
      veche_exchange_set_error (error, VECHE_EXCHANGE_ERROR_DAMAGED, -1, "line %u: the end of “%.40s” stands where that of “%.40s” should", lines->n_lines, name,
                                top->name);
      return FALSE;
    }
  g_ptr_array_steal_index (self->open, self->open->len - 1);
  if (self->open->len == 0)
    {
      self->ended = TRUE;
      veche_ics_take_calendar (self->ics, top);
      component_free (top);
      return TRUE;
    }
  g_ptr_array_add (((VecheIcsComponent *) self->open->pdata[self->open->len - 1])->components, top);

  return TRUE;
}

static gboolean
read_lines (Reading *self, Lines *lines, GError **error)
{
  const char *data = lines->at;

  while (lines_next (lines))
    {
      const char *line = lines->line->str;

      if (!lines_check (lines, data, error))
        return FALSE;
      if (lines->n_lines % LOOK_UP == 0 && g_cancellable_set_error_if_cancelled (lines->cancellable, error))
        return FALSE;
      if (g_ascii_strncasecmp (line, "BEGIN:", 6) == 0)
        {
          if (!begin_component (self, line + 6, lines, error))
            return FALSE;
        }
      else if (g_ascii_strncasecmp (line, "END:", 4) == 0)
        {
          if (!end_component (self, line + 4, lines, error))
            return FALSE;
        }
      else if (self->open->len > 0)
        take_line (self, lines);
    }

  return !g_cancellable_set_error_if_cancelled (lines->cancellable, error);
}

static gboolean
check_size (gsize length, GError **error)
{
  if (length > VECHE_ICS_MOST_BYTES)
    veche_exchange_set_error (error, VECHE_EXCHANGE_ERROR_HOSTILE, -1, "a calendar of more than %d MB is not read", VECHE_ICS_MOST_BYTES >> 20);
  else if (length == 0)
    veche_exchange_set_error (error, VECHE_EXCHANGE_ERROR_EMPTY, -1, "there is nothing in it");
  else
    return TRUE;

  return FALSE;
}

void
veche_ics_free (VecheIcs *self)
{
  g_ptr_array_unref (self->entries);
  g_ptr_array_unref (self->refused);
  g_free (self->zone);
  g_free (self->method);
  g_clear_pointer (&self->zones, g_hash_table_unref);
  g_clear_pointer (&self->locations, g_hash_table_unref);
  g_clear_pointer (&self->own_zones, g_hash_table_unref);
  g_free (self);
}

static void
refusal_free (gpointer data)
{
  VecheIcsRefusal *self = data;

  g_free (self->uid);
  g_free (self->title);
  g_free (self->reason);
  g_free (self);
}

void
veche_ics_refuse (VecheIcs *self, const char *uid, const char *title, const char *reason)
{
  VecheIcsRefusal *refusal = g_new0 (VecheIcsRefusal, 1);

  refusal->uid = g_strdup (uid);
  refusal->title = g_strdup (title);
  refusal->reason = g_strdup (reason);
  g_ptr_array_add (self->refused, refusal);
}

/* What was whole when the file broke off is read; the rest is one refusal. */
static gboolean
finish (Reading *reading, GError **error)
{
  if (!reading->ended && reading->open->len == 0)
    {
      veche_exchange_set_error (error, VECHE_EXCHANGE_ERROR_FOREIGN, -1, "it is no calendar: nothing begins with BEGIN:VCALENDAR");
      return FALSE;
    }
  if (reading->open->len == 0)
    return TRUE;
  if (reading->open->len > 1)
    {
      VecheIcsComponent *cut = reading->open->pdata[1];
      const VecheIcsProperty *uid = veche_ics_component_get (cut, "UID"), *title = veche_ics_component_get (cut, "SUMMARY");

      veche_ics_refuse (reading->ics, uid != NULL ? uid->value : NULL, title != NULL ? title->value : NULL, "the file ends in the middle of it");
    }
  reading->ics->truncated = TRUE;
  veche_ics_take_calendar (reading->ics, reading->open->pdata[0]);

  return TRUE;
}

/* (transfer full) */
static char *
day_key (const VecheCalendarEntry *entry, const char *day, const char *tz)
{
  return g_strjoin ("\n", day, tz, entry->uid, NULL);
}

/* Evolution says of a day that differs that it is skipped, too. */
static void
unskip_own_days (VecheIcs *self)
{
  g_autoptr (GHashTable) days = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->entries->len; i++)
    {
      const VecheCalendarEntry *entry = self->entries->pdata[i];

      if (entry->recurs != NULL)
        g_hash_table_add (days, day_key (entry, entry->recurs, entry->recurs_tz));
    }
  for (guint i = 0; i < self->entries->len && g_hash_table_size (days) > 0; i++)
    {
      const VecheCalendarEntry *series = self->entries->pdata[i];

      for (guint j = series->rrule != NULL ? series->skipped->len : 0; j-- > 0;)
        {
          g_autofree char *key = day_key (series, series->skipped->pdata[j], series->tz);

          if (g_hash_table_contains (days, key))
            g_ptr_array_remove_index (series->skipped, j);
        }
    }
}

VecheIcs *
veche_ics_read (GBytes *bytes, GCancellable *cancellable, GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autoptr (VecheIcs) self = g_new0 (VecheIcs, 1);
  g_autoptr (GString) line = g_string_new (NULL);
  g_autoptr (GPtrArray) open = g_ptr_array_new_with_free_func (component_free);
  Reading reading = { .ics = self, .open = open };
  Lines lines;

  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_calendar_entry_free);
  self->refused = g_ptr_array_new_with_free_func (refusal_free);
  if (length >= 3 && memcmp (data, "\xEF\xBB\xBF", 3) == 0)
    data += 3, length -= 3;
  if (!check_size (length, error))
    return NULL;
  lines = (Lines) { .at = data, .end = data + length, .line = line, .cancellable = cancellable };
  if (!read_lines (&reading, &lines, error) || !finish (&reading, error))
    return NULL;
  unskip_own_days (self);

  return g_steal_pointer (&self);
}
