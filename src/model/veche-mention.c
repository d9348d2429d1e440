/* veche-mention.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/veche-mention.h"

#include <string.h>

typedef enum
{
  SHAPE_HANDLE,      /* @login */
  SHAPE_TELEGRAM,    /* @login, or a link to tg://user?id= */
  SHAPE_VK,          /* [id17|Name] */
  SHAPE_FEDIVERSE,   /* @login@host, @login on the same host */
  SHAPE_MATRIX,      /* a link to matrix.to: a pill */
  SHAPE_DISCORD,     /* <@17> */
  SHAPE_SLACK,       /* <@U17> */
  SHAPE_ZULIP,       /* @**Name|17** */
  SHAPE_REDDIT,      /* u/login */
  SHAPE_EMAIL,       /* Name <address> */
} VecheMentionShape;

static const struct
{
  const char        *platform;
  VecheMentionShape  shape;
} shapes[] = {
  { "bluesky", SHAPE_HANDLE },       { "discord", SHAPE_DISCORD },     { "discourse", SHAPE_HANDLE },   { "email", SHAPE_EMAIL },
  { "fediverse", SHAPE_FEDIVERSE },  { "forgejo", SHAPE_HANDLE },      { "gitea", SHAPE_HANDLE },       { "github", SHAPE_HANDLE },
  { "gitlab", SHAPE_HANDLE },        { "gotosocial", SHAPE_FEDIVERSE }, { "habr", SHAPE_HANDLE },       { "instagram", SHAPE_HANDLE },
  { "lemmy", SHAPE_FEDIVERSE },      { "mastodon", SHAPE_FEDIVERSE },  { "matrix", SHAPE_MATRIX },      { "mattermost", SHAPE_HANDLE },
  { "misskey", SHAPE_FEDIVERSE },    { "pixelfed", SHAPE_FEDIVERSE },  { "pleroma", SHAPE_FEDIVERSE },  { "reddit", SHAPE_REDDIT },
  { "rocketchat", SHAPE_HANDLE },    { "slack", SHAPE_SLACK },         { "telegram", SHAPE_TELEGRAM },  { "twitter", SHAPE_HANDLE },
  { "vk", SHAPE_VK },                { "x", SHAPE_HANDLE },            { "youtube", SHAPE_HANDLE },     { "zulip", SHAPE_ZULIP },
};

static int
find_shape (const char *platform)
{
  for (guint i = 0; platform != NULL && i < G_N_ELEMENTS (shapes); i++)
    if (strcmp (shapes[i].platform, platform) == 0)
      return (int) shapes[i].shape;

  return -1;
}

gboolean
veche_mention_knows (const char *platform)
{
  return find_shape (platform) >= 0;
}

/* A name that can't break out of what stands around it. */
static char *
clean_name (const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name != NULL ? name : "", -1);
  GString *clean = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c))
        {
          if (clean->len > 0 && clean->str[clean->len - 1] != ' ')
            g_string_append_c (clean, ' ');
        }
      else if (!g_unichar_iscntrl (c) && g_unichar_type (c) != G_UNICODE_FORMAT && (c >= 0x80 || strchr ("[]|()<>*`@\\", (int) c) == NULL))
        g_string_append_unichar (clean, c);
    }
  if (clean->len > 0 && clean->str[clean->len - 1] == ' ')
    g_string_truncate (clean, clean->len - 1);

  return g_string_free (clean, FALSE);
}

/* Of an account: letters, digits and what logins, addresses and ids consist of. */
static gboolean
is_plain (const char *text)
{
  if (text == NULL || text[0] == '\0')
    return FALSE;
  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr ("_-.:@/=+", *p) == NULL)
      return FALSE;

  return TRUE;
}

/* "user123", "id17", "17" → the digits; NULL: it is something else. */
static const char *
digits_of (const char *id)
{
  const char *p = id;

  while (p != NULL && g_ascii_isalpha (*p))
    p++;
  if (p == NULL || *p == '\0' || p - id > 7)
    return NULL;
  for (const char *d = p; *d != '\0'; d++)
    if (!g_ascii_isdigit (*d))
      return NULL;

  return p;
}

static char *
telegram (const VecheMentionTarget *target, const char *handle, const char *name, VecheMentionKind *kind)
{
  const char *id = digits_of (target->remote_id);

  if (is_plain (handle))
    return g_strconcat ("@", handle, NULL);
  if (id == NULL || name[0] == '\0')
    return NULL;
  *kind = VECHE_MENTION_LINK;

  return g_strdup_printf ("[%s](tg://user?id=%s)", name, id);
}

