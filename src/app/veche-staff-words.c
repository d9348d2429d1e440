/* veche-staff-words.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-level.h"
#include "app/veche-mention-words.h"
#include "app/veche-plan-words.h"
#include "app/veche-staff-words.h"

#define NAME_MOST  60
#define QUOTE_MOST 100

const char *
veche_staff_reason_icon (const VecheStaffReason *reason)
{
  switch (reason->kind)
    {
    case VECHE_STAFF_COMPETENCY:
    case VECHE_STAFF_BELOW:
      return "veche-competency-symbolic";
    case VECHE_STAFF_EVIDENCE:
    case VECHE_STAFF_OFFERED:
      return "veche-reply-symbolic";
    case VECHE_STAFF_TOOK_PART:
    case VECHE_STAFF_CAME:
    case VECHE_STAFF_SLOTS:
    case VECHE_STAFF_TASKS:
    case VECHE_STAFF_BUSY:
      return "veche-plan-symbolic";
    case VECHE_STAFF_TIE:
      return "veche-ties-symbolic";
    case VECHE_STAFF_ASKS:
    case VECHE_STAFF_ASKED:
    case VECHE_STAFF_SILENT:
      return "veche-care-symbolic";
    case VECHE_STAFF_ACTIVE:
    case VECHE_STAFF_QUIET:
    default:
      return "veche-clock-symbolic";
    }
}

static char *
competency_words (const VecheStaffReason *reason, const char *name)
{
  g_autofree char *level = reason->level > 0 ? g_utf8_strdown (veche_level_word (reason->level), -1) : NULL;
  g_autofree char *words = level != NULL ? g_strdup_printf ("%s: %s", name, level) : g_strdup (name);

  /* Translators: a competency and its level */
  return reason->n > 0 ? g_strdup_printf (_("%s, confirmed"), words) : g_strdup_printf (_("%s, by their own words"), words);
}

static char *
evidence_words (const VecheStaffReason *reason, const char *quote, const char *when)
{
  g_autofree char *count = g_strdup_printf (ngettext ("%u proof", "%u proofs", reason->n), reason->n);

  if (*quote == '\0')
    return g_steal_pointer (&count);

  /* Translators: "3 proofs, the newest: “…” — yesterday" */
  return g_strdup_printf (_("%s, the newest: “%s” — %s"), count, quote, when);
}

static char *
slots_words (const VecheStaffReason *reason)
{
  g_autofree char *count = g_strdup_printf (ngettext ("Has %u other role", "Has %u other roles", reason->n), reason->n);
  g_autofree char *hours = NULL;

  if (reason->level <= 0)
    return g_steal_pointer (&count);
  hours = g_strdup_printf (ngettext ("%d hour", "%d hours", reason->level), reason->level);

  return g_strdup_printf ("%s: %s", count, hours);
}

static char *
burden_words (const VecheStaffReason *reason, const char *name, const char *when)
{
  switch (reason->kind)
    {
    case VECHE_STAFF_SLOTS:
      return slots_words (reason);
    case VECHE_STAFF_TASKS:
      return g_strdup_printf (ngettext ("Has %u open task", "Has %u open tasks", reason->n), reason->n);
    case VECHE_STAFF_ASKS:
      return g_strdup_printf (ngettext ("%u question waits for their answer", "%u questions wait for their answer", reason->n), reason->n);
    case VECHE_STAFF_ASKED:
      /* Translators: how many times within a month; when the last time was */
      return g_strdup_printf (ngettext ("Was asked %u time in a month, the last — %s", "Was asked %u times in a month, the last — %s", reason->n),
                              reason->n, when);
    case VECHE_STAFF_BUSY:
      /* Translators: an event */
      return g_strdup_printf (_("Said yes to “%s” on the same day"), name);
    case VECHE_STAFF_SILENT:
      /* Translators: a time, "3 days" */
      return g_strdup_printf (_("Did not answer when asked for this — %s"), when);
    case VECHE_STAFF_QUIET:
      return reason->at > 0 ? g_strdup_printf (_("Not seen for long: %s"), when) : g_strdup (_("Was never seen"));
    default:
      return g_strdup ("");
    }
}

char *
veche_staff_reason_words (const VecheStaffReason *reason)
{
  g_autofree char *name = veche_words_clean (reason->name, NAME_MOST, FALSE), *quote = veche_words_clean (reason->quote, QUOTE_MOST, FALSE);
  g_autofree char *when = reason->at > 0 ? veche_time_short (reason->at) : g_strdup (""), *level = NULL, *wants = NULL;

  switch (reason->kind)
    {
    case VECHE_STAFF_COMPETENCY:
      return competency_words (reason, name);
    case VECHE_STAFF_BELOW:
      level = g_utf8_strdown (veche_level_word (reason->level), -1);
      wants = g_utf8_strdown (veche_level_word ((int) reason->n), -1);
      /* Translators: two levels of a competency */
      return g_strdup_printf (_("Below what is wanted: %s, not %s"), level, wants);
    case VECHE_STAFF_EVIDENCE:
      return evidence_words (reason, quote, when);
    case VECHE_STAFF_OFFERED:
      return g_strdup_printf (_("Offered it: “%s”"), quote);
    case VECHE_STAFF_TOOK_PART:
      return g_strdup_printf (ngettext ("Took part in %u project", "Took part in %u projects", reason->n), reason->n);
    case VECHE_STAFF_CAME:
      return g_strdup_printf (ngettext ("Came to %u event within a year", "Came to %u events within a year", reason->n), reason->n);
    case VECHE_STAFF_TIE:
      /* Translators: how many people of the team; the one they talk to most */
      return g_strdup_printf (ngettext ("Talks with %u of the team: %s", "Talks with %u of the team, most with %s", reason->n), reason->n, name);
    case VECHE_STAFF_ACTIVE:
      /* Translators: a time, "3 days" */
      return g_strdup_printf (_("Seen lately: %s"), when);
    default:
      return burden_words (reason, name, when);
    }
}

