/* veche-query.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/veche-query.h"

G_DEFINE_BOXED_TYPE (VecheQuery, veche_query, veche_query_ref, veche_query_unref)

VecheQuery *
veche_query_new (VecheQueryKind kind)
{
  VecheQuery *self = g_new0 (VecheQuery, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->kind = kind;
  self->sort = kind == VECHE_QUERY_MEMBERS ? VECHE_SORT_NAME : VECHE_SORT_NEWEST;

  return self;
}

VecheQuery *
veche_query_ref (VecheQuery *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
veche_query_unref (VecheQuery *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->text);
  g_free (self->tag);
  g_free (self->competency);
  g_free (self->platform);
  g_free (self->stage);
  g_free (self->community);
  g_clear_pointer (&self->filter, veche_filter_unref);
  g_free (self->state);
  g_free (self->source_uid);
  g_free (self->mood);
  g_free (self->message_kind);
  g_free (self->owner_uid);
  g_free (self->label_uid);
  g_free (self->member_uid);
  g_free (self->interaction_kind);
  g_free (self->since);
  g_free (self->until);
  g_free (self);
}

VecheQuery *
veche_query_copy (VecheQuery *self)
{
  VecheQuery *copy = veche_query_new (self->kind);

  copy->sort = self->sort;
  copy->text = g_strdup (self->text);
  copy->tag = g_strdup (self->tag);
  copy->competency = g_strdup (self->competency);
  copy->platform = g_strdup (self->platform);
  copy->stage = g_strdup (self->stage);
  copy->community = g_strdup (self->community);
  copy->filter = self->filter != NULL ? veche_filter_ref (self->filter) : NULL;
  copy->with_archived = self->with_archived;
  copy->only_archived = self->only_archived;
  copy->without_staff = self->without_staff;
  copy->state = g_strdup (self->state);
  copy->source_uid = g_strdup (self->source_uid);
  copy->view = self->view;
  copy->mood = g_strdup (self->mood);
  copy->message_kind = g_strdup (self->message_kind);
  copy->owner_uid = g_strdup (self->owner_uid);
  copy->label_uid = g_strdup (self->label_uid);
  copy->member_uid = g_strdup (self->member_uid);
  copy->author = self->author;
  copy->hot = self->hot;
  copy->now = self->now;
  copy->member_id = self->member_id;
  copy->interaction_kind = g_strdup (self->interaction_kind);
  copy->channel_id = self->channel_id;
  copy->headings = self->headings;
  copy->since = g_strdup (self->since);
  copy->until = g_strdup (self->until);
  copy->limit = self->limit;

  return copy;
}

gboolean
veche_query_is_filtered (VecheQuery *self)
{
  return (self->text != NULL && *self->text != '\0') || self->tag != NULL || self->competency != NULL ||
         self->platform != NULL || self->stage != NULL || self->community != NULL || self->only_archived ||
         (self->filter != NULL && !veche_filter_is_empty (self->filter)) || self->without_staff || self->source_uid != NULL || self->mood != NULL ||
         self->message_kind != NULL || self->owner_uid != NULL || self->label_uid != NULL || self->member_uid != NULL ||
         self->author != 0 || self->hot || self->interaction_kind != NULL || self->channel_id != 0;
}

VecheTables
veche_query_get_tables (VecheQuery *self)
{
  switch (self->kind)
    {
    case VECHE_QUERY_MEMBERS:
      return VECHE_TABLE_MEMBER | VECHE_TABLE_IDENTITY | VECHE_TABLE_TAG | VECHE_TABLE_COMPETENCY |
             VECHE_TABLE_INTERACTION | VECHE_TABLE_COMMUNITY | (self->filter != NULL ? veche_filter_get_tables (self->filter) : 0);
    case VECHE_QUERY_INBOX:
      return VECHE_TABLE_TRIAGE | VECHE_TABLE_OUTBOX | VECHE_TABLE_SOURCE | VECHE_TABLE_MEMBER |
             VECHE_TABLE_INTERACTION;
    case VECHE_QUERY_TIMELINE:
      return VECHE_TABLE_INTERACTION | VECHE_TABLE_OUTBOX;
    case VECHE_QUERY_EVENTS:
      return VECHE_TABLE_PLAN;
    default:
      g_return_val_if_reached (VECHE_TABLE_OTHER);
    }
}