static char *
vk (const VecheMentionTarget *target, const char *handle, const char *name)
{
  g_autofree char *handle_name = clean_name (handle);
  const char *id = digits_of (target->remote_id);
  gboolean page = target->remote_id != NULL && (g_str_has_prefix (target->remote_id, "club") || g_str_has_prefix (target->remote_id, "public")
                                                || target->remote_id[0] == '-');

  if (name[0] == '\0')
    name = handle_name;
  if (id != NULL && !page)
    return g_strdup_printf ("[id%s|%s]", id, name);
  if (page && digits_of (target->remote_id[0] == '-' ? target->remote_id + 1 : target->remote_id) != NULL)
    return g_strdup_printf ("[club%s|%s]", digits_of (target->remote_id[0] == '-' ? target->remote_id + 1 : target->remote_id), name);

  return is_plain (handle) ? g_strdup_printf ("[%s|%s]", handle, name) : NULL;
}

static char *
fediverse (const VecheMentionTarget *target, const char *handle)
{
  const char *host = target->instance;
  const char *at;
  g_autofree char *user = NULL;

  if (!is_plain (handle))
    return NULL;
  at = strchr (handle, '@');
  user = at != NULL ? g_strndup (handle, at - handle) : g_strdup (handle);
  if (at != NULL && at[1] != '\0')
    host = at + 1;
  if (host == NULL || host[0] == '\0' || g_strcmp0 (host, target->home) == 0)
    return g_strconcat ("@", user, NULL);

  return is_plain (host) ? g_strconcat ("@", user, "@", host, NULL) : NULL;
}

static char *
matrix (const VecheMentionTarget *target, const char *handle, const char *name, VecheMentionKind *kind)
{
  g_autofree char *id = NULL;

  if (target->remote_id != NULL && target->remote_id[0] == '@' && strchr (target->remote_id, ':') != NULL)
    id = g_strdup (target->remote_id);
  else if (handle != NULL && strchr (handle, ':') != NULL)
    id = g_strconcat ("@", handle, NULL);
  else if (handle != NULL && target->instance != NULL && target->instance[0] != '\0')
    id = g_strconcat ("@", handle, ":", target->instance, NULL);
  if (!is_plain (id))
    return NULL;
  *kind = VECHE_MENTION_LINK;

  return g_strdup_printf ("[%s](https://matrix.to/#/%s)", name[0] != '\0' ? name : id, id);
}

static char *
by_id (const char *id, const char *letters)
{
  gboolean numeric = letters == NULL;

  if (!is_plain (id) || (numeric && strspn (id, "0123456789") != strlen (id)) || (!numeric && strchr (letters, id[0]) == NULL))
    return NULL;

  return g_strconcat ("<@", id, ">", NULL);
}

static char *
by_shape (int shape, const VecheMentionTarget *target, const char *handle, const char *name, VecheMentionKind *kind)
{
  const char *id = digits_of (target->remote_id);

  switch (shape)
    {
    case SHAPE_HANDLE:
      return is_plain (handle) ? g_strconcat ("@", handle, NULL) : NULL;
    case SHAPE_TELEGRAM:
      return telegram (target, handle, name, kind);
    case SHAPE_VK:
      return vk (target, handle, name);
    case SHAPE_FEDIVERSE:
      return fediverse (target, handle);
    case SHAPE_MATRIX:
      return matrix (target, handle, name, kind);
    case SHAPE_DISCORD:
      return by_id (target->remote_id, NULL);
    case SHAPE_SLACK:
      return by_id (target->remote_id, "UW");
    case SHAPE_ZULIP:
      return name[0] == '\0' ? NULL : id != NULL ? g_strdup_printf ("@**%s|%s**", name, id) : g_strdup_printf ("@**%s**", name);
    case SHAPE_REDDIT:
      return is_plain (handle) ? g_strconcat ("u/", handle, NULL) : NULL;
    case SHAPE_EMAIL:
      if (!is_plain (handle) || strchr (handle, '@') == NULL)
        return NULL;
      *kind = VECHE_MENTION_LINK;
      return name[0] != '\0' ? g_strdup_printf ("%s <%s>", name, handle) : g_strdup (handle);
    default:
      return NULL;
    }
}

char *
veche_mention_format (const VecheMentionTarget *target, VecheMentionKind *kind)
{
  g_autofree char *name = clean_name (target->name);
  const char *handle = target->handle;
  VecheMentionKind made = VECHE_MENTION_NOTIFIES;
  char *text;

  if (handle != NULL && handle[0] == '@')
    handle++;
  if (handle == NULL && g_strcmp0 (target->platform, "email") == 0)
    handle = target->remote_id;
  text = by_shape (find_shape (target->platform), target, handle, name, &made);
  if (text == NULL)
    made = VECHE_MENTION_NAME;
  if (kind != NULL)
    *kind = made;

  return text != NULL ? text : g_steal_pointer (&name);
}
