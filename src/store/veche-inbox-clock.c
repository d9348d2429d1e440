/* veche-inbox-clock.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-inbox-clock.h"

#include <stdlib.h>
#include <string.h>

#include "store/veche-db.h"
#include "store/veche-statement.h"

#define HOURS       "hours"
#define ZONE        "zone"
#define WEIGHT      "weight:"
#define MOST_POINTS 1000
#define LONGEST     (60 * 24 * 365)   /* minutes */
#define SOON        G_TIME_SPAN_HOUR
#define LONG_AGO    (G_GINT64_CONSTANT (1577836800) * G_USEC_PER_SEC)   /* 2020 */

/* Negative first: a fresh complaint comes before the oldest question, which waiting and being overdue bring to 60 at most. */
static const struct { const char *nick; int points; } weights_known[VECHE_N_WEIGHTS] = {
  [VECHE_WEIGHT_NEGATIVE] = { "negative", 50 },   [VECHE_WEIGHT_POSITIVE] = { "positive", 0 },
  [VECHE_WEIGHT_COMPLAINT] = { "complaint", 20 }, [VECHE_WEIGHT_QUESTION] = { "question", 15 },
  [VECHE_WEIGHT_IDEA] = { "idea", 8 },            [VECHE_WEIGHT_PRAISE] = { "praise", 5 },
  [VECHE_WEIGHT_SPAM] = { "spam", -60 },          [VECHE_WEIGHT_DIRECT] = { "direct", 10 },
  [VECHE_WEIGHT_NEWCOMER] = { "newcomer", 12 },   [VECHE_WEIGHT_IMPORTANT] = { "important", 25 },
  [VECHE_WEIGHT_CRITIC] = { "critic", 10 },       [VECHE_WEIGHT_EXPERT] = { "expert", 8 },
  [VECHE_WEIGHT_REPEAT] = { "repeat", 10 },       [VECHE_WEIGHT_CAPITALS] = { "capitals", 5 },
  [VECHE_WEIGHT_REFUND] = { "refund", 15 },       [VECHE_WEIGHT_BAN] = { "ban", 10 },
  [VECHE_WEIGHT_LEGAL] = { "legal", 25 },         [VECHE_WEIGHT_STORM] = { "storm", 10 },
  [VECHE_WEIGHT_HEAT] = { "heat", 20 },           [VECHE_WEIGHT_WAITING] = { "waiting", 15 },
  [VECHE_WEIGHT_OVERDUE] = { "overdue", 15 },     [VECHE_WEIGHT_NOW] = { "now", 45 },
};

static const struct { const char *kind; int minutes; } targets_known[] = {
  { "complaint", 60 }, { "question", 240 }, { "idea", 1440 }, { "praise", 1440 }, { "talk", 1440 }, { "spam", 0 }, { "", 240 },
};

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID, message);

  return FALSE;
}

/*** Settings that can be undone ***/

/* (transfer full) (nullable); uid (out) (nullable) */
static char *
find_setting (VecheDb *db, const char *name, char **uid)
{
  VecheStatement *row = veche_db_prepare (db, "SELECT value, uid FROM inbox_setting WHERE name = ?1");
  char *value;

  veche_statement_bind_text (row, 1, name);
  if (!veche_statement_step (row, NULL))
    return NULL;
  value = veche_statement_dup_text (row, 0);
  if (uid != NULL)
    *uid = veche_statement_dup_text (row, 1);
  veche_statement_reset (row);

  return value;
}

/* value NULL removes. */
static void
edit_setting (VecheDb *db, VecheEdit *edit, const char *name, const char *value)
{
  g_autofree char *uid = NULL;
  g_autofree char *before = find_setting (db, name, &uid);
  const char *fresh;

  if (before != NULL && value == NULL)
    veche_edit_delete (edit, "inbox_setting", uid);
  else if (before != NULL)
    veche_edit_set_text (edit, "inbox_setting", uid, "value", value);
  else if (value != NULL)
    {
      fresh = veche_edit_insert (edit, "inbox_setting");
      veche_edit_set_text (edit, "inbox_setting", fresh, "name", name);
      veche_edit_set_text (edit, "inbox_setting", fresh, "value", value);
    }
}

char *
veche_inbox_setting_dup (VecheDb *db, const char *name)
{
  return find_setting (db, name, NULL);
}

void
veche_inbox_setting_edit (VecheDb *db, VecheEdit *edit, const char *name, const char *value)
{
  edit_setting (db, edit, name, value);
}

/*** Weights ***/

const char *
veche_weight_nick (VecheWeight weight)
{
  g_return_val_if_fail (weight < VECHE_N_WEIGHTS, NULL);

  return weights_known[weight].nick;
}

