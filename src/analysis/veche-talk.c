/* veche-talk.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rows of the period ─┬─▶ links, tidied ──┬─▶ people who named each ─▶ the most named
 *                     └─▶ topics, by stems ┘
 */

#include "analysis/veche-talk.h"

#include <string.h>

#include "analysis/veche-lexicon.h"
#include "model/veche-uid.h"
#include "store/veche-talk-table.h"

#define CHUNK     2000     /* rows of one statement */
#define MOST_WORDS 120     /* of one message */
#define MOST_KEPT 50       /* messages behind a line */
#define MOST_URL  2000

typedef struct
{
  VecheTalkLine *line;     /* (owned) */
  GHashTable    *people;   /* (owned) set of gint64 */
} VecheCounted;

typedef struct
{
  GHashTable   *topics, *links;    /* name → VecheCounted */
  GHashTable   *people;            /* set of gint64 */
  GHashTable   *others, *members;  /* left out; (nullable) only these */
  VecheLexicon *lexicon;
  guint         read;
} VecheListening;

/*** Links ***/

/* What tells who sent a link, not where it leads.  Short names mean that on these hosts only: a forum's "t" is the topic. */
static gboolean
is_tracking (const char *link, const char *name, gsize n)
{
  static const struct { const char *host, *name; } names[] = {
    { NULL, "fbclid" }, { NULL, "gclid" }, { NULL, "yclid" }, { NULL, "dclid" }, { NULL, "ysclid" }, { NULL, "msclkid" }, { NULL, "gbraid" },
    { NULL, "wbraid" }, { NULL, "igshid" }, { NULL, "igsh" }, { NULL, "mc_cid" }, { NULL, "mc_eid" }, { NULL, "ref_src" }, { NULL, "ref_url" },
    { NULL, "_openstat" }, { NULL, "openstat_id" }, { NULL, "rdid" },
    { "youtube.com", "t" }, { "youtube.com", "si" }, { "youtube.com", "feature" }, { "youtube.com", "pp" },
    { "youtu.be", "t" }, { "youtu.be", "si" }, { "youtu.be", "feature" },
    { "x.com", "s" }, { "x.com", "t" }, { "twitter.com", "s" }, { "twitter.com", "t" }, { "vk.com", "from" }, { "vk.com", "ref" },
  };
  gsize host = strcspn (link, "/?");

  if (n > 4 && strncmp (name, "utm_", 4) == 0)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strlen (names[i].name) == n && strncmp (name, names[i].name, n) == 0
        && (names[i].host == NULL || (strlen (names[i].host) == host && strncmp (link, names[i].host, host) == 0)))
      return TRUE;

  return FALSE;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* What is left of "a=1&utm_source=x", in order; nothing for nothing. */
static void
append_query (GString *link, const char *query)
{
  g_auto (GStrv) all = g_strsplit (query, "&", 40);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();

  for (guint i = 0; all[i] != NULL; i++)
    if (*all[i] != '\0' && !is_tracking (link->str, all[i], strcspn (all[i], "=")))
      g_ptr_array_add (kept, all[i]);
  g_ptr_array_sort (kept, compare_texts);
  for (guint i = 0; i < kept->len; i++)
    g_string_append_printf (link, "%c%s", i == 0 ? '?' : '&', (char *) kept->pdata[i]);
}

/* Of what stands behind "://": host and path. NULL: it is no address. (transfer full) */
static char *
tidy_link (const char *start, gsize length)
{
  g_autofree char *raw = g_strndup (start, length);
  char *fragment = strchr (raw, '#'), *query, *path, *user, *port;
  g_autofree char *host = NULL;
  g_autoptr (GString) link = NULL;

  if (fragment != NULL)
    *fragment = '\0';
  query = strchr (raw, '?');
  if (query != NULL)
    *query++ = '\0';
  path = strchr (raw, '/');
  host = g_utf8_strdown (raw, path != NULL ? path - raw : -1);
  user = strrchr (host, '@');
  if (user != NULL)
    memmove (host, user + 1, strlen (user + 1) + 1);
  port = strchr (host, ':');
  if (port != NULL)
    *port = '\0';
  if (strchr (host, '.') == NULL || strlen (host) > 253 || host[0] == '.')
    return NULL;

  link = g_string_new (g_str_has_prefix (host, "www.") ? host + 4 : g_str_has_prefix (host, "m.") ? host + 2 : host);
  if (path != NULL)
    g_string_append (link, path);
  while (link->len > 0 && link->str[link->len - 1] == '/')
    g_string_truncate (link, link->len - 1);
  if (query != NULL)
    append_query (link, query);

  return g_strdup (link->str);
}

