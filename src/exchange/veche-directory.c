/* veche-directory.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "exchange/veche-directory.h"

#include "model/veche-text.h"
#include "store/veche-directory-table.h"

static const char style[] =
  "body{font:15px/1.45 Cantarell,system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem;color:#222}"
  "h1{font-size:1.7rem;margin:0 0 .25rem}h2{font-size:1.15rem;margin:2rem 0 .5rem}"
  ".people{display:grid;grid-template-columns:repeat(auto-fill,minmax(17rem,1fr));gap:.8rem}"
  "article{background:#f6f6f6;border-radius:12px;padding:.8rem 1rem;break-inside:avoid}"
  "h3{font-size:1rem;margin:0}p{margin:.15rem 0}.second{color:#555;font-size:.9rem}ul{margin:.4rem 0 0;padding:0;list-style:none}"
  "li{font-size:.9rem}.badge{font-size:.8rem;background:#e3f1e8;color:#1f6f42;border-radius:9px;padding:0 .5rem}"
  "dl{columns:18rem;margin:0}dt{font-weight:600;margin-top:.5rem;break-after:avoid}dd{margin:0;font-size:.9rem}"
  "@media print{body{margin:0;max-width:none;font-size:11pt}article{background:none;border:1px solid #bbb}}"
  "@media(prefers-color-scheme:dark){@media screen{body{background:#1e1e1e;color:#eee}article{background:#2b2b2b}.second{color:#bbb}"
  ".badge{background:#24402f;color:#a8dcbc}}}";

static void
append_escaped (GString *page, const char *before, const char *text, const char *after)
{
  g_autofree char *shown = NULL, *escaped = NULL;

  if (text == NULL || *text == '\0')
    return;
  shown = veche_text_clamp (text, 500, FALSE);
  escaped = g_markup_escape_text (shown, -1);
  g_string_append_printf (page, "%s%s%s", before, escaped, after);
}

static void
append_person (GString *page, const VecheDirectoryPerson *person, const VecheDirectoryWords *words)
{
  g_autofree char *offers = person->offers != NULL ? g_strdup_printf ("%s: %s", words->offers, person->offers) : NULL;

  g_string_append (page, "<article>");
  append_escaped (page, "<h3>", person->name, "</h3>");
  append_escaped (page, "<p class=\"second\">", person->headline, "</p>");
  append_escaped (page, "<p class=\"second\">", person->city, "</p>");
  if (person->talent)
    append_escaped (page, "<p><span class=\"badge\">", words->open_to_offers, "</span></p>");
  if (person->skills->len > 0)
    g_string_append (page, "<ul>");
  for (guint i = 0; i < person->skills->len; i++)
    {
      const VecheDirectorySkill *skill = person->skills->pdata[i];

      append_escaped (page, "<li>", skill->name, "");
      append_escaped (page, " <span class=\"second\">", words->levels[CLAMP (skill->level, 1, 5) - 1], "</span></li>");
    }
  if (person->skills->len > 0)
    g_string_append (page, "</ul>");
  append_escaped (page, "<p>", offers, "</p>");
  for (guint i = 0; i < person->accounts->len; i++)
    append_escaped (page, "<p class=\"second\">", person->accounts->pdata[i], "</p>");
  g_string_append (page, "</article>\n");
}

/* Which competency, and who has it: strongest first, as they come by name within a level. */
static void
append_competencies (GString *page, GPtrArray *people, const VecheDirectoryWords *words)
{
  g_autoptr (GHashTable) by_name = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (int level = 5; level >= 1; level--)
    for (guint i = 0; i < people->len; i++)
      {
        const VecheDirectoryPerson *person = people->pdata[i];

        for (guint s = 0; s < person->skills->len; s++)
          {
            const VecheDirectorySkill *skill = person->skills->pdata[s];
            GPtrArray *list = g_hash_table_lookup (by_name, skill->name);

            if (skill->level != level)
              continue;
            if (list == NULL)
              {
                list = g_ptr_array_new ();
                g_hash_table_insert (by_name, skill->name, list);
                g_ptr_array_add (names, skill->name);
              }
            g_ptr_array_add (list, person->name);
          }
      }
  if (names->len == 0)
    return;

  g_ptr_array_sort (names, veche_text_compare);
  append_escaped (page, "<h2>", words->by_competency, "</h2>\n<dl>");
  for (guint i = 0; i < names->len; i++)
    {
      GPtrArray *list = g_hash_table_lookup (by_name, names->pdata[i]);

      append_escaped (page, "<dt>", names->pdata[i], "</dt>");
      for (guint p = 0; p < list->len; p++)
        append_escaped (page, "<dd>", list->pdata[p], "</dd>");
    }
  g_string_append (page, "</dl>\n");
}

char *
veche_directory_to_html (VecheDb *db, const VecheDirectoryWords *words, guint *n_people, GError **error)
{
  g_autoptr (GPtrArray) people = veche_directory_list (db, error);
  GString *page;

  if (people == NULL)
    return NULL;

  page = g_string_new ("<!DOCTYPE html>\n");
  append_escaped (page, "<html lang=\"", words->language, "\"><head><meta charset=\"utf-8\">");
  g_string_append (page, "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">");
  append_escaped (page, "<title>", words->title, "</title>");
  g_string_append_printf (page, "<style>%s</style></head><body>\n", style);
  append_escaped (page, "<h1>", words->title, "</h1>");
  append_escaped (page, "<p class=\"second\">", people->len > 0 ? words->intro : words->empty, "</p>\n");
  g_string_append (page, "<div class=\"people\">\n");
  for (guint i = 0; i < people->len; i++)
    append_person (page, people->pdata[i], words);
  g_string_append (page, "</div>\n");
  append_competencies (page, people, words);
  g_string_append (page, "</body></html>\n");
  if (n_people != NULL)
    *n_people = people->len;

  return g_string_free (page, FALSE);
}

gboolean
veche_directory_save (VecheDb *db, const VecheDirectoryWords *words, const char *path, guint *n_people, GError **error)
{
  g_autofree char *page = veche_directory_to_html (db, words, n_people, error);

  if (page == NULL)
    return FALSE;
  if (g_file_set_contents_full (path, page, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error))
    return TRUE;

  g_prefix_error (error, "saving the directory: ");

  return FALSE;
}
