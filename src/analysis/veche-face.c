/* veche-face.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * persona ─ names read, handles split, addresses and numbers in one spelling, links found ─▶ face
 */

#include "analysis/veche-crowd-private.h"

#include <string.h>

#include "model/veche-text.h"

#define MAX_FORMS 12
#define MAX_LINKS 40
#define ANOTHERS  3      /* words after "brother" that may be of him */

void
veche_face_free (VecheFace *self)
{
  g_ptr_array_unref (self->forms);
  g_ptr_array_unref (self->handles);
  g_ptr_array_unref (self->emails);
  g_ptr_array_unref (self->phones);
  g_ptr_array_unref (self->links);
  g_ptr_array_unref (self->sites);
  g_ptr_array_unref (self->avatars);
  g_free (self->city);
  g_free (self->headline);
  g_free (self);
}

/*** Addresses and numbers ***/

/* Google ignores dots and whatever follows a plus; Yandex has many domains, and a dot is a dash. (transfer full) (nullable) */
static char *
tidy_email (const char *typed)
{
  g_autofree char *lower = veche_text_fold (typed);
  char *at = strchr (g_strstrip (lower), '@');
  g_autoptr (GString) local = NULL;
  const char *host;
  gboolean google, yandex;

  if (at == NULL || at == lower || at[1] == '\0')
    return NULL;

  host = at + 1;
  google = strcmp (host, "gmail.com") == 0 || strcmp (host, "googlemail.com") == 0;
  yandex = g_str_has_prefix (host, "yandex.") || strcmp (host, "ya.ru") == 0;
  local = g_string_new (NULL);
  for (const char *p = lower; p < at && *p != '+'; p++)
    if (!(google && *p == '.'))
      g_string_append_c (local, yandex && *p == '.' ? '-' : *p);

  return g_strdup_printf ("%s@%s", local->str, google ? "gmail.com" : yandex ? "yandex" : host);
}

static char *
tidy_phone (const char *typed)
{
  g_autoptr (GString) digits = g_string_new (NULL);

  for (const char *p = typed; *p != '\0'; p++)
    if (g_ascii_isdigit (*p))
      g_string_append_c (digits, *p);
  if (digits->len < 9 || digits->len > 15)
    return NULL;

  return g_strdup (digits->str + (digits->len > 10 ? digits->len - 10 : 0));
}

gboolean
veche_face_email_is_shared (VecheNameBook *book, const char *email)
{
  static const char *const plural[] = { "ovy", "evy", "iny", "yny", "skie", "skiye", "family", NULL };
  g_autofree char *local = g_strndup (email, strcspn (email, "@"));
  g_autoptr (GPtrArray) words = veche_name_split (local, FALSE);

  for (guint i = 0; i < words->len; i++)
    {
      const char *word = words->pdata[i];   /* in small letters already */

      if (veche_name_book_is_shared (book, word))
        return TRUE;
      for (guint k = 0; plural[k] != NULL; k++)
        if (strlen (word) > 5 && g_str_has_suffix (word, plural[k]))
          return TRUE;
    }

  return FALSE;
}

/* 8-800: a line, not a person. */
gboolean
veche_face_phone_is_shared (const char *phone)
{
  return g_str_has_prefix (phone, "800") || g_str_has_prefix (phone, "804");
}

/*** What is written about them ***/

typedef struct { const char *host, *platform; } VecheSite;

static const VecheSite platforms[] = {
  { "t.me", "telegram" },        { "telegram.me", "telegram" }, { "vk.com", "vk" },            { "vk.ru", "vk" },
  { "github.com", "github" },    { "gitlab.com", "gitlab" },    { "instagram.com", "instagram" }, { "youtube.com", "youtube" },
  { "twitter.com", "twitter" },  { "x.com", "twitter" },        { "habr.com", "habr" },        { "facebook.com", "facebook" },
  { "linkedin.com", "linkedin" }, { "tiktok.com", "tiktok" },   { "twitch.tv", "twitch" },     { "ok.ru", "ok" },
  { "dzen.ru", "dzen" },         { "medium.com", "medium" },    { "reddit.com", "reddit" },    { "boosty.to", "boosty" },
};

static const char *
find_platform (const char *host)
{
  for (guint i = 0; i < G_N_ELEMENTS (platforms); i++)
    if (strcmp (platforms[i].host, host) == 0)
      return platforms[i].platform;

  return NULL;
}

