/* veche-table-accounts.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a cell says of an account, however it was written down.
 */

#include "exchange/veche-table-private.h"

#include <string.h>

#define MAX_HANDLE 64
#define MIN_PHONE  7
#define MAX_PHONE  15

void
veche_table_account_clear (VecheTableAccount *account)
{
  g_clear_pointer (&account->instance, g_free);
  g_clear_pointer (&account->handle, g_free);
  g_clear_pointer (&account->remote_id, g_free);
  g_clear_pointer (&account->url, g_free);
}

static gboolean
veche_table_is_host (const char *text)
{
  gboolean dot = FALSE;

  if (*text == '\0' || *text == '.' || strlen (text) > 253)
    return FALSE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '.' && p[1] != '\0' && p[1] != '.')
        dot = TRUE;
      else if (!g_unichar_isalnum (c) && c != '-')
        return FALSE;
    }

  return dot;
}

gboolean
veche_table_is_email (const char *text)
{
  const char *at = strchr (text, '@');

  if (at == NULL || at == text || strlen (text) > 254)
    return FALSE;
  for (const char *p = text; p < at; p = g_utf8_next_char (p))
    if (!g_unichar_isalnum (g_utf8_get_char (p)) && strchr (".!#$%&'*+-/=?^_`{|}~", *p) == NULL)
      return FALSE;

  return veche_table_is_host (at + 1);
}

/* '+' and digits: one key for all ways to write the number. (transfer full) (nullable): no number */
static char *
veche_table_phone_key (const char *text)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  gboolean plus = FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '+' && digits->len == 0)
        plus = TRUE;
      else if (g_unichar_isdigit (c))
        g_string_append_c (digits, (char) ('0' + g_unichar_digit_value (c)));
      else if (!g_unichar_isspace (c) && c > 0x7f && c != 0x2010 && c != 0x2011 && c != 0x2013 && c != 0x2212)
        return NULL;
      else if (c < 0x80 && strchr ("()-. /", (char) c) == NULL)
        return NULL;
    }
  if (digits->len < MIN_PHONE || digits->len > MAX_PHONE)
    return NULL;
  if (!plus && digits->len == 11 && (digits->str[0] == '8' || digits->str[0] == '7'))
    return g_strconcat ("+7", digits->str + 1, NULL);

  return g_strconcat (plus ? "+" : "", digits->str, NULL);
}

gboolean
veche_table_is_phone (const char *text)
{
  g_autofree char *key = veche_table_phone_key (text);

  /* A date has as many digits. */
  return key != NULL && (*key == '+' || strlen (key) >= 10) && !veche_table_is_date (text);
}

gboolean
veche_table_is_nothing (const char *text)
{
  static const char *const words[] = { "-", "—", "–", "нет", "no", "none", "n/a", "na", "есть", "да", "yes", "не указано", "не указан",
                                       "отсутствует", "null", "?", "x", "х", "@", NULL };
  g_autofree char *small = g_utf8_strdown (text, -1);

  return g_strv_contains (words, small);
}

static gboolean
veche_table_is_handle (const char *text, const char *platform)
{
  gboolean telegram = g_strcmp0 (platform, "telegram") == 0;
  gsize length = 0;
  gboolean solid = FALSE;

  if (veche_table_is_nothing (text))
    return FALSE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p), length++)
    {
      gunichar c = g_utf8_get_char (p);

      if (telegram && (c > 0x7f || (!g_ascii_isalnum ((char) c) && c != '_')))
        return FALSE;
      if (g_unichar_isspace (c) || g_unichar_iscntrl (c) || (c < 0x80 && strchr ("<>()[]{}\",;|\\?&=/", (char) c) != NULL))
        return FALSE;
      solid |= g_unichar_isalnum (c);
    }

  return solid && length <= MAX_HANDLE && length >= (telegram ? 3 : 2);
}

static gboolean
veche_table_is_number (const char *text)
{
  const char *p = text;

  while (g_ascii_isdigit (*p))
    p++;

  return p > text && *p == '\0';
}

static gboolean
veche_table_keep_handle (VecheTableAccount *account, const char *platform, const char *instance, const char *handle)
{
  account->platform = g_intern_string (platform);
  account->instance = g_utf8_strdown (instance, -1);
  /* Telegram's own number: it has no handle, but it is known to exports by it. */
  if (g_str_equal (platform, "telegram") && veche_table_is_number (g_str_has_prefix (handle, "user") ? handle + 4 : handle))
    {
      account->remote_id = g_strconcat ("user", g_str_has_prefix (handle, "user") ? handle + 4 : handle, NULL);
      return TRUE;
    }
  if (!veche_table_is_handle (handle, platform))
    return FALSE;
  account->handle = g_strdup (handle);
  account->remote_id = g_utf8_strdown (handle, -1);

  return TRUE;
}

