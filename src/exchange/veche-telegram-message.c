/* veche-telegram-message.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "exchange/veche-telegram-message.h"

#include <string.h>

#include "exchange/veche-chat-reader.h"

#define MAX_TEXT      200000                        /* bytes; Telegram's own limit is 4096 characters */
#define TWO_32        G_GINT64_CONSTANT (0x100000000)
#define LONG_IDS_FROM G_GINT64_CONSTANT (1631577600) /* 2021-09-14: ids of people outgrew 32 bits */
#define YEAR_9999     G_GINT64_CONSTANT (253402300799)

VecheTelegramKind
veche_telegram_kind_from_type (const char *type)
{
  static const struct { const char *type; VecheTelegramKind kind; } types[] = {
    { "private_group", VECHE_TELEGRAM_GROUP },          { "group", VECHE_TELEGRAM_GROUP },
    { "private_channel", VECHE_TELEGRAM_BROADCAST },    { "public_channel", VECHE_TELEGRAM_BROADCAST },
    { "channel", VECHE_TELEGRAM_BROADCAST },            { "personal_chat", VECHE_TELEGRAM_PERSONAL },
    { "bot_chat", VECHE_TELEGRAM_PERSONAL },            { "saved_messages", VECHE_TELEGRAM_SAVED },
    { "replies", VECHE_TELEGRAM_SAVED },                { "verification_codes", VECHE_TELEGRAM_SAVED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_strcmp0 (types[i].type, type) == 0)
      return types[i].kind;

  return VECHE_TELEGRAM_SUPERGROUP;   /* also kinds of groups that are yet to come */
}

const char *
veche_telegram_kind_to_channel (VecheTelegramKind kind)
{
  static const char *const names[] = { "group", "group", "channel", "personal", "personal" };

  return names[kind];
}

/* The bot API writes groups as -123 and channels as -100123. */
static gint64
veche_telegram_bare (gint64 id)
{
  if (id >= 0)
    return id;

  return -id > G_GINT64_CONSTANT (1000000000000) ? -id - G_GINT64_CONSTANT (1000000000000) : -id;
}

gboolean
veche_telegram_chat_id (VecheTelegramKind kind, const char *id, char remote_id[VECHE_TELEGRAM_ID_LENGTH])
{
  static const char *const prefixes[] = { "chat", "channel", "channel", "user", "user" };
  gint64 number;

  if (id != NULL)
    id += strcspn (id, "-0123456789");
  if (!veche_json_parse_int (id, &number))
    return FALSE;

  g_snprintf (remote_id, VECHE_TELEGRAM_ID_LENGTH, "%s%" G_GINT64_FORMAT, prefixes[kind], veche_telegram_bare (number));

  return TRUE;
}

/* "user123", or a bare number of old exports: then people are themselves, groups were counted from 2³², channels from 2·2³². */
void
veche_telegram_peer (const char *id, gint64 at, char peer[VECHE_TELEGRAM_ID_LENGTH])
{
  static const char *const prefixes[] = { "user", "channel", "chat" };
  gboolean old = at < LONG_IDS_FROM * G_USEC_PER_SEC;
  const char *prefix = "user";
  gint64 number;

  peer[0] = '\0';
  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (id != NULL && g_str_has_prefix (id, prefixes[i]) && veche_json_parse_int (id + strlen (prefixes[i]), &number))
      {
        g_snprintf (peer, VECHE_TELEGRAM_ID_LENGTH, "%s%" G_GINT64_FORMAT, prefixes[i], number);
        return;
      }
  if (!veche_json_parse_int (id, &number) || number == 0)
    return;

  if (number < 0)
    prefix = number < -G_GINT64_CONSTANT (1000000000000) ? "channel" : "chat";
  else if (old && number >= TWO_32 && number < 3 * TWO_32)
    {
      prefix = number >= 2 * TWO_32 ? "channel" : "chat";
      number %= TWO_32;
    }
  g_snprintf (peer, VECHE_TELEGRAM_ID_LENGTH, "%s%" G_GINT64_FORMAT, prefix, veche_telegram_bare (number));
}

/* "2019-01-05T12:00:00" in the time of the computer that exported; no zone is told, so ours is the best guess. */
static gint64
veche_telegram_local_time (const char *text)
{
  static GTimeZone *zone;
  g_autoptr (GDateTime) time = NULL;

  if (text == NULL)
    return 0;

  if (g_once_init_enter (&zone))
    g_once_init_leave (&zone, g_time_zone_new_local ());
  time = g_date_time_new_from_iso8601 (text, zone);

  return time != NULL ? g_date_time_to_unix (time) : 0;
}

static gint64
veche_telegram_time (const VecheJsonNode *message, const char *key, const char *unix_key)
{
  gint64 seconds;

  if (!veche_json_get_int (message, unix_key, &seconds) || seconds <= 0)
    seconds = veche_telegram_local_time (veche_json_get_string (message, key));
  /* A message that was never edited says so by 1970. */
  if (seconds <= 86400 || seconds > YEAR_9999)
    return 0;

  return seconds * G_USEC_PER_SEC;
}

static gboolean
veche_telegram_refuse (const char **why, const char *sentence)
{
  *why = sentence;

  return FALSE;
}

gboolean
veche_telegram_head (const VecheJsonNode *message, VecheTelegramHead *head, const char **why)
{
  const char *type = veche_json_get_string (message, "type");
  const VecheJsonNode *name;

  *head = (VecheTelegramHead){ 0 };
  if (message == NULL)
    return veche_telegram_refuse (why, "no object, or too deep or too long for a message");
  if (message->kind != VECHE_JSON_OBJECT)
    return veche_telegram_refuse (why, "not an object");

  head->id = veche_json_get_text (message, "id");
  if (!veche_json_parse_int (head->id, &head->number))
    return veche_telegram_refuse (why, head->id == NULL ? "no id" : "the id is no number of Telegram's");

  head->at = veche_telegram_time (message, "date", "date_unixtime");
  if (head->at == 0)
    return veche_telegram_refuse (why, "no date");
  if (type != NULL && strcmp (type, "message") != 0 && strcmp (type, "service") != 0 &&
      strcmp (type, "unsupported") != 0)
    return veche_telegram_refuse (why, "of a type that Telegram does not have");

  head->service = g_strcmp0 (type, "service") == 0;
  head->action = head->service ? veche_json_get_string (message, "action") : NULL;
  head->edited = veche_telegram_time (message, "edited", "edited_unixtime");
  veche_telegram_peer (veche_json_get_text (message, head->service ? "actor_id" : "from_id"), head->at, head->author);
  name = veche_json_get (message, head->service ? "actor" : "from");
  head->author_name = name != NULL && name->kind == VECHE_JSON_STRING && name->string[0] != '\0' ? name->string : NULL;
  head->author_deleted = head->author[0] != '\0' &&
                         (head->author_name == NULL || strcmp (head->author_name, "Deleted Account") == 0);
  head->author_bot = veche_json_get (message, "inline_bot_buttons") != NULL &&
                     veche_json_get (message, "via_bot") == NULL &&
                     veche_json_get (message, "forwarded_from") == NULL && veche_telegram_is_person (head->author);
  if (veche_json_get (message, "reply_to_peer_id") == NULL)
    veche_json_get_int (message, "reply_to_message_id", &head->reply_to);

  return TRUE;
}

static void
veche_telegram_append_spans (const VecheJsonNode *spans, GString *text)
{
  for (const VecheJsonNode *span = spans->first; span != NULL; span = span->next)
    {
      const char *part = span->kind == VECHE_JSON_STRING ? span->string : veche_json_get_string (span, "text");

      if (part != NULL)
        g_string_append (text, part);
    }
}

/* A poll is its question and its answers; the counts change from export to export and stay in the meta. */
static void
veche_telegram_append_poll (const VecheJsonNode *poll, GString *text)
{
  const VecheJsonNode *question = veche_json_get (poll, "question");
  const VecheJsonNode *answers = veche_json_get (poll, "answers");

  if (question != NULL && question->kind == VECHE_JSON_STRING)
    g_string_append (text, question->string);
  else if (question != NULL)
    veche_telegram_append_spans (question, text);

  for (const VecheJsonNode *answer = answers != NULL ? answers->first : NULL; answer != NULL; answer = answer->next)
    {
      const VecheJsonNode *words = veche_json_get (answer, "text");

      g_string_append (text, "\n• ");
      if (words != NULL && words->kind == VECHE_JSON_STRING)
        g_string_append (text, words->string);
      else if (words != NULL)
        veche_telegram_append_spans (words, text);
    }
}

void
veche_telegram_text (const VecheJsonNode *message, GString *text)
{
  const VecheJsonNode *words = veche_json_get (message, "text");
  const VecheJsonNode *poll = veche_json_get (message, "poll");
  const char *end;

  g_string_truncate (text, 0);
  if (words != NULL && words->kind == VECHE_JSON_STRING)
    g_string_append (text, words->string);
  else if (words != NULL)
    veche_telegram_append_spans (words, text);
  if (text->len == 0 && (words = veche_json_get (message, "text_entities")) != NULL)
    veche_telegram_append_spans (words, text);

  if (poll != NULL && poll->kind == VECHE_JSON_OBJECT)
    {
      if (text->len > 0)
        g_string_append_c (text, '\n');
      veche_telegram_append_poll (poll, text);
    }
  if (text->len == 0 && veche_json_get_string (message, "sticker_emoji") != NULL)
    g_string_append (text, veche_json_get_string (message, "sticker_emoji"));

  if (text->len > MAX_TEXT)
    {
      g_string_truncate (text, MAX_TEXT);
      g_utf8_validate (text->str, -1, &end);
      g_string_truncate (text, end - text->str);
      g_string_append (text, "…");
    }
}

gboolean
veche_telegram_is_forward (const VecheJsonNode *message)
{
  return veche_json_get (message, "forwarded_from") != NULL || veche_json_get (message, "forwarded_from_id") != NULL ||
         veche_json_get (message, "saved_from") != NULL;
}

gboolean
veche_telegram_is_admin_act (const char *action)
{
  static const char *const acts[] = { "create_group",
                                      "create_channel",
                                      "edit_group_title",
                                      "edit_group_photo",
                                      "delete_group_photo",
                                      "pin_message",
                                      "migrate_to_supergroup",
                                      "topic_created",
                                      "topic_edit",
                                      "invite_to_group_call",
                                      "group_call_scheduled",
                                      "set_messages_ttl",
                                      NULL };

  return action != NULL && g_strv_contains (acts, action);
}

gboolean
veche_telegram_is_person (const char *remote_id)
{
  return g_str_has_prefix (remote_id, "user");
}

/* A mention of somebody without a handle carries their id. */
static gboolean
veche_telegram_names_id (const VecheJsonNode *spans, const char *me)
{
  if (spans == NULL || spans->kind != VECHE_JSON_ARRAY)
    return FALSE;

  for (const VecheJsonNode *span = spans->first; span != NULL; span = span->next)
    {
      const char *type = veche_json_get_string (span, "type");
      const char *id = veche_json_get_text (span, "user_id");
      char peer[VECHE_TELEGRAM_ID_LENGTH];

      if (id == NULL || type == NULL ||
          (strcmp (type, "mention_name") != 0 && strcmp (type, "text_mention") != 0 && strcmp (type, "mention") != 0))
        continue;
      veche_telegram_peer (id, G_MAXINT64, peer);
      if (strcmp (peer, me) == 0)
        return TRUE;
    }

  return FALSE;
}

gboolean
veche_telegram_mentions (const VecheJsonNode *message, const char *text, const char *me, GHashTable *my_handles)
{
  return veche_chat_names_handle (text, my_handles) || (me != NULL && (veche_telegram_names_id (veche_json_get (message, "text"), me) ||
                                         veche_telegram_names_id (veche_json_get (message, "text_entities"), me)));
}

static VecheAttention
veche_telegram_attention (const VecheTelegramContext *context, const VecheJsonNode *message,
                          const VecheTelegramHead *head, const char *text)
{
  if (head->service || (context->me != NULL && strcmp (head->author, context->me) == 0))
    return VECHE_ATTENTION_NONE;
  if (context->kind == VECHE_TELEGRAM_PERSONAL)
    return context->unanswered ? VECHE_ATTENTION_DIRECT : VECHE_ATTENTION_NONE;
  if (veche_telegram_mentions (message, text, context->me, context->my_handles))
    return VECHE_ATTENTION_MENTION;
  if (context->reply_to_me && veche_telegram_is_person (head->author))
    return VECHE_ATTENTION_REPLY;

  return context->question ? VECHE_ATTENTION_QUESTION : VECHE_ATTENTION_NONE;
}

/* Opens in Telegram for whoever may read there; basic groups and conversations have no links. */
static void
veche_telegram_set_url (const VecheTelegramContext *context, VechePost *post, const VecheTelegramHead *head)
{
  g_autofree char *url = NULL;

  if ((context->kind != VECHE_TELEGRAM_SUPERGROUP && context->kind != VECHE_TELEGRAM_BROADCAST) ||
      !g_str_has_prefix (context->chat, "channel") || head->number < 0)
    return;

  if (context->topic != 0)
    url = g_strdup_printf ("https://t.me/c/%s/%" G_GINT64_FORMAT "/%s", context->chat + strlen ("channel"),
                           context->topic, head->id);
  else
    url = g_strdup_printf ("https://t.me/c/%s/%s", context->chat + strlen ("channel"), head->id);
  post->url = veche_batch_string (context->batch, url);
}

static void
veche_telegram_set_author (const VecheTelegramContext *context, VechePost *post, const char *author, gint64 joined)
{
  /* A channel that speaks in its group, or an admin in its name, is no person. */
  if (!veche_telegram_is_person (author))
    return;

  context->use_person (context->people, context->batch, author, joined);
  post->author = veche_batch_intern (context->batch, author);
  post->out = context->me != NULL && strcmp (author, context->me) == 0;
}

/* "recent" names who reacted and when; who did so long ago is only a number in the meta. */
static void
veche_telegram_add_reactions (const VecheTelegramContext *context, const VecheJsonNode *message,
                              const VecheTelegramHead *head)
{
  const VecheJsonNode *reactions = veche_json_get (message, "reactions");

  for (const VecheJsonNode *one = reactions != NULL ? reactions->first : NULL; one != NULL; one = one->next)
    {
      const VecheJsonNode *recent = veche_json_get (one, "recent");
      const char *emoji = veche_json_get_string (one, "emoji");

      for (const VecheJsonNode *by = recent != NULL ? recent->first : NULL; by != NULL; by = by->next)
        {
          char author[VECHE_TELEGRAM_ID_LENGTH];
          g_autofree char *id = NULL;
          VechePost *post;
          gint64 at = veche_telegram_time (by, "date", "date_unixtime");

          veche_telegram_peer (veche_json_get_text (by, "from_id"), head->at, author);
          if (!veche_telegram_is_person (author))
            continue;
          id = g_strdup_printf ("%s:%s:%s", head->id, author, emoji != NULL ? emoji : "custom");
          post = veche_batch_add_post (context->batch, context->channel, id);
          post->kind = "reaction";
          post->at = at != 0 ? at : head->at;
          post->reply_to = veche_batch_string (context->batch, head->id);
          post->text = veche_batch_intern (context->batch, emoji);
          veche_telegram_set_author (context, post, author, 0);
        }
    }
}

/* invite_members and remove_members name people without ids: those that the file names with an id elsewhere get a join or leave of
 * their own, numbered by their place so that every export numbers them alike. */
static void
veche_telegram_add_named (const VecheTelegramContext *context, const VecheJsonNode *message,
                          const VecheTelegramHead *head, const char *kind)
{
  const VecheJsonNode *members = veche_json_get (message, "members");
  guint place = 0;

  for (const VecheJsonNode *member = members != NULL ? members->first : NULL; member != NULL; member = member->next)
    {
      const char *found = member->kind == VECHE_JSON_STRING ? context->name_to_id (context->people, member->string)
                                                            : NULL;
      g_autofree char *id = g_strdup_printf ("%s+%u", head->id, ++place);
      VechePost *post;

      if (found == NULL)
        continue;
      post = veche_batch_add_post (context->batch, context->channel, id);
      post->kind = kind;
      post->at = head->at;
      veche_telegram_set_author (context, post, found, strcmp (kind, "join") == 0 ? head->at : 0);
    }
}

/* Do all the names that a service message gives belong to the one who acted: did they come or go by themselves? */
static gboolean
veche_telegram_acts_on_self (const VecheTelegramContext *context, const VecheJsonNode *message,
                             const VecheTelegramHead *head)
{
  const VecheJsonNode *members = veche_json_get (message, "members");

  return members != NULL && members->first != NULL && members->first->next == NULL &&
         members->first->kind == VECHE_JSON_STRING && g_strcmp0 (members->first->string, head->author_name) == 0;
}

static void
veche_telegram_add_service (const VecheTelegramContext *context, const VecheJsonNode *message,
                            const VecheTelegramHead *head)
{
  const char *action = head->action != NULL ? head->action : "";
  gboolean comes = strcmp (action, "join_group_by_link") == 0 || strcmp (action, "join_group_by_request") == 0;
  gboolean invites = strcmp (action, "invite_members") == 0 || strcmp (action, "create_group") == 0;
  gboolean removes = strcmp (action, "remove_members") == 0;
  gboolean self = (invites || removes) && veche_telegram_acts_on_self (context, message, head);
  g_autofree char *meta = veche_telegram_meta (message, head);
  VechePost *post = veche_batch_add_post (context->batch, context->channel, head->id);

  post->kind = comes || (self && invites) ? "join" : self ? "leave" : "service";
  post->at = head->at;
  post->text = veche_batch_string (context->batch, veche_json_get_string (message, "title"));
  post->meta = veche_batch_string (context->batch, meta);
  veche_telegram_set_url (context, post, head);
  veche_telegram_set_author (context, post, head->author,
                             strcmp (post->kind, "join") == 0 || strcmp (action, "create_group") == 0 ? head->at : 0);

  if (!self && (invites || removes))
    veche_telegram_add_named (context, message, head, invites ? "join" : "leave");
}

void
veche_telegram_add_message (const VecheTelegramContext *context, const VecheJsonNode *message,
                            const VecheTelegramHead *head, GString *text)
{
  g_autofree char *meta = NULL;
  gboolean answers = head->reply_to != 0 && head->reply_to != context->topic;
  VechePost *post;

  if (head->service)
    {
      veche_telegram_add_service (context, message, head);
      return;
    }

  meta = veche_telegram_meta (message, head);
  post = veche_batch_add_post (context->batch, context->channel, head->id);
  post->kind = context->kind == VECHE_TELEGRAM_BROADCAST ? "post" : answers ? "reply" : "message";
  post->at = head->at;
  post->edited = head->edited;
  post->text = text->len > 0 ? veche_batch_string (context->batch, text->str) : NULL;
  post->meta = veche_batch_string (context->batch, meta);
  if (answers)
    {
      char number[24];

      g_snprintf (number, sizeof number, "%" G_GINT64_FORMAT, head->reply_to);
      post->reply_to = veche_batch_string (context->batch, number);
    }
  post->attention = veche_telegram_attention (context, message, head, text->str);
  veche_telegram_set_url (context, post, head);
  veche_telegram_set_author (context, post, head->author, 0);
  veche_telegram_add_reactions (context, message, head);
}
