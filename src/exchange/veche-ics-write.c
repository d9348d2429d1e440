/* veche-ics-write.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Entries → iCalendar, RFC 5545.  Of the zones libical says what they do.
 */

#include "exchange/veche-ics-private.h"

#include <libical/ical.h>
#include <string.h>

#include "model/veche-when.h"

#define LINE_LENGTH 75   /* bytes, 3.1 */

/*** Lines ***/

/* Broken between characters, never within one. */
static void
put_line (GString *text, const char *line)
{
  gsize room = LINE_LENGTH, left = strlen (line);

  while (left > room)
    {
      gsize n = room;

      while (n > 1 && ((guchar) line[n] & 0xC0) == 0x80)
        n--;
      g_string_append_len (text, line, (gssize) n);
      g_string_append (text, "\r\n ");
      line += n;
      left -= n;
      room = LINE_LENGTH - 1;
    }
  g_string_append (text, line);
  g_string_append (text, "\r\n");
}

static void G_GNUC_PRINTF (2, 3)
put (GString *text, const char *format, ...)
{
  va_list args;
  g_autofree char *line = NULL;

  va_start (args, format);
  line = g_strdup_vprintf (format, args);
  va_end (args);
  put_line (text, line);
}

/* (transfer full) */
static char *
escape (const char *value)
{
  GString *text = g_string_new (NULL);

  for (; *value != '\0'; value++)
    {
      if (*value == '\n')
        g_string_append (text, "\\n");
      else if (*value == '\\' || *value == ';' || *value == ',')
        g_string_append_printf (text, "\\%c", *value);
      else if (!g_ascii_iscntrl (*value) || *value == '\t')
        g_string_append_c (text, *value);
    }

  return g_string_free (text, FALSE);
}

static void
put_text (GString *text, const char *name, const char *value)
{
  g_autofree char *escaped = value != NULL && *value != '\0' ? escape (value) : NULL;

  if (escaped != NULL)
    put (text, "%s:%s", name, escaped);
}

/* Addresses are no TEXT: they are not escaped, and must not break the line. */
static void
put_uri (GString *text, const char *name, const char *uri)
{
  g_autofree char *clean = uri != NULL ? g_strdup (uri) : NULL;

  if (clean == NULL || *clean == '\0')
    return;
  for (char *p = clean; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p))
      *p = ' ';
  put (text, "%s:%s", name, g_strstrip (clean));
}

/* A value of a parameter: quotes and control characters can't stand in it. */
static char *
parameter (const char *value)
{
  char *clean = g_strdup (value);

  for (char *p = clean; *p != '\0'; p++)
    if (*p == '"' || g_ascii_iscntrl (*p))
      *p = '\'';

  return clean;
}

/*** Times ***/

/* "2026-12-13T19:00" → "20261213T190000". (transfer full) */
static char *
stamp (const char *local)
{
  g_auto (GStrv) parts = g_strsplit_set (local, "-:", -1);
  g_autofree char *joined = g_strjoinv ("", parts);

  return strlen (joined) == strlen ("20261213T1900") ? g_strconcat (joined, "00", NULL) : g_steal_pointer (&joined);
}

static gboolean
is_utc (const char *tz)
{
  return tz == NULL || *tz == '\0' || strcmp (tz, "UTC") == 0;
}

static void
put_time (GString *text, const char *name, const char *local, const char *tz)
{
  g_autofree char *value = stamp (local);

  if (veche_when_is_day (local))
    put (text, "%s;VALUE=DATE:%s", name, value);
  else if (is_utc (tz))
    put (text, "%s:%sZ", name, value);
  else
    put (text, "%s;TZID=%s:%s", name, tz, value);
}

static void
put_moment (GString *text, const char *name, gint64 at)
{
  g_autoptr (GDateTime) time = at > 0 ? g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC) : NULL;
  g_autofree char *value = time != NULL ? g_date_time_format (time, "%Y%m%dT%H%M%SZ") : NULL;

  if (value != NULL)
    put (text, "%s:%s", name, value);
}