static gboolean
veche_table_read_plain (const char *text, const char *platform, VecheTableAccount *account)
{
  account->platform = g_intern_string (platform);
  account->instance = g_strdup ("");
  account->handle = g_strdup (text);
  account->remote_id = g_utf8_strdown (text, -1);

  return TRUE;
}

static gboolean
veche_table_read_phone (const char *text, VecheTableAccount *account)
{
  const char *bare = g_str_has_prefix (text, "tel:") ? text + 4 : text;
  g_autofree char *key = veche_table_phone_key (bare);

  if (key == NULL)
    return FALSE;
  veche_table_read_plain (bare, "phone", account);
  g_free (account->remote_id);
  account->remote_id = g_steal_pointer (&key);

  return TRUE;
}

static gboolean
veche_table_read_email (const char *text, VecheTableAccount *account)
{
  g_autofree char *bare = g_strdup (g_ascii_strncasecmp (text, "mailto:", 7) == 0 ? text + 7 : text);
  char *open = strrchr (bare, '<'), *start = open != NULL ? open + 1 : bare;

  if (open != NULL)
    start[strcspn (start, ">")] = '\0';
  g_strstrip (start);

  return veche_table_is_email (start) && veche_table_read_plain (start, "email", account);
}

/* Facebook's ways to name somebody by number: profile.php?id=1, people/Anna-Lee/1. (transfer full) (nullable) */
static char *
veche_table_number_in_path (const char *path)
{
  static const char *const before[] = { "profile.php?id=", "people/" };
  const char *number = NULL;
  gsize length;

  for (guint i = 0; i < G_N_ELEMENTS (before) && number == NULL; i++)
    if (g_str_has_prefix (path, before[i]))
      number = path + strlen (before[i]);
  if (number != NULL && g_str_has_prefix (path, "people/"))
    number = strchr (number, '/') != NULL ? strchr (number, '/') + 1 : NULL;
  length = number != NULL ? strspn (number, "0123456789") : 0;

  return length > 0 && strchr ("/?#&", number[length]) != NULL ? g_strndup (number, length) : NULL;
}

/* The last part of the path that names somebody. (transfer full) (nullable) */
static char *
veche_table_name_in_path (const char *path, const char *platform)
{
  static const char *const nobody[] = { "joinchat", "s", "c", "channel", "groups", "events", "watch", "p", "reel", "wall", "feed", "people",
                                        "profile.php", "permalink.php", "story.php", "pages", "company", "school", "orgs", "r", "hashtag",
                                        "share", "shorts", "playlist", NULL };
  static const char *const shelves[] = { "in", "pub", "user", "users", "u", "profile", "add", "#", NULL };
  g_auto (GStrv) parts = NULL;
  char *name = g_strcmp0 (platform, "facebook") == 0 ? veche_table_number_in_path (path) : NULL;

  parts = name == NULL ? g_strsplit (path, "/", -1) : g_new0 (char *, 1);
  for (guint i = 0; parts[i] != NULL && name == NULL; i++)
    {
      char *part = parts[i];

      part[strcspn (part, "?#")] = '\0';
      if (*part == '\0' || g_strv_contains (shelves, part))
        continue;
      if (g_strv_contains (nobody, part) || *part == '+')
        return NULL;
      name = g_uri_unescape_string (*part == '@' ? part + 1 : part, NULL);
      if (name == NULL)
        return NULL;
    }

  return name;
}

/* "https://t.me/anna", "t.me/anna", "vk.com/id1", "https://fosstodon.org/@anna"; anything else with a scheme is a page. */
static gboolean
veche_table_read_url (const char *text, const char *platform, VecheTableAccount *account)
{
  const char *scheme = strstr (text, "://");
  const char *rest = scheme != NULL ? scheme + 3 : text;
  const char *slash = strchr (rest, '/');
  g_autofree char *host = g_ascii_strdown (rest, slash != NULL ? slash - rest : -1);
  const char *bare = g_str_has_prefix (host, "www.") ? host + 4 : host;
  const char *known = strchr (bare, '.') != NULL ? veche_table_platform_of_word (bare) : NULL;
  g_autofree char *name = NULL;
  gboolean federated = slash != NULL && slash[1] == '@' && known == NULL;

  if (g_ascii_strncasecmp (text, "tg://resolve?domain=", 20) == 0)
    return veche_table_keep_handle (account, "telegram", "", text + 20);
  if (!veche_table_is_host (bare) || strpbrk (text, " \n\t") != NULL || (scheme == NULL && (slash == NULL || known == NULL)))
    return FALSE;
  if (scheme != NULL && g_ascii_strncasecmp (text, "http", 4) != 0)
    return FALSE;

  name = slash != NULL ? veche_table_name_in_path (slash + 1, known) : NULL;
  account->url = scheme != NULL ? g_strdup (text) : g_strconcat ("https://", text, NULL);
  if (known != NULL && name != NULL)
    return veche_table_keep_handle (account, known, "", name);
  if (name != NULL && (federated || (platform != NULL && strstr (" mastodon discourse ", platform) != NULL)))
    return veche_table_keep_handle (account, platform != NULL && !g_str_equal (platform, "web") ? platform : "mastodon", bare, name);
  if (scheme == NULL || (platform != NULL && !g_str_equal (platform, "web")))
    return FALSE;

  return veche_table_read_plain (text, "web", account);
}

