/* test-mention.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/veche-mention.h"

static const struct
{
  VecheMentionTarget  target;
  const char         *text;
  VecheMentionKind    kind;
} cases[] = {
  { { .platform = "telegram", .handle = "anna_leb", .name = "Анна" }, "@anna_leb", VECHE_MENTION_NOTIFIES },
  { { .platform = "telegram", .handle = "@anna_leb", .name = "Анна" }, "@anna_leb", VECHE_MENTION_NOTIFIES },
  { { .platform = "telegram", .remote_id = "user123456", .name = "Анна Л." }, "[Анна Л.](tg://user?id=123456)", VECHE_MENTION_LINK },
  { { .platform = "telegram", .remote_id = "anna", .name = "Анна" }, "Анна", VECHE_MENTION_NAME },
  { { .platform = "vk", .remote_id = "id17", .handle = "anna", .name = "Анна" }, "[id17|Анна]", VECHE_MENTION_NOTIFIES },
  { { .platform = "vk", .remote_id = "17", .name = "Анна] [x|y" }, "[id17|Анна xy]", VECHE_MENTION_NOTIFIES },
  { { .platform = "vk", .remote_id = "17", .handle = "a] [club1|\nx\xff" }, "[id17|a club1 x\xef\xbf\xbd]", VECHE_MENTION_NOTIFIES },
  { { .platform = "vk", .remote_id = "-5", .name = "Клуб" }, "[club5|Клуб]", VECHE_MENTION_NOTIFIES },
  { { .platform = "vk", .remote_id = "anna_leb", .handle = "anna_leb", .name = "Анна" }, "[anna_leb|Анна]", VECHE_MENTION_NOTIFIES },
  { { .platform = "mastodon", .instance = "fosstodon.org", .handle = "anna", .name = "Анна" }, "@anna@fosstodon.org", VECHE_MENTION_NOTIFIES },
  { { .platform = "mastodon", .instance = "fosstodon.org", .handle = "anna", .home = "fosstodon.org" }, "@anna", VECHE_MENTION_NOTIFIES },
  { { .platform = "mastodon", .instance = "a.example", .handle = "anna@b.example", .home = "a.example" }, "@anna@b.example", VECHE_MENTION_NOTIFIES },
  { { .platform = "discourse", .handle = "anna.l", .name = "Анна" }, "@anna.l", VECHE_MENTION_NOTIFIES },
  { { .platform = "github", .handle = "anna-l" }, "@anna-l", VECHE_MENTION_NOTIFIES },
  { { .platform = "matrix", .remote_id = "@anna:mayak.club", .name = "Анна" }, "[Анна](https://matrix.to/#/@anna:mayak.club)", VECHE_MENTION_LINK },
  { { .platform = "matrix", .handle = "anna", .instance = "mayak.club", .name = "" }, "[@anna:mayak.club](https://matrix.to/#/@anna:mayak.club)", VECHE_MENTION_LINK },
  { { .platform = "discord", .remote_id = "80351110224678912", .handle = "anna" }, "<@80351110224678912>", VECHE_MENTION_NOTIFIES },
  { { .platform = "discord", .handle = "anna", .name = "Анна" }, "Анна", VECHE_MENTION_NAME },
  { { .platform = "slack", .remote_id = "U024BE7LH", .handle = "anna" }, "<@U024BE7LH>", VECHE_MENTION_NOTIFIES },
  { { .platform = "slack", .remote_id = "anna", .name = "Анна" }, "Анна", VECHE_MENTION_NAME },
  { { .platform = "email", .handle = "anna@example.org", .name = "Анна Л." }, "Анна Л. <anna@example.org>", VECHE_MENTION_LINK },
  { { .platform = "zulip", .remote_id = "17", .name = "Anna *L*" }, "@**Anna L|17**", VECHE_MENTION_NOTIFIES },
  { { .platform = "pigeon-post", .handle = "anna", .name = "Анна\nЛебедева\u202e" }, "Анна Лебедева", VECHE_MENTION_NAME },
  { { .platform = "telegram", .handle = "anna leb) x", .name = "Анна" }, "Анна", VECHE_MENTION_NAME },
  { { .platform = "discourse", .handle = "Анна", .name = "Анна" }, "Анна", VECHE_MENTION_NAME },
  { { .platform = NULL, .name = "Анна" }, "Анна", VECHE_MENTION_NAME },
  { { .platform = "telegram" }, "", VECHE_MENTION_NAME },
};

static void
test_syntax (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      VecheMentionKind kind;
      g_autofree char *text = veche_mention_format (&cases[i].target, &kind);

      g_test_message ("%s: %s", cases[i].target.platform, text);
      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_cmpint (kind, ==, cases[i].kind);
    }
}

/* What the program writes it can read again, in the middle of a sentence. */
static void
test_found (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("Спросим: %s, и всё.", cases[i].text);
      g_autoptr (GPtrArray) found = veche_mention_find (text);
      VecheMentionFound *first;

      g_test_message ("%s", text);
      if (cases[i].kind == VECHE_MENTION_NAME)
        {
          g_assert_cmpuint (found->len, ==, 0);
          continue;
        }
      g_assert_cmpuint (found->len, ==, 1);
      first = found->pdata[0];
      g_assert_true (g_str_has_suffix (cases[i].text, first->words));
      g_assert_true (first->platform == NULL || g_str_equal (first->platform, cases[i].target.platform));
      g_assert_true (first->handle != NULL || first->id != NULL);
    }
}

static void
test_known (void)
{
  g_assert_true (veche_mention_knows ("vk"));
  g_assert_false (veche_mention_knows ("phone"));
  g_assert_false (veche_mention_knows (NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mention/syntax", test_syntax);
  g_test_add_func ("/mention/found", test_found);
  g_test_add_func ("/mention/known", test_known);

  return g_test_run ();
}
