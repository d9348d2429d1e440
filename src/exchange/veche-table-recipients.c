/* veche-table-recipients.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The line "To:" of a letter, pasted: names with addresses in angle brackets, parted by lines, semicolons or commas.
 */

#include "exchange/veche-table-private.h"

#include <string.h>

#define MOST_TEXT (256 * 1024)

/* "Anna Lee <anna@x.org>", '"Lee, Anna" <anna@x.org>' → one line of two cells. */
static gboolean
add_recipient (GString *table, const char *start, const char *end)
{
  g_autofree char *item = g_strstrip (g_strndup (start, (gsize) (end - start)));
  gsize length = strlen (item);
  char *open = strrchr (item, '<');

  if (length == 0)
    return TRUE;
  if (open == NULL || item[length - 1] != '>')
    return FALSE;

  item[length - 1] = '\0';
  *open = '\0';
  g_strdelimit (item, "\"\t\r", ' ');
  g_strstrip (item);
  if (!veche_table_is_email (open + 1) || strpbrk (item, "<>@") != NULL)
    return FALSE;
  g_string_append_printf (table, "%s\t%s\n", item, open + 1);

  return TRUE;
}

gboolean
veche_table_unfold_recipients (GString *text)
{
  g_autoptr (GString) table = NULL;
  const char *start = text->str;
  gboolean quoted = FALSE;

  if (text->len > MOST_TEXT || strstr (text->str, "@") == NULL || strchr (text->str, '<') == NULL)
    return FALSE;

  table = g_string_new (NULL);
  for (const char *p = text->str;; p++)
    {
      quoted ^= *p == '"';
      if (*p != '\0' && *p != '\n' && (quoted || (*p != ';' && *p != ',')))
        continue;
      if (!add_recipient (table, start, p))
        return FALSE;
      quoted = FALSE;
      start = p + 1;
      if (*p == '\0')
        break;
    }
  if (table->len == 0)
    return FALSE;
  g_string_assign (text, table->str);

  return TRUE;
}
