/* veche-event-letters.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-event-letters.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/veche-event-words.h"
#include "app/veche-plan-words.h"
#include "connectors/veche-connector.h"
#include "model/veche-zones.h"

/*** Words ***/

char *
veche_elsewhere_words (const VecheEventCard *event, const VecheElsewhere *elsewhere)
{
  g_autofree char *city = veche_zones_city (elsewhere->tz), *ahead = NULL, *day = NULL, *clock = NULL;
  int hours = ABS (elsewhere->minutes) / 60, minutes = ABS (elsewhere->minutes) % 60;
  const char *sign = elsewhere->minutes > 0 ? "+" : "−";

  ahead = minutes == 0 ? g_strdup_printf ("%s%d", sign, hours) : g_strdup_printf ("%s%d:%02d", sign, hours, minutes);
  day = strncmp (elsewhere->local, event->starts, strlen ("2026-12-13")) != 0 ? veche_day_long (elsewhere->local) : NULL;
  clock = day != NULL ? g_strdup_printf ("%s, %s", day, veche_clock_of (elsewhere->local)) : g_strdup (veche_clock_of (elsewhere->local));

  /* Translators: a time, the city whose time it is, and how many hours that is ahead: "21:00 Yekaterinburg (+2)" */
  return g_strdup_printf (_ ("%1$s %2$s (%3$s)"), clock, city, ahead);
}

static char *
thanks_text (const VecheEventCard *event, const VecheGuest *guest)
{
  /* Translators: a draft of thanks to somebody; %s is the event */
  g_autofree char *thanks = strcmp (guest->role, "speaker") == 0  ? g_strdup_printf (_ ("Thank you for speaking at “%s”!"), event->title)
                            : strcmp (guest->role, "host") == 0   ? g_strdup_printf (_ ("Thank you for leading “%s”!"), event->title)
                            : strcmp (guest->role, "helper") == 0 ? g_strdup_printf (_ ("Thank you for helping with “%s”!"), event->title)
                                                                  : g_strdup_printf (_ ("Thank you for taking part in “%s”!"), event->title);
  g_autoptr (GString) text = g_string_new (thanks);

  if (guest->reward != NULL)
    /* Translators: a line of thanks; %s is what they get: a book, a ticket */
    g_string_append_printf (text, _ ("\nThere is something for you: %s. How shall we hand it over?"), guest->reward);
  if (event->survey != NULL && *event->survey != '\0')
    {
      g_string_append_c (text, '\n');
      /* Translators: the second line of such a draft; %s is an address */
      g_string_append_printf (text, _ ("What was good and what to do better? Tell us here: %s"), event->survey);
    }

  return g_strdup (text->str);
}

static char *
survey_text (const VecheEventCard *event)
{
  if (event->survey == NULL || *event->survey == '\0')
    return NULL;

  /* Translators: a draft to somebody who came; an event and an address */
  return g_strdup_printf (_ ("Thank you for coming to “%1$s”! What was good and what to do better? Tell us here: %2$s"), event->title, event->survey);
}

static char *
invitation_text (const VecheEventCard *event, const VecheGuest *guest)
{
  g_autofree char *when = veche_event_time_words (event), *city = veche_zones_city (event->tz), *there = NULL;
  g_autoptr (VecheElsewhere) elsewhere = veche_elsewhere_of (event, guest->city);
  g_autoptr (GString) text = g_string_new (NULL);

  /* Translators: a draft of an invitation: the event, and when it is */
  g_string_printf (text, _ ("We invite you to “%1$s”: %2$s."), event->title, when);
  if (elsewhere != NULL)
    {
      there = veche_elsewhere_words (event, elsewhere);
      /* Translators: the next line: by which city's clock that is; a time with the guest's city: "21:00 Yekaterinburg (+2)" */
      g_string_append_printf (text, _ ("\nThat is the time of %1$s; for you %2$s."), city, there);
    }
  if (event->place != NULL && *event->place != '\0')
    g_string_append_printf (text, _ ("\nWhere: %s."), event->place);
  if (event->link != NULL && *event->link != '\0')
    g_string_append_printf (text, "\n%s", event->link);
  g_string_append (text, _ ("\nWill you come?"));

  return g_strdup (text->str);
}

char *
veche_event_letter (const char *kind, const VecheEventCard *event, const VecheGuest *guest)
{
  if (strcmp (kind, "survey") == 0)
    return survey_text (event);

  return strcmp (kind, "thanks") == 0 ? thanks_text (event, guest) : invitation_text (event, guest);
}

/*** Drafts for all of them ***/

/* Shared by the writer, which counts, and by the main thread, which says so. */
typedef struct
{
  VecheSession    *session;   /* (unowned): it outlives what it calls back */
  char            *event_uid, *kind;
  VecheLetterCount count;
} Mailing;

static void
mailing_clear (Mailing *mailing)
{
  g_free (mailing->event_uid);
  g_free (mailing->kind);
}

static void
mailing_unref (gpointer mailing)
{
  g_atomic_rc_box_release_full (mailing, (GDestroyNotify) mailing_clear);
}

static char *
mailing_words (const VecheEventCard *event, const VecheGuest *guest, gpointer data)
{
  return veche_event_letter (((Mailing *) data)->kind, event, guest);
}

static gboolean
mailing_build (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  Mailing *mailing = input;
  const VecheLetters letters = { .kind = mailing->kind, .writers = veche_connectors_list_writers (), .words = mailing_words, .data = mailing };

  return veche_events_edit_letters (db, edit, mailing->event_uid, &letters, &mailing->count, error);
}

static void
mailing_done_cb (gboolean ok, gpointer user_data)
{
  Mailing *mailing = user_data;
  const VecheLetterCount *count = &mailing->count;
  g_autoptr (GString) text = g_string_new (NULL);

  if (ok && count->drafts + count->silent + count->quiet == 0)
    veche_session_toast (mailing->session, _ ("Everybody has their draft already"));
  else if (ok)
    {
      g_string_append_printf (text, ngettext ("%u draft waits in the replies", "%u drafts wait in the replies", count->drafts), count->drafts);
      if (count->silent > 0)
        g_string_append_printf (text, ngettext (", %u has said nothing to answer", ", %u have said nothing to answer", count->silent), count->silent);
      if (count->quiet > 0)
        g_string_append_printf (text, ngettext (", %u wants no letters", ", %u want no letters", count->quiet), count->quiet);
      veche_session_toast_action (mailing->session, text->str, _ ("_Undo"), "app.undo");
    }
  mailing_unref (mailing);
}

void
veche_event_letters_write (VecheSession *session, const VecheEventCard *event, const char *kind)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("letters", event->title);
  Mailing *mailing = g_atomic_rc_box_new0 (Mailing);

  mailing->session = session;
  mailing->event_uid = g_strdup (event->uid);
  mailing->kind = g_strdup (kind);
  veche_session_build_edit (session, edit, mailing_build, mailing, mailing_unref, NULL, mailing_done_cb, g_atomic_rc_box_acquire (mailing));
}
