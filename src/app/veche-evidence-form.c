/* veche-evidence-form.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-day-button.h"
#include "app/veche-draw.h"
#include "app/veche-evidence-form.h"
#include "app/veche-plan-words.h"
#include "model/veche-text.h"
#include "store/veche-query-sql.h"

#define MAX_EVENTS 30

static const char *const kinds[] = { "note", "self", "message", "event" };

struct _VecheEvidenceForm
{
  GtkPopover      parent_instance;

  VecheSession   *session;
  GPtrArray      *events;     /* (element-type VecheEvent) (nullable) */

  GtkDropDown    *kind;
  GtkDropDown    *event;
  GtkEntry       *text;
  VecheDayButton *day;
};

G_DEFINE_FINAL_TYPE (VecheEvidenceForm, veche_evidence_form, GTK_TYPE_POPOVER)

enum
{
  SIGNAL_GIVEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gpointer
evidence_form_events_job (VecheDb *db, gpointer input, GError **error)
{
  g_autoptr (VecheQuery) query = veche_query_new (VECHE_QUERY_EVENTS);
  g_autoptr (GArray) ids = NULL;

  query->limit = MAX_EVENTS;
  ids = veche_query_ids (db, query, error);

  return ids != NULL ? veche_query_records (db, query, (gint64 *) ids->data, ids->len, error) : NULL;
}

static void
evidence_form_events_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheEvidenceForm) self = user_data;
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  self->events = veche_store_run_finish (VECHE_STORE (object), result, NULL);
  for (guint i = 0; self->events != NULL && i < self->events->len; i++)
    {
      VecheEvent *event = g_ptr_array_index (self->events, i);
      g_autofree char *title = veche_text_clamp (event != NULL ? event->title : "", 60, FALSE);

      gtk_string_list_append (titles, title);
    }

  gtk_drop_down_set_model (self->event, G_LIST_MODEL (titles));
}

static void
evidence_form_kind_cb (VecheEvidenceForm *self)
{
  gboolean event = gtk_drop_down_get_selected (self->kind) == 3;

  gtk_widget_set_visible (GTK_WIDGET (self->event), event);
  gtk_widget_set_visible (GTK_WIDGET (self->day), !event);
}

static VecheEvent *
evidence_form_chosen_event (VecheEvidenceForm *self)
{
  guint index = gtk_drop_down_get_selected (self->event);

  if (gtk_drop_down_get_selected (self->kind) != 3 || self->events == NULL || index >= self->events->len)
    return NULL;

  return g_ptr_array_index (self->events, index);
}

static void
evidence_form_save_cb (VecheEvidenceForm *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->text))));
  const char *kind = kinds[MIN (gtk_drop_down_get_selected (self->kind), G_N_ELEMENTS (kinds) - 1)];
  VecheEvent *event = evidence_form_chosen_event (self);

  if (g_str_equal (kind, "event") ? event == NULL : *text == '\0')
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->text));
      return;
    }

  g_signal_emit (self, signals[SIGNAL_GIVEN], 0, kind, *text != '\0' ? text : event->title,
                 event != NULL && event->starts_at > 0 ? event->starts_at : veche_time_of_day (veche_day_button_get_day (self->day)),
                 event != NULL ? event->parent.uid : NULL);
  gtk_editable_set_text (GTK_EDITABLE (self->text), "");
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
veche_evidence_form_map (GtkWidget *widget)
{
  VecheEvidenceForm *self = VECHE_EVIDENCE_FORM (widget);

  GTK_WIDGET_CLASS (veche_evidence_form_parent_class)->map (widget);

  gtk_widget_grab_focus (GTK_WIDGET (self->text));
  if (self->events == NULL)
    veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_READER, evidence_form_events_job, NULL,
                           NULL, (GDestroyNotify) g_ptr_array_unref, NULL, evidence_form_events_cb,
                           g_object_ref (self));
}

static void
veche_evidence_form_dispose (GObject *object)
{
  VecheEvidenceForm *self = VECHE_EVIDENCE_FORM (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->events, g_ptr_array_unref);

  G_OBJECT_CLASS (veche_evidence_form_parent_class)->dispose (object);
}

static void
veche_evidence_form_class_init (VecheEvidenceFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_evidence_form_dispose;
  widget_class->map = veche_evidence_form_map;

  signals[SIGNAL_GIVEN] = g_signal_new ("given", VECHE_TYPE_EVIDENCE_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 4, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_INT64, G_TYPE_STRING);

  g_type_ensure (VECHE_TYPE_DAY_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-evidence-form.ui");
  gtk_widget_class_bind_template_child (widget_class, VecheEvidenceForm, kind);
  gtk_widget_class_bind_template_child (widget_class, VecheEvidenceForm, event);
  gtk_widget_class_bind_template_child (widget_class, VecheEvidenceForm, text);
  gtk_widget_class_bind_template_child (widget_class, VecheEvidenceForm, day);
  gtk_widget_class_bind_template_callback (widget_class, evidence_form_kind_cb);
  gtk_widget_class_bind_template_callback (widget_class, evidence_form_save_cb);
}

static void
veche_evidence_form_init (VecheEvidenceForm *self)
{
  g_autofree char *today = veche_day_today ();

  gtk_widget_init_template (GTK_WIDGET (self));
  veche_day_button_set_day (self->day, today);
}

GtkWidget *
veche_evidence_form_new (VecheSession *session)
{
  VecheEvidenceForm *self = g_object_new (VECHE_TYPE_EVIDENCE_FORM, NULL);

  self->session = g_object_ref (session);

  return GTK_WIDGET (self);
}
