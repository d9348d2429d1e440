/* veche-member-words.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-member-words.h"
#include "model/veche-text.h"
#include "model/veche-uid.h"

/* Of the last 30 days: from here on somebody is active, engaged. */
#define ACTIVE_DAYS  8
#define ENGAGED_DAYS 2
#define MONTH        (30 * G_TIME_SPAN_DAY)

static const struct
{
  const char *nick, *word;
} stages[] = {
  { "newcomer", NC_ ("stage", "Newcomer") }, { "regular", NC_ ("stage", "Regular") },
  { "active", NC_ ("stage", "Active") },     { "core", NC_ ("stage", "Core") },
  { "fading", NC_ ("stage", "Fading") },     { "gone", NC_ ("stage", "Gone") },
}, roles[] = {
  { "staff", NC_ ("role", "Team") },
  { "moderator", NC_ ("role", "Moderator") },
  { "bot", NC_ ("role", "Bot") },
};

const char *
veche_stage_word (const char *stage)
{
  for (gsize i = 0; i < G_N_ELEMENTS (stages); i++)
    if (g_strcmp0 (stage, stages[i].nick) == 0)
      return g_dpgettext2 (NULL, "stage", stages[i].word);

  return "";
}

const char *
veche_role_word (const char *role)
{
  for (gsize i = 0; i < G_N_ELEMENTS (roles); i++)
    if (g_strcmp0 (role, roles[i].nick) == 0)
      return g_dpgettext2 (NULL, "role", roles[i].word);

  return "";
}

VecheActivity
veche_member_activity (const VecheMember *member)
{
  if (g_strcmp0 (member->stage, "gone") == 0)
    return VECHE_ACTIVITY_GONE;
  if (member->days_active_30 >= ACTIVE_DAYS)
    return VECHE_ACTIVITY_ACTIVE;
  if (member->days_active_30 >= ENGAGED_DAYS)
    return VECHE_ACTIVITY_ENGAGED;
  if (member->last_seen > veche_now () - MONTH)
    return VECHE_ACTIVITY_SPECTATOR;

  return VECHE_ACTIVITY_SILENT;
}

const char *
veche_activity_word (VecheActivity activity)
{
  switch (activity)
    {
    case VECHE_ACTIVITY_ACTIVE:
      return C_ ("activity", "Active");
    case VECHE_ACTIVITY_ENGAGED:
      return C_ ("activity", "Takes part");
    case VECHE_ACTIVITY_SPECTATOR:
      return C_ ("activity", "Seldom writes");
    case VECHE_ACTIVITY_SILENT:
      return C_ ("activity", "Silent");
    case VECHE_ACTIVITY_GONE:
      return C_ ("activity", "Gone");
    default:
      g_return_val_if_reached ("");
    }
}

static void
words_append (GString *line, const char *word)
{
  g_autofree char *clean = NULL;

  if (word == NULL || *word == '\0')
    return;

  clean = veche_text_clamp (word, 200, FALSE);
  if (line->len > 0)
    g_string_append (line, " · ");
  g_string_append (line, clean);
}

char *
veche_member_second_line (const VecheMember *member)
{
  g_autoptr (GString) line = g_string_new (NULL);
  gboolean telling = g_strcmp0 (member->stage, "newcomer") == 0 || g_strcmp0 (member->stage, "fading") == 0
                     || g_strcmp0 (member->stage, "gone") == 0;

  words_append (line, veche_role_word (member->role));
  if (telling)
    words_append (line, veche_stage_word (member->stage));
  if (member->labels != NULL && *member->labels != '\0')
    words_append (line, member->labels);
  else if (member->headline != NULL && *member->headline != '\0')
    words_append (line, member->headline);
  else
    words_append (line, member->handles);
  words_append (line, member->city);

  if (line->len == 0)
    g_string_append (line, _ ("Strengths not known yet"));

  return g_string_free (g_steal_pointer (&line), FALSE);
}

char *
veche_member_label (const VecheMember *member)
{
  g_autofree char *second = veche_member_second_line (member);
  g_autofree char *seen = member->last_seen > 0 ? veche_time_long (member->last_seen) : g_strdup (_ ("never"));
  g_autofree char *name = veche_text_clamp (member->name, 200, FALSE);

  /* Translators: a member's row for a screen reader: name, what is known, how active, last seen when */
  return g_strdup_printf (_ ("%s, %s. %s, last seen: %s"), name, second,
                          veche_activity_word (veche_member_activity (member)), seen);
}

char *
veche_member_now_line (const VecheMember *member, gboolean hole)
{
  const char *word = veche_activity_word (veche_member_activity (member));
  g_autofree char *days = g_strdup_printf (ngettext ("%u day of 30", "%u days of 30", member->days_active_30),
                                           member->days_active_30);

  /* Over a hole in the data it is at least so many, and nobody is called silent for what was not read. */
  if (hole && member->days_active_30 == 0)
    return g_strdup (_ ("Not known: not all of these 30 days are read"));
  if (hole)
    return g_strdup_printf ("%s · ≥ %s", word, days);

  return member->days_active_30 > 0 ? g_strdup_printf ("%s · %s", word, days) : g_strdup (word);
}

