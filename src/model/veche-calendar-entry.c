/* veche-calendar-entry.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/veche-calendar-entry.h"

#include <stdlib.h>
#include <string.h>

#include "model/veche-text.h"
#include "model/veche-when.h"

static void
guest_free (gpointer data)
{
  VecheCalendarGuest *self = data;

  g_free (self->member_uid);
  g_free (self->name);
  g_free (self->email);
  g_free (self->role);
  g_free (self->status);
  g_free (self);
}

static void
item_free (gpointer data)
{
  g_free (((VecheCalendarItem *) data)->title);
  g_free (data);
}

VecheCalendarEntry *
veche_calendar_entry_new (gboolean task)
{
  VecheCalendarEntry *self = g_new0 (VecheCalendarEntry, 1);

  self->task = task;
  self->online = -1;
  self->remind = -1;
  self->skipped = g_ptr_array_new_with_free_func (g_free);
  self->guests = g_ptr_array_new_with_free_func (guest_free);
  self->items = g_ptr_array_new_with_free_func (item_free);
  self->kept = g_ptr_array_new_with_free_func (g_free);
  self->categories = g_ptr_array_new_with_free_func (g_free);
  self->lost = g_ptr_array_new_with_free_func (g_free);

  return self;
}

void
veche_calendar_entry_free (VecheCalendarEntry *self)
{
  char **texts[] = { &self->uid,   &self->recurs, &self->recurs_tz, &self->title,  &self->starts, &self->tz,     &self->ends,  &self->about,
                     &self->place, &self->link,   &self->rrule,     &self->status, &self->kind,   &self->agenda, &self->extra, &self->row, &self->snoozed };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (*texts[i]);
  g_ptr_array_unref (self->skipped);
  g_ptr_array_unref (self->guests);
  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->kept);
  g_ptr_array_unref (self->categories);
  g_ptr_array_unref (self->lost);
  g_free (self);
}

VecheCalendarGuest *
veche_calendar_entry_add_guest (VecheCalendarEntry *self)
{
  VecheCalendarGuest *guest = g_new0 (VecheCalendarGuest, 1);

  g_ptr_array_add (self->guests, guest);

  return guest;
}

void
veche_calendar_entry_add_item (VecheCalendarEntry *self, const char *title, gboolean done)
{
  VecheCalendarItem *item = g_new0 (VecheCalendarItem, 1);

  item->title = g_strdup (title);
  item->done = done;
  g_ptr_array_add (self->items, item);
}

void
veche_calendar_entry_note (GPtrArray *names, const char *name)
{
  if (names->len < VECHE_CALENDAR_MOST_NOTES && !g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
    g_ptr_array_add (names, g_strdup (name));
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

void
veche_calendar_entry_tidy (VecheCalendarEntry *self)
{
  if (g_strcmp0 (self->ends, self->starts) == 0)
    g_clear_pointer (&self->ends, g_free);
  if (self->status != NULL && strcmp (self->status, "open") != 0)
    g_clear_pointer (&self->snoozed, g_free);
  g_ptr_array_sort (self->skipped, compare_texts);
  for (guint i = self->skipped->len; i-- > 1;)
    if (strcmp (self->skipped->pdata[i], self->skipped->pdata[i - 1]) == 0)
      g_ptr_array_remove_index (self->skipped, i);
}

/*** Rules ***/

/* "20261231T180000" → "2026-12-31T18:00", "20261231" → "2026-12-31T23:59": the rule holds to the end of that day. (transfer full) (nullable) */
static char *
until_to_local (const char *until)
{
  g_autofree char *local = NULL;

  if (strlen (until) < 8)
    return NULL;
  if (until[8] == 'T' && strlen (until) >= 13)
    local = g_strdup_printf ("%.4s-%.2s-%.2sT%.2s:%.2s", until, until + 4, until + 6, until + 9, until + 11);
  else
    local = g_strdup_printf ("%.4s-%.2s-%.2sT23:59", until, until + 4, until + 6);

  return veche_when_is_valid (local) ? g_steal_pointer (&local) : NULL;
}

