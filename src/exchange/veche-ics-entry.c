/* veche-ics-entry.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the components of a calendar say, RFC 5545 and 7986.
 */

#include "exchange/veche-ics-entry-private.h"

#include <libical/ical.h>
#include <string.h>

#include "model/veche-text.h"
#include "model/veche-when.h"

#define MOST_GUESTS  5000
#define MOST_TITLE   500
#define MOST_KEPT    (32 * 1024)    /* bytes of what has no place here */
#define MOST_ITEMS   500            /* of a checklist */
#define MOST_REMIND  (366 * 1440)

/*** Words ***/

/* (transfer full) (nullable): nothing, or only white space. Without control characters but line breaks. */
static char *
property_text (const VecheIcsProperty *property)
{
  g_autofree char *text = property != NULL ? veche_ics_unescape (property->value) : NULL;
  char *to = text;

  if (text == NULL)
    return NULL;
  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_iscntrl (*p) || *p == '\n' || *p == '\t')
      *to++ = *p;
  *to = '\0';

  return text[strspn (text, " \t\n")] != '\0' ? g_steal_pointer (&text) : NULL;
}

static char *
read_text (const VecheIcsComponent *component, const char *name)
{
  return property_text (veche_ics_component_get (component, name));
}

/* In one line, not too long. (transfer full) (nullable) */
static char *
read_title (const VecheIcsProperty *property)
{
  g_autofree char *text = property_text (property), *tidy = text != NULL ? veche_text_tidy (text) : NULL;

  return tidy != NULL ? g_utf8_substring (tidy, 0, MIN (g_utf8_strlen (tidy, -1), MOST_TITLE)) : NULL;
}

static gboolean
is_word (const char *text, const char *const *words)
{
  return text != NULL && g_strv_contains (words, text);
}

static void
read_status (VecheIcsReader *self)
{
  static const char *const event_words[] = { "idea", "planned", "active", "done", "cancelled", NULL };
  const VecheIcsProperty *property = veche_ics_component_get (self->component, "STATUS");
  const char *said = property != NULL ? property->value : "";
  g_autofree char *own = read_text (self->component, "X-VECHE-STATUS");
  const char *word = NULL;
  VecheCalendarEntry *entry = self->entry;

  if (entry->task)
    word = g_ascii_strcasecmp (said, "COMPLETED") == 0 || (*said == '\0' && entry->closed > 0) ? "done"
           : g_ascii_strcasecmp (said, "CANCELLED") == 0                                       ? "dropped"
                                                                                               : "open";
  else if (g_strcmp0 (self->ics->method, "CANCEL") == 0 || g_ascii_strcasecmp (said, "CANCELLED") == 0)
    word = "cancelled";
  else if (g_ascii_strcasecmp (said, "TENTATIVE") == 0)
    word = "idea";
  else if (g_ascii_strcasecmp (said, "CONFIRMED") == 0)
    word = "planned";
  /* The exact word, when nobody changed the rough one since. */
  entry->rough = word != NULL && strcmp (word, "planned") == 0;
  if (entry->rough && is_word (own, event_words) && strcmp (own, "idea") != 0 && strcmp (own, "cancelled") != 0)
    {
      word = event_words[strcmp (own, "active") == 0 ? 2 : strcmp (own, "done") == 0 ? 3 : 1];
      entry->rough = FALSE;
    }
  entry->status = g_strdup (word);
}

static void
read_categories (VecheIcsReader *self, const VecheIcsProperty *property)
{
  GString *word = g_string_new (NULL);

  for (const char *p = property->value;; p++)
    {
      if (*p == ',' || *p == '\0')
        {
          g_autofree char *plain = veche_ics_unescape (word->str), *tidy = veche_text_tidy (plain);

          if (tidy != NULL)
            veche_calendar_entry_note (self->entry->categories, tidy);
          g_string_truncate (word, 0);
        }
      else
        g_string_append_c (word, *p);
      if (*p == '\\' && p[1] != '\0')
        g_string_append_c (word, *++p);
      if (*p == '\0')
        break;
    }
  g_string_free (word, TRUE);
}

