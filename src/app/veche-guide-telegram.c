/* veche-guide-telegram.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * BotFather’s commands and privacy mode: https://core.telegram.org/bots/features; what comes to administrators only (chat_member,
 * message_reaction), how long updates are kept: "Getting updates" of https://core.telegram.org/bots/api; what bots do not see:
 * https://core.telegram.org/bots/faq.
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-source-guides.h"

static const char *const steps[] = {
  N_ ("In Telegram, open @BotFather, press Start and send /newbot."),
  N_ ("Give the bot a name and a user name that ends in “bot”. @BotFather answers with a token: copy it."),
  N_ ("Send /setprivacy, choose the bot and press Disable: only then does the bot get all messages of a group, not just those that name it or answer it."),
  N_ ("Add the bot to your group: open the group, then Add Members, and find the bot by its user name. If it was there already, remove it and add it again."),
  N_ ("Make the bot an administrator: open the group’s profile, then Edit and Administrators. No right needs to be given; without it, Telegram tells nobody who came, who left and who reacted."),
  N_ ("For a channel, add the bot as an administrator of the channel, and to its discussion group to read comments."),
  N_ ("Paste the token below. To make a token worthless one day, send /revoke to @BotFather."),
  NULL,
};

static const VecheGuideField fields[] = {
  { "token", VECHE_GUIDE_SECRET, N_ ("Token of the bot"), N_ ("Looks like 123456789:AAE… and is kept in the keyring"), TRUE },
  { "mine", VECHE_GUIDE_LIST, N_ ("Your user names"), N_ ("Messages that name or answer these people go to the inbox too"), FALSE },
  { "words", VECHE_GUIDE_LIST, N_ ("Words to look for"), NULL, FALSE },
  { "take", VECHE_GUIDE_SWITCH, N_ ("Take the bot over from a webhook"), N_ ("If a website has been getting this bot’s messages, it will get none from then on"), FALSE },
  { "server", VECHE_GUIDE_TEXT, N_ ("Own Bot API server"), N_ ("Leave empty to use Telegram’s"), FALSE },
  { 0 },
};

static const VecheGuideNotice notices[] = {
  { "privacy", N_ ("Privacy mode is on: in groups where the bot is no administrator it sees only what names or answers it. Send /setprivacy to @BotFather, choose Disable, then remove the bot from the group and add it again.") },
  { "privacy-mode", N_ ("In “%s” the bot sees only what names or answers it, because privacy mode is on.") },
  { "no-requests", N_ ("In “%s” the bot may not invite people: Telegram does not tell it who asks to join.") },
  { "no-admin", N_ ("In “%s” the bot is no administrator: Telegram does not tell it who came, who left and who reacted.") },
  { "removed", N_ ("The bot was removed from “%s” and sees nothing there.") },
  { "no-groups", N_ ("The bot may not be added to groups. Send /setjoingroups to @BotFather and choose Enable.") },
  { "webhook", N_ ("The bot’s messages go to a webhook at %s, so Veche gets none. Turn the webhook off there, let Veche take the bot over, or use another bot.") },
  { "no-list", N_ ("Telegram tells no bot which groups it is in: they appear here as soon as something is said in them.") },
  { "no-history", N_ ("A bot sees neither what was said before it came nor the list of members. Export the chat in Telegram Desktop and import it here: nothing will stand twice.") },
  { 0 },
};

const VecheSourceGuide veche_guide_telegram = {
  .type = "telegram",
  .title = N_ ("Telegram"),
  .about = N_ ("Groups, forums and channels by a bot of yours: messages, comments, reactions, who came and left"),
  .steps = steps,
  .help_url = "https://core.telegram.org/bots/features#botfather",
  .reads = N_ ("From now on: messages and their edits in groups and topics, channel posts and the comments below them, reactions, and who came and left."),
  .blind = N_ ("A bot can’t see what was said before it came, the list of members, messages of other bots, or that a message was deleted. Telegram keeps news for a day: "
               "what nobody fetches by then is lost to the bot, and an import of the chat’s export heals it."),
  .stored = N_ ("Texts, names, user names and Telegram’s numbers of people and messages, in this workspace on this computer. Photos and files stay in Telegram."),
  .fields = fields,
  .notices = notices,
};
