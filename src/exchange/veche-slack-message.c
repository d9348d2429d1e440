/* veche-slack-message.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The shape is that of Slack's own help ("How to read Slack data exports") and of its API's message events.
 */

#include "exchange/veche-slack-message.h"

#include <string.h>

#include "exchange/veche-chat-meta.h"

#define MAX_TEXT 200000
#define MAX_MARK 4000

static void
veche_slack_user_free (gpointer data)
{
  VecheChatWho *who = data;

  g_free ((char *) who->remote_id);
  g_free ((char *) who->name);
  g_free ((char *) who->handle);
  g_free ((char *) who->url);
  g_free ((char *) who->avatar_url);
  g_free ((char *) who->about);
  g_free (who);
}

void
veche_slack_init (VecheSlack *self)
{
  *self = (VecheSlack){ 0 };
  self->users = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, veche_slack_user_free);
  self->channels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->text = g_string_new (NULL);
  self->reactions = g_array_new (FALSE, FALSE, sizeof (VecheChatReaction));
  self->others = g_array_new (FALSE, FALSE, sizeof (VecheChatWho));
  self->strings = g_ptr_array_new_with_free_func (g_free);
}

void
veche_slack_clear (VecheSlack *self)
{
  g_free (self->team);
  g_hash_table_unref (self->users);
  g_hash_table_unref (self->channels);
  g_string_free (self->text, TRUE);
  g_array_unref (self->reactions);
  g_array_unref (self->others);
  g_ptr_array_unref (self->strings);
}

static const char *
veche_slack_keep (VecheSlack *self, char *text)
{
  if (text != NULL)
    g_ptr_array_add (self->strings, text);

  return text;
}

static const char *
veche_slack_first (const char *a, const char *b, const char *c)
{
  if (a != NULL && a[0] != '\0')
    return a;

  return b != NULL && b[0] != '\0' ? b : c;
}

gboolean
veche_slack_add_user (VecheSlack *self, const VecheJsonNode *user, const VecheChatWho **who)
{
  const VecheJsonNode *profile = veche_json_get (user, "profile");
  const char *id = veche_json_get_string (user, "id");
  const char *real = veche_slack_first (veche_json_get_string (profile, "real_name"), veche_json_get_string (user, "real_name"), NULL);
  const char *team = veche_json_get_string (user, "team_id");
  const char *title = veche_json_get_string (profile, "title");
  const char *avatar = veche_json_get_string (profile, "image_192");
  VecheChatWho *made;

  if (id == NULL || id[0] == '\0')
    return FALSE;

  if (self->team == NULL && team != NULL)
    self->team = g_strdup (team);
  made = g_new0 (VecheChatWho, 1);
  made->remote_id = g_strdup (id);
  made->handle = g_strdup (veche_json_get_string (user, "name"));
  made->name = g_strdup (veche_slack_first (real, veche_json_get_string (profile, "display_name"), made->handle));
  made->about = title != NULL && title[0] != '\0' ? g_strdup (title) : NULL;
  made->avatar_url = avatar != NULL && g_str_has_prefix (avatar, "https://") ? g_strdup (avatar) : NULL;
  made->deleted = veche_json_get_bool (user, "deleted");
  made->bot = veche_json_get_bool (user, "is_bot") || strcmp (id, "USLACKBOT") == 0;
  g_hash_table_replace (self->users, (gpointer) made->remote_id, made);
  *who = made;

  return TRUE;
}

/*** Words ***/

static void
veche_slack_append_plain (VecheSlack *self, const char *text, gsize length)
{
  static const struct { const char *code, *text; } codes[] = { { "&amp;", "&" }, { "&lt;", "<" }, { "&gt;", ">" } };
  const char *end = text + length;

  while (text < end)
    {
      const char *code = memchr (text, '&', end - text);
      gboolean found = FALSE;

      g_string_append_len (self->text, text, (code != NULL ? code : end) - text);
      if (code == NULL)
        return;
      for (guint i = 0; !found && i < G_N_ELEMENTS (codes); i++)
        if ((gsize) (end - code) >= strlen (codes[i].code) && memcmp (code, codes[i].code, strlen (codes[i].code)) == 0)
          {
            g_string_append (self->text, codes[i].text);
            text = code + strlen (codes[i].code);
            found = TRUE;
          }
      if (!found)
        {
          g_string_append_c (self->text, '&');
          text = code + 1;
        }
    }
}

