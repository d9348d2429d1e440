/* veche-inbox-clock.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/veche-edit.h"
#include "model/veche-hours.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* The clocks of the Inbox and the weights of its sum.  Lane functions; the edits_… build what a person asked for, for veche_journal_apply().
 *
 * A clock runs in seconds of open hours, counted from a moment of long ago.  A mention knows at which count its own began and how many it may
 * take; its share of waiting at any moment then follows from one number, the count of now:
 *
 *   open hours      ▁▁▔▔▔▔▁▁▁▁▁▁▔▔▔▔▁▁          count of now − began = waited
 *   waited / target        0 … 1 grows, 1 jumps, then grows slower
 */

/*** What a person set, by name, so that it can be undone ***/

char       *veche_inbox_setting_dup   (VecheDb *db, const char *name);                            /* (transfer full) (nullable) */
void        veche_inbox_setting_edit  (VecheDb *db, VecheEdit *edit, const char *name, const char *value);   /* value NULL: as if it had never been */

/*** Weights ***/

typedef enum
{
  VECHE_WEIGHT_NEGATIVE, VECHE_WEIGHT_POSITIVE,
  VECHE_WEIGHT_COMPLAINT, VECHE_WEIGHT_QUESTION, VECHE_WEIGHT_IDEA, VECHE_WEIGHT_PRAISE, VECHE_WEIGHT_SPAM,
  VECHE_WEIGHT_DIRECT,       /* said to us: a direct message, a request to join */
  VECHE_WEIGHT_NEWCOMER, VECHE_WEIGHT_IMPORTANT, VECHE_WEIGHT_CRITIC, VECHE_WEIGHT_EXPERT,
  VECHE_WEIGHT_REPEAT,       /* for each earlier negative message of theirs, three at most */
  VECHE_WEIGHT_CAPITALS, VECHE_WEIGHT_REFUND, VECHE_WEIGHT_BAN, VECHE_WEIGHT_LEGAL, VECHE_WEIGHT_STORM,
  VECHE_WEIGHT_HEAT,
  VECHE_WEIGHT_WAITING,      /* all of it at the target, twice that at five times the target */
  VECHE_WEIGHT_OVERDUE,      /* once the target is reached */
  VECHE_WEIGHT_NOW,          /* no part of the sum: the priority from which "answer now" begins */
  VECHE_N_WEIGHTS,
} VecheWeight;

typedef struct { int points[VECHE_N_WEIGHTS]; } VecheWeights;

const char *veche_weight_nick         (VecheWeight weight);
gboolean    veche_weight_parse        (const char *nick, VecheWeight *weight);
int         veche_weight_default      (VecheWeight weight);
void        veche_weights_load        (VecheDb *db, VecheWeights *weights);
/* points −1000 … 1000; the default removes what was set. */
gboolean    veche_weights_edit        (VecheDb *db, VecheEdit *edit, VecheWeight weight, int points, GError **error);

/*** Hours ***/

/* What was written, without the holidays; "" is always. (transfer full) */
char       *veche_inbox_hours_text    (VecheDb *db);
/* Where these hours are: "Europe/Moscow"; "": where the computer is. (transfer full) */
char       *veche_inbox_zone_text     (VecheDb *db);
gboolean    veche_inbox_zone_edit     (VecheDb *db, VecheEdit *edit, const char *zone, GError **error);   /* INVALID: no such zone is known here */
/* With the holidays, in its zone; always open where what is written can't be read. (transfer full) */
VecheHours *veche_inbox_hours_load    (VecheDb *db);
gboolean    veche_inbox_hours_edit    (VecheDb *db, VecheEdit *edit, const char *text, GError **error);

typedef struct { char *uid, *day, *name; } VecheHoliday;
void        veche_holiday_free        (VecheHoliday *self);
GPtrArray  *veche_holidays_list       (VecheDb *db, GError **error);                   /* (element-type VecheHoliday) by day */
gboolean    veche_holidays_edit_add   (VecheDb *db, VecheEdit *edit, const char *day, const char *name, GError **error);
gboolean    veche_holidays_edit_remove (VecheDb *db, VecheEdit *edit, const char *day, GError **error);

/*** Targets ***/

typedef struct
{
  char  *uid;                 /* NULL: the program's own, which nobody changed */
  char  *kind;                /* "": all others */
  char  *source_uid, *source_name;   /* NULL: all others */
  gint64 source_id;
  int    minutes;             /* 0: no clock runs */
} VecheReplyTarget;
void        veche_reply_target_free   (VecheReplyTarget *self);
/* What was set, and the program's own for kinds that were not. (element-type VecheReplyTarget) */
GPtrArray  *veche_reply_targets_list  (VecheDb *db, GError **error);
/* The one that holds: of kind and source, else of the source, else of the kind, else of all. */
int         veche_reply_targets_find  (GPtrArray *targets, const char *kind, gint64 source_id);
/* minutes < 0 removes what was set. source_uid (nullable) */
gboolean    veche_reply_targets_edit  (VecheDb *db, VecheEdit *edit, const char *kind, const char *source_uid, int minutes, GError **error);

/*** The sum at a moment ***/

typedef struct
{
  gint64 now;                 /* µs */
  gint64 open;                /* seconds of open hours until now: the count that triage.began is one of */
  int    waiting, overdue;    /* weights */
  int    urgent;              /* "answer now" from here on */
  gint64 soon, tonight;       /* µs: an hour from now; noon of tomorrow: who starts at nine can't answer in time what is due before */
} VecheInboxClock;

void        veche_inbox_clock_load    (VecheDb *db, gint64 now, VecheInboxClock *clock);     /* now 0: now */
void        veche_inbox_clock_fill    (VecheDb *db, VecheHours *hours, gint64 now, VecheInboxClock *clock);
gint64      veche_inbox_clock_count   (VecheHours *hours, gint64 at);                        /* the count of a moment */

/* Where a mention stands in a list by priority: now, when its sum is high or its answer is due within the hour; today, when it is due before noon of
 * tomorrow or no clock tells; later, what was answered, what a colleague still has time for, and the rest. */
gboolean    veche_inbox_is_now        (const VecheInboxClock *clock, gint64 key, gboolean answered, gint64 answer_by, gint64 owner_due);
/* Which, as an expression over triage t and a row w of (at, urgent, soon, tonight); key is an expression, too. */
#define VECHE_INBOX_GROUP_SQL(key) \
  "CASE WHEN t.answered IS NOT NULL OR t.owner_due > w.at THEN 3 WHEN t.answer_by <= w.soon OR " key " >= w.urgent THEN 1" \
  " WHEN t.kind <> 'spam' AND ifnull (t.answer_by, 0) < w.tonight THEN 2 ELSE 3 END"

/* The share of waiting in thousandths of a point; the order of a list is by points · 1000 + this. */
gint64      veche_inbox_waiting       (const VecheInboxClock *clock, gint64 began, gint64 target, gboolean answered);
/* The same as an expression over triage t and a row w of (open, waiting, overdue). */
#define VECHE_INBOX_WAITING_SQL \
  "CASE WHEN t.answered IS NOT NULL OR t.target <= 0 OR w.open <= t.began THEN 0" \
  " WHEN w.open - t.began < t.target THEN w.waiting * 1000 * (w.open - t.began) / t.target" \
  " ELSE (w.waiting + w.overdue) * 1000 + w.waiting * 1000 * min (w.open - t.began - t.target, 4 * t.target) / (4 * t.target) END"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheReplyTarget, veche_reply_target_free)

G_END_DECLS
