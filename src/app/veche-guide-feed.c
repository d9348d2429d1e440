/* veche-guide-feed.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a page names its feed: "RSS Autodiscovery", https://www.rssboard.org/rss-autodiscovery.
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-source-guides.h"

static const char *const steps[] = {
  N_ ("Open the blog, the news page or the review site in your browser."),
  N_ ("Look for “RSS”, “Atom” or the orange sign with three arcs, often at the bottom of the page."),
  N_ ("Click it with the right button, choose “Copy Link” and paste the address below. The address of the page itself will do where the page "
      "names its feed."),
  NULL,
};

static const VecheGuideField fields[] = {
  { "url", VECHE_GUIDE_TEXT, N_ ("Address of the feed"), NULL, TRUE },
  { "words", VECHE_GUIDE_LIST, N_ ("Words to look for"), N_ ("An entry that holds one of them becomes a mention. Put commas between them; without any, every entry is one."), FALSE },
  { "without", VECHE_GUIDE_LIST, N_ ("But not with these words"), N_ ("An entry that holds one of them is kept, but is no mention, in any form of the word."), FALSE },
  { 0 },
};

static const VecheGuideNotice notices[] = {
  { "one-of-feeds", N_ ("One of several feeds of this page: %s. The first of them is read; connect the others by their own addresses.") },
  { 0 },
};

const VecheSourceGuide veche_guide_feed = {
  .type = "feed",
  .title = N_ ("Blog or News Feed"),
  .about = N_ ("RSS, Atom or JSON Feed: entries that hold your words become mentions"),
  .steps = steps,
  /* Translators: a page in your language, if there is one */
  .help_url = N_ ("https://en.wikipedia.org/wiki/RSS"),
  .reads = N_ ("Veche reads the entries that the feed offers: title, text, author and time, and the comments below them where the blog has a feed of those, as WordPress and Blogger do. No account is needed, and nobody there sees who reads."),
  .blind = N_ ("A feed often holds only the latest entries and only their beginning. What was there before, comments without a feed of their own and who has read it can’t be seen, and nothing can be answered from here."),
  .stored = N_ ("The entries and the names of their authors are kept in your workspace on this computer. There is no key to keep."),
  .fields = fields,
  .notices = notices,
};