static void
read_person (const VecheIcsProperty *property, VecheCalendarGuest *guest)
{
  guest->name = veche_ics_property_get (property, "CN");
  if (g_ascii_strncasecmp (property->value, "mailto:", 7) == 0)
    guest->email = g_ascii_strdown (property->value + 7, -1);
  else if (g_ascii_strncasecmp (property->value, "urn:uuid:", 9) == 0)
    guest->member_uid = g_strdup (property->value + 9);
}

/* One person does a task: whom we wrote there ourselves, else the first one. */
static void
read_owner (VecheIcsReader *self, const VecheIcsProperty *property)
{
  g_autofree char *uid = veche_ics_property_get (property, "X-VECHE-OWNER");
  GPtrArray *guests = self->entry->guests;
  VecheCalendarGuest *owner;

  if (guests->len > 0)
    veche_calendar_entry_note (self->entry->lost, "ATTENDEE");
  if (guests->len > 0 && uid == NULL)
    return;
  g_ptr_array_set_size (guests, 0);
  owner = veche_calendar_entry_add_guest (self->entry);
  read_person (property, owner);
  if (uid == NULL)
    return;
  g_free (owner->member_uid);
  owner->member_uid = g_steal_pointer (&uid);
}

static void
read_item (VecheIcsReader *self, const VecheIcsProperty *property)
{
  g_autofree char *title = read_title (property), *done = veche_ics_property_get (property, "X-VECHE-DONE");

  if (title != NULL && self->entry->items->len < MOST_ITEMS)
    veche_calendar_entry_add_item (self->entry, title, g_strcmp0 (done, "1") == 0);
  else
    veche_calendar_entry_note (self->entry->lost, property->name);
}

static void
read_guest (VecheIcsReader *self, const VecheIcsProperty *property)
{
  static const char *const statuses[] = { "invited", "accepted", "waiting", "declined", "came", "no-show", "excused", NULL };
  static const char *const roles[] = { "host", "speaker", "helper", "guest", NULL };
  g_autofree char *part = veche_ics_property_get (property, "PARTSTAT"), *role = veche_ics_property_get (property, "ROLE");
  g_autofree char *own = veche_ics_property_get (property, "X-VECHE-STATUS"), *own_role = veche_ics_property_get (property, "X-VECHE-ROLE");
  VecheCalendarGuest *guest;

  if (self->entry->guests->len >= MOST_GUESTS)
    {
      veche_calendar_entry_note (self->entry->lost, "ATTENDEE");
      return;
    }
  guest = veche_calendar_entry_add_guest (self->entry);
  read_person (property, guest);
  if (is_word (own, statuses))
    guest->status = g_steal_pointer (&own);
  else
    guest->status = g_strdup (part == NULL                                     ? "invited"
                              : g_ascii_strcasecmp (part, "ACCEPTED") == 0     ? "accepted"
                              : g_ascii_strcasecmp (part, "DECLINED") == 0     ? "declined"
                                                                               : "invited");
  guest->role = is_word (own_role, roles) ? g_steal_pointer (&own_role)
                                          : g_strdup (role != NULL && g_ascii_strcasecmp (role, "CHAIR") == 0 ? "host" : "guest");
}

/*** What has no place here ***/

static void
keep_line (VecheIcsReader *self, const char *line)
{
  if (self->extra->len + strlen (line) + 1 > MOST_KEPT)
    {
      veche_calendar_entry_note (self->entry->lost, "more than 32 kB");
      return;
    }
  g_string_append_printf (self->extra, "%s%s", self->extra->len > 0 ? "\n" : "", line);
}