/*** Zones ***/

/* libical reads them from the system's own data, once each. */
static void
put_zone (GString *text, const char *tz)
{
  icaltimezone *zone = icaltimezone_get_builtin_timezone (tz);
  icalcomponent *component = zone != NULL ? icaltimezone_get_component (zone) : NULL, *own;
  icalproperty *id;
  g_auto (GStrv) lines = NULL;
  char *written;

  if (component == NULL)
    return;
  own = icalcomponent_new_clone (component);
  id = icalcomponent_get_first_property (own, ICAL_TZID_PROPERTY);
  if (id != NULL)
    icalproperty_set_tzid (id, tz);
  written = icalcomponent_as_ical_string_r (own);
  lines = g_strsplit (written, "\r\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0')
      g_string_append_printf (text, "%s\r\n", lines[i]);
  free (written);
  icalcomponent_free (own);
}

static void
note_zone (GHashTable *zones, GString *text, const char *local, const char *tz)
{
  if (local == NULL || veche_when_is_day (local) || is_utc (tz) || !g_hash_table_add (zones, g_strdup (tz)))
    return;
  put_zone (text, tz);
}

/*** Entries ***/

static const char *
status_word (const VecheCalendarEntry *entry)
{
  static const struct { const char *ours, *theirs; } words[] = {
    { "idea", "TENTATIVE" }, { "cancelled", "CANCELLED" }, { "open", "NEEDS-ACTION" }, { "done", "COMPLETED" }, { "dropped", "CANCELLED" },
  };

  if (entry->status == NULL)
    return NULL;
  if (!entry->task && strcmp (entry->status, "done") == 0)
    return "CONFIRMED";
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (words[i].ours, entry->status) == 0)
      return words[i].theirs;

  return entry->task ? NULL : "CONFIRMED";
}

/* Whose address and uid are unknown is nobody. (transfer full) (nullable) */
static char *
person_value (const VecheCalendarGuest *person)
{
  g_autofree char *address = person->email != NULL ? parameter (person->email) : NULL;

  if (address != NULL)
    return g_strconcat ("mailto:", address, NULL);

  return person->member_uid != NULL ? g_strconcat ("urn:uuid:", person->member_uid, NULL) : NULL;
}

/* ";CN=…" or nothing. (transfer full) */
static char *
person_name (const VecheCalendarGuest *person)
{
  g_autofree char *name = person->name != NULL ? parameter (person->name) : NULL;

  return name != NULL && *name != '\0' ? g_strdup_printf (";CN=\"%s\"", name) : g_strdup ("");
}

static void
put_guest (GString *text, const VecheCalendarGuest *guest)
{
  static const struct { const char *status, *word; } words[] = {
    { "invited", "NEEDS-ACTION" }, { "waiting", "TENTATIVE" }, { "declined", "DECLINED" }, { "excused", "DECLINED" }, { "no-show", "ACCEPTED" },
  };
  const char *word = "ACCEPTED", *role = strcmp (guest->role, "host") == 0 ? "CHAIR" : "REQ-PARTICIPANT";
  g_autofree char *name = person_name (guest), *value = person_value (guest);

  if (value == NULL)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (words[i].status, guest->status) == 0)
      word = words[i].word;
  put (text, "ATTENDEE%s;ROLE=%s;PARTSTAT=%s;X-VECHE-STATUS=%s;X-VECHE-ROLE=%s:%s", name, role, word, guest->status, guest->role, value);
}

/* Who does a task: by their address for other programs, by their uid for this one. */
static void
put_owner (GString *text, const VecheCalendarGuest *owner)
{
  g_autofree char *name = person_name (owner), *value = person_value (owner), *clean = owner->member_uid != NULL ? parameter (owner->member_uid) : NULL;
  g_autofree char *uid = clean != NULL ? g_strdup_printf (";X-VECHE-OWNER=\"%s\"", clean) : g_strdup ("");

  if (value != NULL)
    put (text, "ATTENDEE%s;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED%s:%s", name, uid, value);
}