/* Where an address ends: a sentence's own marks and a bracket that was opened before it do not belong to it. */
static gsize
link_length (const char *start)
{
  gsize n = 0;
  int open = 0;

  while (start[n] != '\0' && n < MOST_URL && !g_ascii_isspace (start[n]) && strchr ("<>\"{}|\\^`", start[n]) == NULL && strncmp (start + n, "»", 2) != 0
         && strncmp (start + n, "\302\240", 2) != 0)
    {
      open += start[n] == '(' ? 1 : start[n] == ')' ? -1 : 0;
      if (open < 0)
        break;
      n++;
    }
  while (n > 0 && strchr (".,;:!?*_'", start[n - 1]) != NULL)
    n--;

  return n;
}

void
veche_talk_find_links (const char *text, GPtrArray *links)
{
  for (const char *p = strstr (text, "://"); p != NULL; p = strstr (p, "://"))
    {
      gboolean web = (p - text >= 4 && g_ascii_strncasecmp (p - 4, "http", 4) == 0) || (p - text >= 5 && g_ascii_strncasecmp (p - 5, "https", 5) == 0);
      gsize n = link_length (p + 3);
      g_autofree char *link = web && n > 3 ? tidy_link (p + 3, n) : NULL;
      gboolean there = FALSE;

      p += 3 + n;
      for (guint i = 0; link != NULL && i < links->len; i++)
        there |= strcmp (links->pdata[i], link) == 0;
      if (link != NULL && !there)
        g_ptr_array_add (links, g_steal_pointer (&link));
    }
}

/*** Counting ***/

static void
talk_line_free (gpointer data)
{
  VecheTalkLine *self = data;

  g_free (self->name);
  g_array_unref (self->ids);
  g_free (self);
}

static void
counted_free (gpointer data)
{
  VecheCounted *self = data;

  g_clear_pointer (&self->line, talk_line_free);
  g_hash_table_unref (self->people);
  g_free (self);
}