static void
veche_slack_append_user (VecheSlack *self, const char *id, const char *label)
{
  VecheChatWho *known = g_hash_table_lookup (self->users, id);
  VecheChatWho who = { .remote_id = veche_slack_keep (self, g_strdup (id)), .name = veche_slack_keep (self, g_strdup (label)) };

  if (known != NULL)
    who = *known;
  g_array_append_val (self->others, who);
  g_string_append_printf (self->text, "@%s", who.name != NULL && who.name[0] != '\0' ? who.name : id);
}

/* "<@U1|anna>", "<#C1|general>", "<!here>", "<!subteam^S1|@team>", "<https://…|words>", "<mailto:a@b|a@b>": inside the brackets. */
static void
veche_slack_append_mark (VecheSlack *self, const char *mark)
{
  const char *bar = strchr (mark, '|');
  g_autofree char *what = bar != NULL ? g_strndup (mark, bar - mark) : g_strdup (mark);
  const char *label = bar != NULL && bar[1] != '\0' ? bar + 1 : NULL;
  const char *name;

  if (what[0] == '@' && what[1] != '\0')
    veche_slack_append_user (self, what + 1, label);
  else if (what[0] == '#' && what[1] != '\0')
    {
      name = g_hash_table_lookup (self->channels, what + 1);
      g_string_append_printf (self->text, "#%s", label != NULL ? label : name != NULL ? name : what + 1);
    }
  else if (what[0] == '!')
    {
      if (label != NULL)
        veche_slack_append_plain (self, label, strlen (label));
      else
        g_string_append_printf (self->text, "@%s", what + 1);
    }
  else
    {
      name = g_str_has_prefix (what, "mailto:") ? what + strlen ("mailto:") : what;
      if (label != NULL && strcmp (label, name) != 0)
        {
          veche_slack_append_plain (self, label, strlen (label));
          /* A label that is the address without its scheme says nothing new. */
          if (strstr (name, label) != NULL)
            return;
          g_string_append (self->text, " (");
        }
      veche_slack_append_plain (self, name, strlen (name));
      if (label != NULL && strcmp (label, name) != 0)
        g_string_append_c (self->text, ')');
    }
}

static void
veche_slack_append (VecheSlack *self, const char *text)
{
  while (text != NULL && *text != '\0' && self->text->len < MAX_TEXT)
    {
      gsize plain = strcspn (text, "<");
      const char *end;

      veche_slack_append_plain (self, text, plain);
      text += plain;
      if (*text == '\0')
        return;
      end = strchr (text, '>');
      if (end == NULL || end - text > MAX_MARK)
        {
          g_string_append_c (self->text, '<');
          text++;
        }
      else
        {
          g_autofree char *mark = g_strndup (text + 1, end - text - 1);

          veche_slack_append_mark (self, mark);
          text = end + 1;
        }
    }
}

/* The words; of a message without any, the card below it. */
static void
veche_slack_text (VecheSlack *self, const VecheJsonNode *node)
{
  const VecheJsonNode *cards = veche_json_get (node, "attachments");
  const VecheJsonNode *card = cards != NULL && cards->kind == VECHE_JSON_ARRAY ? cards->first : NULL;

  veche_slack_append (self, veche_json_get_string (node, "text"));
  if (self->text->len == 0 && card != NULL)
    veche_slack_append (self, veche_slack_first (veche_json_get_string (card, "text"), veche_json_get_string (card, "fallback"),
                                                 veche_json_get_string (card, "title")));
}

/*** The rest ***/

