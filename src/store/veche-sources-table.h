/* veche-sources-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "model/veche-edit.h"
#include "model/veche-batch.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* What a message's answer must know. */
typedef struct
{
  char  *type;               /* (owned) (nullable): of the source that it came through */
  guint  max_length;         /* of a reply there; 0: as its platform's usual */
  char  *author, *me;        /* (owned) (nullable): handles */
  char  *meta;               /* (owned) (nullable) */
} VecheAnswered;
void veche_answered_clear (VecheAnswered *self);

/* Sources, channels, the outbox as sync sees it.  Lane functions. */
typedef struct
{
  gint64  id;
  char   *uid, *type, *name, *url, *words, *account, *account_id, *cursor, *error, *error_text;
  char   *settings;                             /* JSON object (nullable) */
  char   *place;                                /* what it calls itself (nullable) */
  gint64  created, last_run, last_ok, next_run;
  gint64  described;                            /* when it was last asked what can be seen; 0: never */
  gint64  rate_limit, rate_remaining, rate_reset;   /* of its account's requests; -1, -1, 0: not said */
  int     quiet_from, quiet_to;                 /* minutes after local midnight; -1: none */
  guint   every, failures, week_interactions, n_channels;
  guint   n_entries;              /* of a calendar, that the plan shares with it */
  gint64  checked, snoozed;                     /* of a place: the last look by hand, and until when the next one waits; 0: none */
  guint   max_length;                           /* of a reply there; 0: as the platform's usual */
  guint   own_server : 1, paused : 1, metered : 1;
} VecheSource;
void         veche_source_free         (VecheSource *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheSource, veche_source_free)

GPtrArray   *veche_sources_list        (VecheDb *db, GError **error);                             /* (element-type VecheSource) */
VecheSource *veche_sources_load        (VecheDb *db, const char *uid, GError **error);            /* uid or unique name; NOT_FOUND */
/* Its channels, those only, as a batch. */
VecheBatch  *veche_sources_channels    (VecheDb *db, gint64 source_id, GError **error);
/* answered: empty; stays so when the message came through no source. */
void         veche_sources_answered    (VecheDb *db, gint64 interaction_id, VecheAnswered *answered);
const char  *veche_sources_edit_add    (VecheEdit *edit, const char *type, const char *name, const char *url, const char *words, gboolean own_server);
/* keep: its channels and what came through them stay, without a source; else they go, and cannot be brought back by undo. */
gboolean     veche_sources_remove      (VecheDb *db, const char *uid, gboolean keep, const char *actor, GError **error);

/* How a run went; borrowed.  NULL and 0 leave what is known, but for the error, which is told each time. */
typedef struct
{
  gint64      source_id, next_run;
  const char *cursor, *account_id, *account;
  const char *error, *error_text;              /* nick of VecheConnectorError; NULL when well */
  gint64      rate_limit, rate_remaining, rate_reset;
} VecheSourceReport;
/* After a run, in the transaction that wrote its data or alone after a failure. */
gboolean     veche_sources_report      (VecheDb *db, const VecheSourceReport *report, GError **error);

typedef struct { char *code, *about; gint64 seen; } VecheSourceNotice;       /* about: "" for the whole source */
void         veche_source_notice_free  (VecheSourceNotice *self);
GPtrArray   *veche_sources_notices     (VecheDb *db, gint64 source_id, GError **error);    /* (element-type VecheSourceNotice) */
/* Adds the notices of a batch; whole: those it does not hold are over, and its place is what the source's is (veche_connector_describe). */
gboolean     veche_sources_note        (VecheDb *db, gint64 source_id, VecheBatch *batch, gboolean whole, GError **error);

typedef struct
{
  gint64  id, source_id, at, not_before, sent, interaction_id;
  char   *uid, *source_uid, *source_type, *source_name, *text, *state, *error, *error_text, *remote_id;
  char   *in_reply_to;                          /* uid of the interaction */
  char   *channel_remote_id, *reply_remote_id, *thread, *reply_url, *author_handle, *reply_meta;  /* where it goes */
  char   *action;                               /* (nullable): instead of words */
  gint64  words_sent;                           /* when its words arrived, while files of it have not; 0: nothing has */
  guint   attempts;
} VecheOutboxRow;
void         veche_outbox_row_free     (VecheOutboxRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheOutboxRow, veche_outbox_row_free)

GPtrArray   *veche_outbox_list         (VecheDb *db, gboolean with_sent, GError **error);         /* (element-type VecheOutboxRow) oldest first */
GPtrArray   *veche_outbox_due          (VecheDb *db, gint64 now, GError **error);                 /* queued, not before now; one per thread at a time */
gint64       veche_outbox_next_due     (VecheDb *db);                                             /* 0: none */
/* At start: whatever was 'sending' when we died is now 'unknown'. */
gboolean     veche_outbox_recover      (VecheDb *db, GError **error);
gboolean     veche_outbox_set_sending  (VecheDb *db, gint64 id, GError **error);
/* Also writes our reply into the channel as an 'out' interaction (natural key remote_id) and stamps the triage row answered. */
/* Part of it stands there: the words, and these files of it (nullable).  They never leave again; withdrawn, only the others are a draft. */
gboolean     veche_outbox_set_words_sent (VecheDb *db, gint64 id, const char *remote_id, const char *url, const char *const *file_uids, GError **error);
gboolean     veche_outbox_set_sent     (VecheDb *db, gint64 id, const char *remote_id, const char *url, GError **error);
gboolean     veche_outbox_set_failed   (VecheDb *db, gint64 id, const char *error_nick, const char *error_text, gint64 retry_at /* 0: never by itself */, GError **error);
gboolean     veche_outbox_set_unknown  (VecheDb *db, gint64 id, const char *error_text, GError **error);
/* The person decides about a failed or unknown one: send again, it did arrive, or give it up (its text goes back to the draft). */
gboolean     veche_outbox_resend       (VecheDb *db, const char *uid, GError **error);
gboolean     veche_outbox_mark_arrived (VecheDb *db, const char *uid, GError **error);
gboolean     veche_outbox_withdraw     (VecheDb *db, const char *uid, const char *actor, GError **error);

G_END_DECLS
