/* veche-discord-message.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The shape is that of DiscordChatExporter (Tyrrrz/DiscordChatExporter, JsonMessageWriter.cs); system messages carry a sentence of the
 * exporter's instead of content, types that it does not name are numbers of Discord's.
 */

#include "exchange/veche-discord-message.h"

#include <string.h>

#include "exchange/veche-chat-meta.h"

#define MAX_TEXT     200000
#define DELETED_USER "456226577798135808"   /* Discord puts this account in the place of all that are gone */

const char *
veche_discord_kind (const char *type)
{
  static const struct { const char *type, *kind; } kinds[] = {
    { "DirectTextChat", "personal" },     { "1", "personal" },      { "GuildNews", "channel" },          { "5", "channel" },
    { "GuildNewsThread", "topic" },       { "10", "topic" },        { "GuildPublicThread", "topic" },    { "11", "topic" },
    { "GuildPrivateThread", "topic" },    { "12", "topic" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].type, type) == 0)
      return kinds[i].kind;

  return "group";
}

typedef enum { DISCORD_WORDS, DISCORD_JOIN, DISCORD_ADD, DISCORD_REMOVE, DISCORD_SERVICE } VecheDiscordType;

static VecheDiscordType
veche_discord_type (const char *type)
{
  static const struct { const char *name, *number; VecheDiscordType type; } types[] = {
    { "Default", "0", DISCORD_WORDS },           { "Reply", "19", DISCORD_WORDS },
    { "ChatInputCommand", "20", DISCORD_WORDS }, { "ContextMenuCommand", "23", DISCORD_WORDS },
    { "GuildMemberJoin", "7", DISCORD_JOIN },    { "RecipientAdd", "1", DISCORD_ADD },
    { "RecipientRemove", "2", DISCORD_REMOVE },
  };

  if (type == NULL)
    return DISCORD_WORDS;
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (strcmp (types[i].name, type) == 0 || strcmp (types[i].number, type) == 0)
      return types[i].type;

  return DISCORD_SERVICE;
}

void
veche_discord_message_init (VecheDiscordMessage *self)
{
  *self = (VecheDiscordMessage){ 0 };
  self->text = g_string_new (NULL);
  self->reactions = g_array_new (FALSE, FALSE, sizeof (VecheChatReaction));
  self->others = g_array_new (FALSE, FALSE, sizeof (VecheChatWho));
  self->strings = g_ptr_array_new_with_free_func (g_free);
}

void
veche_discord_message_clear (VecheDiscordMessage *self)
{
  g_string_free (self->text, TRUE);
  g_array_unref (self->reactions);
  g_array_unref (self->others);
  g_ptr_array_unref (self->strings);
}

static const char *
veche_discord_keep (VecheDiscordMessage *self, char *text)
{
  if (text != NULL)
    g_ptr_array_add (self->strings, text);

  return text;
}

static gboolean
veche_discord_is_id (const char *id)
{
  return id != NULL && *id != '\0' && strlen (id) <= 20 && id[strspn (id, "0123456789")] == '\0';
}

/* FALSE: nobody. */
static gboolean
veche_discord_who (VecheDiscordMessage *self, const VecheJsonNode *user, VecheChatWho *who)
{
  const char *name = veche_json_get_string (user, "name");
  const char *tag = veche_json_get_text (user, "discriminator");
  const char *avatar = veche_json_get_string (user, "avatarUrl");

  *who = (VecheChatWho){ .remote_id = veche_json_get_text (user, "id") };
  if (!veche_discord_is_id (who->remote_id))
    return FALSE;

  who->bot = veche_json_get_bool (user, "isBot");
  who->deleted = strcmp (who->remote_id, DELETED_USER) == 0 || (name != NULL && g_str_has_prefix (name, "deleted_user_"));
  who->name = veche_json_get_string (user, "nickname");
  if (who->name == NULL || who->name[0] == '\0')
    who->name = name;
  if (who->deleted)
    {
      who->name = NULL;
      return TRUE;
    }

  /* Since 2023 a name stands alone; 0000 is also what webhooks have. */
  who->handle = name;
  if (name != NULL && tag != NULL && strspn (tag, "0") != strlen (tag))
    who->handle = veche_discord_keep (self, g_strdup_printf ("%s#%s", name, tag));
  if (avatar != NULL && g_str_has_prefix (avatar, "https://"))
    who->avatar_url = avatar;
  if (self->full == FALSE)
    who->url = veche_discord_keep (self, g_strconcat ("https://discord.com/users/", who->remote_id, NULL));

  return TRUE;
}

/*** Words ***/

