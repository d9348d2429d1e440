/* veche-bluesky-text.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-bluesky-text.h"

#include <string.h>

#include "connectors/veche-json.h"

#define WEB         "https://bsky.app/profile/"
#define MAX_FACETS  200
#define MAX_TAG     64     /* graphemes, app.bsky.richtext.facet#tag */

/*** Ours: what a text holds ***/

static void
veche_facet_free (gpointer data)
{
  VecheFacet *self = data;

  g_free (self->value);
  g_free (self->did);
  g_free (self);
}

static void
veche_facets_add (GPtrArray *facets, VecheFacetKind kind, gsize start, gsize end, const char *value, gsize length)
{
  VecheFacet *facet = g_new0 (VecheFacet, 1);

  facet->kind = kind;
  facet->start = start;
  facet->end = end;
  facet->value = g_strndup (value, length);
  g_ptr_array_add (facets, facet);
}

/* "anna.example.org" (atproto.com/specs/handle): labels of letters, digits and inner hyphens; the last begins with a letter. */
static gsize
veche_facets_handle_length (const char *text)
{
  gsize length = 0, label = 0, last = 0;
  guint dots = 0;

  for (; g_ascii_isalnum (text[length]) || text[length] == '-' || text[length] == '.'; length++)
    {
      if (text[length] != '.')
        label++;
      else if (label == 0 || text[length - 1] == '-' || !g_ascii_isalnum (text[length + 1]))
        break;
      else
        {
          dots++;
          label = 0;
          last = length + 1;
        }
    }
  while (length > last && text[length - 1] == '-')
    length--;

  return dots > 0 && length > last && g_ascii_isalpha (text[last]) && length <= 253 ? length : 0;
}

/* Up to a space; a sentence's own punctuation, and a bracket that was not opened in it, end before. */
static gsize
veche_facets_link_length (const char *text)
{
  gsize length = 0;
  int open = 0;

  for (const char *p = text; *p != '\0' && !g_unichar_isspace (g_utf8_get_char (p)) && strchr ("<>\"", *p) == NULL; p = g_utf8_next_char (p))
    {
      if (g_utf8_get_char (p) == 0x00BB || g_utf8_get_char (p) == 0x201D || g_utf8_get_char (p) == 0x2026)
        break;
      open += *p == '(';
      if (*p == ')' && open-- <= 0)
        break;
      length = (gsize) (g_utf8_next_char (p) - text);
    }
  while (length > 0 && strchr (".,;:!?'", text[length - 1]) != NULL)
    length--;

  return length > strlen ("https://") ? length : 0;
}

static gsize
veche_facets_tag_length (const char *text)
{
  gsize length = 0;
  gboolean letter = FALSE;
  guint count = 0;

  for (const char *p = text; *p != '\0' && count <= MAX_TAG; p = g_utf8_next_char (p), count++)
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_isalnum (c) && c != '_' && g_unichar_type (c) != G_UNICODE_NON_SPACING_MARK)
        break;
      letter = letter || g_unichar_isalpha (c);     /* "#" as a keycap emoji is one with a mark that is none */
      length = (gsize) (g_utf8_next_char (p) - text);
    }

  return letter && count <= MAX_TAG ? length : 0;
}

/* Tries what may begin at p; returns the bytes that it takes. */
static gsize
veche_facets_try (GPtrArray *facets, const char *text, const char *p)
{
  gsize start = (gsize) (p - text);
  gsize length;

  if (*p == '@' && (length = veche_facets_handle_length (p + 1)) > 0)
    {
      veche_facets_add (facets, VECHE_FACET_MENTION, start, start + 1 + length, p + 1, length);
      return length + 1;
    }
  if (*p == '#' && (length = veche_facets_tag_length (p + 1)) > 0)
    {
      veche_facets_add (facets, VECHE_FACET_TAG, start, start + 1 + length, p + 1, length);
      return length + 1;
    }
  if ((g_ascii_strncasecmp (p, "https://", 8) == 0 || g_ascii_strncasecmp (p, "http://", 7) == 0) && (length = veche_facets_link_length (p)) > 0)
    {
      veche_facets_add (facets, VECHE_FACET_LINK, start, start + length, p, length);
      return length;
    }

  return 0;
}