static void
keep_component (VecheIcsReader *self, const VecheIcsComponent *component, guint depth)
{
  g_autofree char *begin = g_strconcat ("BEGIN:", component->name, NULL), *end = g_strconcat ("END:", component->name, NULL);

  /* Whole or not at all. */
  if (depth == 0)
    {
      gsize size = 0;

      for (guint i = 0; i < component->properties->len; i++)
        size += strlen (((VecheIcsProperty *) component->properties->pdata[i])->line) + 1;
      if (self->extra->len + size + 100 > MOST_KEPT || component->components->len > 0 || veche_ics_component_get (component, "ATTENDEE") != NULL)
        {
          veche_calendar_entry_note (self->entry->lost, component->name);
          return;
        }
      veche_calendar_entry_note (self->entry->kept, component->name);
    }
  keep_line (self, begin);
  for (guint i = 0; i < component->properties->len; i++)
    keep_line (self, ((VecheIcsProperty *) component->properties->pdata[i])->line);
  keep_line (self, end);
}

/* Nothing that it does besides; marks by which programs know it again are nothing. */
static gboolean
is_plain_alarm (const VecheIcsComponent *alarm)
{
  static const char *const plain[] = { "ACTION", "TRIGGER", "DESCRIPTION", "UID", "ACKNOWLEDGED", "RELATED-TO", NULL };

  for (guint i = 0; i < alarm->properties->len; i++)
    {
      const char *name = ((VecheIcsProperty *) alarm->properties->pdata[i])->name;

      if (!g_strv_contains (plain, name) && !g_str_has_prefix (name, "X-"))
        return FALSE;
    }

  return alarm->components->len == 0;
}

/* Minutes before it begins, or a task is due; -1: something else. */
static int
read_alarm (VecheIcsReader *self, const VecheIcsComponent *alarm)
{
  const VecheIcsProperty *trigger = veche_ics_component_get (alarm, "TRIGGER"), *action = veche_ics_component_get (alarm, "ACTION");
  g_autofree char *related = trigger != NULL ? veche_ics_property_get (trigger, "RELATED") : NULL;
  struct icaldurationtype before;
  gboolean to_end = related != NULL && g_ascii_strcasecmp (related, "END") == 0;
  gint64 minutes;

  if (trigger == NULL || action == NULL || veche_ics_component_get (alarm, "RELATED-TO") != NULL || g_ascii_strcasecmp (action->value, "DISPLAY") != 0 || (to_end && !self->entry->task)
      || strchr (trigger->value, 'P') == NULL || !is_plain_alarm (alarm))
    return -1;
  before = icaldurationtype_from_string (trigger->value);
  if (icaldurationtype_is_bad_duration (before))
    return -1;
  minutes = (gint64) before.weeks * 10080 + (gint64) before.days * 1440 + (gint64) before.hours * 60 + before.minutes;

  return (before.is_neg || minutes == 0) && before.seconds == 0 && minutes <= MOST_REMIND ? (int) minutes : -1;
}

/* An alarm that comes instead of another one, at a moment: RFC 9074, 7.  Of ours, as long as nobody moved it, the day that it says. */
static gboolean
read_snooze (VecheIcsReader *self, const VecheIcsComponent *alarm)
{
  const VecheIcsProperty *trigger = veche_ics_component_get (alarm, "TRIGGER"), *of = veche_ics_component_get (alarm, "RELATED-TO");
  const VecheIcsProperty *own = veche_ics_component_get (alarm, "X-VECHE-SNOOZED");
  g_autofree char *how = of != NULL ? veche_ics_property_get (of, "RELTYPE") : NULL, *at = own != NULL ? veche_ics_property_get (own, "X-VECHE-AT") : NULL;

  if (!self->entry->task || trigger == NULL || !g_str_has_suffix (trigger->value, "Z") || (own == NULL && (how == NULL || g_ascii_strcasecmp (how, "SNOOZE") != 0))
      || !is_plain_alarm (alarm))
    return FALSE;
  veche_ics_entry_snooze (self, trigger->value);
  if (self->entry->snoozed != NULL && g_strcmp0 (at, trigger->value) == 0 && veche_when_is_valid (own->value) && veche_when_is_day (own->value))
    {
      g_free (self->entry->snoozed);
      self->entry->snoozed = g_strdup (own->value);
    }

  return self->entry->snoozed != NULL;
}