static const char *
veche_discord_name_of (VecheDiscordMessage *self, const char *id, gsize length)
{
  for (guint i = 0; i < self->others->len; i++)
    {
      VecheChatWho *who = &g_array_index (self->others, VecheChatWho, i);

      if (strncmp (who->remote_id, id, length) == 0 && who->remote_id[length] == '\0')
        return who->name;
    }

  return NULL;
}

/* "<@123>", "<@!123>", "<:party:456>", "<a:party:456>", as they stand in an export without formatting. at: the "<". Bytes taken; 0: nothing. */
static gsize
veche_discord_append_mark (VecheDiscordMessage *self, const char *at)
{
  const char *end = strchr (at, '>');
  const char *id = at + 2;
  const char *name;

  if (end == NULL || end - at > 100)
    return 0;
  if (at[1] == '@')
    {
      id += *id == '!';
      name = veche_discord_name_of (self, id, end - id);
      if (name == NULL)
        return 0;
      g_string_append_printf (self->text, "@%s", name);
      return end - at + 1;
    }
  if (at[1] == ':' || (at[1] == 'a' && at[2] == ':'))
    {
      const char *begin = at + (at[1] == ':' ? 1 : 2);
      const char *colon = memchr (begin + 1, ':', end - begin - 1);

      if (colon == NULL)
        return 0;
      g_string_append_len (self->text, begin, colon - begin + 1);
      return end - at + 1;
    }

  return 0;
}

static void
veche_discord_append (VecheDiscordMessage *self, const char *content)
{
  while (content != NULL && *content != '\0' && self->text->len < MAX_TEXT)
    {
      gsize plain = strcspn (content, "<"), taken;

      g_string_append_len (self->text, content, plain);
      content += plain;
      if (*content == '\0')
        break;
      taken = veche_discord_append_mark (self, content);
      if (taken == 0)
        {
          g_string_append_c (self->text, '<');
          taken = 1;
        }
      content += taken;
    }
}

static void
veche_discord_append_line (VecheDiscordMessage *self, const char *line)
{
  if (line == NULL || line[0] == '\0')
    return;

  if (self->text->len > 0)
    g_string_append_c (self->text, '\n');
  veche_discord_append (self, line);
}

/* What a person would read: the words; of a message without any, the card below it, the sticker. */
static void
veche_discord_text (VecheDiscordMessage *self, const VecheJsonNode *node)
{
  const VecheJsonNode *forward = veche_json_get (node, "forwardedMessage");
  const VecheJsonNode *embeds = veche_json_get (node, "embeds");
  const VecheJsonNode *stickers = veche_json_get (node, "stickers");

  veche_discord_append (self, veche_json_get_string (node, "content"));
  veche_discord_append_line (self, veche_json_get_string (forward, "content"));
  if (self->text->len > 0)
    return;

  if (embeds != NULL && embeds->first != NULL)
    {
      veche_discord_append_line (self, veche_json_get_string (embeds->first, "title"));
      veche_discord_append_line (self, veche_json_get_string (embeds->first, "description"));
    }
  if (self->text->len == 0 && stickers != NULL && stickers->first != NULL)
    veche_discord_append_line (self, veche_json_get_string (stickers->first, "name"));
}

/*** The rest ***/

static const char *
veche_discord_emoji (const VecheJsonNode *reaction)
{
  const VecheJsonNode *emoji = veche_json_get (reaction, "emoji");
  const char *name = veche_json_get_string (emoji, "name");

  return name != NULL && name[0] != '\0' ? name : veche_json_get_string (emoji, "code");
}

static void
veche_discord_read_reactions (VecheDiscordMessage *self, const VecheJsonNode *node)
{
  const VecheJsonNode *reactions = veche_json_get (node, "reactions");

  for (const VecheJsonNode *one = reactions != NULL ? reactions->first : NULL; one != NULL; one = one->next)
    {
      const VecheJsonNode *users = veche_json_get (one, "users");
      VecheChatReaction reaction = { .emoji = veche_discord_emoji (one) };

      for (const VecheJsonNode *user = users != NULL ? users->first : NULL; user != NULL; user = user->next)
        if (reaction.emoji != NULL && veche_discord_who (self, user, &reaction.who))
          g_array_append_val (self->reactions, reaction);
    }
}

static void
veche_discord_read_others (VecheDiscordMessage *self, const VecheJsonNode *node)
{
  const VecheJsonNode *mentions = veche_json_get (node, "mentions");
  VecheChatWho who;

  for (const VecheJsonNode *one = mentions != NULL ? mentions->first : NULL; one != NULL; one = one->next)
    if (veche_discord_who (self, one, &who))
      g_array_append_val (self->others, who);
}

