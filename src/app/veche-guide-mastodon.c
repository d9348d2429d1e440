/* veche-guide-mastodon.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Signing in: "OAuth" of https://docs.joinmastodon.org/spec/oauth/; a key by hand, "Preferences", "Development": https://docs.joinmastodon.org/client/token/.
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-source-guides.h"

static const char *const steps[] = {
  N_ ("Write the address of the server where your account is: the part after the second @ of its full name, such as fosstodon.org."),
  N_ ("Press “Sign In in the Browser”. Your server asks whether Veche may read and write for you: sign in there and press “Authorize”."),
  N_ ("Without a browser: on your server open Preferences, then Development, then New Application. Allow read and write:statuses, save, "
      "open the application and copy “Your access token”."),
  NULL,
};

static const VecheGuideField fields[] = {
  { "url", VECHE_GUIDE_TEXT, N_ ("Address of your server"), NULL, TRUE },
  { "token", VECHE_GUIDE_SECRET, N_ ("Access key, if you have one"), N_ ("Leave it empty to sign in through the browser: Veche never sees your password"), FALSE },
  { "words", VECHE_GUIDE_LIST, N_ ("Words to look for"), N_ ("Where your server lets you search"), FALSE },
  { "tags", VECHE_GUIDE_LIST, N_ ("Hashtags to watch"), N_ ("Public posts with one of them that your server knows. Put commas between them."), FALSE },
  { "places", VECHE_GUIDE_PLACES, N_ ("Your lists to read"), NULL, FALSE },
  { 0 },
};

static const VecheGuideNotice notices[] = {
  { "no-search", N_ ("This server does not search for “%s”, or not for you.") },
  { "cut", N_ ("There are more posts with “%s” than this server lets one read: some of the older ones are missing.") },
  { "no-tag", N_ ("This server does not show the hashtag “%s”.") },
  { "no-list", N_ ("There is no list “%s” on the server any more.") },
  { "chats", N_ ("Somebody wrote to you in this server’s own chats. Veche can’t read those.") },
  { "no-lists", N_ ("This server has no lists.") },
  { 0 },
};

const VecheSourceGuide veche_guide_mastodon = {
  .type = "mastodon",
  .title = N_ ("Mastodon"),
  .about = N_ ("Also GoToSocial, Pleroma, snac: mentions and replies, answered from here"),
  .steps = steps,
  .help_url = "https://docs.joinmastodon.org/user/preferences/",
  .reads = N_ ("Veche reads what mentions or answers you, the threads around it, who follows you, and the words, hashtags and lists that you name. "
               "It writes nothing but the replies you send."),
  .blind = N_ ("It can’t see other people’s private talks, posts of people who block you or your server, and what your server has not received from others."),
  .stored = N_ ("Posts, names and addresses of accounts are kept in your workspace on this computer. The access key is kept in the keyring of your system."),
  .fields = fields,
  .notices = notices,
  .browser = TRUE,
};
