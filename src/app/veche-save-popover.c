/* veche-save-popover.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-knowledge-look.h"
#include "app/veche-save-popover.h"
#include "model/veche-text.h"
#include "store/veche-findings-table.h"

#define TITLE_MOST 80

struct _VecheSavePopover
{
  GtkPopover    parent_instance;

  VecheSession *session;           /* (owned) (nullable) */
  char         *interaction_uid;   /* (owned) (nullable) */

  GtkEditable  *title;
  GtkWidget    *first;
};

G_DEFINE_FINAL_TYPE (VecheSavePopover, veche_save_popover, GTK_TYPE_POPOVER)

enum { EVIDENCE, PROMISE, N_SIGNALS };
static guint signals[N_SIGNALS];

typedef struct { const char *kind; char *title, *interaction_uid; } Wish;

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  g_free (wish->title);
  g_free (wish->interaction_uid);
  g_free (wish);
}

static gboolean
wish_build (VecheDb *db, VecheEdit *edit, gpointer data, GError **error)
{
  Wish *wish = data;

  return veche_findings_edit_add (db, edit, wish->kind, wish->title, wish->interaction_uid, error) != NULL;
}

/* What was not saved stands there again, as it was typed. */
static void
save_popover_done_cb (gboolean ok, gpointer user_data)
{
  g_autoptr (VecheSavePopover) self = user_data;

  if (!ok && self->session != NULL && gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    gtk_popover_popup (GTK_POPOVER (self));
}

/* A question for the knowledge base is to be found there at once. */
static void
save_popover_faq_done_cb (gboolean ok, gpointer user_data)
{
  VecheSavePopover *self = user_data;

  if (ok && self->session != NULL)
    veche_knowledge_look (self->session, NULL);
  save_popover_done_cb (ok, self);
}

static void
save_popover_save (VecheSavePopover *self, const char *kind, const char *toast)
{
  g_autofree char *title = veche_text_tidy (gtk_editable_get_text (self->title));
  g_autoptr (VecheEdit) edit = veche_edit_new ("finding", title);
  Wish *wish;

  gtk_popover_popdown (GTK_POPOVER (self));
  if (self->session == NULL || self->interaction_uid == NULL)
    return;
  wish = g_new0 (Wish, 1);
  wish->kind = kind;
  wish->title = g_steal_pointer (&title);
  wish->interaction_uid = g_strdup (self->interaction_uid);
  veche_session_build_edit (self->session, edit, wish_build, wish, wish_free, toast,
                            g_str_equal (kind, "faq") ? save_popover_faq_done_cb : save_popover_done_cb, g_object_ref (self));
}

static void
save_popover_feedback_cb (VecheSavePopover *self)
{
  save_popover_save (self, "feedback", _ ("Saved as feedback"));
}

static void
save_popover_faq_cb (VecheSavePopover *self)
{
  save_popover_save (self, "faq", _ ("Saved as a candidate for the FAQ"));
}

static void
save_popover_case_cb (VecheSavePopover *self)
{
  save_popover_save (self, "case", _ ("Saved as a case"));
}

static void
save_popover_evidence_cb (VecheSavePopover *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[EVIDENCE], 0);
}

static void
save_popover_promise_cb (VecheSavePopover *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[PROMISE], 0);
}

void
veche_save_popover_ask (VecheSavePopover *self, VecheSession *session, VecheMention *mention)
{
  g_autofree char *words = mention->text != NULL ? veche_text_clamp (mention->text, TITLE_MOST, FALSE) : g_strdup ("");

  g_return_if_fail (VECHE_IS_SAVE_POPOVER (self) && VECHE_IS_SESSION (session));

  g_set_object (&self->session, session);
  g_free (self->interaction_uid);
  self->interaction_uid = g_strdup (mention->interaction_uid);
  gtk_editable_set_text (self->title, words);
  gtk_editable_set_position (self->title, 0);      /* its beginning is to be seen */
  gtk_popover_popup (GTK_POPOVER (self));
  gtk_widget_grab_focus (self->first);
}

static void
veche_save_popover_dispose (GObject *object)
{
  g_clear_object (&VECHE_SAVE_POPOVER (object)->session);

  G_OBJECT_CLASS (veche_save_popover_parent_class)->dispose (object);
}

static void
veche_save_popover_finalize (GObject *object)
{
  g_free (VECHE_SAVE_POPOVER (object)->interaction_uid);

  G_OBJECT_CLASS (veche_save_popover_parent_class)->finalize (object);
}

static void
veche_save_popover_class_init (VecheSavePopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_save_popover_dispose;
  G_OBJECT_CLASS (klass)->finalize = veche_save_popover_finalize;
  signals[EVIDENCE] = g_signal_new ("evidence", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[PROMISE] = g_signal_new ("promise", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-save-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, VecheSavePopover, title);
  gtk_widget_class_bind_template_child (widget_class, VecheSavePopover, first);
  gtk_widget_class_bind_template_callback (widget_class, save_popover_feedback_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_popover_faq_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_popover_case_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_popover_evidence_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_popover_promise_cb);
}

static void
veche_save_popover_init (VecheSavePopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