static const char *
veche_discord_meta (VecheDiscordMessage *self, const VecheJsonNode *node, const char *type)
{
  VecheChatMeta *meta = veche_chat_meta_new ();
  const VecheJsonNode *files = veche_json_get (node, "attachments");
  const VecheJsonNode *reactions = veche_json_get (node, "reactions");
  gint64 count;

  veche_chat_meta_text (meta, "action", self->message.kind != NULL ? type : NULL);
  veche_chat_meta_flag (meta, "pinned", veche_json_get_bool (node, "isPinned"));
  veche_chat_meta_flag (meta, "forward", veche_json_get (node, "forwardedMessage") != NULL);
  veche_chat_meta_text (meta, "command", veche_json_get_string (veche_json_get (node, "interaction"), "name"));
  for (const VecheJsonNode *one = files != NULL ? files->first : NULL; one != NULL; one = one->next)
    veche_chat_meta_list (meta, "files", veche_json_get_string (one, "fileName"));
  for (const VecheJsonNode *one = reactions != NULL ? reactions->first : NULL; one != NULL; one = one->next)
    if (veche_json_get_int (one, "count", &count))
      veche_chat_meta_reaction (meta, veche_discord_emoji (one), count);

  return veche_discord_keep (self, veche_chat_meta_end (meta));
}

static void
veche_discord_read_reply (VecheDiscordMessage *self, const VecheJsonNode *node, const char *type)
{
  const VecheJsonNode *reference = veche_json_get (node, "reference");
  const char *channel = veche_json_get_text (reference, "channelId");
  const char *kind = veche_json_get_string (reference, "type");

  if (self->message.kind != NULL || (kind != NULL && strcmp (kind, "Forward") == 0) ||
      (channel != NULL && self->channel != NULL && strcmp (channel, self->channel) != 0) ||
      !veche_discord_is_id (veche_json_get_text (reference, "messageId")))
    return;

  self->message.reply_to = veche_json_get_text (reference, "messageId");
}

static void
veche_discord_finish (VecheDiscordMessage *self, const VecheJsonNode *node, const char *type)
{
  VecheDiscordType what = veche_discord_type (type);
  VecheChatMessage *message = &self->message;

  message->kind = what == DISCORD_JOIN || what == DISCORD_ADD ? "join"
                : what == DISCORD_REMOVE ? "leave"
                : what == DISCORD_SERVICE ? "service" : NULL;
  message->names_others = what == DISCORD_WORDS;
  message->admin_act = what == DISCORD_SERVICE && !message->author.bot;
  message->own_words = what == DISCORD_WORDS && !message->author.bot && veche_json_get (node, "forwardedMessage") == NULL;
  if (what == DISCORD_JOIN || what == DISCORD_SERVICE)
    g_array_set_size (self->others, 0);
  else
    veche_discord_read_others (self, node);
  veche_discord_read_reactions (self, node);
  veche_discord_read_reply (self, node, type);
  if (what == DISCORD_WORDS)
    veche_discord_text (self, node);

  message->text = self->text->str;
  message->reactions = (const VecheChatReaction *) (gpointer) self->reactions->data;
  message->n_reactions = self->reactions->len;
  message->others = (const VecheChatWho *) (gpointer) self->others->data;
  message->n_others = self->others->len;
  if (!self->full)
    return;

  message->meta = veche_discord_meta (self, node, type);
  if (self->channel != NULL)
    message->url = veche_discord_keep (self, g_strdup_printf ("https://discord.com/channels/%s/%s/%s",
                                                              self->guild != NULL && strcmp (self->guild, "0") != 0 ? self->guild : "@me",
                                                              self->channel, message->id));
}

gboolean
veche_discord_message_read (VecheDiscordMessage *self, const VecheJsonNode *node, const char **why)
{
  VecheChatMessage *message = &self->message;

  g_string_truncate (self->text, 0);
  g_array_set_size (self->reactions, 0);
  g_array_set_size (self->others, 0);
  g_ptr_array_set_size (self->strings, 0);
  *message = (VecheChatMessage){ .id = veche_json_get_text (node, "id") };
  if (node == NULL)
    *why = "no object, or too deep or too long for a message";
  else if (!veche_discord_is_id (message->id))
    *why = message->id == NULL ? "no id" : "the id is no number of Discord's";
  else if ((message->at = veche_chat_time (veche_json_get_string (node, "timestamp"))) == 0)
    *why = "no time";
  else if (!veche_discord_who (self, veche_json_get (node, "author"), &message->author))
    *why = "no author";
  else
    {
      message->author_is_person = TRUE;
      message->edited = veche_chat_time (veche_json_get_string (node, "timestampEdited"));
      veche_discord_finish (self, node, veche_json_get_text (node, "type"));
      return TRUE;
    }

  return FALSE;
}