gboolean
veche_weight_parse (const char *nick, VecheWeight *weight)
{
  for (guint i = 0; nick != NULL && i < VECHE_N_WEIGHTS; i++)
    if (strcmp (weights_known[i].nick, nick) == 0)
      {
        *weight = (VecheWeight) i;
        return TRUE;
      }

  return FALSE;
}

int
veche_weight_default (VecheWeight weight)
{
  g_return_val_if_fail (weight < VECHE_N_WEIGHTS, 0);

  return weights_known[weight].points;
}

void
veche_weights_load (VecheDb *db, VecheWeights *weights)
{
  VecheStatement *row = veche_db_prepare (db, "SELECT substr (name, 8), value FROM inbox_setting WHERE name >= 'weight:' AND name < 'weight;'");
  VecheWeight weight;

  for (guint i = 0; i < VECHE_N_WEIGHTS; i++)
    weights->points[i] = weights_known[i].points;
  while (veche_statement_step (row, NULL))
    if (veche_weight_parse (veche_statement_text (row, 0), &weight))
      weights->points[weight] = CLAMP (atoi (veche_statement_text (row, 1)), -MOST_POINTS, MOST_POINTS);
}

gboolean
veche_weights_edit (VecheDb *db, VecheEdit *edit, VecheWeight weight, int points, GError **error)
{
  g_autofree char *name = g_strconcat (WEIGHT, veche_weight_nick (weight), NULL);
  g_autofree char *value = g_strdup_printf ("%d", points);

  if (points < -MOST_POINTS || points > MOST_POINTS)
    return refuse (error, "A weight is a number from −1000 to 1000");
  edit_setting (db, edit, name, points != weights_known[weight].points ? value : NULL);

  return TRUE;
}

/*** Hours ***/

char *
veche_inbox_hours_text (VecheDb *db)
{
  char *text = find_setting (db, HOURS, NULL);

  return text != NULL ? text : g_strdup ("");
}

static GMutex hours_mutex;
static VecheHours *hours_kept;    /* of this text in this zone: they have laid out years of days */
static char *hours_text;

char *
veche_inbox_zone_text (VecheDb *db)
{
  char *zone = find_setting (db, ZONE, NULL);

  return zone != NULL ? zone : g_strdup ("");
}

gboolean
veche_inbox_zone_edit (VecheDb *db, VecheEdit *edit, const char *zone, GError **error)
{
  g_autofree char *tidy = g_strstrip (g_strdup (zone != NULL ? zone : ""));
  g_autoptr (GTimeZone) known = g_time_zone_new_identifier (tidy);

  if (*tidy != '\0' && known == NULL)
    return refuse (error, "A time zone is a name such as Europe/Moscow, or a shift such as +03");
  edit_setting (db, edit, ZONE, *tidy != '\0' ? tidy : NULL);

  return TRUE;
}

/* (transfer full) */
static VecheHours *
find_hours (const char *text, const char *zone_name)
{
  g_autoptr (GTimeZone) set = *zone_name != '\0' ? g_time_zone_new_identifier (zone_name) : NULL;
  g_autoptr (GTimeZone) zone = set != NULL ? g_time_zone_ref (set) : g_time_zone_new_local ();
  g_autofree char *key = g_strdup_printf ("%s|%s", text, g_time_zone_get_identifier (zone));
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&hours_mutex);

  if (g_strcmp0 (key, hours_text) == 0)
    return veche_hours_ref (hours_kept);
  g_clear_pointer (&hours_kept, veche_hours_unref);
  g_free (hours_text);
  hours_kept = veche_hours_new (text, zone, NULL);
  if (hours_kept == NULL)
    hours_kept = veche_hours_new ("", zone, NULL);
  hours_text = g_steal_pointer (&key);

  return veche_hours_ref (hours_kept);
}

VecheHours *
veche_inbox_hours_load (VecheDb *db)
{
  g_autofree char *text = veche_inbox_hours_text (db);
  g_autofree char *zone = veche_inbox_zone_text (db);
  g_autoptr (GString) whole = g_string_new (text);
  VecheStatement *row = veche_db_prepare (db, "SELECT day FROM holiday ORDER BY day, id");

  /* Where it is always open, a day off takes hours that must first be said. */
  while (veche_statement_step (row, NULL))
    g_string_append_printf (whole, "%s; off %s", whole->len == 0 ? "mon-sun 0:00-24:00" : "", veche_statement_text (row, 0));

  return find_hours (whole->str, zone);
}

gboolean
veche_inbox_hours_edit (VecheDb *db, VecheEdit *edit, const char *text, GError **error)
{
  g_autofree char *tidy = g_strstrip (g_strdup (text != NULL ? text : ""));
  g_autoptr (VecheHours) hours = veche_hours_new (tidy, NULL, error);

  if (hours == NULL)
    return FALSE;
  edit_setting (db, edit, HOURS, *tidy != '\0' ? tidy : NULL);

  return TRUE;
}