/* "1609459200.000200" in microseconds; 0: no time. */
static gint64
veche_slack_time (const char *ts)
{
  gsize digits = ts != NULL ? strspn (ts, "0123456789") : 0;
  gint64 at;

  if (digits == 0 || digits > 11 || (ts[digits] != '\0' && ts[digits] != '.'))
    return 0;

  at = g_ascii_strtoll (ts, NULL, 10) * G_USEC_PER_SEC;
  if (ts[digits] == '.')
    {
      gint64 part = 0, unit = G_USEC_PER_SEC / 10;

      for (const char *p = ts + digits + 1; *p != '\0'; p++, unit /= 10)
        {
          if (!g_ascii_isdigit (*p))
            return 0;
          part += (*p - '0') * unit;
        }
      at += part;
    }

  return at > G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC && at < G_GINT64_CONSTANT (253402300799) * G_USEC_PER_SEC ? at : 0;
}

static const char *
veche_slack_emoji (VecheSlack *self, const char *name)
{
  static const struct { const char *name, *emoji; } known[] = {
    { "+1", "👍" },    { "thumbsup", "👍" }, { "-1", "👎" },     { "heart", "❤️" }, { "tada", "🎉" },       { "eyes", "👀" },
    { "joy", "😂" },   { "fire", "🔥" },     { "pray", "🙏" },   { "clap", "👏" },  { "rocket", "🚀" },     { "100", "💯" },
    { "smile", "😄" }, { "wave", "👋" },     { "ok_hand", "👌" }, { "raised_hands", "🙌" }, { "white_check_mark", "✅" },
  };
  g_autofree char *bare = name != NULL ? g_strndup (name, strstr (name, "::") != NULL ? (gsize) (strstr (name, "::") - name) : strlen (name)) : NULL;

  for (guint i = 0; bare != NULL && i < G_N_ELEMENTS (known); i++)
    if (strcmp (known[i].name, bare) == 0)
      return known[i].emoji;

  return bare != NULL && bare[0] != '\0' ? veche_slack_keep (self, g_strdup_printf (":%s:", bare)) : NULL;
}

static void
veche_slack_read_reactions (VecheSlack *self, const VecheJsonNode *node)
{
  const VecheJsonNode *reactions = veche_json_get (node, "reactions");

  for (const VecheJsonNode *one = reactions != NULL ? reactions->first : NULL; one != NULL; one = one->next)
    {
      const VecheJsonNode *users = veche_json_get (one, "users");
      const char *emoji = veche_slack_emoji (self, veche_json_get_string (one, "name"));

      for (const VecheJsonNode *user = users != NULL ? users->first : NULL; user != NULL; user = user->next)
        {
          VecheChatReaction reaction = { .emoji = emoji };
          VecheChatWho *known = user->kind == VECHE_JSON_STRING ? g_hash_table_lookup (self->users, user->string) : NULL;

          if (emoji == NULL || user->kind != VECHE_JSON_STRING || user->string[0] == '\0')
            continue;
          reaction.who = known != NULL ? *known : (VecheChatWho){ .remote_id = user->string };
          g_array_append_val (self->reactions, reaction);
        }
    }
}

static const char *
veche_slack_meta (VecheSlack *self, const VecheJsonNode *node, const char *subtype)
{
  VecheChatMeta *meta = veche_chat_meta_new ();
  const VecheJsonNode *files = veche_json_get (node, "files");
  const VecheJsonNode *reactions = veche_json_get (node, "reactions");
  gint64 count;

  veche_chat_meta_text (meta, "action", self->message.kind != NULL ? subtype : NULL);
  for (const VecheJsonNode *one = files != NULL ? files->first : NULL; one != NULL; one = one->next)
    veche_chat_meta_list (meta, "files", veche_json_get_string (one, "name"));
  for (const VecheJsonNode *one = reactions != NULL ? reactions->first : NULL; one != NULL; one = one->next)
    if (veche_json_get_int (one, "count", &count))
      veche_chat_meta_reaction (meta, veche_slack_emoji (self, veche_json_get_string (one, "name")), count);

  return veche_slack_keep (self, veche_chat_meta_end (meta));
}

/* NULL: words of somebody. */
static const char *
veche_slack_kind (const char *subtype)
{
  static const char *const words[] = { "bot_message", "me_message", "thread_broadcast", "file_share", "file_comment", "file_mention",
                                       "tombstone",   "slackbot_response", NULL };

  if (subtype == NULL || g_strv_contains (words, subtype))
    return NULL;
  if (g_str_has_suffix (subtype, "_join"))
    return "join";

  return g_str_has_suffix (subtype, "_leave") ? "leave" : "service";
}

