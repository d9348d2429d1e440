/* veche-guide-ical.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where such addresses are found: help.meetup.com, "Exporting Meetup events to your calendar"; docs.mobilizon.org, "Feeds".
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-source-guides.h"

static const char *const steps[] = {
  N_ ("Open the page with the events in your browser: a group on Meetup or Mobilizon, a venue, a conference, a public Google calendar."),
  N_ ("Look for “Export”, “Subscribe”, “iCal” or “ICS”, click it with the right button and choose “Copy Link”."),
  N_ ("On Mobilizon it is the arrow beside the group’s events; on Google open the calendar’s settings and copy “Public address in iCal format”."),
  NULL,
};

static const VecheGuideField fields[] = {
  { "url", VECHE_GUIDE_TEXT, N_ ("Address of the calendar"), N_ ("It often ends in .ics and may begin with webcal:"), TRUE },
  { 0 },
};

const VecheSourceGuide veche_guide_ical = {
  .type = "ical",
  .title = N_ ("Calendar on the Web"),
  .about = N_ ("Events of Meetup, Mobilizon, Google or a venue come into the plan"),
  .steps = steps,
  /* Translators: a page in your language, if there is one */
  .help_url = N_ ("https://en.wikipedia.org/wiki/ICalendar"),
  .reads = N_ ("Veche reads all events that the address offers, once an hour: time, place, link and description. No account is needed."),
  .blind = N_ ("Such a calendar can only be read. What is over it often leaves out; that stays in the plan. What you change in one of its events stays until the event is changed there, too."),
  .stored = N_ ("The events are kept in your plan on this computer. There is no key to keep."),
  .fields = fields,
};
