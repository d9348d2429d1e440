/* veche-pair-words.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-pair-words.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/veche-draw.h"
#include "model/veche-text.h"

#define SHORT_REASONS 3
#define MAX_DETAIL    80

/* sentence: a line in the list of reasons; word: what stands of it in a row of pairs, NULL when it is nothing to begin with. */
static const struct { const char *icon, *sentence, *word; } words[VECHE_N_LIKES] = {
  [VECHE_LIKE_SAME_EMAIL] = { "veche-mail-symbolic", N_ ("The same e-mail address"), NC_ ("pair", "e-mail") },
  [VECHE_LIKE_SAME_PHONE] = { "veche-call-symbolic", N_ ("The same telephone number"), NC_ ("pair", "telephone") },
  [VECHE_LIKE_SAME_HANDLE] = { "veche-mastodon-symbolic", N_ ("The same handle elsewhere"), NC_ ("pair", "handle") },
  [VECHE_LIKE_NEAR_HANDLE] = { "veche-mastodon-symbolic", N_ ("The handles are nearly the same"), NC_ ("pair", "handle") },
  [VECHE_LIKE_SAME_NAME] = { "avatar-default-symbolic", N_ ("The name reads the same"), NC_ ("pair", "name") },
  [VECHE_LIKE_PART_NAME] = { "avatar-default-symbolic", N_ ("The name agrees as far as it goes"), NC_ ("pair", "name") },
  [VECHE_LIKE_HANDLE_OF_NAME] = { "veche-mastodon-symbolic", N_ ("The handle is made of the name"), NC_ ("pair", "handle") },
  [VECHE_LIKE_RARE_NAME] = { "avatar-default-symbolic", N_ ("The name is rare"), NULL },
  [VECHE_LIKE_SAME_PATRONYMIC] = { "avatar-default-symbolic", N_ ("The same patronymic"), NC_ ("pair", "patronymic") },
  [VECHE_LIKE_CROSS_LINK] = { "veche-rss-symbolic", N_ ("The one’s profile names the other’s account"), NC_ ("pair", "link") },
  [VECHE_LIKE_SAME_SITE] = { "veche-rss-symbolic", N_ ("Both link to one site"), NC_ ("pair", "site") },
  [VECHE_LIKE_SAME_AVATAR] = { "avatar-default-symbolic", N_ ("The same picture"), NC_ ("pair", "picture") },
  [VECHE_LIKE_SAME_CITY] = { "mark-location-symbolic", N_ ("The same city"), NC_ ("pair", "city") },
  [VECHE_LIKE_SAME_HOURS] = { "veche-clock-symbolic", N_ ("Online at the same hours"), NC_ ("pair", "hours") },
  [VECHE_LIKE_SAME_BIRTHDAY] = { "veche-plan-symbolic", N_ ("The same birthday"), NC_ ("pair", "birthday") },
  [VECHE_LIKE_SAME_HEADLINE] = { "avatar-default-symbolic", N_ ("They say the same of themselves"), NC_ ("pair", "headline") },
  [VECHE_LIKE_COMMON_NAME] = { "veche-negative-symbolic", N_ ("The name is very common"), NULL },
  [VECHE_LIKE_OTHER_BIRTHDAY] = { "veche-negative-symbolic", N_ ("Different birthdays"), NULL },
  [VECHE_LIKE_OTHER_CITY] = { "veche-negative-symbolic", N_ ("Different cities"), NULL },
  [VECHE_LIKE_OTHER_GENDER] = { "veche-negative-symbolic", N_ ("The surname of a man and of a woman"), NULL },
  [VECHE_LIKE_OTHER_EMAIL] = { "veche-negative-symbolic", N_ ("Different e-mail addresses"), NULL },
  [VECHE_LIKE_OTHER_PHONE] = { "veche-negative-symbolic", N_ ("Different telephone numbers"), NULL },
  [VECHE_LIKE_OTHER_PATRONYMIC] = { "veche-negative-symbolic", N_ ("Different patronymics"), NULL },
  [VECHE_LIKE_OTHER_NAME] = { "veche-negative-symbolic", N_ ("Different names"), NULL },
  [VECHE_LIKE_OTHER_SURNAME] = { "veche-negative-symbolic", N_ ("Different surnames"), NULL },
  [VECHE_LIKE_FAMILY] = { "veche-negative-symbolic", N_ ("One surname, different first names"), NULL },
  [VECHE_LIKE_TWINS] = { "veche-negative-symbolic", N_ ("One birthday, different first names"), NULL },
  [VECHE_LIKE_TALKED] = { "veche-negative-symbolic", N_ ("They answered each other"), NULL },
  [VECHE_LIKE_SAME_PLATFORM] = { "veche-negative-symbolic", N_ ("Two accounts in one place at the same time"), NULL },
  [VECHE_LIKE_NUMBERED] = { "veche-negative-symbolic", N_ ("The handles differ by a number"), NULL },
  [VECHE_LIKE_SHARED] = { "veche-negative-symbolic", N_ ("Several people use the account"), NULL },
  [VECHE_LIKE_STAFF] = { "veche-negative-symbolic", N_ ("One of them is staff"), NULL },
};