static void
veche_slack_author (VecheSlack *self, const VecheJsonNode *node, VecheChatWho *who)
{
  const char *id = veche_slack_first (veche_json_get_string (node, "user"), veche_json_get_string (node, "bot_id"), NULL);
  const VecheJsonNode *profile = veche_json_get (node, "user_profile");
  VecheChatWho *known = id != NULL ? g_hash_table_lookup (self->users, id) : NULL;

  *who = (VecheChatWho){ 0 };
  if (known != NULL)
    {
      *who = *known;
      return;
    }

  /* Guests of shared channels and apps are not in users.json. */
  who->remote_id = id;
  who->bot = veche_json_get_string (node, "bot_id") != NULL;
  who->handle = veche_json_get_string (profile, "name");
  who->name = veche_slack_first (veche_json_get_string (profile, "real_name"), veche_json_get_string (node, "username"),
                                 veche_json_get_string (veche_json_get (node, "bot_profile"), "name"));
}

static void
veche_slack_finish (VecheSlack *self, const VecheJsonNode *node, const char *subtype)
{
  VecheChatMessage *message = &self->message;
  const char *thread = veche_json_get_string (node, "thread_ts");

  message->kind = veche_slack_kind (subtype);
  message->author_is_person = message->author.remote_id != NULL;
  message->deleted = g_strcmp0 (subtype, "tombstone") == 0;
  message->admin_act = g_strcmp0 (message->kind, "service") == 0 && !message->author.bot;
  message->own_words = message->kind == NULL && message->author_is_person && !message->author.bot && !message->deleted;
  message->names_others = message->kind == NULL;
  message->edited = veche_slack_time (veche_json_get_string (veche_json_get (node, "edited"), "ts"));
  if (message->kind == NULL && !message->deleted)
    veche_slack_text (self, node);
  if (thread != NULL && veche_slack_time (thread) != 0)
    {
      message->thread = thread;
      message->reply_to = strcmp (thread, message->id) != 0 ? thread : NULL;
    }
  veche_slack_read_reactions (self, node);

  message->text = self->text->str;
  message->reactions = (const VecheChatReaction *) (gpointer) self->reactions->data;
  message->n_reactions = self->reactions->len;
  message->others = (const VecheChatWho *) (gpointer) self->others->data;
  message->n_others = self->others->len;
  if (!self->full)
    return;

  message->meta = veche_slack_meta (self, node, subtype);
  if (self->team != NULL && self->channel != NULL)
    message->url = veche_slack_keep (self, g_strdup_printf ("https://slack.com/app_redirect?team=%s&channel=%s&message_ts=%s", self->team,
                                                            self->channel, message->id));
}

gboolean
veche_slack_read_message (VecheSlack *self, const VecheJsonNode *node, const char **why)
{
  const char *type = veche_json_get_string (node, "type");
  const char *subtype = veche_json_get_string (node, "subtype");
  VecheChatMessage *message = &self->message;

  g_string_truncate (self->text, 0);
  g_array_set_size (self->reactions, 0);
  g_array_set_size (self->others, 0);
  g_ptr_array_set_size (self->strings, 0);
  *message = (VecheChatMessage){ .id = veche_json_get_text (node, "ts") };
  if (node == NULL)
    *why = "no object, or too deep or too long for a message";
  else if (node->kind != VECHE_JSON_OBJECT)
    *why = "not an object";
  else if (type != NULL && strcmp (type, "message") != 0)
    *why = "no message, an event of another kind";
  else if (g_strcmp0 (subtype, "message_changed") == 0 || g_strcmp0 (subtype, "message_deleted") == 0)
    *why = "an event about another message";
  else if ((message->at = veche_slack_time (message->id)) == 0)
    *why = message->id == NULL ? "no ts" : "its ts is no time";
  else
    {
      veche_slack_author (self, node, &message->author);
      veche_slack_finish (self, node, subtype);
      return TRUE;
    }

  return FALSE;
}
