/* veche-discord-parse.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * User, Channel, Message, Guild Member and "Snowflakes" of https://docs.discord.com/developers/reference and its resource pages.
 */

#include "connectors/veche-discord-parse.h"

#include <string.h>

#include "connectors/veche-feed-decode.h"
#include "connectors/veche-json.h"

#define EPOCH        G_GINT64_CONSTANT (1420070400000)   /* Discord's first millisecond, of 2015 */
#define MAX_TEXT     200000
#define DELETED_USER "456226577798135808"                /* stands for all that are gone */

/* Channel and message types that matter. */
enum { CHANNEL_TEXT = 0, CHANNEL_DM = 1, CHANNEL_VOICE = 2, CHANNEL_GROUP_DM = 3, CHANNEL_NEWS = 5, CHANNEL_NEWS_THREAD = 10, CHANNEL_THREAD = 11,
       CHANNEL_PRIVATE_THREAD = 12, CHANNEL_STAGE = 13, CHANNEL_FORUM = 15, CHANNEL_MEDIA = 16 };
enum { MESSAGE_WORDS = 0, MESSAGE_ADD = 1, MESSAGE_REMOVE = 2, MESSAGE_JOIN = 7, MESSAGE_REPLY = 19, MESSAGE_COMMAND = 20, MESSAGE_CONTEXT_COMMAND = 23 };

gboolean
veche_discord_is_id (const char *id)
{
  return id != NULL && *id != '\0' && strlen (id) <= 20 && id[strspn (id, "0123456789")] == '\0';
}

gint64
veche_discord_time (const char *snowflake)
{
  return veche_discord_is_id (snowflake) ? ((gint64) (g_ascii_strtoull (snowflake, NULL, 10) >> 22) + EPOCH) * 1000 : 0;
}

guint64
veche_discord_snowflake (gint64 at)
{
  return at / 1000 > EPOCH ? (guint64) (at / 1000 - EPOCH) << 22 : 0;
}

int
veche_discord_compare (const char *a, const char *b)
{
  gsize of_a = a != NULL ? strlen (a) : 0, of_b = b != NULL ? strlen (b) : 0;

  return of_a != of_b ? (of_a < of_b ? -1 : 1) : g_strcmp0 (a, b);
}

/*** People and places ***/

/* nick (nullable): what this community calls them. NULL: nobody. */
static const char *
veche_discord_add_user (VecheDiscord *self, JsonObject *user, const char *nick)
{
  const char *id = veche_json_string (user, "id", NULL), *name = veche_json_string (user, "username", NULL);
  const char *tag = veche_json_string (user, "discriminator", "0"), *avatar = veche_json_string (user, "avatar", NULL);
  g_autofree char *handle = NULL;
  g_autofree char *url = NULL;
  g_autofree char *picture = NULL;
  VechePerson *person;

  if (!veche_discord_is_id (id))
    return NULL;

  person = veche_batch_add_person (self->batch, id);
  person->bot = veche_json_bool (user, "bot", FALSE);
  person->me = g_strcmp0 (id, self->me) == 0;
  person->deleted = g_str_equal (id, DELETED_USER) || (name != NULL && g_str_has_prefix (name, "deleted_user_"));
  if (person->deleted)
    return person->remote_id;

  /* Since 2023 a name stands alone; 0000 is what webhooks have. */
  handle = name != NULL && strspn (tag, "0") != strlen (tag) ? g_strdup_printf ("%s#%s", name, tag) : g_strdup (name);
  url = g_strconcat ("https://discord.com/users/", id, NULL);
  if (avatar != NULL)
    picture = g_strdup_printf ("https://cdn.discordapp.com/avatars/%s/%s.png?size=128", id, avatar);
  if (nick != NULL || person->name == NULL)
    person->name = veche_batch_string (self->batch, nick != NULL ? nick : veche_json_string (user, "global_name", name));
  person->handle = veche_batch_string (self->batch, handle);
  person->url = veche_batch_string (self->batch, url);
  person->avatar_url = veche_batch_string (self->batch, picture);

  return person->remote_id;
}

