/* veche-guide-caldav.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where Nextcloud shows the address: its user manual, "Groupware, Calendar, Synchronizing".
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-source-guides.h"

static const char *const steps[] = {
  N_ ("The address of the server is enough: cloud.example.org. Or paste the address of one calendar, which its settings show."),
  N_ ("On Nextcloud open Settings, Security, scroll to “Devices & sessions”, type “Veche”, press “Create new app password” and use that password below: "
      "it can be taken back at any time, and it works with two-step sign-in, too."),
  N_ ("If members shall see the plan, make a calendar of its own there, choose only that one below and share it with them."),
  NULL,
};

static const VecheGuideField fields[] = {
  { "url", VECHE_GUIDE_TEXT, N_ ("Address of the server or the calendar"), NULL, TRUE },
  { "user", VECHE_GUIDE_TEXT, N_ ("User name"), NULL, TRUE },
  { "token", VECHE_GUIDE_SECRET, N_ ("Password"), N_ ("Better an app password than that of your account"), TRUE },
  { "calendars", VECHE_GUIDE_PLACES, N_ ("Calendars"), N_ ("None chosen: all of them"), FALSE },
  { "publish", VECHE_GUIDE_SWITCH, N_ ("Put the plan’s events there"), N_ ("Into the first calendar that may be written to"), FALSE },
  { "tasks", VECHE_GUIDE_SWITCH, N_ ("Put tasks there, too"), NULL, FALSE },
  { 0 },
};

static const VecheGuideNotice notices[] = {
  { "no-calendar", N_ ("There is no calendar yet at this address: make one there first.") },
  { "read-only-calendar", N_ ("“%s” can only be read: what you change here stays here.") },
  { 0 },
};

const VecheSourceGuide veche_guide_caldav = {
  .type = "caldav",
  .title = N_ ("CalDAV Calendar"),
  .about = N_ ("Nextcloud, Radicale and others: the plan in your calendar, and your calendar in the plan"),
  .steps = steps,
  .help_url = "https://docs.nextcloud.com/server/latest/user_manual/en/groupware/calendar.html",
  .reads = N_ ("Events and tasks of the calendars you choose. What is changed there changes here and the other way round; where both changed the same, the calendar’s version stands, and yours is in the history."),
  .blind = N_ ("Guests of an event are not sent. An event that is deleted there and has guests or a programme here is cancelled, not deleted."),
  .stored = N_ ("The events are kept in your plan on this computer. The password is kept in the system’s keyring."),
  .fields = fields,
  .notices = notices,
};
