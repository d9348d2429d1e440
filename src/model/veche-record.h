/* veche-record.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* What a lane hands to the main thread: immutable values, counted by reference.  Every kind starts with a VecheRecord, so a list, its
 * rows and their loader need to know no more than this.  Strings are owned by the record; NULL is "we do not know". */
typedef enum
{
  VECHE_RECORD_MEMBER,
  VECHE_RECORD_MENTION,
  VECHE_RECORD_INTERACTION,
  VECHE_RECORD_EVENT,
  VECHE_RECORD_PROJECT,
  VECHE_RECORD_TABLE_ROW,     /* of a table that is about to be imported; made by the interface */
  VECHE_RECORD_PAIR,          /* two members that may be one person */
  VECHE_RECORD_HEADING,       /* a month in the timeline, a group in the Inbox: not selectable, id < 0 */
} VecheRecordKind;

typedef struct
{
  gatomicrefcount  ref_count;
  VecheRecordKind  kind;
  gint64           id;
  char            *uid;
  GDestroyNotify   clear;      /* frees the strings of the kind */
} VecheRecord;

#define VECHE_TYPE_RECORD (veche_record_get_type ())
GType        veche_record_get_type (void);
gpointer     veche_record_alloc    (gsize size, VecheRecordKind kind, gint64 id, const char *uid, GDestroyNotify clear);   /* zeroed */
gpointer     veche_record_ref      (gpointer record);
void         veche_record_unref    (gpointer record);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheRecord, veche_record_unref)

typedef struct               /* a row of Members; also the person beside a message */
{
  VecheRecord  parent;
  char        *name;
  char        *address_as;
  char        *headline;
  char        *city;
  char        *labels;       /* the two strongest competencies, "Python, ведение встреч" */
  char        *handles;      /* "@anna_leb, anna.l" */
  char        *stage;        /* nick of the schema, never translated here */
  char        *role;
  gint64       joined, last_seen, last_contact;   /* 0: never or unknown */
  guint        interactions, days_active_30;      /* days_active_30: of the last 30, how many with an interaction */
  guint        important : 1, archived : 1, me : 1, do_not_contact : 1, do_not_mention : 1;
} VecheMember;

typedef struct               /* a row of the Inbox */
{
  VecheRecord  parent;       /* uid is the triage row's */
  char        *interaction_uid;
  gint64       interaction_id;
  char        *source_uid, *source_name, *source_type, *platform;
  char        *channel_name;
  char        *author_name, *author_uid, *author_handle;
  gint64       author_id;
  char        *text, *url;
  char        *reason, *state;
  gint64       at, due, snoozed_until, answered, author_joined;
  guint        seen : 1, author_important : 1, author_newcomer : 1, deleted : 1, has_draft : 1;
  /* what the judge says (analysis/veche-triage.h) */
  char        *mood, *message_kind;   /* nicks; "" where nobody judged, or moods are off */
  char        *owner_uid, *owner_name, *owner_note;   /* NULL: nobody's */
  gint64       owner_due;
  gint64       answer_by;             /* 0: no clock runs */
  gint64       waited;                /* seconds of open hours, at the moment of reading, without pauses; of an answered one: until then */
  int          priority;              /* at the moment of reading: the sum of veche_triage_explain () */
  int          heat;                  /* tenths of a standard deviation; 0: as usual */
  guint        author;                /* VecheAuthorSigns */
  guint        repeats;               /* how many of the author's messages of the 90 days before were negative, too */
  char        *labels;                /* (nullable): a line for each, colour, tab, name */
  guint        overdue : 1, owner_is_me : 1, ruled : 1, noise : 1;   /* ruled: a rule did something to it that stands; noise: says nothing */
} VecheMention;

typedef struct               /* a row of a timeline, a message in a thread */
{
  VecheRecord  parent;
  char        *kind, *platform, *channel_name, *direction;
  gint64       channel_id, reply_to_id, author_id;
  char        *author_name, *author_uid, *author_handle;
  char        *reply_to_name;       /* whom it answers */
  char        *text, *url, *earlier; /* earlier: what it said before the last edit */
  char        *meta;
  char        *outbox_state, *outbox_uid, *outbox_error;   /* for a reply of ours that is on its way; id is then negative */
  gint64       at, edited, deleted;
} VecheInteraction;

typedef struct
{
  VecheRecord  parent;
  char        *title, *kind, *place, *link, *starts, *ends, *tz, *status, *notes;
  char        *agenda_shape, *agenda_name, *agenda_uid, *project_uid;
  char        *host;         /* name of the first host */
  gint64       starts_at;    /* microseconds UTC, of starts in tz */
  guint        coming, came, online : 1;
} VecheEvent;

typedef struct
{
  VecheRecord  parent;
  char        *text;
  gint64       at;           /* the month, when it is one; of the Inbox a VecheInboxGroup */
  guint        count;
} VecheHeading;

G_END_DECLS
