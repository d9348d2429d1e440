/* veche-table-text.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Bytes → UTF-8.  A spreadsheet does not say how it was written; letters do: each alphabet is tried, and the one whose letters are as
 * frequent as in its language wins.
 */

#include "exchange/veche-table-private.h"

#include <math.h>
#include <string.h>

#define SAMPLE (256 * 1024)

static const struct { const char *name, *charset, *aliases; } encodings[] = {
  [VECHE_TABLE_UTF_8] = { "UTF-8", NULL, "utf8" },
  [VECHE_TABLE_UTF_16LE] = { "UTF-16LE", NULL, "utf16 utf16le ucs2 unicode" },
  [VECHE_TABLE_UTF_16BE] = { "UTF-16BE", NULL, "utf16be" },
  [VECHE_TABLE_WINDOWS_1251] = { "Windows-1251", "WINDOWS-1251", "cp1251 windows1251 win1251 1251" },
  [VECHE_TABLE_KOI8_R] = { "KOI8-R", "KOI8-R", "koi8r koi8" },
  [VECHE_TABLE_CP866] = { "CP866", "CP866", "cp866 ibm866 dos 866" },
  [VECHE_TABLE_WINDOWS_1252] = { "Windows-1252", "WINDOWS-1252", "cp1252 windows1252 latin1 iso88591 1252" },
};
G_STATIC_ASSERT (G_N_ELEMENTS (encodings) == VECHE_TABLE_N_ENCODINGS);

/* Of a thousand letters of Russian names, towns and everyday text, а … я. */
static const guchar russian[32] = { 88, 16, 44, 17, 30, 80, 10, 17, 74, 12, 40, 45, 32, 68, 100, 26,
                                    50, 54, 58, 28, 4,  9,  5,  14, 7,  4,  2,  19, 18, 3,  7,   21 };

const char *
veche_table_encoding_get_name (VecheTableEncoding encoding)
{
  g_return_val_if_fail ((guint) encoding < VECHE_TABLE_N_ENCODINGS, NULL);

  return encodings[encoding].name;
}