static void
take_alarm (VecheIcsReader *self, const VecheIcsComponent *alarm)
{
  int minutes = self->entry->remind < 0 ? read_alarm (self, alarm) : -1;

  if (minutes >= 0)
    self->entry->remind = minutes;
  else if (!read_snooze (self, alarm))
    keep_component (self, alarm, 0);
}

static void
take_property (VecheIcsReader *self, const VecheIcsProperty *property)
{
  static const char *const known[] = { "UID", "DTSTAMP", "CREATED", "SEQUENCE", "DTSTART", "RRULE", "RECURRENCE-ID", "SUMMARY", "DESCRIPTION",
                                       "STATUS", NULL };
  static const char *const of_events[] = { "DTEND", "DURATION", "LOCATION", "URL", "X-VECHE-STATUS", "X-VECHE-KIND", "X-VECHE-ONLINE",
                                           "X-VECHE-CAPACITY", NULL };
  static const char *const of_tasks[] = { "DUE", "PRIORITY", "COMPLETED", NULL };
  const char *name = property->name;

  if (g_strv_contains (known, name) || g_strv_contains (self->entry->task ? of_tasks : of_events, name))
    return;
  if (strcmp (name, "LAST-MODIFIED") == 0)
    {
      keep_line (self, property->line);
      return;
    }
  if (strcmp (name, "ATTENDEE") == 0 && self->entry->task)
    read_owner (self, property);
  else if (strcmp (name, "ATTENDEE") == 0)
    read_guest (self, property);
  else if (strcmp (name, "X-VECHE-ITEM") == 0 && self->entry->task)
    read_item (self, property);
  else if (strcmp (name, "ORGANIZER") == 0)
    veche_calendar_entry_note (self->entry->lost, name);
  else if (strcmp (name, "CATEGORIES") == 0 && !self->entry->task)
    read_categories (self, property);
  else if (strcmp (name, "EXDATE") == 0 && !self->entry->task && self->entry->rrule != NULL)
    veche_ics_entry_skip (self, property);
  else
    {
      keep_line (self, property->line);
      veche_calendar_entry_note (self->entry->kept, name);
    }
}

/*** Entries ***/

static void
read_words (VecheIcsReader *self)
{
  VecheCalendarEntry *entry = self->entry;
  g_autofree char *number = NULL;

  entry->title = read_title (veche_ics_component_get (self->component, "SUMMARY"));
  if (entry->title == NULL && self->reason == NULL)
    self->reason = "it has no title";
  entry->about = read_text (self->component, "DESCRIPTION");
  entry->created = veche_ics_entry_moment (self->component, "CREATED");
  entry->modified = veche_ics_entry_moment (self->component, "LAST-MODIFIED");
  number = read_text (self->component, "SEQUENCE");
  entry->sequence = number != NULL ? CLAMP (g_ascii_strtoll (number, NULL, 10), 0, G_MAXINT32) : 0;
  if (entry->task)
    {
      g_autofree char *priority = read_text (self->component, "PRIORITY");

      entry->closed = veche_ics_entry_moment (self->component, "COMPLETED");
      entry->priority = priority != NULL ? (int) CLAMP (g_ascii_strtoll (priority, NULL, 10), 0, 9) : 0;
    }
  else
    {
      g_autofree char *online = read_text (self->component, "X-VECHE-ONLINE"), *capacity = read_text (self->component, "X-VECHE-CAPACITY");

      entry->place = read_text (self->component, "LOCATION");
      entry->link = read_text (self->component, "URL");
      entry->kind = read_text (self->component, "X-VECHE-KIND");
      entry->online = online != NULL ? *online == '1' : -1;
      entry->capacity = capacity != NULL ? CLAMP (g_ascii_strtoll (capacity, NULL, 10), 0, 1000000) : 0;
    }
  read_status (self);
}