char *
veche_staff_points (int points)
{
  return g_strdup_printf ("%s%d", points > 0 ? "+" : points < 0 ? "−" : "", ABS (points));
}

char *
veche_staff_sum (const VecheStaffCandidate *candidate)
{
  GString *sum = g_string_new (NULL);

  for (guint i = 0; i < candidate->reasons->len; i++)
    {
      const VecheStaffReason *reason = candidate->reasons->pdata[i];
      g_autofree char *words = veche_staff_reason_words (reason), *points = veche_staff_points (reason->points);

      g_string_append_printf (sum, "%s%s  %s", i > 0 ? "\n" : "", points, words);
    }

  return g_string_free (sum, FALSE);
}

char *
veche_staff_asked_words (const VecheStaffCandidate *candidate)
{
  g_autofree char *when = candidate->last_asked > 0 ? veche_time_short (candidate->last_asked) : NULL;

  /* Translators: when somebody was asked for something the last time, "3 days" */
  return when != NULL ? g_strdup_printf (_("last asked — %s"), when) : g_strdup (_("never asked"));
}

char *
veche_staff_left_words (const VecheStaffCandidate *candidate)
{
  g_autofree char *name = veche_words_clean (candidate->name, NAME_MOST, FALSE);
  g_autofree char *when = candidate->state_at > 0 ? veche_time_short (candidate->state_at) : g_strdup ("");

  switch (candidate->state)
    {
    case VECHE_STAFF_IN:
      return g_strdup_printf (_("%s is in it already"), name);
    case VECHE_STAFF_INVITED:
      return g_strdup_printf (_("%s was invited — %s"), name, when);
    case VECHE_STAFF_DECLINED:
      return g_strdup_printf (_("%s declined — %s"), name, when);
    case VECHE_STAFF_DO_NOT_CONTACT:
      return g_strdup_printf (_("%s asked not to be written to"), name);
    case VECHE_STAFF_FREE:
    default:
      return g_strdup (name);
    }
}

char *
veche_slot_wants (const VecheSlotCard *slot)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (slot->competency != NULL)
    g_ptr_array_add (parts, veche_words_clean (slot->competency, NAME_MOST, FALSE));
  /* A level of nothing says nothing. */
  if (slot->level > 0 && slot->competency != NULL)
    g_ptr_array_add (parts, g_utf8_strdown (veche_level_word (slot->level), -1));
  if (slot->hours > 0)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%d hour", "%d hours", slot->hours), slot->hours));
  if (parts->len == 0)
    return NULL;
  g_ptr_array_add (parts, NULL);

  return g_strjoinv (" · ", (char **) parts->pdata);
}

char *
veche_staff_letter (const VecheSlotCard *slot, const char *name)
{
  g_auto (GStrv) words = g_strsplit (name, " ", 2);
  g_autofree char *day = slot->day != NULL ? veche_day_long (slot->day) : NULL, *hours = NULL;
  /* Translators: a person's first name, a project, a role in it */
  g_autofree char *head = g_strdup_printf (_("Hello, %s! We are preparing “%s” and are looking for somebody for this: %s. Would you take it?"),
                                           words[0] != NULL ? words[0] : name, slot->project_title, slot->title);
  GString *letter = g_string_new (head);

  if (slot->hours > 0)
    {
      hours = g_strdup_printf (ngettext ("About %d hour in all.", "About %d hours in all.", slot->hours), slot->hours);
      g_string_append_printf (letter, " %s", hours);
    }
  if (day != NULL)
    {
      g_string_append_c (letter, ' ');
      /* Translators: a day */
      g_string_append_printf (letter, _("It is for %s."), day);
    }

  return g_string_free (letter, FALSE);
}

const char *
veche_invitation_title (const char *state)
{
  if (g_strcmp0 (state, "accepted") == 0)
    return C_("invitation", "Accepted");
  if (g_strcmp0 (state, "declined") == 0)
    return C_("invitation", "Declined");
  if (g_strcmp0 (state, "silent") == 0)
    return C_("invitation", "No answer");
  if (g_strcmp0 (state, "withdrawn") == 0)
    return C_("invitation", "Withdrawn");

  return C_("invitation", "Invited");
}

VecheInk
veche_invitation_ink (const char *state)
{
  if (g_strcmp0 (state, "accepted") == 0)
    return VECHE_INK_POS;
  if (g_strcmp0 (state, "declined") == 0)
    return VECHE_INK_NEG;

  return g_strcmp0 (state, "silent") == 0 || g_strcmp0 (state, "withdrawn") == 0 ? VECHE_INK_70 : VECHE_INK_WARN;
}
