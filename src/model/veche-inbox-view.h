/* veche-inbox-view.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "veche-types.h"

G_BEGIN_DECLS

/* The views of the Inbox: each is a condition on mentions (store/veche-query-sql.c), beside which the other fields of a VecheQuery hold.  All but
 * SNOOZED, PROMISES and DONE show what is open, also what was snoozed until a moment that is past; and all but NOISE and these leave out what says
 * nothing that wants an answer (analysis/veche-noise.h). */
typedef enum
{
  VECHE_INBOX_ANY,          /* no view: the query's state decides */
  VECHE_INBOX_OPEN,
  VECHE_INBOX_NEGATIVE,
  VECHE_INBOX_QUESTIONS,
  VECHE_INBOX_OVERDUE,      /* unanswered past the moment at which an answer was due */
  VECHE_INBOX_UNANSWERED,
  VECHE_INBOX_NEWCOMERS,    /* by people who have just come */
  VECHE_INBOX_PRAISE,       /* the thanks that wait for thanks */
  VECHE_INBOX_MINE,         /* the manager owns them */
  VECHE_INBOX_HANDED,       /* a colleague owns them */
  VECHE_INBOX_PROMISES,     /* something was promised there and is not kept yet, be it done or not */
  VECHE_INBOX_NOISE,        /* what says nothing that wants an answer: "+1", stickers, greetings */
  VECHE_INBOX_SNOOZED,
  VECHE_INBOX_DONE,
  VECHE_N_INBOX_VIEWS,
} VecheInboxView;

const char *veche_inbox_view_nick  (VecheInboxView view);                            /* "open", "negative" …; stored, never changed; "" for ANY */
gboolean    veche_inbox_view_parse (const char *nick, VecheInboxView *view);

/* What the judge knows of an author: bits of triage.author and VecheQuery.author. */
typedef enum
{
  VECHE_AUTHOR_NEWCOMER  = 1 << 0,
  VECHE_AUTHOR_IMPORTANT = 1 << 1,   /* marked as important, or a core member */
  VECHE_AUTHOR_CRITIC    = 1 << 2,   /* three negative messages and more within 90 days */
  VECHE_AUTHOR_EXPERT    = 1 << 3,   /* a competency of level 4 or 5 that is confirmed */
  VECHE_AUTHOR_OURS      = 1 << 4,   /* staff, a moderator */
} VecheAuthorSigns;

/* A saved view: {"view":"negative","source":UID,"text":…,"mood":…,"kind":…,"owner":UID,"label":UID,"person":UID,
 * "since":DAY,"until":DAY,"author":["newcomer"],"hot":true,"sort":"priority"}, every key optional; owner "" is nobody.
 * (transfer full); from_json: NULL with G_MARKUP_ERROR_INVALID_CONTENT for what is no query of ours. */
char       *veche_inbox_query_to_json   (VecheQuery *query);
VecheQuery *veche_inbox_query_from_json (const char *json, GError **error);

/* When a day begins here: "2026-10-01", or "7d", so many days before the day of now; "0d" is that day. */
gboolean    veche_inbox_day_parse  (const char *text, gint64 now, gint64 *at);

/* "newest", "oldest", "priority" */
const char *veche_inbox_sort_nick  (int sort);
gboolean    veche_inbox_sort_parse (const char *nick, int *sort);
/* "newcomer", "important", "critic", "expert", "ours"; 0: none of them */
guint       veche_author_sign_parse (const char *nick);

G_END_DECLS
