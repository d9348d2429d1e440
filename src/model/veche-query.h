/* veche-query.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

#include "model/veche-record.h"
#include "model/veche-change.h"
#include "model/veche-filter.h"
#include "model/veche-inbox-view.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* What a list shows, as a value.  Fill the fields, then hand it over: from then on it is never changed, only copied.  Filter and order are
 * carried out in SQL (store/veche-query-sql.c), never by GTK wrappers. */
typedef enum { VECHE_QUERY_MEMBERS, VECHE_QUERY_INBOX, VECHE_QUERY_TIMELINE, VECHE_QUERY_EVENTS } VecheQueryKind;
typedef enum { VECHE_SORT_NAME, VECHE_SORT_LAST_SEEN, VECHE_SORT_JOINED, VECHE_SORT_NEWEST, VECHE_SORT_OLDEST, VECHE_SORT_PRIORITY } VecheSort;

/* Of a list by priority (store/veche-inbox-clock.h says which is where): to answer now, before the day is over, and what does not press. */
typedef enum { VECHE_INBOX_NOW = 1, VECHE_INBOX_TODAY, VECHE_INBOX_LATER } VecheInboxGroup;
#define VECHE_N_INBOX_GROUPS 4

struct _VecheQuery
{
  gatomicrefcount ref_count;
  VecheQueryKind  kind;
  VecheSort       sort;

  char           *text;            /* what was typed into the search, raw; NULL or "" is everything */
  /* members */
  char           *tag, *competency, *platform, *stage, *community;   /* names, nicks; NULL: any */
  VecheFilter    *filter;          /* (nullable): conditions beside the ones above */
  guint           with_archived : 1, only_archived : 1, without_staff : 1;
  /* inbox */
  char           *state;           /* "open" (also past snoozes), "snoozed", "done" */
  char           *source_uid;
  VecheInboxView  view;            /* ANY: state decides */
  char           *mood, *message_kind;   /* nicks of analysis/veche-mood.h; NULL: any */
  char           *owner_uid;       /* of a member; "": nobody's */
  char           *label_uid;       /* NULL: any */
  char           *member_uid;      /* by whom, in a saved view; NULL: anybody */
  guint           author;          /* VecheAuthorSigns, all of which hold */
  guint           hot : 1;         /* in threads that grow faster than usual */
  gint64          now;             /* the moment that priority and "overdue" are reckoned for; 0: when the list is read */
  /* timeline, inbox */
  gint64          member_id;       /* by whom; 0: anybody */
  /* timeline */
  char           *interaction_kind;
  gint64          channel_id;
  guint           headings : 1;    /* between the rows, as VecheHeading items with ids < 0: months; of an Inbox by priority a VecheInboxGroup
                                      in "at", with its count */
  /* events, inbox */
  char           *since, *until;   /* days here, "2026-10-01" ≤ when it starts, was said < "2027-01-01" */
  guint           limit;           /* 0: all */
};

#define VECHE_TYPE_QUERY (veche_query_get_type ())
GType       veche_query_get_type (void);
VecheQuery *veche_query_new      (VecheQueryKind kind);      /* sort: NAME for members, NEWEST elsewhere */
VecheQuery *veche_query_ref      (VecheQuery *self);
void        veche_query_unref    (VecheQuery *self);
VecheQuery *veche_query_copy     (VecheQuery *self);         /* a fresh one to change */
gboolean    veche_query_is_filtered (VecheQuery *self);      /* for "nothing matches" against "nothing yet" */
VecheTables veche_query_get_tables  (VecheQuery *self);      /* a commit outside this mask can't change the list */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheQuery, veche_query_unref)

G_END_DECLS
