/* veche-event-words.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-event-words.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "app/veche-plan-words.h"
#include "model/veche-when.h"

char *
veche_clock_read (const char *typed)
{
  int hour, minute = 0, used = 0;

  if (sscanf (typed, " %2d%*1[:.]%2d %n", &hour, &minute, &used) < 2 && sscanf (typed, " %2d %n", &hour, &used) < 1)
    return NULL;
  if (typed[used] != '\0' || hour < 0 || hour > 23 || minute < 0 || minute > 59)
    return NULL;

  return g_strdup_printf ("%02d:%02d", hour, minute);
}

const char *
veche_clock_of (const char *local)
{
  return local != NULL && strlen (local) >= 16 ? local + 11 : NULL;
}

char *
veche_event_time_words (const VecheEventCard *event)
{
  g_autofree char *day = veche_day_full (event->starts), *last = event->ends != NULL ? veche_day_full (event->ends) : NULL;
  gboolean same = event->ends == NULL || strncmp (event->starts, event->ends, 10) == 0;
  const char *from = veche_clock_of (event->starts), *to = veche_clock_of (event->ends);

  if (day == NULL)
    return g_strdup (event->starts);
  if (from == NULL)
    return same ? g_strdup (day) : g_strdup_printf ("%s – %s", day, last);
  if (to == NULL)
    return g_strdup_printf ("%s, %s", day, from);

  return same ? g_strdup_printf ("%s, %s–%s", day, from, to) : g_strdup_printf ("%s, %s – %s, %s", day, from, last, to);
}

char *
veche_event_left (const VecheEventCard *event, gint64 now)
{
  int days;

  if (g_str_equal (event->status, "cancelled") || event->rrule != NULL)
    return g_strdup ("");
  if (now >= event->from && now < event->until)
    return g_strdup (_ ("goes on now"));
  days = veche_day_until (event->starts);
  if (days == 0)
    return g_strdup (now < event->from ? _ ("today") : _ ("was today"));
  if (days > 0)
    return days == 1 ? g_strdup (_ ("tomorrow")) : g_strdup_printf (ngettext ("in %d day", "in %d days", days), days);

  return g_strdup_printf (ngettext ("%d day ago", "%d days ago", -days), -days);
}

char *
veche_event_seats (const VecheEventCard *event)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  guint coming = event->accepted + event->came;

  if (event->capacity > 0)
    /* Translators: how many people come, and for how many there is room */
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%1$u of %2$u place taken", "%1$u of %2$u places taken", event->capacity), coming, event->capacity));
  else if (event->accepted > 0 || event->came == 0)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%u is coming", "%u are coming", event->accepted), event->accepted));
  if (event->came > 0)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%u came", "%u came", event->came), event->came));
  if (event->waiting > 0)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%u waits for a place", "%u wait for a place", event->waiting), event->waiting));
  if (event->invited > 0)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%u has not answered", "%u have not answered", event->invited), event->invited));
  g_ptr_array_add (parts, NULL);

  return g_strjoinv (" · ", (char **) parts->pdata);
}

char *
veche_price_words (gint64 price, const char *currency)
{
  if (price <= 0)
    return g_strdup ("");
  if (price % 100 == 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT " %s", price / 100, currency != NULL ? currency : "");

  return g_strdup_printf ("%" G_GINT64_FORMAT "%s%02d %s", price / 100, localeconv ()->decimal_point, (int) (price % 100), currency != NULL ? currency : "");
}

/* The code of what stands behind a number: it itself, or how people write it; "" is that of this computer. (transfer full) (nullable) */
static char *
dup_currency (const char *typed)
{
  static const struct { const char *sign, *code; } signs[] = {
    { "₽", "RUB" }, { "руб", "RUB" }, { "руб.", "RUB" }, { "р", "RUB" }, { "р.", "RUB" }, { "€", "EUR" }, { "$", "USD" },
    { "£", "GBP" }, { "₸", "KZT" }, { "₴", "UAH" }, { "₾", "GEL" }, { "₺", "TRY" },
  };
  const char *own = localeconv ()->int_curr_symbol;

  for (gsize i = 0; i < G_N_ELEMENTS (signs); i++)
    if (strcmp (typed, signs[i].sign) == 0)
      return g_strdup (signs[i].code);
  if (*typed == '\0')
    return g_strndup (*own != '\0' ? own : "RUB", 3);

  return strlen (typed) == 3 && g_ascii_isalpha (typed[0]) && g_ascii_isalpha (typed[1]) && g_ascii_isalpha (typed[2]) ? g_ascii_strup (typed, -1) : NULL;
}

/* Without what stands between thousands, all kinds of spaces. (transfer full) */
static char *
dup_without_spaces (const char *typed)
{
  GString *text = g_string_new (NULL);

  for (const char *at = typed; *at != '\0'; at = g_utf8_next_char (at))
    if (!g_unichar_isspace (g_utf8_get_char (at)))
      g_string_append_unichar (text, g_utf8_get_char (at));

  return g_string_free (text, FALSE);
}

gboolean
veche_price_read (const char *typed, gint64 *price, char **currency)
{
  g_autofree char *text = dup_without_spaces (typed);
  char *end = NULL;
  gint64 whole = g_ascii_strtoll (text, &end, 10), part = 0;

  *price = 0;
  *currency = NULL;
  if (*text == '\0')
    return TRUE;
  if (!g_ascii_isdigit (*text) || whole > G_MAXINT32)
    return FALSE;
  if ((*end == '.' || *end == ',') && g_ascii_isdigit (end[1]))
    {
      part = g_ascii_digit_value (end[1]) * 10 + (g_ascii_isdigit (end[2]) ? g_ascii_digit_value (end[2]) : 0);
      end += g_ascii_isdigit (end[2]) ? 3 : 2;
    }
  *price = whole * 100 + part;
  *currency = dup_currency (end);

  return *currency != NULL;
}
