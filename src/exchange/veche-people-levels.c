/* veche-people-levels.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How well somebody knows something, as it stands behind its name in a cell.
 */

#include "exchange/veche-people-private.h"

#include <string.h>

#include "model/veche-text.h"

/* "эксперт", "beginner": a level in a word; 0 for any other. */
int
veche_people_level_word (const char *typed)
{
  static const struct { const char *word; int level; } words[] = {
    { "новичок", 1 }, { "начинающий", 1 }, { "начальный", 1 }, { "базовый", 2 }, { "базово", 2 }, { "основы", 1 }, { "beginner", 1 }, { "novice", 1 },
    { "basic", 2 }, { "basics", 1 }, { "junior", 2 }, { "джун", 2 }, { "средний", 3 }, { "средне", 3 }, { "intermediate", 3 }, { "middle", 3 },
    { "medium", 3 }, { "мидл", 3 }, { "уверенный", 4 }, { "уверенно", 4 }, { "хорошо", 4 }, { "продвинутый", 4 }, { "advanced", 4 }, { "senior", 4 },
    { "good", 4 }, { "сеньор", 4 }, { "эксперт", 5 }, { "профи", 5 }, { "мастер", 5 }, { "expert", 5 }, { "master", 5 }, { "pro", 5 },
  };
  g_autofree char *word = veche_text_fold (typed);

  g_strstrip (word);
  if (strlen (word) == 1 && word[0] >= '1' && word[0] <= '5')
    return word[0] - '0';
  if (strlen (word) == 3 && word[0] >= '1' && word[0] <= '5' && strcmp (word + 1, "/5") == 0)
    return word[0] - '0';
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (words[i].word, word) == 0)
      return words[i].level;

  return 0;
}

/* Where name and level part: "(3)", ": 5", ":4", " - 5", " — эксперт", "/эксперт", "=4".  A hyphen needs air around it: "1C-5" is a name. */
static char *
veche_people_find_level (const char *item, gsize *cut)
{
  static const char *const marks[] = { ":", "=", " — ", " – ", " - ", "/" };
  gsize length = strlen (item);
  const char *open = strrchr (item, '(');

  if (length > 2 && item[length - 1] == ')' && open != NULL && open > item)
    {
      *cut = (gsize) (open - item);
      return g_strndup (open + 1, length - *cut - 2);
    }
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      const char *at = g_strrstr (item, marks[i]);

      if (at == NULL || at == item || at[strlen (marks[i])] == '\0')
        continue;
      *cut = (gsize) (at - item);
      return g_strdup (at + strlen (marks[i]));
    }

  return NULL;
}

/* "Python (4)", "Rust:5", "SQL - 3", "Figma/эксперт", "Go ●●●": the level stands behind. Returns 0 when none does; cuts it off. */
int
veche_people_cut_level (char *item)
{
  gsize cut = 0;
  g_autofree char *behind = veche_people_find_level (item, &cut);
  int level = behind != NULL ? veche_people_level_word (behind) : 0;

  if (level != 0)
    item[cut] = '\0';
  else
    while (g_str_has_suffix (item, "●") || g_str_has_suffix (item, "★") || g_str_has_suffix (item, "○") || g_str_has_suffix (item, "☆"))
      {
        level += g_str_has_suffix (item, "●") || g_str_has_suffix (item, "★");
        item[strlen (item) - strlen ("●")] = '\0';
      }
  if (level < 1 || level > 5)
    return 0;
  g_strchomp (item);

  return level;
}