GPtrArray *
veche_facets_find (const char *text)
{
  GPtrArray *facets = g_ptr_array_new_with_free_func (veche_facet_free);
  gunichar before = ' ';

  for (const char *p = text; *p != '\0' && facets->len < MAX_FACETS;)
    {
      gsize taken = g_unichar_isalnum (before) || before == '_' ? 0 : veche_facets_try (facets, text, p);

      before = taken > 0 ? 'x' : g_utf8_get_char (p);
      p = taken > 0 ? p + taken : g_utf8_next_char (p);
    }

  return facets;
}

static void
veche_facets_build (JsonBuilder *builder, const VecheFacet *facet)
{
  static const struct { const char *type, *key; } features[] = {
    { "app.bsky.richtext.facet#mention", "did" }, { "app.bsky.richtext.facet#link", "uri" }, { "app.bsky.richtext.facet#tag", "tag" },
  };

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "index");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "byteStart");
  json_builder_add_int_value (builder, (gint64) facet->start);
  json_builder_set_member_name (builder, "byteEnd");
  json_builder_add_int_value (builder, (gint64) facet->end);
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "features");
  json_builder_begin_array (builder);
  json_builder_begin_object (builder);
  veche_json_add_string (builder, "$type", features[facet->kind].type);
  veche_json_add_string (builder, features[facet->kind].key, facet->kind == VECHE_FACET_MENTION ? facet->did : facet->value);
  json_builder_end_object (builder);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

JsonNode *
veche_facets_to_json (GPtrArray *facets)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  guint n = 0;

  json_builder_begin_array (builder);
  for (guint i = 0; i < facets->len; i++)
    {
      const VecheFacet *facet = g_ptr_array_index (facets, i);

      if (facet->kind == VECHE_FACET_MENTION && facet->did == NULL)
        continue;
      veche_facets_build (builder, facet);
      n++;
    }
  json_builder_end_array (builder);

  return n > 0 ? json_builder_get_root (builder) : NULL;
}

/*** Theirs ***/

typedef struct { gsize start, end; const char *uri; } VecheFold;

static int
veche_fold_compare (gconstpointer a, gconstpointer b)
{
  const VecheFold *one = a, *other = b;

  return one->start < other->start ? -1 : one->start > other->start;
}

/* A boundary between two characters. */
static gboolean
veche_facets_is_boundary (const char *text, gsize length, gint64 at)
{
  return at >= 0 && (gsize) at <= length && ((guchar) text[at] & 0xC0) != 0x80;
}

static const char *
veche_facets_feature (JsonObject *facet, const char *type, const char *key)
{
  JsonArray *features = veche_json_array (facet, "features");

  for (guint i = 0; i < veche_json_length (features); i++)
    {
      JsonObject *feature = veche_json_nth (features, i);

      if (g_str_equal (veche_json_string (feature, "$type", ""), type))
        return veche_json_string (feature, key, NULL);
    }

  return NULL;
}

static GArray *
veche_facets_list_links (const char *text, JsonArray *facets)
{
  GArray *folds = g_array_new (FALSE, FALSE, sizeof (VecheFold));
  gsize length = strlen (text);

  for (guint i = 0; i < veche_json_length (facets) && i < MAX_FACETS; i++)
    {
      JsonObject *facet = veche_json_nth (facets, i);
      JsonObject *index = veche_json_object (facet, "index");
      const char *uri = veche_facets_feature (facet, "app.bsky.richtext.facet#link", "uri");
      gint64 start = veche_json_int (index, "byteStart", -1), end = veche_json_int (index, "byteEnd", -1);
      VecheFold fold = { (gsize) start, (gsize) end, uri };

      if (uri == NULL || strlen (uri) > 2000 || (!g_str_has_prefix (uri, "https://") && !g_str_has_prefix (uri, "http://")))
        continue;
      if (start < end && veche_facets_is_boundary (text, length, start) && veche_facets_is_boundary (text, length, end))
        g_array_append_val (folds, fold);
    }
  g_array_sort (folds, veche_fold_compare);

  return folds;
}

