/* veche-guide-bluesky.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * App passwords, and what they may not do: "App Passwords" of https://atproto.com/specs/xrpc and https://bsky.app/settings/app-passwords.
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-source-guides.h"

static const char *const steps[] = {
  N_ ("In Bluesky open Settings, then Privacy and Security, then App Passwords."),
  N_ ("Press Add App Password, call it Veche and leave the access to direct messages off."),
  N_ ("Copy the password of four groups: it is shown only once. Paste it below, never your own password."),
  NULL,
};

static const VecheGuideField fields[] = {
  { "login", VECHE_GUIDE_TEXT, N_ ("Your handle"), N_ ("As on your profile: name.bsky.social or your own domain"), TRUE },
  { "token", VECHE_GUIDE_SECRET, N_ ("App password"), NULL, TRUE },
  { "words", VECHE_GUIDE_LIST, N_ ("Words to look for"), N_ ("New posts of the whole network that hold one of them"), FALSE },
  { "watch", VECHE_GUIDE_LIST, N_ ("Accounts to watch"), N_ ("Handles whose posts are read, too"), FALSE },
  { "url", VECHE_GUIDE_TEXT, N_ ("Server"), N_ ("Only for an account that is not at Bluesky itself"), FALSE },
  { 0 },
};

static const VecheGuideNotice notices[] = {
  { "blocked", N_ ("Some posts are hidden because one of you blocks the other; Veche keeps what it has read.") },
  { "no-search", N_ ("This server does not search for “%s”.") },
  { "cut", N_ ("There are more posts with “%s” than this server lets one read: some of the older ones are missing.") },
  { "unknown-author", N_ ("There is no account “%s” to watch; its handle may have changed.") },
  { "author-hidden", N_ ("The posts of “%s” are hidden from you by a block.") },
  { 0 },
};

const VecheSourceGuide veche_guide_bluesky = {
  .type = "bluesky",
  .title = N_ ("Bluesky"),
  .about = N_ ("Mentions, replies and quotes, answered from here; words searched for in the whole network"),
  .steps = steps,
  .help_url = "https://bsky.app/settings/app-passwords",
  .reads = N_ ("Veche reads what mentions, answers or quotes you, the threads around it, likes, new followers, posts with your words and "
               "those of the accounts that you watch."),
  .blind = N_ ("It can’t see direct messages, posts of people who block you, and what your server hides."),
  .stored = N_ ("Posts, names and handles are kept on this computer. The app password and its session are kept in the keyring."),
  .fields = fields,
  .notices = notices,
};