static char *
until_part (const char *until, const char *starts, const char *tz)
{
  g_autofree char *local = NULL, *utc = NULL, *tidy = NULL;
  g_auto (GStrv) signs = NULL;

  if (veche_when_is_day (starts))
    return g_strdup_printf ("UNTIL=%.8s", until);
  if (g_str_has_suffix (until, "Z"))
    return g_strconcat ("UNTIL=", until, NULL);
  local = until_to_local (until);
  if (local == NULL)
    return g_strconcat ("UNTIL=", until, NULL);
  utc = veche_when_local (veche_when_instant (local, tz), "UTC");
  signs = g_strsplit_set (utc, "-:", -1);
  tidy = g_strjoinv ("", signs);

  return g_strconcat ("UNTIL=", tidy, strlen (until) > 9 ? "00Z" : "59Z", NULL);
}

char *
veche_calendar_rule (const char *rrule, const char *starts, const char *tz)
{
  g_autofree char *upper = rrule != NULL ? g_ascii_strup (rrule, -1) : NULL;
  g_auto (GStrv) parts = NULL;

  if (upper == NULL || *upper == '\0' || starts == NULL)
    return NULL;
  parts = g_strsplit (upper, ";", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    if (g_str_has_prefix (parts[i], "UNTIL="))
      {
        char *part = until_part (parts[i] + strlen ("UNTIL="), starts, tz);

        g_free (parts[i]);
        parts[i] = part;
      }

  return g_strjoinv (";", parts);
}

/*** What was read, beside what is here ***/

static void
keep_category (GString *line, const char *name)
{
  g_string_append (line, line->len == 0 ? "CATEGORIES:" : ",");
  for (; *name != '\0'; name++)
    {
      if (*name == '\\' || *name == ';' || *name == ',')
        g_string_append_c (line, '\\');
      g_string_append_c (line, *name);
    }
}

void
veche_calendar_entry_settle (VecheCalendarEntry *self, GHashTable *agendas, const VecheCalendarEntry *ours)
{
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; i < self->categories->len; i++)
    {
      g_autofree char *key = veche_text_fold (self->categories->pdata[i]);
      const char *agenda = self->agenda == NULL ? g_hash_table_lookup (agendas, key) : NULL;

      if (agenda != NULL)
        self->agenda = g_strdup (agenda);
      else
        keep_category (line, self->categories->pdata[i]);
    }
  if (line->len > 0)
    {
      char *extra = self->extra != NULL ? g_strconcat (line->str, "\n", self->extra, NULL) : g_strdup (line->str);

      g_free (self->extra);
      self->extra = extra;
      veche_calendar_entry_note (self->kept, "CATEGORIES");
    }
  g_ptr_array_set_size (self->categories, 0);
  if (self->rough && ours != NULL && (strcmp (ours->status, "active") == 0 || strcmp (ours->status, "done") == 0))
    {
      g_free (self->status);
      self->status = g_strdup (ours->status);
    }
}

/*** What differs ***/

char *
veche_calendar_extra_get (const char *extra, const char *name)
{
  g_auto (GStrv) lines = extra != NULL ? g_strsplit (extra, "\n", -1) : NULL;

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], name) && lines[i][strlen (name)] == ':')
      return g_strdup (lines[i] + strlen (name) + 1);

  return NULL;
}

static gboolean
same_text (const char *a, const char *b)
{
  return g_strcmp0 (a != NULL && *a == '\0' ? NULL : a, b != NULL && *b == '\0' ? NULL : b) == 0;
}

/* Its parts stand in any order, and what goes without saying may be said. (transfer full) (nullable) */
static char *
rule_content (const VecheCalendarEntry *self)
{
  g_autofree char *rule = veche_calendar_rule (self->rrule, self->starts, self->tz);
  g_auto (GStrv) parts = rule != NULL ? g_strsplit (rule, ";", -1) : NULL;
  g_autoptr (GString) content = g_string_new (NULL);

  if (parts == NULL)
    return NULL;
  qsort (parts, g_strv_length (parts), sizeof *parts, compare_texts);
  for (guint i = 0; parts[i] != NULL; i++)
    if (strcmp (parts[i], "INTERVAL=1") != 0 && strcmp (parts[i], "WKST=MO") != 0)
      g_string_append_printf (content, "%s;", parts[i]);

  return g_string_free (g_steal_pointer (&content), FALSE);
}