char *
veche_facets_unfold (const char *text, JsonArray *facets)
{
  g_autoptr (GArray) folds = veche_facets_list_links (text, facets);
  GString *whole = g_string_new (NULL);
  gsize done = 0;

  for (guint i = 0; i < folds->len; i++)
    {
      const VecheFold *fold = &g_array_index (folds, VecheFold, i);
      g_autofree char *shown = NULL;

      if (fold->start < done)   /* two that overlap: the first holds */
        continue;
      g_string_append_len (whole, text + done, (gssize) (fold->start - done));
      shown = g_strndup (text + fold->start, fold->end - fold->start);
      if (g_str_has_suffix (shown, "...") || g_str_has_suffix (shown, "…") || strstr (fold->uri, shown) != NULL)
        g_string_append (whole, fold->uri);
      else
        g_string_append_printf (whole, "%s (%s)", shown, fold->uri);
      done = fold->end;
    }
  g_string_append (whole, text + done);

  return g_string_free (whole, FALSE);
}

gboolean
veche_facets_mention (JsonArray *facets, const char *did)
{
  for (guint i = 0; i < veche_json_length (facets) && i < MAX_FACETS; i++)
    if (g_strcmp0 (veche_facets_feature (veche_json_nth (facets, i), "app.bsky.richtext.facet#mention", "did"), did) == 0)
      return TRUE;

  return FALSE;
}

/*** Keys and addresses of records ***/

/* The time of a UUIDv7, microseconds since 1970; 0: it is none. */
static guint64
veche_bluesky_key_time (const char *key)
{
  char hex[13] = "";

  if (strlen (key) != 36 || key[8] != '-' || key[14] != '7')
    return 0;
  memcpy (hex, key, 8);
  memcpy (hex + 8, key + 9, 4);
  if (strspn (hex, "0123456789abcdef") != 12)
    return 0;

  return g_ascii_strtoull (hex, NULL, 16) * 1000;
}

char *
veche_bluesky_record_key (const char *idempotency_key)
{
  static const char letters[] = "234567abcdefghijklmnopqrstuvwxyz";
  const guint64 begin = G_GUINT64_CONSTANT (1704067200000000);   /* 2024, for keys without a time */
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, idempotency_key, -1);
  guint64 time = veche_bluesky_key_time (idempotency_key);
  guint64 chance, tid;
  char key[14];

  hash[16] = '\0';
  chance = g_ascii_strtoull (hash, NULL, 16);
  if (time != 0 && time < (G_GUINT64_CONSTANT (1) << 53))
    tid = (time + (chance >> 10) % 1000) << 10;
  else
    tid = (begin + ((chance >> 10) & ((G_GUINT64_CONSTANT (1) << 45) - 1))) << 10;
  tid |= chance & 1023;

  for (int i = 12; i >= 0; i--, tid >>= 5)
    key[i] = letters[tid & 31];
  key[13] = '\0';

  return g_strdup (key);
}

gboolean
veche_bluesky_split_uri (const char *uri, char **did, char **collection, char **key)
{
  g_auto (GStrv) parts = uri != NULL && g_str_has_prefix (uri, "at://did:") ? g_strsplit (uri + strlen ("at://"), "/", 4) : NULL;

  if (parts == NULL || g_strv_length (parts) != 3 || *parts[0] == '\0' || *parts[1] == '\0' || *parts[2] == '\0')
    return FALSE;

  *did = g_strdup (parts[0]);
  *collection = g_strdup (parts[1]);
  *key = g_strdup (parts[2]);

  return TRUE;
}

char *
veche_bluesky_web_url (const char *uri)
{
  g_autofree char *did = NULL;
  g_autofree char *collection = NULL;
  g_autofree char *key = NULL;
  g_autofree char *did_part = NULL;
  g_autofree char *key_part = NULL;

  if (!veche_bluesky_split_uri (uri, &did, &collection, &key) || !g_str_equal (collection, "app.bsky.feed.post"))
    return NULL;

  did_part = g_uri_escape_string (did, ":", FALSE);
  key_part = g_uri_escape_string (key, NULL, FALSE);

  return g_strconcat (WEB, did_part, "/post/", key_part, NULL);
}