static void
put_items (GString *text, GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    {
      const VecheCalendarItem *item = items->pdata[i];

      put_text (text, item->done ? "X-VECHE-ITEM;X-VECHE-DONE=1" : "X-VECHE-ITEM", item->title);
    }
}

static gboolean
has_alarm (const VecheCalendarEntry *entry)
{
  return entry->remind >= 0 && (!entry->task || entry->starts != NULL);
}

/* A task that was put off: RFC 9074, 7. */
static gboolean
is_snoozed (const VecheCalendarEntry *entry)
{
  return entry->task && entry->snoozed != NULL && g_strcmp0 (entry->status, "open") == 0;
}

/* Known by its name to the one that comes instead; heard already when it was put off after that. */
static void
put_alarm_snoozed (GString *text, const VecheCalendarEntry *entry)
{
  gint64 at = veche_when_instant (entry->starts, entry->tz) - entry->remind * G_TIME_SPAN_MINUTE;
  g_autofree char *uid = g_strconcat (entry->uid, "-alarm", NULL);

  put_text (text, "UID", uid);
  if (at <= entry->modified)
    put_moment (text, "ACKNOWLEDGED", entry->modified);
}

static void
put_alarm (GString *text, const VecheCalendarEntry *entry)
{
  if (!has_alarm (entry))
    return;
  put (text, "BEGIN:VALARM");
  if (is_snoozed (entry))
    put_alarm_snoozed (text, entry);
  put (text, "ACTION:DISPLAY");
  put_text (text, "DESCRIPTION", entry->title);
  /* Without a DTSTART the start of a task is none. */
  put (text, "TRIGGER%s:-PT%dM", entry->task && entry->rrule == NULL ? ";RELATED=END" : "", entry->remind);
  put (text, "END:VALARM");
}

/* Others ring on the morning of that day; the day itself is ours to tell, whatever zone reads it. */
static void
put_snooze (GString *text, const VecheCalendarEntry *entry)
{
  g_autofree char *morning = NULL, *utc = NULL, *trigger = NULL, *uid = NULL, *alarm = NULL;

  if (!is_snoozed (entry))
    return;
  morning = g_strconcat (entry->snoozed, "T" VECHE_ICS_MORNING, NULL);
  utc = veche_when_local (veche_when_instant (morning, entry->tz != NULL ? entry->tz : veche_when_own_zone ()), "UTC");
  trigger = utc != NULL ? stamp (utc) : NULL;
  if (trigger == NULL)
    return;
  uid = g_strconcat (entry->uid, "-snooze", NULL);
  alarm = g_strconcat (entry->uid, "-alarm", NULL);
  put (text, "BEGIN:VALARM");
  put_text (text, "UID", uid);
  put (text, "ACTION:DISPLAY");
  put_text (text, "DESCRIPTION", entry->title);
  put (text, "TRIGGER;VALUE=DATE-TIME:%sZ", trigger);
  if (has_alarm (entry))
    put_text (text, "RELATED-TO;RELTYPE=SNOOZE", alarm);
  put (text, "X-VECHE-SNOOZED;X-VECHE-AT=%sZ:%s", trigger, entry->snoozed);
  put (text, "END:VALARM");
}

/* Sub-components last: a property may not follow them. */
static void
put_extra (GString *text, const char *extra, gboolean components)
{
  g_auto (GStrv) lines = extra != NULL ? g_strsplit (extra, "\n", -1) : NULL;
  guint depth = 0;

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    {
      gboolean begins = g_str_has_prefix (lines[i], "BEGIN:"), ends = g_str_has_prefix (lines[i], "END:");

      depth += begins;
      if ((depth > 0) == components && *lines[i] != '\0' && !g_str_has_prefix (lines[i], "LAST-MODIFIED:"))
        put_line (text, lines[i]);
      if (ends && depth > 0)
        depth--;
    }
}

