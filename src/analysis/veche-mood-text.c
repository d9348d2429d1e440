/* veche-mood-text.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A text as words and signs, for its mood.  One pass over at most VECHE_MOOD_BYTES, forgiving: what is no UTF-8 is stepped over, heaps of marks
 * fall away, "оооочень" is "очень", Latin letters that hide in Cyrillic words are found out.
 */

#include "analysis/veche-mood-private.h"

#include <string.h>

#include "model/veche-text.h"

#define MAX_WORD 60   /* bytes; the rest of a longer word is passed over */

static const struct { gunichar latin, cyrillic; } twins[] = {
  { 'a', 0x430 }, { 'e', 0x435 }, { 'o', 0x43e }, { 'p', 0x440 }, { 'c', 0x441 }, { 'x', 0x445 }, { 'y', 0x443 }, { 'k', 0x43a },
  { 'm', 0x43c }, { 't', 0x442 }, { 'b', 0x432 }, { 'h', 0x43d }, { '0', 0x43e }, { '3', 0x437 }, { '6', 0x431 }, { 'n', 0x438 },
  { 'u', 0x438 }, { 'i', 0x456 }, { 'r', 0x433 }, { 's', 0x441 },
};

void
veche_mood_text_init (VecheMoodText *self)
{
  memset (self, 0, sizeof *self);
  self->tokens = g_array_sized_new (FALSE, FALSE, sizeof (VecheMoodToken), 64);
  self->features = g_array_sized_new (FALSE, FALSE, sizeof (VecheMoodFeature), 1024);
}

void
veche_mood_text_clear (VecheMoodText *self)
{
  g_clear_pointer (&self->tokens, g_array_unref);
  g_clear_pointer (&self->features, g_array_unref);
}

guint64
veche_mood_hash (const char *bytes, gsize length, guint64 seed)
{
  guint64 hash = 0xcbf29ce484222325u ^ seed;

  for (gsize i = 0; i < length; i++)
    hash = (hash ^ (guchar) bytes[i]) * 0x100000001b3u;

  return hash ^ hash >> 29;
}

/*** Letters ***/

static gunichar
fold (gunichar c)
{
  if (c < 0x80)
    return (gunichar) g_ascii_tolower ((char) c);
  if (c >= 0x410 && c <= 0x42f)
    return c + 0x20;
  if (c == 0x451 || c == 0x401)
    return 0x435;
  if (c >= 0xff01 && c <= 0xff5e)   /* wide forms */
    return fold (c - 0xfee0);

  return c >= 0x430 && c <= 0x44f ? c : g_unichar_tolower (c);
}

static gboolean
is_word (gunichar c)
{
  return c < 0x80 ? g_ascii_isalnum ((char) c) : c >= 0x410 && c <= 0x44f ? TRUE : g_unichar_isalnum (c);
}

static gboolean
is_cyrillic (gunichar c)
{
  return c >= 0x400 && c < 0x530;
}

static gboolean
is_emoji (gunichar c)
{
  return c >= 0x1f000 || (c >= 0x2190 && c < 0x2c00 && c != 0x2212) || c == 0x203c || c == 0x2049;
}

static gboolean
is_invisible (gunichar c)
{
  return c == 0xfe0f || c == 0x200d || (c >= 0x1f3fb && c <= 0x1f3ff) || (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e)
         || (c >= 0x300 && c < 0x370) || (c > 0x370 && g_unichar_ismark (c));
}

/*** Words ***/

/* A word of two alphabets, or of letters and digits: Cyrillic where it can be. */
static gboolean
unmask (gunichar *letters, guint n)
{
  guint cyrillic = 0, other = 0, digits = 0;
  gunichar changed[MAX_WORD];

  for (guint i = 0; i < n; i++)
    {
      guint t = 0;

      changed[i] = letters[i];
      cyrillic += is_cyrillic (letters[i]);
      digits += letters[i] < 0x80 && g_ascii_isdigit ((char) letters[i]);
      if (is_cyrillic (letters[i]))
        continue;
      while (t < G_N_ELEMENTS (twins) && twins[t].latin != letters[i])
        t++;
      if (t < G_N_ELEMENTS (twins))
        changed[i] = twins[t].cyrillic;
      else
        other++;
    }
  if (cyrillic == 0 || cyrillic == n || other > 0 || digits * 2 > n || (digits > 0 && !is_cyrillic (letters[n - 1])))
    return FALSE;
  memcpy (letters, changed, n * sizeof *letters);

  return TRUE;
}