static GHashTable *
id_set_new (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

static void
count (GHashTable *lines, const char *name, gboolean known, const VecheTalkRow *row)
{
  VecheCounted *counted = g_hash_table_lookup (lines, name);

  if (counted == NULL)
    {
      counted = g_new0 (VecheCounted, 1);
      counted->line = g_new0 (VecheTalkLine, 1);
      counted->line->name = g_strdup (name);
      counted->line->known = known;
      counted->line->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
      counted->people = id_set_new ();
      g_hash_table_insert (lines, counted->line->name, counted);
    }
  counted->line->messages++;
  counted->line->last = MAX (counted->line->last, row->at);
  if (!g_hash_table_contains (counted->people, &row->member_id))
    g_hash_table_add (counted->people, g_memdup2 (&row->member_id, sizeof row->member_id));
  g_array_append_val (counted->line->ids, row->id);
  if (counted->line->ids->len > 2 * MOST_KEPT)
    g_array_remove_range (counted->line->ids, 0, MOST_KEPT);
}

static void
listen_to (VecheListening *self, const VecheTalkRow *row)
{
  g_autoptr (GPtrArray) links = NULL;
  g_autoptr (GArray) words = NULL;

  if (g_hash_table_contains (self->others, &row->member_id) || (self->members != NULL && !g_hash_table_contains (self->members, &row->member_id)))
    return;

  self->read++;
  if (!g_hash_table_contains (self->people, &row->member_id))
    g_hash_table_add (self->people, g_memdup2 (&row->member_id, sizeof row->member_id));
  if (strstr (row->text, "://") != NULL)
    {
      links = g_ptr_array_new_with_free_func (g_free);
      veche_talk_find_links (row->text, links);
      for (guint i = 0; i < links->len; i++)
        count (self->links, links->pdata[i], FALSE, row);
    }

  words = veche_words_split (row->text, MOST_WORDS);
  if (veche_lexicon_may_name (self->lexicon, words))
    {
      g_autoptr (GArray) skills = veche_lexicon_skills (self->lexicon, words);

      for (guint i = 0; i < skills->len; i++)
        {
          const VecheSkill *skill = &g_array_index (skills, VecheSkill, i);
          gboolean again = FALSE;

          for (guint k = 0; k < i; k++)
            again |= strcmp (g_array_index (skills, VecheSkill, k).value, skill->value) == 0;
          if (!again)
            count (self->topics, skill->value, skill->known, row);
        }
    }
}

static gboolean
listen_in (VecheDb *db, VecheListening *self, gint64 channel, const VecheTalkWhat *what, GError **error)
{
  gint64 at = what->since - 1, id = G_MAXINT64, until = what->until != 0 ? what->until : veche_now () + 1;

  for (;;)
    {
      g_autoptr (GArray) rows = veche_talk_read (db, channel, at, id, until, CHUNK, error);

      if (rows == NULL)
        return FALSE;
      for (guint i = 0; i < rows->len; i++)
        listen_to (self, &g_array_index (rows, VecheTalkRow, i));
      if (rows->len < CHUNK)
        return TRUE;
      at = g_array_index (rows, VecheTalkRow, rows->len - 1).at;
      id = g_array_index (rows, VecheTalkRow, rows->len - 1).id;
    }
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const VecheTalkLine *x = *(VecheTalkLine *const *) a, *y = *(VecheTalkLine *const *) b;

  if (x->people != y->people)
    return x->people < y->people ? 1 : -1;
  if (x->messages != y->messages)
    return x->messages < y->messages ? 1 : -1;

  return strcmp (x->name, y->name);
}

static GPtrArray *
take_top (GHashTable *lines, guint top)
{
  GPtrArray *sorted = g_ptr_array_new_with_free_func (talk_line_free);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, lines);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      VecheCounted *counted = value;
      VecheTalkLine *line = counted->line;

      line->people = g_hash_table_size (counted->people);
      if (line->ids->len > MOST_KEPT)
        g_array_remove_range (line->ids, 0, line->ids->len - MOST_KEPT);
      g_ptr_array_add (sorted, g_steal_pointer (&counted->line));
      g_hash_table_iter_remove (&iter);
    }
  g_ptr_array_sort (sorted, compare_lines);
  if (sorted->len > top)
    g_ptr_array_set_size (sorted, (int) top);

  return sorted;
}

static gboolean
listen_everywhere (VecheDb *db, VecheListening *self, const VecheTalkWhat *what, GError **error)
{
  g_autoptr (GArray) channels = veche_talk_channels (db, what->community, error);

  for (guint i = 0; channels != NULL && i < channels->len; i++)
    if (!listen_in (db, self, g_array_index (channels, gint64, i), what, error))
      return FALSE;

  return channels != NULL;
}

VecheTalk *
veche_talk_load (VecheDb *db, const VecheTalkWhat *what, guint top, GError **error)
{
  g_autoptr (VecheLexicon) lexicon = veche_lexicon_load (db, error);
  g_autoptr (GHashTable) others = lexicon != NULL ? veche_talk_others (db, error) : NULL;
  g_autoptr (GHashTable) members = others != NULL && what->segment != NULL ? veche_talk_members (db, what->segment, error) : NULL;
  g_autoptr (GHashTable) topics = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, counted_free);
  g_autoptr (GHashTable) links = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, counted_free);
  g_autoptr (GHashTable) people = id_set_new ();
  VecheListening self = { topics, links, people, others, members, lexicon, 0 };
  VecheTalk *talk;

  if (others == NULL || (what->segment != NULL && members == NULL) || !listen_everywhere (db, &self, what, error))
    return NULL;

  talk = g_new0 (VecheTalk, 1);
  talk->topics = take_top (topics, top);
  talk->links = take_top (links, top);
  talk->read = self.read;
  talk->people = g_hash_table_size (people);

  return talk;
}

void
veche_talk_free (VecheTalk *self)
{
  g_ptr_array_unref (self->topics);
  g_ptr_array_unref (self->links);
  g_free (self);
}