gboolean
veche_discord_begin (VecheDiscord *self, VecheBatch *batch, JsonObject *me)
{
  const char *id = veche_json_string (me, "id", NULL);

  self->batch = batch;
  if (!veche_discord_is_id (id))
    return FALSE;
  self->me = veche_batch_string (batch, id);
  veche_batch_set_account (batch, id, veche_json_string (me, "username", NULL));

  return TRUE;
}

void
veche_discord_add_ourself (VecheDiscord *self, JsonObject *me)
{
  veche_discord_add_user (self, me, NULL);
}

const char *
veche_discord_add_channel (VecheDiscord *self, JsonObject *object)
{
  const char *id = veche_json_string (object, "id", NULL), *parent = veche_json_string (object, "parent_id", NULL);
  gint64 type = veche_json_int (object, "type", -1);
  gboolean thread = type == CHANNEL_NEWS_THREAD || type == CHANNEL_THREAD || type == CHANNEL_PRIVATE_THREAD;
  gboolean talk = type == CHANNEL_DM || type == CHANNEL_GROUP_DM;
  g_autofree char *url = NULL;
  VecheChannel *channel;

  if (!veche_discord_is_id (id) || (!thread && !talk && type != CHANNEL_TEXT && type != CHANNEL_NEWS && type != CHANNEL_VOICE && type != CHANNEL_STAGE
                                    && type != CHANNEL_FORUM && type != CHANNEL_MEDIA))
    return NULL;

  channel = veche_batch_add_channel (self->batch, id);
  channel->name = veche_batch_string (self->batch, veche_json_string (object, "name", NULL));
  channel->kind = thread ? "topic" : talk ? "personal" : type == CHANNEL_NEWS ? "channel" : "group";
  if (thread && veche_discord_is_id (parent))
    channel->parent = veche_batch_intern (self->batch, parent);
  if (self->guild != NULL)
    {
      url = g_strdup_printf ("https://discord.com/channels/%s/%s", self->guild, id);
      channel->url = veche_batch_string (self->batch, url);
    }

  return type == CHANNEL_FORUM || type == CHANNEL_MEDIA ? NULL : channel->remote_id;   /* there, all is said in threads */
}

void
veche_discord_add_member (VecheDiscord *self, JsonObject *member)
{
  const char *id = veche_discord_add_user (self, veche_json_object (member, "user"), veche_json_string (member, "nick", NULL));

  if (id != NULL)
    veche_batch_add_person (self->batch, id)->joined = veche_json_time (member, "joined_at");
  else
    veche_json_add_bad (self->batch, "a member without an id", member);
}

/*** Words ***/

static const char *
veche_discord_name_of (JsonArray *mentions, const char *id, gsize length)
{
  for (guint i = 0; i < veche_json_length (mentions); i++)
    {
      JsonObject *user = veche_json_nth (mentions, i);
      const char *other = veche_json_string (user, "id", "");

      if (strncmp (other, id, length) == 0 && other[length] == '\0')
        return veche_json_string (user, "global_name", veche_json_string (user, "username", NULL));
    }

  return NULL;
}

/* "<@123>", "<@!123>" → "@Anna"; "<:party:456>", "<a:party:456>" → ":party:".  Bytes taken; 0: it is none of these. */
static gsize
veche_discord_append_mark (GString *text, const char *at, JsonArray *mentions)
{
  const char *end = strchr (at, '>');
  const char *id = at + 2, *name, *begin, *colon;

  if (end == NULL || end - at > 100)
    return 0;
  if (at[1] == '@')
    {
      id += *id == '!';
      name = id < end ? veche_discord_name_of (mentions, id, end - id) : NULL;
      if (name == NULL)
        return 0;
      g_string_append_printf (text, "@%s", name);
      return end - at + 1;
    }
  if (at[1] != ':' && (at[1] != 'a' || at[2] != ':'))
    return 0;

  begin = at + (at[1] == ':' ? 1 : 2);
  colon = memchr (begin + 1, ':', end - begin - 1);
  if (colon == NULL)
    return 0;
  g_string_append_len (text, begin, colon - begin + 1);

  return end - at + 1;
}