static guint
squeeze (VecheMoodText *self, gunichar *letters, guint n)
{
  guint kept = 0;

  for (guint i = 0; i < n;)
    {
      guint run = 1;

      while (i + run < n && letters[i + run] == letters[i])
        run++;
      if (run > 2)
        self->stretched++;
      for (guint k = 0; k < (run > 2 ? is_cyrillic (letters[i]) ? 1u : 2u : run); k++)
        letters[kept++] = letters[i];
      i += run;
    }

  return kept;
}

static void
add_word (VecheMoodText *self, gunichar *letters, guint n, guint from, guint to, gboolean breaks)
{
  VecheMoodToken token = { .from = (guint16) from, .to = (guint16) to, .breaks = breaks };
  g_autofree char *stem = NULL;
  guint digits = 0, length = 0;

  if (unmask (letters, n))
    self->mixed++;
  n = squeeze (self, letters, n);
  for (guint i = 0; i < n && length < sizeof token.text - 7; i++)
    {
      digits += letters[i] < 0x80 && g_ascii_isdigit ((char) letters[i]);
      length += (guint) g_unichar_to_utf8 (letters[i], token.text + length);
    }
  token.text[length] = '\0';
  token.latin = letters[0] < 0x250;
  if (digits == n)
    {
      self->digits += n;
      if (n >= 7)
        self->phones++;
      g_snprintf (token.text, sizeof token.text, "#%u", MIN (n, 6));   /* a number is as good as another of its length */
      length = 2;
    }
  token.word = veche_mood_hash (token.text, length, 0);
  stem = veche_text_stem (token.text);
  token.stem = veche_mood_hash (stem, strlen (stem), 0);
  self->fingerprint = (self->fingerprint ^ token.stem) * 0x100000001b3u;
  g_array_append_val (self->tokens, token);
}

/*** Signs ***/

static gboolean
begins (const char *p, const char *end, const char *what)
{
  gsize length = strlen (what);

  return (gsize) (end - p) >= length && g_ascii_strncasecmp (p, what, length) == 0;
}

static gboolean
begins_link (const char *p, const char *end)
{
  return begins (p, end, "http://") || begins (p, end, "https://") || begins (p, end, "www.") || begins (p, end, "t.me/") || begins (p, end, "wa.me/")
         || begins (p, end, "bit.ly/") || begins (p, end, "vk.cc/") || begins (p, end, "vk.com/");
}

static const char *
skip_word (const char *p, const char *end)
{
  while (p < end && !g_ascii_isspace (*p))
    p++;

  return p;
}