static void
read_rest (VecheIcsReader *self)
{
  VecheCalendarEntry *entry = self->entry;
  const VecheIcsProperty *start = veche_ics_component_get (self->component, "DTSTART");

  for (guint i = 0; i < self->component->properties->len; i++)
    take_property (self, self->component->properties->pdata[i]);
  if (entry->task && start != NULL && veche_ics_component_get (self->component, "DUE") != NULL)
    keep_line (self, start->line);
  for (guint i = 0; i < self->component->components->len; i++)
    {
      const VecheIcsComponent *part = self->component->components->pdata[i];

      if (strcmp (part->name, "VALARM") == 0)
        take_alarm (self, part);
      else
        keep_component (self, part, 0);
    }
  if (self->component->cut)
    veche_calendar_entry_note (entry->lost, "lines that are too long or too many");
  if (self->component->bad_line)
    veche_calendar_entry_note (entry->lost, "lines that say nothing");
  entry->extra = self->extra->len > 0 ? g_strdup (self->extra->str) : NULL;
}

/* Without a UID it is known by what it says. */
static char *
read_uid (const VecheIcsComponent *component)
{
  const VecheIcsProperty *uid = veche_ics_component_get (component, "UID");
  const VecheIcsProperty *start = veche_ics_component_get (component, "DTSTART"), *title = veche_ics_component_get (component, "SUMMARY");
  g_autofree char *text = NULL, *sum = NULL, *plain = uid != NULL ? veche_ics_unescape (uid->value) : NULL;

  if (plain != NULL && *g_strstrip (plain) != '\0' && strlen (plain) <= 500)
    return g_steal_pointer (&plain);
  text = g_strdup_printf ("%s|%s|%s", plain != NULL ? plain : "", start != NULL ? start->value : "", title != NULL ? title->value : "");
  sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  return g_strdup_printf ("%.32s@no-uid", sum);
}

static void
take_entry (VecheIcs *ics, const VecheIcsComponent *component)
{
  g_autoptr (VecheCalendarEntry) entry = veche_calendar_entry_new (strcmp (component->name, "VTODO") == 0);
  g_autoptr (GString) extra = g_string_new (NULL);
  VecheIcsReader self = { .ics = ics, .component = component, .entry = entry, .extra = extra };

  entry->uid = read_uid (component);
  veche_ics_entry_when (&self);
  read_words (&self);
  if (self.reason == NULL)
    read_rest (&self);
  if (self.reason != NULL)
    {
      veche_ics_refuse (ics, entry->uid, entry->title, self.reason);
      return;
    }
  veche_calendar_entry_tidy (entry);
  g_ptr_array_add (ics->entries, g_steal_pointer (&entry));
}

static char *
read_line (const VecheIcsComponent *calendar, const char *name)
{
  const VecheIcsProperty *property = veche_ics_component_get (calendar, name);

  return property != NULL && *property->value != '\0' ? g_strndup (property->value, 200) : NULL;
}

void
veche_ics_take_calendar (VecheIcs *self, const VecheIcsComponent *calendar)
{
  g_autofree char *zone = read_line (calendar, "X-WR-TIMEZONE"), *method = read_line (calendar, "METHOD");

  g_clear_pointer (&self->zone, g_free);
  g_free (self->method);
  veche_ics_take_zones (self, calendar);
  if (zone != NULL)
    self->zone = veche_ics_find_zone (self, zone);
  self->method = method != NULL ? g_ascii_strup (method, -1) : NULL;
  for (guint i = 0; i < calendar->components->len; i++)
    {
      const VecheIcsComponent *component = calendar->components->pdata[i];

      if (strcmp (component->name, "VTIMEZONE") == 0)
        continue;
      if (strcmp (component->name, "VEVENT") == 0 || strcmp (component->name, "VTODO") == 0)
        take_entry (self, component);
      else
        veche_ics_refuse (self, NULL, component->name, "it is neither an event nor a task");
    }
  g_clear_pointer (&self->own_zones, g_hash_table_unref);
}