static void
veche_discord_append (GString *text, const char *content, JsonArray *mentions)
{
  if (text->len > 0 && *content != '\0')
    g_string_append_c (text, '\n');
  while (*content != '\0' && text->len < MAX_TEXT)
    {
      gsize plain = strcspn (content, "<"), taken;

      g_string_append_len (text, content, plain);
      content += plain;
      if (*content == '\0')
        break;
      taken = veche_discord_append_mark (text, content, mentions);
      if (taken == 0)
        g_string_append_c (text, '<');
      content += MAX (taken, 1);
    }
}

/* The words; of a message without any, the card below it, the sticker. */
static void
veche_discord_text (JsonObject *message, GString *text)
{
  JsonArray *mentions = veche_json_array (message, "mentions");
  JsonObject *forward = veche_json_object (veche_json_nth (veche_json_array (message, "message_snapshots"), 0), "message");
  JsonObject *card = veche_json_nth (veche_json_array (message, "embeds"), 0);

  veche_discord_append (text, veche_json_string (message, "content", ""), mentions);
  veche_discord_append (text, veche_json_string (forward, "content", ""), veche_json_array (forward, "mentions"));
  if (text->len > 0)
    return;
  veche_discord_append (text, veche_json_string (card, "title", ""), NULL);
  veche_discord_append (text, veche_json_string (card, "description", ""), NULL);
  if (text->len == 0)
    veche_discord_append (text, veche_json_string (veche_json_nth (veche_json_array (message, "sticker_items"), 0), "name", ""), NULL);
}

static void
veche_discord_meta_reactions (JsonBuilder *builder, JsonArray *reactions)
{
  json_builder_set_member_name (builder, "reactions");
  json_builder_begin_array (builder);
  for (guint i = 0; i < veche_json_length (reactions); i++)
    {
      JsonObject *one = veche_json_nth (reactions, i);

      json_builder_begin_object (builder);
      veche_json_add_string (builder, "emoji", veche_json_string (veche_json_object (one, "emoji"), "name", ""));
      json_builder_set_member_name (builder, "count");
      json_builder_add_int_value (builder, veche_json_int (one, "count", 0));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* {"action":7,"pinned":true,"files":["plan.pdf"],"reactions":[{"emoji":"👍","count":3}]} (transfer full) (nullable) */
static char *
veche_discord_meta (JsonObject *message, gboolean service)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) node = NULL;
  JsonArray *files = veche_json_array (message, "attachments"), *reactions = veche_json_array (message, "reactions");

  json_builder_begin_object (builder);
  if (service)
    {
      json_builder_set_member_name (builder, "action");
      json_builder_add_int_value (builder, veche_json_int (message, "type", 0));
    }
  if (veche_json_bool (message, "pinned", FALSE))
    veche_json_add_bool (builder, "pinned", TRUE);
  if (veche_json_length (files) > 0)
    {
      json_builder_set_member_name (builder, "files");
      json_builder_begin_array (builder);
      for (guint i = 0; i < veche_json_length (files); i++)
        json_builder_add_string_value (builder, veche_json_string (veche_json_nth (files, i), "filename", ""));
      json_builder_end_array (builder);
    }
  if (veche_json_length (reactions) > 0)
    veche_discord_meta_reactions (builder, reactions);
  json_builder_end_object (builder);
  node = json_builder_get_root (builder);

  return json_object_get_size (json_node_get_object (node)) > 0 ? veche_json_to_text (node) : NULL;
}

/*** Whose attention ***/

static gboolean
veche_discord_is_ours (VecheDiscord *self, JsonObject *user)
{
  const char *id = veche_json_string (user, "id", NULL), *name = veche_json_string (user, "username", "");

  if (id != NULL && g_strcmp0 (id, self->me) == 0)
    return TRUE;
  for (guint i = 0; id != NULL && self->mine != NULL && self->mine[i] != NULL; i++)
    if (g_str_equal (id, self->mine[i]) || g_ascii_strcasecmp (name, self->mine[i] + (self->mine[i][0] == '@')) == 0)
      return TRUE;

  return FALSE;
}