/* "tg: anna", "вк — anna": where it is stands before it. */
static const char *
veche_table_read_label (const char *text, const char **rest)
{
  const char *colon = strchr (text, ':');
  g_autofree char *word = NULL;
  const char *platform;

  if (colon == NULL || colon == text || colon - text > 20 || colon[1] == '/' || colon[1] == '\0')
    return NULL;
  word = g_strndup (text, (gsize) (colon - text));
  platform = strchr (word, '@') == NULL ? veche_table_platform_of_word (word) : NULL;
  for (*rest = colon + 1; **rest == ' '; (*rest)++)
    ;

  return platform;
}

static gboolean
veche_table_read_handle (const char *text, const char *platform, VecheTableAccount *account)
{
  const char *rest = text, *label = veche_table_read_label (text, &rest);
  const char *bare, *host;

  if (label != NULL)
    {
      text = rest;
      platform = label;
    }
  if (veche_table_read_url (text, platform, account))
    return TRUE;
  veche_table_account_clear (account);
  bare = *text == '@' ? text + 1 : text;
  host = strchr (bare, '@');
  if (host != NULL && *text != '@' && (platform == NULL || g_str_equal (platform, "email")))
    return veche_table_read_email (text, account);
  if (host != NULL && veche_table_is_host (host + 1) && (platform == NULL || strstr (" mastodon discourse matrix ", platform) != NULL))
    {
      g_autofree char *name = g_strndup (bare, (gsize) (host - bare));

      return veche_table_keep_handle (account, platform != NULL ? platform : "mastodon", host + 1, name);
    }
  if (platform == NULL && (*text == '+' || veche_table_is_phone (text)))
    return veche_table_read_phone (text, account);
  if (platform != NULL && strstr (" whatsapp viber signal ", platform) != NULL && veche_table_is_phone (text))
    {
      g_autofree char *key = veche_table_phone_key (text);

      return veche_table_keep_handle (account, platform, "", key);
    }
  if (g_strcmp0 (platform, "xmpp") == 0 && host != NULL)
    return veche_table_is_email (text) && veche_table_read_plain (text, "xmpp", account);
  if (host != NULL || (platform == NULL && veche_table_is_number (bare)))
    return FALSE;

  return veche_table_keep_handle (account, platform != NULL ? platform : "telegram", "", bare);
}

gboolean
veche_table_read_account (const char *text, VecheFieldKind kind, const char *platform, VecheTableAccount *account)
{
  g_autofree char *typed = g_strstrip (g_strdup (text));
  gboolean read = FALSE;

  *account = (VecheTableAccount){ 0 };
  if (*typed == '\0')
    return FALSE;
  if (kind == VECHE_FIELD_EMAIL || (kind == VECHE_FIELD_HANDLE && g_strcmp0 (platform, "email") == 0))
    read = veche_table_read_email (typed, account);
  else if (kind == VECHE_FIELD_PHONE || (kind == VECHE_FIELD_HANDLE && g_strcmp0 (platform, "phone") == 0))
    read = veche_table_read_phone (typed, account);
  else if (kind == VECHE_FIELD_WEB)
    {
      g_autofree char *whole = strstr (typed, "://") != NULL ? g_strdup (typed) : g_strconcat ("https://", typed, NULL);

      read = veche_table_read_url (whole, "web", account);
      if (!read && strstr (typed, "://") != NULL && strpbrk (typed, " \n\t") == NULL)
        {
          veche_table_account_clear (account);
          read = veche_table_read_plain (typed, "web", account);
        }
    }
  else
    read = veche_table_read_handle (typed, platform, account);
  if (!read)
    veche_table_account_clear (account);
  else if (account->instance == NULL)
    account->instance = g_strdup ("");

  return read;
}
