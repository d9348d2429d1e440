/* veche-segment-list.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-segment-list.h"

#define DELAY 400      /* ms */
#define OF_TODAY 60    /* s between looks at what passes with time */

struct _VecheSegmentList
{
  GObject       parent_instance;

  VecheSession *session;     /* (owned) (nullable) after close */
  GPtrArray    *segments;    /* (owned) (element-type VecheSegment) */

  VecheTables   stale;       /* what has changed since the counts were asked for */
  gboolean      running;
  gint64        cost;        /* µs of the last look */
  gint64        looked;
  guint         source;      /* (owned) */
};

G_DEFINE_FINAL_TYPE (VecheSegmentList, veche_segment_list, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* What the scanner is asked: the list as it was, and what has changed since. */
typedef struct
{
  GPtrArray  *known;      /* (element-type VecheSegment) */
  VecheTables stale;
  gboolean    of_today;
} VecheSegmentLook;

static void
segment_look_free (gpointer data)
{
  VecheSegmentLook *look = data;

  g_ptr_array_unref (look->known);
  g_free (look);
}

static gint64
look_find_count (VecheSegmentLook *look, const VecheSegment *segment)
{
  for (guint i = 0; i < look->known->len; i++)
    {
      const VecheSegment *known = look->known->pdata[i];

      if (g_strcmp0 (known->uid, segment->uid) == 0 && veche_filter_equal (known->filter, segment->filter) &&
          !(veche_filter_get_tables (segment->filter) & look->stale) && !(look->of_today && veche_filter_is_of_today (segment->filter)))
        return known->count;
    }

  return -1;
}

static gpointer
segment_list_job (VecheDb *db, gpointer input, GError **error)
{
  VecheSegmentLook *look = input;
  g_autoptr (GPtrArray) list = veche_segments_list (db, FALSE, error);

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      VecheSegment *segment = list->pdata[i];

      if (segment->filter == NULL)
        continue;
      segment->count = look_find_count (look, segment);
      if (segment->count < 0)
        segment->count = veche_segments_count (db, segment->filter, error);
      if (segment->count < 0)
        return NULL;
    }

  return g_steal_pointer (&list);
}

static void segment_list_look_later (VecheSegmentList *self, VecheTables stale);

static void
segment_list_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheSegmentList) self = user_data;
  g_autoptr (GPtrArray) list = veche_store_run_finish (VECHE_STORE (object), result, NULL);

  self->running = FALSE;
  self->cost = g_get_monotonic_time () - self->looked;
  if (self->session == NULL)
    return;
  if (self->stale != 0)
    segment_list_look_later (self, self->stale);
  if (list == NULL)
    return;

  g_ptr_array_unref (self->segments);
  self->segments = g_steal_pointer (&list);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static gboolean
segment_list_look_cb (gpointer user_data)
{
  VecheSegmentList *self = user_data;
  VecheSegmentLook *look = g_new0 (VecheSegmentLook, 1);
  gint64 now = g_get_monotonic_time ();

  self->source = 0;
  self->running = TRUE;
  look->known = g_ptr_array_ref (self->segments);
  look->stale = self->stale;
  look->of_today = now - self->looked > OF_TODAY * G_TIME_SPAN_SECOND;
  self->stale = 0;
  self->looked = now;
  veche_store_run_priority_async (veche_session_get_store (self->session), VECHE_LANE_SCANNER, G_PRIORITY_LOW, segment_list_job, look,
                                  segment_look_free, (GDestroyNotify) g_ptr_array_unref, NULL, segment_list_cb, g_object_ref (self));

  return G_SOURCE_REMOVE;
}

/* While an import changes everything all the time, for a fifth of the time at most. */
static void
segment_list_look_later (VecheSegmentList *self, VecheTables stale)
{
  self->stale |= stale;
  if (self->running || self->source != 0)
    return;

  self->source = g_timeout_add_full (G_PRIORITY_LOW, MAX (DELAY, (guint) (self->cost * 4 / 1000)), segment_list_look_cb, self, NULL);
}

static void
segment_list_store_changed_cb (VecheSegmentList *self, VecheChange *change)
{
  VecheTables tables = veche_change_get_tables (change);
  gboolean concerned = (tables & VECHE_TABLE_SEGMENT) != 0;

  for (guint i = 0; !concerned && i < self->segments->len; i++)
    {
      const VecheSegment *segment = self->segments->pdata[i];

      concerned = segment->filter != NULL && (veche_filter_get_tables (segment->filter) & tables) != 0;
    }
  if (concerned)
    segment_list_look_later (self, tables);
}

static void
veche_segment_list_dispose (GObject *object)
{
  veche_segment_list_close (VECHE_SEGMENT_LIST (object));
  g_clear_pointer (&VECHE_SEGMENT_LIST (object)->segments, g_ptr_array_unref);

  G_OBJECT_CLASS (veche_segment_list_parent_class)->dispose (object);
}

static void
veche_segment_list_class_init (VecheSegmentListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = veche_segment_list_dispose;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", VECHE_TYPE_SEGMENT_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
veche_segment_list_init (VecheSegmentList *self)
{
  self->segments = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_segment_free);
}

VecheSegmentList *
veche_segment_list_new (VecheSession *session)
{
  VecheSegmentList *self = g_object_new (VECHE_TYPE_SEGMENT_LIST, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (veche_session_get_store (session), "changed", G_CALLBACK (segment_list_store_changed_cb), self, G_CONNECT_SWAPPED);
  segment_list_look_later (self, VECHE_TABLE_SEGMENT);

  return self;
}

void
veche_segment_list_close (VecheSegmentList *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (veche_session_get_store (self->session), self);
  g_clear_object (&self->session);
}

guint
veche_segment_list_get_n (VecheSegmentList *self)
{
  return self->segments->len;
}

const VecheSegment *
veche_segment_list_get (VecheSegmentList *self, guint index)
{
  return index < self->segments->len ? self->segments->pdata[index] : NULL;
}

const VecheSegment *
veche_segment_list_find (VecheSegmentList *self, const char *uid)
{
  for (guint i = 0; uid != NULL && i < self->segments->len; i++)
    if (g_strcmp0 (((VecheSegment *) self->segments->pdata[i])->uid, uid) == 0)
      return self->segments->pdata[i];

  return NULL;
}