char *
veche_member_contact_line (const VecheMember *member)
{
  g_autofree char *when = member->last_contact > 0 ? veche_time_short (member->last_contact) : NULL;

  return when != NULL ? g_strdup_printf (_ ("Last contact — %s"), when) : g_strdup (_ ("No contact of ours yet"));
}

char *
veche_people_count (guint n)
{
  return g_strdup_printf (ngettext ("%'u person", "%'u people", n), n);
}

/* Kinds of the schema: what they are called, drawn with. */
static const struct
{
  const char *kind, *word, *icon;
  gboolean    own;          /* a contact of ours, logged by hand */
} kinds[] = {
  { "message", NC_ ("interaction", "Message"), "veche-feedback-symbolic", FALSE },
  { "post", NC_ ("interaction", "Post"), "veche-feedback-symbolic", FALSE },
  { "reply", NC_ ("interaction", "Reply"), "veche-reply-symbolic", FALSE },
  { "comment", NC_ ("interaction", "Comment"), "veche-feedback-symbolic", FALSE },
  { "reaction", NC_ ("interaction", "Reaction"), "veche-care-symbolic", FALSE },
  { "join", NC_ ("interaction", "Joined"), "veche-newcomer-symbolic", FALSE },
  { "leave", NC_ ("interaction", "Left"), "veche-out-symbolic", FALSE },
  { "call", NC_ ("interaction", "Call"), "veche-call-symbolic", TRUE },
  { "dm", NC_ ("interaction", "Direct message"), "veche-check-symbolic", TRUE },
  { "email", NC_ ("interaction", "E-mail"), "veche-mail-symbolic", TRUE },
  { "meeting", NC_ ("interaction", "Meeting"), "system-users-symbolic", TRUE },
  { "note", NC_ ("interaction", "Note"), "document-edit-symbolic", FALSE },
  { "attendance", NC_ ("interaction", "Took part"), "veche-plan-symbolic", FALSE },
  { "service", NC_ ("interaction", "Notice"), "veche-sources-symbolic", FALSE },
};

static gsize
interaction_kind_index (const char *kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kind, kinds[i].kind) == 0)
      return i;

  return 0;
}

const char *
veche_interaction_kind_word (const char *kind)
{
  return g_dpgettext2 (NULL, "interaction", kinds[interaction_kind_index (kind)].word);
}

gboolean
veche_interaction_is_own_contact (const VecheInteraction *interaction)
{
  return kinds[interaction_kind_index (interaction->kind)].own || g_strcmp0 (interaction->direction, "out") == 0;
}

/* Says something to somebody; a reaction only points at them. */
static gboolean
interaction_is_answer (const VecheInteraction *interaction)
{
  return interaction->reply_to_name != NULL && *interaction->reply_to_name != '\0'
         && g_strcmp0 (interaction->kind, "reaction") != 0;
}

char *
veche_interaction_headline (const VecheInteraction *interaction)
{
  g_autofree char *whom = NULL;

  if (interaction->reply_to_name != NULL && *interaction->reply_to_name != '\0')
    {
      whom = veche_text_clamp (interaction->reply_to_name, 100, FALSE);
      if (!interaction_is_answer (interaction))
        /* Translators: a reaction to somebody's message; %s is a name as it stands, in no case form */
        return g_strdup_printf (_ ("Reaction to %s"), whom);

      /* Translators: a message that answers somebody; %s is a name as it stands, in no case form */
      return g_strdup_printf (_ ("Reply to %s"), whom);
    }
  if (g_strcmp0 (interaction->kind, "dm") == 0)
    return g_strdup (_ ("You wrote in person"));
  if (g_strcmp0 (interaction->direction, "out") == 0 && interaction->channel_id != 0)
    return g_strdup (_ ("You answered"));

  return g_strdup (veche_interaction_kind_word (interaction->kind));
}

char *
veche_interaction_where (const VecheInteraction *interaction)
{
  if (g_strcmp0 (interaction->kind, "note") == 0)
    return g_strdup (_ ("only you see it"));
  if (interaction->channel_name != NULL && *interaction->channel_name != '\0')
    return veche_text_clamp (interaction->channel_name, 100, FALSE);
  if (interaction->platform != NULL)
    return g_strdup (veche_platform_name (interaction->platform));

  return NULL;
}

const char *
veche_interaction_icon (const VecheInteraction *interaction)
{
  if (interaction_is_answer (interaction))
    return "veche-reply-symbolic";
  if (g_strcmp0 (interaction->direction, "out") == 0 && interaction->channel_id != 0)
    return "veche-check-symbolic";

  return kinds[interaction_kind_index (interaction->kind)].icon;
}

VecheInk
veche_interaction_ink (const VecheInteraction *interaction)
{
  if (veche_interaction_is_own_contact (interaction))
    return VECHE_INK_POS;
  if (interaction_is_answer (interaction))
    return VECHE_INK_ACC;

  return VECHE_INK_70;
}
