/* veche-ingest-private.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/veche-db.h"
#include "store/veche-ingest.h"
#include "store/veche-statement.h"

G_BEGIN_DECLS

/* A person has said what stands in this field: a subquery for EXISTS. A row that came whole has its fields in one line. */
#define VECHE_JOURNAL_SAYS(uid, name) VECHE_JOURNAL_SAYS_OF (uid, "'" name "'")
#define VECHE_JOURNAL_SAYS_OF(uid, name)   /* name: an expression */ \
  "SELECT 1 FROM journal WHERE object_uid = " uid " AND journal.field IN (" name ", '')" \
  " AND (journal.field <> '' OR json_type (ifnull (after, before), '$.' || " name ") IS NOT NULL)"

/* For the files that make up the ingest: what is known while one batch is being written. */

typedef struct               /* an account of the batch */
{
  gint64   identity_id, member_id;
  gint64   first, last;      /* times of its posts in this batch; 0: none */
  gint64   first_join;       /* 0: did not join in this batch */
  gint64   first_seen;       /* as the workspace knows it */
  gboolean in_community;
  gboolean came_or_left;
  gboolean me;
  gboolean erased;           /* on request: nothing of theirs is written down */
} VecheIngestPerson;

typedef struct               /* derived numbers of one member, written once at the end of the batch */
{
  gint64 last_seen, last_contact;
  guint  interactions;
} VecheIngestMember;

typedef struct
{
  VecheDb           *db;
  gint64             batch_id, source_id, community_id;   /* source_id, community_id: 0 is none */
  gint64             now;
  const char        *platform, *instance;
  VecheIngestCounts  counts;
  VecheBatch        *batch;
  gint64             me;         /* the manager's member; 0: not known */
  gint64             home;       /* the channel that numberings was read of; 0: none */
  guint              numberings; /* what kinds of ids that channel held, by bits */
  guint              written;    /* what kinds of ids this batch brought so far */

  GHashTable        *people;     /* (owned): remote id (of the batch) → VecheIngestPerson (owned) */
  GHashTable        *described;  /* (owned): remote id → VechePerson, both of the batch */
  GHashTable        *channels;   /* (owned): remote id → gint64 (owned) */
  GHashTable        *members;    /* (owned): id, gint64 (owned) → VecheIngestMember (owned) */
} VecheIngest;

/* people: the account with its member, made when it is new; NULL on error. */
VecheIngestPerson *veche_ingest_person        (VecheIngest *self, const char *remote_id, GError **error);
gboolean           veche_ingest_people_flush  (VecheIngest *self, GError **error);
VecheIngestMember *veche_ingest_member        (VecheIngest *self, gint64 member_id);

gint64             veche_ingest_channel       (VecheIngest *self, const char *remote_id, GError **error);   /* 0 on error */

gboolean           veche_ingest_post          (VecheIngest *self, const VechePost *post, GError **error);
/* Another wording of a message that is there: kept as an earlier one, or it is the newer one, or it is known. */
gboolean           veche_ingest_wording       (VecheIngest *self, gint64 id, const char *text, gint64 edited, const VechePost *post, GError **error);

/* Makes, or not, a mention of a post; id is its interaction. */
gboolean           veche_ingest_attention     (VecheIngest *self, const VechePost *post, gint64 id, gboolean ours, GError **error);
/* We answered the interaction: it no longer waits. */
gboolean           veche_ingest_answered      (VecheIngest *self, gint64 id, gint64 at, GError **error);
gboolean           veche_ingest_mention       (VecheDb *db, gint64 id, const char *reason, gint64 at, gint64 batch_id, GError **error);
gboolean           veche_ingest_open_questions (VecheDb *db, GError **error);      /* before the first batch of a connection */

/* FALSE when a person has changed the field. */
gboolean           veche_ingest_untouched     (VecheDb *db, const char *uid, const char *field);

/* One row of an id, or 0; one error, or none. */
gint64             veche_ingest_fetch_id      (VecheStatement *statement, GError **error);

G_END_DECLS
