/* test-inbox-words.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <adwaita.h>

#include "app/veche-coverage-bar.h"
#include "app/veche-mention-words.h"
#include "app/veche-snooze-popover.h"
#include "app/veche-source-dialog.h"
#include "model/veche-source-address.h"
#include "model/veche-spans.h"

#define NOW G_GINT64_CONSTANT (1760000000000000)

static VecheMention *
mention (const char *reason, gint64 ago)
{
  VecheMention *self = veche_record_alloc (sizeof *self, VECHE_RECORD_MENTION, 1, "t1", NULL);

  self->reason = (char *) reason;
  self->state = (char *) "open";
  self->at = NOW - ago;
  self->author_name = (char *) "Олег Шубин";
  return self;
}

static void
assert_words (VecheMention *self, const char *text, VecheInk ink)
{
  g_auto(VecheBadgeWords) words = { 0 };

  veche_mention_words (self, NOW, &words);
  g_assert_cmpstr (words.text, ==, text);
  g_assert_cmpint (words.ink, ==, ink);
  g_assert_nonnull (words.icon);
}

static void
test_words_of_a_question (void)
{
  VecheMention *self = mention ("question", 20 * G_TIME_SPAN_MINUTE);

  assert_words (self, "Question", VECHE_INK_WARN);
  self->at = NOW - 5 * G_TIME_SPAN_HOUR;
  assert_words (self, "Question · 5 h unanswered", VECHE_INK_WARN);
  self->author_important = TRUE;
  assert_words (self, "Question · important person", VECHE_INK_WARN);
  self->answered = NOW - 1;
  assert_words (self, "Question · answered", VECHE_INK_70);
  self->state = (char *) "done";
  assert_words (self, "Answered", VECHE_INK_POS);
  veche_record_unref (self);
}

static void
test_words_of_a_newcomer (void)
{
  VecheMention *self = mention ("mention", G_TIME_SPAN_DAY);

  assert_words (self, "Mention", VECHE_INK_70);
  self->author_newcomer = TRUE;
  self->author_joined = NOW - G_TIME_SPAN_HOUR;
  assert_words (self, "Newcomer · day 1", VECHE_INK_ACC);
  self->reason = (char *) "question";
  assert_words (self, "Question · 1 day unanswered", VECHE_INK_WARN);
  veche_record_unref (self);
}

/* A snooze that has passed counts as open again. */
static void
test_words_of_a_snooze (void)
{
  VecheMention *self = mention ("mention", G_TIME_SPAN_HOUR);

  self->state = (char *) "snoozed";
  self->snoozed_until = NOW - 1;
  assert_words (self, "Mention", VECHE_INK_70);
  veche_record_unref (self);
}

static void
assert_at (GDateTime *at, const char *expected)
{
  g_autoptr(GDateTime) owned = at;
  g_autofree char *text = g_date_time_format (owned, "%Y-%m-%d %H:%M");

  g_assert_cmpstr (text, ==, expected);
}

static void
test_snooze_times (void)
{
  g_autoptr(GDateTime) friday = g_date_time_new_local (2026, 11, 20, 14, 20, 31);
  g_autoptr(GDateTime) sunday = g_date_time_new_local (2026, 11, 22, 19, 59, 0);
  g_autoptr(GDateTime) night = g_date_time_new_local (2026, 12, 31, 23, 10, 0);

  assert_at (veche_snooze_later_today (friday), "2026-11-20 17:00");
  assert_at (veche_snooze_tomorrow (friday, 9 * 60), "2026-11-21 09:00");
  assert_at (veche_snooze_monday (friday, 10 * 60 + 30), "2026-11-23 10:30");
  assert_at (veche_snooze_later_today (sunday), "2026-11-22 22:00");
  assert_at (veche_snooze_monday (sunday, 9 * 60), "2026-11-23 09:00");
  g_assert_null (veche_snooze_later_today (night));
  assert_at (veche_snooze_tomorrow (night, 9 * 60), "2027-01-01 09:00");
}

static void
test_addresses (void)
{
  static const struct
  {
    const char *typed, *address;
  } table[] = {
    { "mastodon.social", "https://mastodon.social" },
    { "  https://example.org/feed.xml ", "https://example.org/feed.xml" },
    { "http://127.0.0.1:8080", "http://127.0.0.1:8080" },
    { "HTTPS://Forum.Mayak.Club/", "https://forum.mayak.club" },
    { "Example.org/Blog/Feed?Page=A", "https://example.org/Blog/Feed?Page=A" },
    { "https://example.org/a/", "https://example.org/a/" },
    { "https://[::1]:8080/", "https://[::1]:8080" },
    { "", NULL },
    { "https://example.org\\@evil.example", NULL },
    { "two words", NULL },
    { "ftp://example.org", NULL },
    { "javascript:alert(1)", NULL },
    { "https://user:secret@example.org", NULL },
    { "https://", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *address = veche_source_address (table[i].typed);
      g_assert_cmpstr (address, ==, table[i].address);
    }
}

static void
test_gaps (void)
{
  g_autoptr(GArray) spans = g_array_new (FALSE, FALSE, sizeof (VecheStretch));
  g_autoptr(GArray) gaps = NULL;

  g_array_append_vals (spans, &(VecheStretch){ 100, 200 }, 1);
  g_array_append_vals (spans, &(VecheStretch){ 205, 300 }, 1);
  g_array_append_vals (spans, &(VecheStretch){ 350, 400 }, 1);
  gaps = veche_spans_gaps (spans, 100, 500, 10);
  g_assert_cmpuint (gaps->len, ==, 2);
  g_assert_cmpint (g_array_index (gaps, VecheStretch, 0).since, ==, 300);
  g_assert_cmpint (g_array_index (gaps, VecheStretch, 0).until, ==, 350);
  g_assert_cmpint (g_array_index (gaps, VecheStretch, 1).since, ==, 400);
  g_assert_cmpint (g_array_index (gaps, VecheStretch, 1).until, ==, 500);
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "Europe/Moscow", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/inbox/words/question", test_words_of_a_question);
  g_test_add_func ("/inbox/words/newcomer", test_words_of_a_newcomer);
  g_test_add_func ("/inbox/words/snooze", test_words_of_a_snooze);
  g_test_add_func ("/inbox/snooze/times", test_snooze_times);
  g_test_add_func ("/sources/addresses", test_addresses);
  g_test_add_func ("/sources/gaps", test_gaps);

  return g_test_run ();
}
