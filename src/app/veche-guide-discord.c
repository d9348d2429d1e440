/* veche-guide-discord.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * "Getting Started", "Gateway Intents: Privileged Intents", "OAuth2: Bot Users", "Threads" and "List Public Archived Threads" of
 * https://docs.discord.com/developers.
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-source-guides.h"

static const char *const steps[] = {
  N_ ("Open discord.com/developers/applications, press New Application and give it a name."),
  N_ ("On the Bot page, press Reset Token and copy the token: it is shown once."),
  N_ ("On the same page, turn on Server Members Intent and Message Content Intent: without them Discord hides the members and the words of messages."),
  N_ ("On the OAuth2 page, tick “bot” in the URL Generator, then View Channels, Send Messages, Send Messages in Threads and Read Message History. Open the address it makes and choose your server."),
  N_ ("Paste the token below. To make it worthless one day, press Reset Token again."),
  NULL,
};

static const VecheGuideField fields[] = {
  { "token", VECHE_GUIDE_SECRET, N_ ("Token of the bot"), NULL, TRUE },
  { "places", VECHE_GUIDE_PLACES, N_ ("Channels to read"), N_ ("All that the bot may see, unless you choose"), FALSE },
  { "mine", VECHE_GUIDE_LIST, N_ ("Your user names"), N_ ("Messages that name or answer these people go to the inbox too"), FALSE },
  { "words", VECHE_GUIDE_LIST, N_ ("Words to look for"), NULL, FALSE },
  { 0 },
};

static const VecheGuideNotice notices[] = {
  { "no-content", N_ ("Message Content Intent is off: Discord hides the words of all messages but those that mention the bot. Turn it on on the Bot page of the Developer Portal.") },
  { "no-members", N_ ("Server Members Intent is off: Discord does not list the members. Turn it on on the Bot page of the Developer Portal.") },
  { "no-access", N_ ("The bot may not read “%s”. Give it View Channel and Read Message History there.") },
  { "no-server", N_ ("The bot is in no server yet: open the address of its invitation and choose one.") },
  { 0 },
};

const VecheSourceGuide veche_guide_discord = {
  .type = "discord",
  .title = N_ ("Discord"),
  .about = N_ ("Channels and threads of a server by a bot of yours, its members, replies from here"),
  .steps = steps,
  .help_url = "https://docs.discord.com/developers/quick-start/getting-started",
  .reads = N_ ("The latest messages of each channel and thread, all that is said from then on, the list of members, and the server’s events, which come into the plan. Older messages can be fetched for a gap."),
  .blind = N_ ("What was edited or deleted later than three days after it was said or beyond the newest hundred messages of a channel, and private threads the bot is not in. Who left is found by reading the list of members again."),
  .stored = N_ ("Texts, names, user names and Discord’s numbers of people and messages, in this workspace on this computer; small pictures of people for a month beside it. Files stay in Discord."),
  .fields = fields,
  .notices = notices,
};