void
veche_holiday_free (VecheHoliday *self)
{
  g_free (self->uid);
  g_free (self->day);
  g_free (self->name);
  g_free (self);
}

GPtrArray *
veche_holidays_list (VecheDb *db, GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_holiday_free);
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, "SELECT uid, day, name FROM holiday ORDER BY day, id");

  while (veche_statement_step (row, &local))
    {
      VecheHoliday *holiday = g_new0 (VecheHoliday, 1);

      holiday->uid = veche_statement_dup_text (row, 0);
      holiday->day = veche_statement_dup_text (row, 1);
      holiday->name = veche_statement_dup_text (row, 2);
      g_ptr_array_add (all, holiday);
    }
  if (local == NULL)
    return g_steal_pointer (&all);

  g_propagate_prefixed_error (error, g_steal_pointer (&local), "reading the holidays: ");

  return NULL;
}

static VecheHoliday *
find_holiday (GPtrArray *all, const char *day)
{
  for (guint i = 0; i < all->len; i++)
    if (strcmp (((VecheHoliday *) all->pdata[i])->day, day) == 0)
      return all->pdata[i];

  return NULL;
}

gboolean
veche_holidays_edit_add (VecheDb *db, VecheEdit *edit, const char *day, const char *name, GError **error)
{
  g_autofree char *as_hours = g_strconcat ("mon 10:00-11:00; off ", day, NULL);
  g_autoptr (VecheHours) hours = strpbrk (day, ";.") == NULL ? veche_hours_new (as_hours, NULL, NULL) : NULL;
  g_autoptr (GPtrArray) all = veche_holidays_list (db, error);
  const char *uid;

  if (all == NULL)
    return FALSE;
  if (hours == NULL)
    return refuse (error, "A holiday is a day such as 2027-01-01");
  if (find_holiday (all, day) != NULL)
    uid = find_holiday (all, day)->uid;
  else
    {
      uid = veche_edit_insert (edit, "holiday");
      veche_edit_set_text (edit, "holiday", uid, "day", day);
    }
  veche_edit_set_text (edit, "holiday", uid, "name", name);

  return TRUE;
}

gboolean
veche_holidays_edit_remove (VecheDb *db, VecheEdit *edit, const char *day, GError **error)
{
  g_autoptr (GPtrArray) all = veche_holidays_list (db, error);
  VecheHoliday *holiday = all != NULL ? find_holiday (all, day) : NULL;

  if (all == NULL)
    return FALSE;
  if (holiday == NULL)
    {
      g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND, "“%s” is no holiday here", day);
      return FALSE;
    }
  veche_edit_delete (edit, "holiday", holiday->uid);

  return TRUE;
}

/*** Targets ***/

void
veche_reply_target_free (VecheReplyTarget *self)
{
  g_free (self->uid);
  g_free (self->kind);
  g_free (self->source_uid);
  g_free (self->source_name);
  g_free (self);
}

static VecheReplyTarget *
find_target (GPtrArray *targets, const char *kind, gint64 source_id)
{
  for (guint i = 0; i < targets->len; i++)
    {
      VecheReplyTarget *target = targets->pdata[i];

      if (strcmp (target->kind, kind) == 0 && target->source_id == source_id)
        return target;
    }

  return NULL;
}

GPtrArray *
veche_reply_targets_list (VecheDb *db, GError **error)
{
  static const char sql[] =
    "SELECT t.uid, t.kind, s.uid, s.name, t.source_id, t.minutes FROM reply_target AS t LEFT JOIN source AS s ON s.id = t.source_id"
    " ORDER BY t.source_id IS NOT NULL, s.name, t.id";
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_reply_target_free);
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  while (veche_statement_step (row, &local))
    {
      VecheReplyTarget *target = g_new0 (VecheReplyTarget, 1);

      target->uid = veche_statement_dup_text (row, 0);
      target->kind = veche_statement_dup_text (row, 1);
      target->source_uid = veche_statement_dup_text (row, 2);
      target->source_name = veche_statement_dup_text (row, 3);
      target->source_id = veche_statement_int (row, 4);
      target->minutes = (int) veche_statement_int (row, 5);
      g_ptr_array_add (all, target);
    }
  if (local != NULL)
    {
      g_propagate_prefixed_error (error, g_steal_pointer (&local), "reading the targets: ");
      return NULL;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (targets_known); i++)
    if (find_target (all, targets_known[i].kind, 0) == NULL)
      {
        VecheReplyTarget *target = g_new0 (VecheReplyTarget, 1);

        target->kind = g_strdup (targets_known[i].kind);
        target->minutes = targets_known[i].minutes;
        g_ptr_array_add (all, target);
      }

  return g_steal_pointer (&all);
}