static VecheAttention
veche_discord_attention (VecheDiscord *self, JsonObject *message, const char *text)
{
  JsonArray *mentions = veche_json_array (message, "mentions");
  JsonObject *answered = veche_json_object (message, "referenced_message");
  g_autofree char *word = NULL;

  if (veche_discord_is_ours (self, veche_json_object (message, "author")))
    return VECHE_ATTENTION_NONE;
  if (self->guild == NULL)
    return VECHE_ATTENTION_DIRECT;
  /* A reply mentions whom it answers, unless that was turned off. */
  if (answered != NULL && veche_discord_is_ours (self, veche_json_object (answered, "author")))
    return VECHE_ATTENTION_REPLY;
  for (guint i = 0; i < veche_json_length (mentions); i++)
    if (veche_discord_is_ours (self, veche_json_nth (mentions, i)))
      return VECHE_ATTENTION_MENTION;

  word = self->words != NULL && *self->words != '\0' ? veche_feed_find_word (text, self->words) : NULL;

  return word != NULL ? VECHE_ATTENTION_WORD : VECHE_ATTENTION_NONE;
}

static const char *
veche_discord_kind (gint64 type, const char *reply_to)
{
  switch (type)
    {
    case MESSAGE_WORDS: case MESSAGE_REPLY: case MESSAGE_COMMAND: case MESSAGE_CONTEXT_COMMAND:
      return reply_to != NULL ? "reply" : "message";
    case MESSAGE_JOIN:
      return "join";
    default:
      return "service";
    }
}

/* Whom somebody brought into a thread or took out of it, numbered as an export numbers them. */
static void
veche_discord_add_moved (VecheDiscord *self, const char *channel, JsonObject *message, gint64 type, gint64 at)
{
  JsonArray *who = veche_json_array (message, "mentions");

  for (guint i = 0; i < veche_json_length (who); i++)
    {
      g_autofree char *id = g_strdup_printf ("%s+%u", veche_json_string (message, "id", ""), i + 1);
      const char *author = veche_discord_add_user (self, veche_json_nth (who, i), NULL);
      VechePost *post;

      if (author == NULL)
        continue;
      post = veche_batch_add_post (self->batch, channel, id);
      post->kind = type == MESSAGE_ADD ? "join" : "leave";
      post->author = author;
      post->at = at;
    }
}

void
veche_discord_add_message (VecheDiscord *self, const char *channel, JsonObject *message)
{
  const char *id = veche_json_string (message, "id", NULL);
  const char *author = veche_discord_add_user (self, veche_json_object (message, "author"), NULL);
  JsonObject *reference = veche_json_object (message, "message_reference");
  gint64 at = veche_json_time (message, "timestamp"), type = veche_json_int (message, "type", 0);
  const char *reply_to = type == MESSAGE_REPLY && g_strcmp0 (veche_json_string (reference, "channel_id", channel), channel) == 0
                       ? veche_json_string (reference, "message_id", NULL) : NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *meta = NULL;
  g_autofree char *url = NULL;
  VechePost *post;

  if (!veche_discord_is_id (id) || author == NULL || at <= 0)
    {
      veche_json_add_bad (self->batch, author == NULL ? "a message without an author" : at <= 0 ? "a message without a time" : "a message without an id", message);
      return;
    }

  post = veche_batch_add_post (self->batch, channel, id);
  post->kind = veche_discord_kind (type, reply_to);
  post->author = author;
  post->at = at;
  post->edited = veche_json_time (message, "edited_timestamp");
  post->reply_to = veche_batch_string (self->batch, veche_discord_is_id (reply_to) ? reply_to : NULL);
  post->out = g_strcmp0 (author, self->me) == 0;
  url = g_strdup_printf ("https://discord.com/channels/%s/%s/%s", self->guild != NULL ? self->guild : "@me", channel, id);
  post->url = veche_batch_string (self->batch, url);
  if (g_str_equal (post->kind, "message") || g_str_equal (post->kind, "reply"))
    {
      veche_discord_text (message, text);
      post->text = text->len > 0 ? veche_batch_string (self->batch, text->str) : NULL;
      post->attention = veche_discord_attention (self, message, text->str);
    }
  else if (g_str_equal (post->kind, "join"))
    veche_batch_add_person (self->batch, author)->joined = at;
  meta = veche_discord_meta (message, g_str_equal (post->kind, "service"));
  post->meta = veche_batch_string (self->batch, meta);
  if (type == MESSAGE_ADD || type == MESSAGE_REMOVE)
    veche_discord_add_moved (self, channel, message, type, at);
}
