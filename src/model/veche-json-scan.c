/* veche-json-scan.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/veche-json-scan.h"

#include <string.h>

#define MAX_DEPTH  64
#define MAX_DIGITS 18

typedef struct
{
  char   *at, *end;
  guint64 objects;     /* bit n: what is open at depth n is an object */
  guint   depth;
  guint   tokens, most;
} VecheJsonScan;

static void
veche_json_scan_space (VecheJsonScan *scan)
{
  while (scan->at < scan->end && strchr (" \t\r\n", *scan->at) != NULL)
    scan->at++;
}

/* The code unit of "\uXXXX" at text, or -1. */
static int
veche_json_scan_unit (const char *text, const char *end)
{
  int unit = 0;

  if (end - text < 6 || text[0] != '\\' || text[1] != 'u')
    return -1;
  for (int i = 2; i < 6; i++)
    {
      if (!g_ascii_isxdigit (text[i]))
        return -1;
      unit = unit * 16 + g_ascii_xdigit_value (text[i]);
    }

  return unit;
}

static const char *
veche_json_scan_escape (VecheJsonScan *scan)
{
  int unit, low;

  if (scan->end - scan->at >= 2 && strchr ("\"\\/bfnrt", scan->at[1]) != NULL && scan->at[1] != '\0')
    {
      scan->at += 2;
      return NULL;
    }

  unit = veche_json_scan_unit (scan->at, scan->end);
  if (unit < 0)
    return "an unknown escape in a text";

  low = (unit & 0xfc00) == 0xd800 ? veche_json_scan_unit (scan->at + 6, scan->end) : -1;
  if ((unit & 0xfc00) == 0xd800 && low >= 0 && (low & 0xfc00) == 0xdc00)
    {
      scan->at += 12;
      return NULL;
    }
  if (unit == 0 || (unit & 0xf800) == 0xd800)
    memcpy (scan->at + 2, "fffd", 4);
  scan->at += 6;

  return NULL;
}

static const char *
veche_json_scan_string (VecheJsonScan *scan)
{
  scan->at++;
  while (scan->at < scan->end && *scan->at != '"')
    {
      if (*scan->at == '\\')
        {
          const char *wrong = veche_json_scan_escape (scan);

          if (wrong != NULL)
            return wrong;
          continue;
        }
      if ((guchar) *scan->at < 0x20)
        *scan->at = ' ';
      scan->at++;
    }
  if (scan->at == scan->end)
    return "it is cut short";
  scan->at++;

  return NULL;
}

static guint
veche_json_scan_digits (VecheJsonScan *scan)
{
  char *start = scan->at;

  while (scan->at < scan->end && g_ascii_isdigit (*scan->at))
    scan->at++;

  return scan->at - start;
}

static const char *
veche_json_scan_number (VecheJsonScan *scan)
{
  char *start = scan->at;
  guint whole, fraction = 1, exponent = 1;
  gboolean octal;

  if (*scan->at == '-')
    scan->at++;
  octal = scan->at + 1 < scan->end && scan->at[0] == '0' && g_ascii_isdigit (scan->at[1]);
  whole = veche_json_scan_digits (scan);
  if (scan->at < scan->end && *scan->at == '.')
    {
      scan->at++;
      fraction = veche_json_scan_digits (scan);
    }
  if (scan->at < scan->end && (*scan->at | 0x20) == 'e')
    {
      scan->at++;
      if (scan->at < scan->end && (*scan->at == '-' || *scan->at == '+'))
        scan->at++;
      exponent = veche_json_scan_digits (scan);
    }
  if (whole == 0 || fraction == 0 || exponent == 0 || octal)
    return "a number that is none";

  /* Too long for any number we could keep: no value is better than a wrong one. */
  if (whole > MAX_DIGITS || fraction > MAX_DIGITS || exponent > 3)
    {
      memset (start, ' ', scan->at - start);
      memcpy (start, "null", 4);
    }

  return NULL;
}