static gboolean
same_rule (const VecheCalendarEntry *a, const VecheCalendarEntry *b)
{
  g_autofree char *first = rule_content (a), *second = rule_content (b);

  return same_text (first, second);
}

static gboolean
same_skipped (const VecheCalendarEntry *a, const VecheCalendarEntry *b)
{
  if (a->skipped->len != b->skipped->len)
    return FALSE;
  for (guint i = 0; i < a->skipped->len; i++)
    if (strcmp (a->skipped->pdata[i], b->skipped->pdata[i]) != 0)
      return FALSE;

  return TRUE;
}

gboolean
veche_calendar_entry_same_items (const VecheCalendarEntry *a, const VecheCalendarEntry *b)
{
  if (a->items->len != b->items->len)
    return FALSE;
  for (guint i = 0; i < a->items->len; i++)
    {
      const VecheCalendarItem *one = a->items->pdata[i], *other = b->items->pdata[i];

      if (one->done != other->done || strcmp (one->title, other->title) != 0)
        return FALSE;
    }

  return TRUE;
}

/* Who does a task, as long as the other says somebody. */
static gboolean
same_owner (const VecheCalendarEntry *ours, const VecheCalendarEntry *other)
{
  const VecheCalendarGuest *mine = ours->guests->len > 0 ? ours->guests->pdata[0] : NULL, *theirs = other->guests->len > 0 ? other->guests->pdata[0] : NULL;

  return theirs == NULL || theirs->member_uid == NULL || (mine != NULL && same_text (mine->member_uid, theirs->member_uid));
}

/* A line of extra that only says when it was changed is no content. */
static char *
extra_content (const char *extra)
{
  g_auto (GStrv) lines = extra != NULL ? g_strsplit (extra, "\n", -1) : NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    if (*lines[i] != '\0' && !g_str_has_prefix (lines[i], "LAST-MODIFIED:"))
      g_string_append_printf (text, "%s\n", lines[i]);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

GStrv
veche_calendar_entry_compare (const VecheCalendarEntry *ours, const VecheCalendarEntry *other)
{
  g_autofree char *extra = extra_content (ours->extra), *other_extra = extra_content (other->extra);
  gboolean zone = ours->starts == NULL || veche_when_is_day (ours->starts) || same_text (ours->tz, other->tz);
  const struct { const char *name; gboolean same; } fields[] = {
    { "title", same_text (ours->title, other->title) },
    { ours->task ? "due" : "starts", same_text (ours->starts, other->starts) && zone },
    { "ends", ours->task || same_text (ours->ends, other->ends) },
    { ours->task ? "notes" : "about", same_text (ours->about, other->about) },
    { "place", ours->task || same_text (ours->place, other->place) },
    { "link", ours->task || same_text (ours->link, other->link) },
    { "rule", same_rule (ours, other) },
    { ours->task ? "state" : "status", other->status == NULL || same_text (ours->status, other->status) },
    { "kind", ours->task || other->kind == NULL || same_text (ours->kind, other->kind) },
    { "agenda", ours->task || same_text (ours->agenda, other->agenda) },
    { "online", ours->task || other->online < 0 || ours->online == other->online },
    { "capacity", ours->task || other->capacity == 0 || ours->capacity == other->capacity },
    { "reminder", ours->remind == other->remind },
    { "priority", !ours->task || ours->priority == other->priority },
    { "snoozed", !ours->task || same_text (ours->snoozed, other->snoozed) },
    { "skipped", ours->task || same_skipped (ours, other) },
    { "checklist", !ours->task || other->items->len == 0 || veche_calendar_entry_same_items (ours, other) },
    { "owner", !ours->task || same_owner (ours, other) },
    { "further", same_text (extra, other_extra) },
  };
  g_autoptr (GStrvBuilder) differing = g_strv_builder_new ();
  guint n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    if (!fields[i].same)
      {
        g_strv_builder_add (differing, fields[i].name);
        n++;
      }

  return n > 0 ? g_strv_builder_end (differing) : NULL;
}