static void
put_times (GString *text, const VecheCalendarEntry *entry)
{
  g_autofree char *after = NULL, *rule = veche_calendar_rule (entry->rrule, entry->starts, entry->tz);

  if (entry->recurs != NULL)
    put_time (text, "RECURRENCE-ID", entry->recurs, entry->recurs_tz);
  if (entry->task)
    {
      if (entry->starts != NULL)
        put_time (text, rule != NULL ? "DTSTART" : "DUE", entry->starts, entry->tz);
    }
  else
    {
      put_time (text, "DTSTART", entry->starts, entry->tz);
      if (veche_when_is_day (entry->starts))
        after = veche_when_add_days (entry->ends != NULL ? entry->ends : entry->starts, 1);
      else
        after = g_strdup (entry->ends);
      if (after != NULL)
        put_time (text, "DTEND", after, entry->tz);
    }
  if (rule != NULL)
    put (text, "RRULE:%s", rule);
  for (guint i = 0; i < entry->skipped->len; i++)
    put_time (text, "EXDATE", entry->skipped->pdata[i], entry->tz);
}

static void
put_own (GString *text, const VecheCalendarEntry *entry)
{
  if (entry->task)
    {
      if (entry->priority > 0)
        put (text, "PRIORITY:%d", entry->priority);
      put_moment (text, "COMPLETED", entry->closed);
      put_items (text, entry->items);
      return;
    }
  put_text (text, "X-VECHE-STATUS", entry->status);
  put_text (text, "X-VECHE-KIND", entry->kind);
  if (entry->online >= 0)
    put (text, "X-VECHE-ONLINE:%d", entry->online);
  if (entry->capacity > 0)
    put (text, "X-VECHE-CAPACITY:%" G_GINT64_FORMAT, entry->capacity);
}

static void
put_entry (GString *text, const VecheCalendarEntry *entry)
{
  const char *component = entry->task ? "VTODO" : "VEVENT", *status = status_word (entry);

  put (text, "BEGIN:%s", component);
  put_text (text, "UID", entry->uid);
  put_moment (text, "DTSTAMP", MAX (entry->modified, 1));
  put_moment (text, "CREATED", entry->created);
  put_moment (text, "LAST-MODIFIED", entry->modified);
  put (text, "SEQUENCE:%" G_GINT64_FORMAT, entry->sequence);
  put_times (text, entry);
  put_text (text, "SUMMARY", entry->title);
  put_text (text, "DESCRIPTION", entry->about);
  put_text (text, "LOCATION", entry->place);
  put_uri (text, "URL", entry->link);
  put_text (text, "CATEGORIES", entry->agenda);
  if (status != NULL)
    put (text, "STATUS:%s", status);
  put_own (text, entry);
  for (guint i = 0; i < entry->guests->len; i++)
    if (entry->task)
      put_owner (text, entry->guests->pdata[i]);
    else
      put_guest (text, entry->guests->pdata[i]);
  put_extra (text, entry->extra, FALSE);
  put_alarm (text, entry);
  put_snooze (text, entry);
  put_extra (text, entry->extra, TRUE);
  put (text, "END:%s", component);
}

char *
veche_ics_write (GPtrArray *entries)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GHashTable) zones = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  put (text, "BEGIN:VCALENDAR");
  put (text, "VERSION:2.0");
  put (text, "PRODID:-//Veche//Veche//EN");
  put (text, "CALSCALE:GREGORIAN");
  for (guint i = 0; i < entries->len; i++)
    {
      const VecheCalendarEntry *entry = entries->pdata[i];

      note_zone (zones, text, entry->starts, entry->tz);
      note_zone (zones, text, entry->recurs, entry->recurs_tz);
    }
  for (guint i = 0; i < entries->len; i++)
    put_entry (text, entries->pdata[i]);
  put (text, "END:VCALENDAR");

  return g_string_free (text, FALSE);
}
