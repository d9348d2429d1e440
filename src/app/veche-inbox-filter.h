/* veche-inbox-filter.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "model/veche-query.h"

G_BEGIN_DECLS

/* What the list of the Inbox shows: its views with their counts, the saved ones on top, then what it is narrowed down to and its order.  All of it
 * scrolls.  It changes nothing by itself, but activates inbox.view (s), inbox.narrow (ss: field, value; "": any) and inbox.sort (s). */
#define VECHE_TYPE_INBOX_FILTER (veche_inbox_filter_get_type ())
G_DECLARE_FINAL_TYPE (VecheInboxFilter, veche_inbox_filter, VECHE, INBOX_FILTER, GtkPopover)

typedef struct { char *target, *name; gint64 count; gboolean saved; } VecheInboxChoice;   /* a view: target of inbox.view */
void veche_inbox_choice_free         (VecheInboxChoice *self);

/* views (element-type VecheInboxChoice), the saved ones first; current: a target */
void veche_inbox_filter_set_views    (VecheInboxFilter *self, GPtrArray *views, const char *current);

typedef enum { VECHE_NARROW_LABEL, VECHE_NARROW_OWNER, VECHE_NARROW_MOOD, VECHE_NARROW_KIND, VECHE_NARROW_SOURCE, VECHE_NARROW_SINCE, VECHE_N_NARROWS } VecheInboxNarrow;
const char *veche_inbox_narrow_nick  (VecheInboxNarrow narrow);                            /* "label" … */
gboolean    veche_inbox_narrow_parse (const char *nick, VecheInboxNarrow *narrow);
/* Which field of the query it is. (transfer none) */
char      **veche_inbox_narrow_field (VecheQuery *query, VecheInboxNarrow narrow);

/* Those of the workspace: names and values side by side. */
void veche_inbox_filter_set_values   (VecheInboxFilter *self, VecheInboxNarrow narrow, const char *const *names, const char *const *values);
/* Shows what holds now: the fields of the query, and its order. */
void veche_inbox_filter_show_query   (VecheInboxFilter *self, VecheQuery *query);
/* How the value is called: "Conference"; NULL where it is not known. */
const char *veche_inbox_filter_name  (VecheInboxFilter *self, VecheInboxNarrow narrow, const char *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheInboxChoice, veche_inbox_choice_free)

G_END_DECLS