int
veche_reply_targets_find (GPtrArray *targets, const char *kind, gint64 source_id)
{
  VecheReplyTarget *target = source_id != 0 ? find_target (targets, kind, source_id) : NULL;

  if (target == NULL && source_id != 0)
    target = find_target (targets, "", source_id);
  if (target == NULL)
    target = find_target (targets, kind, 0);
  if (target == NULL)
    target = find_target (targets, "", 0);

  return target != NULL ? target->minutes : 0;
}

gboolean
veche_reply_targets_edit (VecheDb *db, VecheEdit *edit, const char *kind, const char *source_uid, int minutes, GError **error)
{
  g_autoptr (GPtrArray) all = veche_reply_targets_list (db, error);
  gint64 source_id = source_uid != NULL ? veche_db_id_for_uid (db, "source", source_uid) : 0;
  VecheReplyTarget *target;
  const char *uid;

  if (all == NULL)
    return FALSE;
  if (minutes > LONGEST)
    return refuse (error, "A target is a number of minutes, at most a year; 0 is none");
  target = find_target (all, kind, source_id);
  uid = target != NULL ? target->uid : NULL;
  if (minutes < 0)
    {
      if (uid != NULL)
        veche_edit_delete (edit, "reply_target", uid);
      return TRUE;
    }
  if (uid == NULL)
    {
      uid = veche_edit_insert (edit, "reply_target");
      veche_edit_set_text (edit, "reply_target", uid, "kind", kind);
      veche_edit_set_ref (edit, "reply_target", uid, "source_id", source_uid);
    }
  veche_edit_set_int (edit, "reply_target", uid, "minutes", minutes);

  return TRUE;
}

/*** The sum at a moment ***/

gint64
veche_inbox_clock_count (VecheHours *hours, gint64 at)
{
  return veche_hours_between (hours, LONG_AGO, at) / G_USEC_PER_SEC;
}

void
veche_inbox_clock_load (VecheDb *db, gint64 now, VecheInboxClock *clock)
{
  g_autoptr (VecheHours) hours = veche_inbox_hours_load (db);

  veche_inbox_clock_fill (db, hours, now, clock);
}

static gint64
noon_of_tomorrow (VecheHours *hours, gint64 now)
{
  g_autoptr (GTimeZone) zone = hours != NULL ? g_time_zone_ref (veche_hours_get_zone (hours)) : g_time_zone_new_local ();
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now / G_USEC_PER_SEC);
  g_autoptr (GDateTime) here = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
  g_autoptr (GDateTime) tomorrow = here != NULL ? g_date_time_add_days (here, 1) : NULL;
  g_autoptr (GDateTime) noon = NULL;

  if (tomorrow == NULL)
    return now + G_TIME_SPAN_DAY;
  noon = g_date_time_new (zone, g_date_time_get_year (tomorrow), g_date_time_get_month (tomorrow), g_date_time_get_day_of_month (tomorrow), 12, 0, 0);

  return noon != NULL ? g_date_time_to_unix (noon) * G_USEC_PER_SEC : now + G_TIME_SPAN_DAY;
}

void
veche_inbox_clock_fill (VecheDb *db, VecheHours *hours, gint64 now, VecheInboxClock *clock)
{
  VecheWeights weights;

  veche_weights_load (db, &weights);
  clock->now = now != 0 ? now : veche_now ();
  clock->open = veche_inbox_clock_count (hours, clock->now);
  clock->waiting = weights.points[VECHE_WEIGHT_WAITING];
  clock->overdue = weights.points[VECHE_WEIGHT_OVERDUE];
  clock->urgent = weights.points[VECHE_WEIGHT_NOW];
  clock->soon = clock->now + SOON;
  clock->tonight = noon_of_tomorrow (hours, clock->now);
}

gboolean
veche_inbox_is_now (const VecheInboxClock *clock, gint64 key, gboolean answered, gint64 answer_by, gint64 owner_due)
{
  return !answered && owner_due <= clock->now && ((answer_by != 0 && answer_by <= clock->soon) || key >= (gint64) clock->urgent * 1000);
}

gint64
veche_inbox_waiting (const VecheInboxClock *clock, gint64 began, gint64 target, gboolean answered)
{
  gint64 waited = clock->open - began;

  if (answered || target <= 0 || waited <= 0)
    return 0;
  if (waited < target)
    return clock->waiting * 1000 * waited / target;

  return (gint64) (clock->waiting + clock->overdue) * 1000 + clock->waiting * 1000 * MIN (waited - target, 4 * target) / (4 * target);
}