static gboolean
is_host (const char *word)
{
  const char *dot = strrchr (word, '.');

  if (dot == NULL || dot == word || strlen (dot) < 3 || strlen (dot) > 12 || strchr (word, '@') != NULL)
    return FALSE;
  for (const char *p = word; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && *p != '.' && *p != '-')
      return FALSE;

  return g_ascii_isalpha (dot[1]);
}

static void
add_link (VecheFace *self, const char *platform, const char *handle)
{
  char *link = g_strconcat (platform, ":", handle, NULL);

  link[strcspn (link, "?#")] = '\0';
  g_ptr_array_add (self->links, link);
}

/* One word of a text: "t.me/anna", "https://mastodon.social/@anna", "@anna", "anna.blog". */
static void
read_word (VecheFace *self, const char *typed)
{
  g_autofree char *word = veche_text_fold (typed);
  char *start = strstr (word, "://") != NULL ? strstr (word, "://") + 3 : word;
  char *slash, *handle;
  const char *platform;

  for (gsize n = strlen (start); n > 0 && strchr (".,;:!?)]»\"'/", start[n - 1]) != NULL; n--)
    start[n - 1] = '\0';
  if (g_str_has_prefix (start, "www."))
    start += 4;
  if (start[0] == '@' && start[1] != '\0')
    {
      char *host = strchr (start + 1, '@');

      /* "@anna@mastodon.social" */
      if (host != NULL)
        *host = '\0';
      add_link (self, host != NULL ? "mastodon" : "", start + 1);
      return;
    }
  slash = strchr (start, '/');
  if (slash != NULL)
    *slash = '\0';
  if (!is_host (start))
    return;

  platform = find_platform (start);
  handle = slash != NULL ? strrchr (slash + 1, '/') : NULL;
  handle = handle != NULL ? handle + 1 : slash != NULL ? slash + 1 : NULL;
  if (platform != NULL && handle != NULL && *handle != '\0')
    add_link (self, platform, *handle == '@' ? handle + 1 : handle);
  else if (platform == NULL && handle != NULL && *handle == '@')
    add_link (self, "mastodon", handle + 1);
  else if (platform == NULL)
    g_ptr_array_add (self->sites, g_strdup (start));
}

/* "брат vk.com/lev", "фото @roman": what follows is somebody else's. */
static gboolean
is_of_another (const char *typed)
{
  static const char *const others[] = {
    "брат", "брата", "сестра", "сестры", "муж", "мужа", "жена", "жены", "сын", "сына", "дочь", "дочери", "дочка", "мама", "мамы", "папа", "папы", "отец",
    "друг", "друга", "подруга", "подруги", "парень", "девушка", "коллега", "партнёр", "партнер", "фото", "фотограф", "админ", "менеджер", "ментор",
    "продюсер", "ученик", "ученица", "фан", "brother", "sister", "husband", "wife", "son", "daughter", "mom", "dad", "mother", "father", "friend",
    "boyfriend", "girlfriend", "partner", "colleague", "photo", "photos", "manager", "mentor", "fan", "pics", NULL,
  };
  g_autofree char *word = veche_text_fold (typed);

  word[strcspn (word, ":")] = '\0';

  return g_strv_contains (others, word);
}

/* "telegram @anna", "inst: @anna": the word before says where. (nullable) */
static const char *
platform_before (const char *typed)
{
  static const struct { const char *word, *platform; } said[] = {
    { "telegram", "telegram" }, { "tg", "telegram" }, { "тг", "telegram" }, { "телеграм", "telegram" }, { "телега", "telegram" }, { "телеге", "telegram" },
    { "vk", "vk" }, { "вк", "vk" }, { "instagram", "instagram" }, { "inst", "instagram" }, { "insta", "instagram" }, { "инста", "instagram" },
    { "github", "github" }, { "discord", "discord" }, { "дискорд", "discord" }, { "twitter", "twitter" }, { "твиттер", "twitter" },
  };
  g_autofree char *word = veche_text_fold (typed);

  word[strcspn (word, ":")] = '\0';
  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    if (strcmp (said[i].word, word) == 0)
      return said[i].platform;

  return NULL;
}

