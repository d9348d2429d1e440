/* veche-guide-vk.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * "Работа с API", "Long Poll API", "Типы событий" of a community: https://dev.vk.com/ru/api/bots-long-poll/getting-started; which key may do
 * what: https://dev.vk.com/ru/api/access-token/getting-started.
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-source-guides.h"

/* dev.vk.com: "Ключ доступа сообщества", "Сервисный ключ доступа", "Bots Long Poll API". */
static const char *const steps[] = {
  N_ ("Open your community on vk.com as its administrator and choose Manage."),
  N_ ("Choose Advanced, then API Usage, and press Create Token."),
  N_ ("Tick Allow access to community management, community messages, photos and wall, press Create, confirm it by the code that VK sends, and copy the token."),
  N_ ("On the same page choose Long Poll API, switch it on, choose version 5.199, and on Event Types tick messages, wall posts, comments of wall, photos and videos, discussions, joining and leaving."),
  N_ ("For earlier messages of the wall and the discussions: open dev.vk.com, choose My Apps, create an app of any kind, open its settings and copy the service token."),
  NULL,
};

static const VecheGuideField fields[] = {
  { "group", VECHE_GUIDE_TEXT, N_ ("Address of the community"), N_ ("For example vk.com/club1"), TRUE },
  { "community", VECHE_GUIDE_SECRET, N_ ("Community token"), N_ ("From the community’s API Usage page"), TRUE },
  { "service", VECHE_GUIDE_SECRET, N_ ("Service or user token"), N_ ("Reads the wall and the discussions; without it Veche sees only what is new"), FALSE },
  { "no-messages", VECHE_GUIDE_SWITCH, N_ ("Leave out messages to the community"), NULL, FALSE },
  { 0 },
};

static const VecheGuideNotice notices[] = {
  { "no-reading-key", N_ ("Without a service token only what is new on the wall and in the discussions can be read. Earlier messages and back-filling need one.") },
  { "long-poll-off", N_ ("Long Poll API is off in the community. Switch it on in Manage → API Usage → Long Poll API, or Veche looks only every five minutes and misses private events.") },
  { "event-off", N_ ("VK does not tell of “%s” events. Tick them in Manage → API Usage → Long Poll API → Event Types.") },
  { "events-lost", N_ ("VK kept some events too short a time. Veche looked for them on the wall and in the discussions; messages that were deleted meanwhile can’t be seen.") },
  { "wall-closed", N_ ("The wall can’t be read with this token.") },
  { "boards-closed", N_ ("The discussions are off, or can’t be read with this token.") },
  { "photos-live-only", N_ ("Earlier comments below photos need a user token. New ones are read.") },
  { "videos-live-only", N_ ("Earlier comments below videos need a user token. New ones are read.") },
  { "mentions-closed", N_ ("Mentions on other people’s walls need a user token.") },
  { "messages-closed", N_ ("Messages to the community are off, or the token lacks the right for them.") },
  { "comments-closed", N_ ("Comments of some posts are closed to this token.") },
  { 0 },
};

const VecheSourceGuide veche_guide_vk = {
  .type = "vk",
  .title = N_ ("VK"),
  .about = N_ ("A community’s wall, comments, discussions and messages, answered from here"),
  .steps = steps,
  .help_url = "https://dev.vk.com/ru/api/access-token/community-token/in-community-settings",
  .reads = N_ ("Posts of the wall, comments below posts, photos and videos, discussions, messages to the community, and who its members are. "
               "VK events among the community’s links come into the plan; those on its wall, too, with a service or user token."),
  .blind = N_ ("Veche can’t see private pages, talks between members, or closed communities that are not yours. With a community token VK shows "
               "only what is new; who left is known from the moment of connecting."),
  .stored = N_ ("Texts, links and names, on this computer only. Tokens are kept in the system’s keyring. Small pictures of people are kept beside them for a month; all other pictures stay in VK."),
  .fields = fields,
  .notices = notices,
};
