/* veche-agendas-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "model/veche-edit.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* What carries which agenda: messages by rules (a word, a channel with what is below it) and by hand, events by their own field.  Lane functions;
 * changes through the journal, each one undo. */

typedef struct { char *uid, *agenda_uid, *word, *channel_uid, *channel_name; gint64 agenda_id, channel_id; } VecheAgendaRule;   /* a word or a channel */
void       veche_agenda_rule_free     (VecheAgendaRule *self);
GPtrArray *veche_agendas_list_rules   (VecheDb *db, const char *agenda_uid /* (nullable) */, GError **error);   /* (element-type VecheAgendaRule) (transfer full) */
/* One of the two. INVALID: neither, or there is such a rule. */
gboolean   veche_agendas_edit_add_rule (VecheDb *db, VecheEdit *edit, const char *agenda_uid, const char *word, const char *channel_uid, GError **error);
/* The channels there are, by their source, for a choice. */
typedef struct { char *uid, *name, *source; } VecheAgendaChannel;
GPtrArray *veche_agendas_list_channels (VecheDb *db, GError **error);                          /* (element-type VecheAgendaChannel) (transfer full) */
/* Says of one message which it carries, whatever the rules say; agenda_uid NULL: none; forget: the rules decide again. */
gboolean   veche_agendas_edit_mark    (VecheDb *db, VecheEdit *edit, const char *interaction_uid, const char *agenda_uid, gboolean forget, GError **error);

/*** For analysis/veche-agendas ***/

typedef struct { gint64 id, at, channel_id; } VecheTalkRow;
GArray    *veche_agendas_read_talk    (VecheDb *db, gint64 since, gint64 until, GError **error);               /* (element-type VecheTalkRow) what was said */
GArray    *veche_agendas_read_hits    (VecheDb *db, const char *word, GError **error);                         /* (element-type gint64) newest first, bounded */
typedef struct { gint64 interaction_id, agenda_id; } VecheAgendaMarkRow;                                       /* agenda_id 0: none */
GArray    *veche_agendas_read_marks   (VecheDb *db, GError **error);                                           /* (element-type VecheAgendaMarkRow) */
GHashTable *veche_agendas_read_parents (VecheDb *db, GError **error);                                          /* id of a channel → of the one above it */
typedef struct { gint64 at; char *uid, *text, *place; guint answers; } VecheOpeningRow;                        /* a message that began a talk; place (nullable) */
void       veche_opening_row_free     (VecheOpeningRow *self);
GPtrArray *veche_agendas_read_openings (VecheDb *db, GArray *ids, guint limit, GError **error);                /* (element-type VecheOpeningRow) answered ones, newest first */

G_END_DECLS