gboolean
veche_table_encoding_parse (const char *name, VecheTableEncoding *encoding)
{
  g_autoptr (GString) plain = g_string_new (NULL);

  for (const char *p = name; *p != '\0'; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (plain, g_ascii_tolower (*p));

  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    {
      g_auto (GStrv) aliases = g_strsplit (encodings[i].aliases, " ", -1);

      if (!g_strv_contains ((const char *const *) aliases, plain->str))
        continue;
      *encoding = (VecheTableEncoding) i;
      return TRUE;
    }

  return FALSE;
}

/* What each of the 256 bytes means; 0: nothing. Once for each alphabet. */
static const gunichar *
veche_table_letters (VecheTableEncoding encoding)
{
  static gunichar tables[VECHE_TABLE_N_ENCODINGS][256];
  static gsize ready;

  if (g_once_init_enter (&ready))
    {
      for (guint e = 0; e < VECHE_TABLE_N_ENCODINGS; e++)
        for (guint b = 0; b < 256 && encodings[e].charset != NULL; b++)
          {
            char byte = (char) b;
            g_autofree char *utf8 = g_convert (&byte, 1, "UTF-8", encodings[e].charset, NULL, NULL, NULL);

            tables[e][b] = b < 0x80 ? b : utf8 != NULL ? g_utf8_get_char (utf8) : 0;
          }
      g_once_init_leave (&ready, 1);
    }

  return tables[encoding];
}

/* How likely one letter of ours is, beside the letter before it: a logarithm. */
static double
veche_table_weigh (gunichar c, gunichar before, gboolean latin)
{
  gunichar small = g_unichar_tolower (c);
  gboolean mixed = g_unichar_isupper (c) && g_unichar_islower (before);
  double weight = -8;

  if (c == 0)
    return -12;
  if (latin && g_unichar_isalpha (c))
    weight = before >= 0x80 && g_unichar_isalpha (before) ? -7 : -3.6;
  else if (small >= 0x430 && small <= 0x44f)
    weight = log (russian[small - 0x430] / 1000.0);
  else if (small == 0x451)
    weight = -5;
  else if (small >= 0x400 && small <= 0x491)
    weight = -6;
  else if (c == 0xa0 || c == 0xab || c == 0xbb || c == 0x2116 || (c >= 0x2010 && c <= 0x2026) || c == 0xb0 || c == 0x20ac)
    weight = -4.5;

  if (!latin && g_unichar_isalpha (c) && before < 0x80 && g_ascii_isalpha ((char) before))
    weight -= 5;

  return mixed ? weight - 2 : weight;
}

static double
veche_table_score (const guchar *data, gsize size, VecheTableEncoding encoding)
{
  const gunichar *letters = veche_table_letters (encoding);
  gboolean latin = encoding == VECHE_TABLE_WINDOWS_1252;
  gunichar before = 0;
  double score = 0;

  for (gsize i = 0; i < size; i++)
    {
      gunichar c = letters[data[i]];

      if (data[i] >= 0x80)
        score += veche_table_weigh (c, before, latin);
      else if (!latin && g_ascii_isalpha ((char) data[i]) && before >= 0x80 && g_unichar_isalpha (before))
        score -= 5;
      before = c;
    }

  return score;
}

/* UTF-16 without a mark: one byte of each pair is the same nearly everywhere. */
static gboolean
veche_table_is_utf16 (const guchar *data, gsize size, VecheTableEncoding *encoding)
{
  gsize pairs = size / 2, high[2] = { 0 };

  for (gsize i = 0; i < pairs * 2; i++)
    high[i % 2] += data[i] == 0 || data[i] == 4;
  if (pairs < 2 || memchr (data, 0, size) == NULL)
    return FALSE;
  if (high[1] * 10 > pairs * 7 && high[0] * 10 < pairs * 3)
    *encoding = VECHE_TABLE_UTF_16LE;
  else if (high[0] * 10 > pairs * 7 && high[1] * 10 < pairs * 3)
    *encoding = VECHE_TABLE_UTF_16BE;
  else
    return FALSE;

  return TRUE;
}

/* Bytes over 0x7f that are right UTF-8, and that are not. */
static void
veche_table_count_utf8 (const guchar *data, gsize size, gsize *right, gsize *wrong)
{
  const char *p = (const char *) data, *end = p + size;

  *right = *wrong = 0;
  while (p < end)
    {
      gunichar c;

      if ((guchar) *p < 0x80)
        {
          p++;
          continue;
        }
      c = g_utf8_get_char_validated (p, end - p);
      if (c == (gunichar) -2 && end - p < 6)
        return;
      if (c == (gunichar) -1 || c == (gunichar) -2)
        {
          (*wrong)++;
          p++;
          continue;
        }
      *right += 1;
      p = g_utf8_next_char (p);
    }
}

VecheTableEncoding
veche_table_guess_encoding (const guchar *data, gsize size)
{
  static const VecheTableEncoding bytewise[] = { VECHE_TABLE_WINDOWS_1251, VECHE_TABLE_KOI8_R, VECHE_TABLE_CP866,
                                                 VECHE_TABLE_WINDOWS_1252 };
  VecheTableEncoding best = VECHE_TABLE_UTF_8;
  gsize right, wrong;
  double score = 0;

  if (size >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    return VECHE_TABLE_UTF_8;
  if (size >= 2 && data[0] == 0xff && data[1] == 0xfe)
    return VECHE_TABLE_UTF_16LE;
  if (size >= 2 && data[0] == 0xfe && data[1] == 0xff)
    return VECHE_TABLE_UTF_16BE;
  if (veche_table_is_utf16 (data, MIN (size, SAMPLE), &best))
    return best;

  veche_table_count_utf8 (data, size, &right, &wrong);
  if (wrong == 0 || wrong * 20 < right)
    return VECHE_TABLE_UTF_8;

  for (guint i = 0; i < G_N_ELEMENTS (bytewise); i++)
    {
      double one = veche_table_score (data, MIN (size, SAMPLE), bytewise[i]);

      if (i == 0 || one > score)
        {
          best = bytewise[i];
          score = one;
        }
    }

  return best;
}

static void
veche_table_put (GString *text, gunichar c, guint *bad)
{
  if (c == 0)
    {
      (*bad)++;
      return;
    }
  if (c < 0x80)
    g_string_append_c (text, (char) c);
  else
    g_string_append_unichar (text, c);
}

static void
veche_table_decode_utf16 (GString *text, const guchar *data, gsize size, gboolean little, guint *bad)
{
  gunichar lead = 0;

  for (gsize i = 0; i + 1 < size; i += 2)
    {
      gunichar c = little ? data[i] | (gunichar) data[i + 1] << 8 : data[i + 1] | (gunichar) data[i] << 8;
      gboolean tail = c >= 0xdc00 && c <= 0xdfff;

      if (lead != 0 && tail)
        {
          g_string_append_unichar (text, 0x10000 + ((lead - 0xd800) << 10) + (c - 0xdc00));
          lead = 0;
          continue;
        }
      if (lead != 0 || tail)
        {
          g_string_append_unichar (text, 0xfffd);
          (*bad)++;
        }
      lead = c >= 0xd800 && c <= 0xdbff ? c : 0;
      if (lead == 0 && !tail && !(c == 0xfeff && i == 0))
        veche_table_put (text, c, bad);
    }
  if (lead != 0 || size % 2 != 0)
    (*bad)++;
}

static void
veche_table_decode_utf8 (GString *text, const guchar *data, gsize size, guint *bad)
{
  const char *p = (const char *) data, *end = p + size;

  if (size >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    p += 3;
  while (p < end)
    {
      const char *stop;

      g_utf8_validate_len (p, (gsize) (end - p), &stop);
      g_string_append_len (text, p, stop - p);
      if (stop == end)
        return;
      if (*stop != '\0')
        g_string_append_unichar (text, 0xfffd);
      (*bad)++;
      p = stop + 1;
    }
}

GString *
veche_table_decode (const guchar *data, gsize size, VecheTableEncoding encoding, guint *bad)
{
  GString *text = g_string_sized_new (size + 1);

  *bad = 0;
  if (encoding == VECHE_TABLE_UTF_8)
    veche_table_decode_utf8 (text, data, size, bad);
  else if (encoding == VECHE_TABLE_UTF_16LE || encoding == VECHE_TABLE_UTF_16BE)
    veche_table_decode_utf16 (text, data, size, encoding == VECHE_TABLE_UTF_16LE, bad);
  else
    {
      const gunichar *letters = veche_table_letters (encoding);

      for (gsize i = 0; i < size; i++)
        if (letters[data[i]] == 0 && data[i] != 0)
          {
            g_string_append_unichar (text, 0xfffd);
            (*bad)++;
          }
        else
          veche_table_put (text, letters[data[i]], bad);
    }

  return text;
}