static const char *
veche_json_scan_word (VecheJsonScan *scan)
{
  static const char *const words[] = { "true", "false", "null" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize length = strlen (words[i]);

      if ((gsize) (scan->end - scan->at) >= length && strncmp (scan->at, words[i], length) == 0)
        {
          scan->at += length;
          return NULL;
        }
    }

  return "it is not JSON";
}

/* An opening bracket, a key with its colon where one belongs, or a whole plain value. *opened: a bracket was. */
static const char *
veche_json_scan_value (VecheJsonScan *scan, gboolean *opened)
{
  *opened = FALSE;
  if (scan->at == scan->end)
    return "it is cut short";
  if (++scan->tokens > scan->most)
    return VECHE_JSON_SCAN_TOO_MANY;

  switch (*scan->at)
    {
    case '{':
    case '[':
      if (scan->depth == MAX_DEPTH)
        return "it is nested far too deep";
      scan->objects &= ~(G_GUINT64_CONSTANT (1) << scan->depth);
      scan->objects |= (guint64) (*scan->at == '{') << scan->depth;
      scan->depth++;
      scan->at++;
      *opened = TRUE;
      return NULL;
    case '"':
      return veche_json_scan_string (scan);
    case '-':
    case '0' ... '9':
      return veche_json_scan_number (scan);
    default:
      return veche_json_scan_word (scan);
    }
}

static const char *
veche_json_scan_key (VecheJsonScan *scan)
{
  const char *wrong;

  veche_json_scan_space (scan);
  if (scan->at == scan->end)
    return "it is cut short";
  if (*scan->at != '"')
    return "it is not JSON";
  wrong = veche_json_scan_string (scan);
  if (wrong != NULL)
    return wrong;
  scan->tokens++;
  veche_json_scan_space (scan);
  if (scan->at == scan->end || *scan->at != ':')
    return scan->at == scan->end ? "it is cut short" : "it is not JSON";
  scan->at++;

  return NULL;
}

/* After a value: closes brackets, steps over a comma.  *more: another value follows. */
static const char *
veche_json_scan_after (VecheJsonScan *scan, gboolean *more)
{
  *more = FALSE;
  while (scan->depth > 0)
    {
      gboolean object = scan->objects >> (scan->depth - 1) & 1;

      veche_json_scan_space (scan);
      if (scan->at == scan->end)
        return "it is cut short";
      if (*scan->at == ',')
        {
          scan->at++;
          *more = TRUE;
          return NULL;
        }
      if (*scan->at != (object ? '}' : ']'))
        return "it is not JSON";
      scan->at++;
      scan->depth--;
    }

  return NULL;
}

/* Just after an opening bracket: TRUE when it is closed at once. */
static gboolean
veche_json_scan_is_empty (VecheJsonScan *scan)
{
  gboolean object = scan->objects >> (scan->depth - 1) & 1;

  veche_json_scan_space (scan);
  if (scan->at == scan->end || *scan->at != (object ? '}' : ']'))
    return FALSE;
  scan->at++;
  scan->depth--;

  return TRUE;
}

const char *
veche_json_scan (char *text, gsize length, guint most)
{
  VecheJsonScan scan = { text, text + length, 0, 0, 0, most };
  gboolean more = TRUE;

  while (more)
    {
      const char *wrong = NULL;
      gboolean opened;

      if (scan.depth > 0 && scan.objects >> (scan.depth - 1) & 1)
        wrong = veche_json_scan_key (&scan);
      veche_json_scan_space (&scan);
      if (wrong == NULL)
        wrong = veche_json_scan_value (&scan, &opened);
      if (wrong == NULL && (!opened || veche_json_scan_is_empty (&scan)))
        wrong = veche_json_scan_after (&scan, &more);
      if (wrong != NULL)
        return wrong;
    }

  veche_json_scan_space (&scan);

  return scan.at == scan.end ? NULL : "something follows after its end";
}