/* ":)", ";-)", ":D", ":(", "<3", "^^": how many bytes; says: 1 or -1. */
static guint
smiley (const char *p, const char *end, int *says)
{
  static const struct { const char *sign; int says; } all[] = {
    { ":-)", 1 }, { ":)", 1 }, { ";-)", 1 }, { ";)", 1 }, { ":d", 1 }, { "xd", 1 }, { "=)", 1 }, { "^^", 1 }, { "<3", 1 }, { ":*", 1 },
    { "^_^", 1 }, { ":-(", -1 }, { ":(", -1 }, { ":'(", -1 }, { "=(", -1 }, { ":/", -1 }, { ":-/", -1 }, { "t_t", -1 }, { ">:(", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (begins (p, end, all[i].sign))
      {
        *says = all[i].says;
        return (guint) strlen (all[i].sign);
      }

  return 0;
}

/* What is neither letter nor space; how many bytes of it were understood. */
static guint
read_sign (VecheMoodText *self, gunichar c, const char *text, const char *p, const char *end, int *depth)
{
  guint length = (guint) g_unichar_to_utf8 (c, NULL);
  int says = 0;
  guint smile = c < 0x80 ? smiley (p, end, &says) : 0;

  if (smile > 0)
    {
      self->smiles += says > 0;
      self->frowns += says < 0;
      return smile;
    }
  self->questions += c == '?' || c == 0x2049;
  self->exclamations += c == '!' || c == 0x203c;
  self->dots += c == 0x2026 || (c == '.' && p > text && p[-1] == '.');
  self->money += c == '$' || c == 0x20ac || c == 0x20bd;
  if (c == '(')
    {
      *depth += 1;
      self->frowns += p + 1 < end && p[1] == '(';
    }
  else if (c == ')')
    {
      self->smiles += *depth == 0;
      *depth = MAX (0, *depth - 1);
    }
  else if (is_emoji (c) && self->n_emoji < G_N_ELEMENTS (self->emoji))
    {
      self->emoji[self->n_emoji].c = c;
      self->emoji[self->n_emoji].from = (guint16) (p - text);
      self->emoji[self->n_emoji++].to = (guint16) (p - text + length);
    }

  return length;
}

/*** Reading ***/

typedef struct
{
  gunichar letters[MAX_WORD];
  guint    n, from, to;
  gboolean breaks;
} VecheMoodPen;

static void
end_word (VecheMoodText *self, VecheMoodPen *pen)
{
  if (pen->n > 0 && self->tokens->len < VECHE_MOOD_TOKENS)
    {
      add_word (self, pen->letters, pen->n, pen->from, pen->to, pen->breaks);
      pen->breaks = FALSE;
    }
  pen->n = 0;
}

static gboolean
joins (gunichar c, const VecheMoodPen *pen, const char *next, const char *end)
{
  return (c == '\'' || c == 0x2019) && pen->n > 0 && pen->letters[0] < 0x80 && next < end && g_ascii_isalpha (*next);
}

static void
reset (VecheMoodText *self)
{
  VecheMoodText fresh = { .tokens = self->tokens, .features = self->features };

  g_array_set_size (fresh.tokens, 0);
  g_array_set_size (fresh.features, 0);
  *self = fresh;
}

static void
read_letter (VecheMoodText *self, VecheMoodPen *pen, gunichar c, guint from, guint to)
{
  gunichar folded = fold (c);

  self->letters += !g_unichar_isdigit (c);
  self->capitals += folded != c && g_unichar_isupper (c);
  if (pen->n == 0)
    pen->from = from;
  if (pen->n < MAX_WORD)
    pen->letters[pen->n++] = folded;
  pen->to = to;
}

void
veche_mood_text_read (VecheMoodText *self, const char *text)
{
  const char *end = text + strnlen (text, VECHE_MOOD_BYTES);
  VecheMoodPen pen = { 0 };
  int depth = 0;

  reset (self);
  for (const char *p = text; p < end;)
    {
      gunichar c = g_utf8_get_char_validated (p, end - p);
      guint length = c < 0x110000 ? (guint) g_unichar_to_utf8 (c, NULL) : 1;

      if (c >= 0x110000 || is_invisible (c) || joins (c, &pen, p + length, end))
        {
          p += length;
          continue;
        }
      if (pen.n == 0 && (begins_link (p, end) || (*p == '@' && p + 1 < end && is_word ((guchar) p[1]))))
        {
          self->links += *p != '@';
          self->mentions += *p == '@';
          p = skip_word (p, end);
          continue;
        }
      if (is_word (c))
        {
          read_letter (self, &pen, c, (guint) (p - text), (guint) (p - text) + length);
          p += length;
          continue;
        }
      end_word (self, &pen);
      if (!g_unichar_isspace (c))
        {
          length = read_sign (self, c, text, p, end, &depth);
          pen.breaks |= c != '-' && c != 0x2d && c != '"' && c != 0xab && c != 0xbb;
          self->last = c;
        }
      self->lines += c == '\n';
      p += length;
    }
  end_word (self, &pen);
  self->frowns += depth > 0 && self->last == '(';
  self->fingerprint ^= self->questions > 0;
}