static void
read_text (VecheFace *self, const char *text)
{
  g_auto (GStrv) words = text != NULL ? g_strsplit_set (text, " \t\n,;()<>|", -1) : NULL;
  guint since = G_MAXUINT / 2;     /* words since one that speaks of another person */
  const char *platform = NULL;

  for (guint i = 0; words != NULL && words[i] != NULL && self->links->len + self->sites->len < MAX_LINKS; i++)
    {
      if (words[i][0] == '\0')
        continue;
      since = is_of_another (words[i]) ? 0 : since + 1;
      if (strpbrk (words[i], ".@/") != NULL && since > ANOTHERS)
        {
          g_autofree char *handle = words[i][0] == '@' && strchr (words[i] + 1, '@') == NULL ? veche_text_fold (words[i] + 1) : NULL;

          if (platform != NULL && handle != NULL)
            add_link (self, platform, handle);
          else
            read_word (self, words[i]);
        }
      platform = platform_before (words[i]);
    }
}

/* The page of an account lies on the platform's host, not on one of their own. */
static void
read_address (VecheFace *self, const VechePersonaAccount *account)
{
  guint sites = self->sites->len;

  read_word (self, account->url);
  if (strcmp (account->platform, "web") != 0)
    g_ptr_array_set_size (self->sites, (int) sites);
}

/*** All together ***/

static void
add_forms (VecheFace *self, VecheNameBook *book, const char *name, gboolean of_handle)
{
  if (self->forms->len < MAX_FORMS)
    g_ptr_array_extend_and_steal (self->forms, veche_name_reading_read (book, name, of_handle));
}

static void
add_account (VecheFace *self, VecheNameBook *book, const VechePersonaAccount *account)
{
  char *tidy = NULL;
  VecheHandle *handle = NULL;

  if (account->avatar_url != NULL)
    g_ptr_array_add (self->avatars, account->avatar_url);
  if (account->handle == NULL || account->handle[0] == '\0')
    return;

  if (strcmp (account->platform, "phone") == 0 && (tidy = tidy_phone (account->handle)) != NULL)
    g_ptr_array_add (self->phones, tidy);
  if (strcmp (account->platform, "email") == 0 && (tidy = tidy_email (account->handle)) != NULL)
    g_ptr_array_add (self->emails, tidy);
  if (strcmp (account->platform, "web") == 0)
    read_text (self, account->handle);
  else if (strcmp (account->platform, "phone") != 0)
    handle = veche_handle_new (book, account->platform, account->instance, account->handle);
  if (handle != NULL)
    g_ptr_array_add (self->handles, handle);
}

/* "ivan_petrov" for a name is a handle; so is what stands among the accounts. */
static gboolean
is_nick (const VechePersona *persona)
{
  const char *name = persona->name;

  if (strchr (name, ' ') != NULL)
    return FALSE;
  for (const char *p = name; *p != '\0'; p++)
    if (g_ascii_isdigit (*p) || *p == '_' || *p == '.')
      return TRUE;
  for (guint i = 0; i < persona->accounts->len; i++)
    {
      const VechePersonaAccount *account = persona->accounts->pdata[i];

      if (account->handle != NULL && strcmp (account->handle, name) == 0)
        return TRUE;
    }

  return FALSE;
}

VecheFace *
veche_face_new (VecheNameBook *book, const VechePersona *persona)
{
  VecheFace *self = g_new0 (VecheFace, 1);
  VecheHandle *handle;

  self->persona = persona;
  self->forms = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_name_reading_free);
  self->handles = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_handle_free);
  self->emails = g_ptr_array_new_with_free_func (g_free);
  self->phones = g_ptr_array_new_with_free_func (g_free);
  self->links = g_ptr_array_new_with_free_func (g_free);
  self->sites = g_ptr_array_new_with_free_func (g_free);
  self->avatars = g_ptr_array_new ();

  self->nick = is_nick (persona);
  self->team = veche_name_reading_is_team (book, persona->name, self->nick);
  if (!self->team)
    add_forms (self, book, persona->name, self->nick);
  for (guint i = 0; i < persona->accounts->len; i++)
    {
      const VechePersonaAccount *account = persona->accounts->pdata[i];

      add_account (self, book, account);
      if (account->url != NULL)
        read_address (self, account);
      if (account->name != NULL && !self->team && strcmp (account->name, persona->name) != 0)
        add_forms (self, book, account->name, strchr (account->name, ' ') == NULL && strpbrk (account->name, "_.0123456789") != NULL);
    }
  if (self->nick && self->handles->len == 0 && (handle = veche_handle_new (book, "", "", persona->name)) != NULL)
    g_ptr_array_add (self->handles, handle);
  read_text (self, persona->about);
  read_text (self, persona->headline);
  self->city = persona->city != NULL && persona->city[0] != '\0' ? veche_name_book_city_key (book, persona->city) : NULL;
  self->headline = persona->headline != NULL ? veche_text_fold (persona->headline) : NULL;

  return self;
}