const char *
veche_like_sentence (VecheLike what)
{
  return _ (words[what].sentence);
}

const char *
veche_like_icon (VecheLike what)
{
  return words[what].icon;
}

static char *
like_number (const VecheLikeReason *reason)
{
  guint n = (guint) g_ascii_strtoull (reason->a != NULL ? reason->a : "", NULL, 10);

  switch (reason->what)
    {
    case VECHE_LIKE_COMMON_NAME:
      return g_strdup_printf (ngettext ("%u more person here has this surname", "%u more people here have this surname", n), n);
    case VECHE_LIKE_TALKED:
      return g_strdup_printf (ngettext ("%u time", "%u times", n), n);
    case VECHE_LIKE_SAME_HOURS:
      return g_strdup_printf (_ ("%u %% of what they do falls into the same hours"), n);
    default:
      return NULL;
    }
}

char *
veche_like_detail (const VecheLikeReason *reason)
{
  char *number = like_number (reason);
  g_autofree char *a = reason->a != NULL ? veche_text_clamp (reason->a, MAX_DETAIL, FALSE) : NULL;
  g_autofree char *b = reason->b != NULL ? veche_text_clamp (reason->b, MAX_DETAIL, FALSE) : NULL;

  if (number != NULL)
    return number;
  if (reason->what == VECHE_LIKE_SAME_AVATAR || reason->what == VECHE_LIKE_STAFF)
    return NULL;
  if (reason->what == VECHE_LIKE_SAME_PLATFORM && reason->a != NULL)
    return g_strdup (veche_platform_name (reason->a));
  if (a == NULL || b == NULL || strcmp (a, b) == 0)
    return g_strdup (a != NULL ? a : b);
  if (reason->what == VECHE_LIKE_SAME_NAME || reason->what == VECHE_LIKE_HANDLE_OF_NAME)
    return g_strdup_printf ("%s → %s", a, b);

  return g_strdup_printf (C_ ("pair", "%s and %s"), a, b);
}

/* "Name, handle, city": sentence case, the strongest first, none twice. */
char *
veche_pair_short_reasons (const char *json)
{
  g_autoptr (GPtrArray) reasons = veche_likeness_reasons_from_json (json);
  g_autoptr (GString) text = g_string_new (NULL);
  const char *said[SHORT_REASONS] = { NULL };
  guint n = 0;

  for (guint i = 0; i < reasons->len && n < SHORT_REASONS; i++)
    {
      const char *word = words[((VecheLikeReason *) reasons->pdata[i])->what].word;
      const char *shown = word != NULL ? g_dpgettext2 (NULL, "pair", word) : NULL;
      gboolean again = shown == NULL;

      for (guint k = 0; k < n && !again; k++)
        again = strcmp (said[k], shown) == 0;
      if (again)
        continue;
      said[n++] = shown;
      g_string_append_printf (text, "%s%s", n > 1 ? ", " : "", shown);
    }
  if (text->len > 0)
    {
      g_autofree char *rest = g_strdup (g_utf8_next_char (text->str));
      char first[8] = { 0 };

      g_unichar_to_utf8 (g_unichar_toupper (g_utf8_get_char (text->str)), first);
      g_string_printf (text, "%s%s", first, rest);
    }

  return g_strdup (text->str);
}
