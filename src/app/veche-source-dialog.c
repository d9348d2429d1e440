/* veche-source-dialog.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-ask-discard.h"
#include "app/veche-draw.h"
#include "app/veche-feeds-dialog.h"
#include "app/veche-mention-words.h"
#include "app/veche-source-actions.h"
#include "app/veche-source-feeds.h"
#include "app/veche-source-dialog.h"
#include "app/veche-source-form.h"
#include "app/veche-source-found.h"
#include "app/veche-source-guide-view.h"
#include "app/veche-source-keep.h"
#include "app/veche-source-state-words.h"
#include "connectors/veche-connector.h"
#include "connectors/veche-oauth.h"
#include "model/veche-source-address.h"

struct _VecheSourceDialog
{
  AdwWindow            parent_instance;

  VecheSession        *session;      /* (owned) */
  GCancellable        *cancellable;  /* (owned): closing the window or going back ends what is under way */
  VecheConnector      *connector;    /* (owned) (nullable): the one being tried */
  const VecheSourceGuide *guide;
  char                *source_uid;   /* (owned) (nullable): signs in again */
  char                *settings;     /* (owned) (nullable): as tried; of the source that signs in again, its own */
  char                *address;      /* (owned) (nullable): being tried */
  char                *words;        /* (owned) (nullable): being tried */
  char                *token;        /* (owned) (nullable): not kept yet */
  gboolean             typed;        /* the form was changed by hand, and is not kept yet */

  GtkStack            *stack;
  GtkListBox          *choices;
  GtkWidget           *back;
  GtkWidget           *form_scroller;
  AdwBin              *steps_slot, *form_slot, *blocks_slot;
  VecheSourceForm     *form;         /* (nullable) of form_slot */
  GtkWidget           *own_server_list;
  GtkWidget           *list;         /* of feeds, only there */
  GtkSwitch           *own_server;
  GtkImage            *found_icon;
  GtkLabel            *found_title, *found_about;
  AdwBin              *notices_slot, *places_slot, *feeds_slot;
  VecheSourceFeeds    *feeds;        /* (nullable) of feeds_slot */
  VecheSourceForm     *places;       /* (nullable) of places_slot */
  GtkEditable         *name_row;
  GtkWidget           *foot;
  GtkWidget           *trouble;
  GtkLabel            *trouble_text, *trouble_detail;
  GtkLabel            *waiting;
  GtkSpinner          *spinner;
  GtkButton           *connect;
};

G_DEFINE_FINAL_TYPE (VecheSourceDialog, veche_source_dialog, ADW_TYPE_WINDOW)

static gboolean
veche_source_dialog_is_found (VecheSourceDialog *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "found") == 0;
}

static void
veche_source_dialog_say (VecheSourceDialog *self, const char *trouble, const char *detail)
{
  gtk_label_set_text (self->trouble_text, trouble != NULL ? trouble : "");
  gtk_label_set_text (self->trouble_detail, detail != NULL ? detail : "");
  gtk_widget_set_visible (GTK_WIDGET (self->trouble_detail), detail != NULL);
  gtk_widget_set_visible (self->trouble, trouble != NULL);
}

static gboolean
veche_source_dialog_may_sign_in (VecheSourceDialog *self)
{
  g_autofree char *token = self->form != NULL ? veche_source_form_dup_token (self->form) : NULL;

  return self->guide->browser && token == NULL;
}

/* The button says what it will do: with a key typed it connects, without one it opens the browser. */
static void
veche_source_dialog_update (VecheSourceDialog *self)
{
  gboolean busy = gtk_spinner_get_spinning (self->spinner);
  gboolean ready;

  if (veche_source_dialog_is_found (self))
    {
      gtk_button_set_label (self->connect, _ ("_Add Source"));
      ready = veche_source_form_is_filled (self->places) && (self->feeds == NULL || veche_source_feeds_is_filled (self->feeds));
    }
  else
    {
      gtk_button_set_label (self->connect, veche_source_dialog_may_sign_in (self) ? _ ("_Sign In in the Browser") : _ ("_Connect"));
      ready = self->form != NULL && veche_source_form_is_filled (self->form);
    }
  gtk_widget_set_sensitive (GTK_WIDGET (self->connect), ready && !busy);
}

static void
veche_source_dialog_wait (VecheSourceDialog *self, const char *waiting)
{
  gboolean busy = waiting != NULL;

  gtk_label_set_text (self->waiting, busy ? waiting : "");
  gtk_widget_set_visible (GTK_WIDGET (self->waiting), busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_sensitive (self->form_scroller, !busy);
  veche_source_dialog_update (self);
}

/* What was under way is not waited for any more. */
static void
veche_source_dialog_stop (VecheSourceDialog *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_clear_object (&self->connector);
  veche_source_dialog_say (self, NULL, NULL);
  veche_source_dialog_wait (self, NULL);
}

/* What is to be switched on may be below the fold, and is once the trouble has taken its place. */
static gboolean
veche_source_dialog_reach_own_server_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  VecheSourceDialog *self = VECHE_SOURCE_DIALOG (widget);

  if (!gtk_widget_get_visible (self->trouble))
    return G_SOURCE_REMOVE;
  if (gtk_widget_get_height (self->trouble) == 0)
    return G_SOURCE_CONTINUE;

  gtk_widget_grab_focus (GTK_WIDGET (self->own_server));
  return G_SOURCE_REMOVE;
}

static void
veche_source_dialog_fail (VecheSourceDialog *self, const GError *error)
{
  gboolean own_server = gtk_switch_get_active (self->own_server);
  const char *explained = error->domain == VECHE_CONNECTOR_ERROR ? veche_source_trial_error (self->guide, error->code, own_server) : NULL;
  g_autofree char *sentence = explained != NULL ? g_strdup (explained) : veche_error_sentence (error);
  g_autofree char *detail = error->domain == VECHE_CONNECTOR_ERROR ? veche_words_clean (error->message, 300, FALSE) : NULL;

  veche_source_dialog_wait (self, NULL);
  veche_source_dialog_say (self, sentence, detail);
  if (g_error_matches (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_PRIVATE) && gtk_widget_get_visible (self->own_server_list))
    gtk_widget_add_tick_callback (GTK_WIDGET (self), veche_source_dialog_reach_own_server_cb, NULL, NULL);
}

/* -------------------------------------------------------------------------------------------------------------------------- keeping */

/* self is a reference of ours. */
static void
veche_source_dialog_kept_cb (gboolean ok, gpointer user_data)
{
  g_autoptr(VecheSourceDialog) self = user_data;

  if (self->session == NULL)      /* closed meanwhile */
    return;
  /* On an error nothing typed is lost: the window stays. */
  if (ok)
    gtk_window_destroy (GTK_WINDOW (self));
  else
    veche_source_dialog_wait (self, NULL);
}

static void
veche_source_dialog_keep (VecheSourceDialog *self)
{
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (self->name_row)));
  g_autofree char *settings = veche_source_form_dup_settings (self->places, self->settings);
  g_autoptr(GPtrArray) feeds = self->feeds != NULL ? veche_source_feeds_dup_chosen (self->feeds) : NULL;
  const VecheSourceNew source = { .type = self->guide->type, .name = *typed != '\0' ? typed : _ (self->guide->title), .address = self->address,
                                  .words = self->words, .settings = settings, .token = self->token,
                                  .own_server = gtk_switch_get_active (self->own_server), .feeds = feeds };

  veche_source_dialog_wait (self, _ ("Saving…"));
  veche_source_keep (self->session, &source, veche_source_dialog_kept_cb, g_object_ref (self));
}

/* ---------------------------------------------------------------------------------------------------------------------------- found */

static void
veche_source_dialog_put (AdwBin *slot, GtkWidget *child)
{
  adw_bin_set_child (slot, child);
  gtk_widget_set_visible (GTK_WIDGET (slot), child != NULL);
}

static void
veche_source_dialog_show_who (VecheSourceDialog *self, VecheBatch *batch)
{
  g_autofree char *name = veche_source_found_name (self->guide, self->address, batch);
  g_autofree char *about = veche_source_found_about (self->guide, batch);

  gtk_image_set_from_icon_name (self->found_icon, veche_platform_icon (self->guide->type));
  gtk_label_set_text (self->found_title, name);
  gtk_label_set_text (self->found_about, about);
  gtk_editable_set_text (self->name_row, name);
}

static void
veche_source_dialog_show_notices (VecheSourceDialog *self, VecheBatch *batch)
{
  g_autoptr(GPtrArray) sentences = g_ptr_array_new_with_free_func (g_free);
  GtkWidget *box;
  guint n;
  const VecheNotice *notices = veche_batch_get_notices (batch, &n);

  self->feeds = (VecheSourceFeeds *) veche_source_feeds_new (batch);
  if (self->feeds != NULL)
    g_signal_connect_swapped (self->feeds, "changed", G_CALLBACK (veche_source_dialog_update), self);
  veche_source_dialog_put (self->feeds_slot, (GtkWidget *) self->feeds);
  for (guint i = 0; i < n && self->feeds == NULL; i++)
    g_ptr_array_add (sentences, veche_source_guide_notice (self->guide->type, notices[i].code, notices[i].about));
  box = veche_source_guide_notices_new (sentences);
  veche_source_dialog_put (self->notices_slot, box);
}

static void
veche_source_dialog_show_found (VecheSourceDialog *self, VecheBatch *batch)
{
  self->places = VECHE_SOURCE_FORM (veche_source_form_new (self->guide, VECHE_SOURCE_FORM_PLACES));
  veche_source_form_set_places (self->places, batch);
  g_signal_connect_swapped (self->places, "changed", G_CALLBACK (veche_source_dialog_update), self);
  adw_bin_set_child (self->places_slot, GTK_WIDGET (self->places));
  gtk_widget_set_visible (GTK_WIDGET (self->places_slot), !veche_source_form_is_empty (self->places));
  veche_source_dialog_show_who (self, batch);
  veche_source_dialog_show_notices (self, batch);
  gtk_stack_set_visible_child_name (self->stack, "found");
  veche_source_dialog_wait (self, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->connect));
}

/* --------------------------------------------------------------------------------------------------------------------------- trying */

static void
veche_source_dialog_tried_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(VecheSourceDialog) self = user_data;
  g_autoptr(GError) error = NULL;
  VecheConnector *connector = VECHE_CONNECTOR (source);
  g_autoptr(VecheBatch) batch = veche_connector_can_describe (connector) ? veche_connector_describe_finish (connector, result, &error)
                                                                         : veche_connector_fetch_finish (connector, result, &error);
  g_autofree char *token = NULL;

  if (connector != self->connector)      /* given up meanwhile */
    return;
  token = veche_connector_dup_new_token (connector);
  g_clear_object (&self->connector);
  if (token != NULL)
    {
      g_free (self->token);
      self->token = g_steal_pointer (&token);
    }
  if (batch == NULL)
    veche_source_dialog_fail (self, error);
  else if (self->source_uid == NULL)
    veche_source_dialog_show_found (self, batch);
  else
    {
      veche_source_set_token (self->session, self->source_uid, self->token);
      gtk_window_destroy (GTK_WINDOW (self));
    }
}

static void
veche_source_dialog_try (VecheSourceDialog *self)
{
  VecheConnectorSetup setup = { .url = self->address, .token = self->token, .words = self->words, .settings = self->settings,
                                .own_server = gtk_switch_get_active (self->own_server) };

  veche_source_dialog_wait (self, _ ("Trying it…"));
  g_clear_object (&self->connector);
  self->connector = veche_connector_new (self->guide->type, &setup);
  if (veche_connector_can_describe (self->connector))
    veche_connector_describe_async (self->connector, self->cancellable, veche_source_dialog_tried_cb, g_object_ref (self));
  else
    veche_connector_fetch_async (self->connector, NULL, self->cancellable, veche_source_dialog_tried_cb, g_object_ref (self));
}

static void
veche_source_dialog_open_browser (const char *url, gpointer user_data)
{
  VecheSourceDialog *self = user_data;

  veche_session_open_uri (self->session, GTK_WIDGET (self), url);
  veche_source_dialog_wait (self, _ ("Agree in your browser. Veche waits for two minutes."));
}

static void
veche_source_dialog_signed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(VecheSourceDialog) self = user_data;
  g_autoptr(GError) error = NULL;
  char *token = veche_oauth_sign_in_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (token == NULL)
    {
      veche_source_dialog_fail (self, error);
      return;
    }
  g_free (self->token);
  self->token = token;
  veche_source_dialog_try (self);
}

/* The address typed; that of the platform where all have the same, or of the source that signs in again. (transfer full) (nullable) */
static char *
veche_source_dialog_dup_address (VecheSourceDialog *self)
{
  const VecheConnectorInfo *info = veche_connectors_find (self->guide->type);
  g_autofree char *typed = veche_source_form_dup_text (self->form, "url");

  if (self->source_uid != NULL)
    return g_strdup (self->address);
  if (typed != NULL)
    return veche_source_address (typed);

  return g_strdup (info != NULL ? info->url : NULL);
}

static gboolean
veche_source_dialog_take (VecheSourceDialog *self)
{
  g_autofree char *address = veche_source_dialog_dup_address (self);

  if (veche_source_form_focus_missing (self->form))
    return FALSE;
  if (address == NULL)
    {
      veche_source_dialog_say (self, _ ("This is not an address of the web. It looks like https://example.org"), NULL);
      gtk_widget_grab_focus (GTK_WIDGET (self->form));
      return FALSE;
    }
  g_free (self->address);
  self->address = g_steal_pointer (&address);
  g_free (self->token);
  self->token = veche_source_form_dup_token (self->form);
  if (self->source_uid != NULL)
    return TRUE;
  g_free (self->words);
  self->words = veche_source_form_dup_text (self->form, "words");
  g_free (self->settings);
  self->settings = veche_source_form_dup_settings (self->form, NULL);

  return TRUE;
}

static void
veche_source_dialog_connect_cb (VecheSourceDialog *self)
{
  if (!gtk_widget_get_sensitive (GTK_WIDGET (self->connect)))
    return;
  if (veche_source_dialog_is_found (self))
    {
      veche_source_dialog_keep (self);
      return;
    }
  veche_source_dialog_say (self, NULL, NULL);
  if (!veche_source_dialog_take (self))
    return;
  if (!veche_source_dialog_may_sign_in (self))
    {
      veche_source_dialog_try (self);
      return;
    }
  veche_source_dialog_wait (self, _ ("Asking the server…"));
  veche_oauth_sign_in_async (self->address, gtk_switch_get_active (self->own_server), veche_source_dialog_open_browser, self,
                             self->cancellable, veche_source_dialog_signed_cb, g_object_ref (self));
}

/* The list takes the place of the one address. */
static void
veche_source_dialog_list_cb (VecheSourceDialog *self)
{
  veche_feeds_import (self->session, GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (self))));
  gtk_window_close (GTK_WINDOW (self));
}

static void
veche_source_dialog_typed_cb (VecheSourceDialog *self)
{
  self->typed = TRUE;
  veche_source_dialog_update (self);
}

static void
veche_source_dialog_reopen_form (VecheSourceDialog *self)
{
  gtk_stack_set_visible_child_name (self->stack, "form");
  gtk_widget_set_visible (self->back, self->source_uid == NULL);
  gtk_widget_set_visible (self->foot, TRUE);
  veche_source_dialog_stop (self);
  veche_source_guide_focus (GTK_SCROLLED_WINDOW (self->form_scroller), GTK_WIDGET (self->form));
}

static void
veche_source_dialog_show_form (VecheSourceDialog *self, const VecheSourceGuide *guide)
{
  gboolean again = self->source_uid != NULL;

  self->guide = guide;
  self->typed = FALSE;
  self->form = VECHE_SOURCE_FORM (veche_source_form_new (guide, again ? VECHE_SOURCE_FORM_SIGN_IN : VECHE_SOURCE_FORM_CONNECT));
  veche_source_form_set_address (self->form, again ? self->address : NULL);
  g_signal_connect_swapped (self->form, "changed", G_CALLBACK (veche_source_dialog_typed_cb), self);
  g_signal_connect_swapped (self->form, "activated", G_CALLBACK (veche_source_dialog_connect_cb), self);
  gtk_window_set_title (GTK_WINDOW (self), _ (guide->title));
  veche_source_dialog_put (self->steps_slot, veche_source_guide_steps_new (guide, self->session));
  veche_source_dialog_put (self->form_slot, GTK_WIDGET (self->form));
  veche_source_dialog_put (self->blocks_slot, veche_source_guide_blocks_new (guide));
  gtk_widget_set_visible (self->own_server_list, !again && veche_source_guide_asks_address (guide) && !veche_connectors_find (guide->type)->by_hand);
  gtk_widget_set_visible (self->list, g_str_equal (guide->type, "feed"));
  if (!again)
    gtk_switch_set_active (self->own_server, FALSE);
  veche_source_dialog_reopen_form (self);
}

static void
veche_source_dialog_chosen_cb (VecheSourceDialog *self, GtkListBoxRow *row)
{
  const VecheSourceGuide *guide = veche_source_guide_find (g_object_get_data (G_OBJECT (row), "veche-type"));

  if (self->typed && guide == self->guide)      /* back to what was begun */
    {
      gtk_window_set_title (GTK_WINDOW (self), _ (guide->title));
      veche_source_dialog_reopen_form (self);
      return;
    }
  veche_source_dialog_show_form (self, guide);
}

static void
veche_source_dialog_show_choices (VecheSourceDialog *self)
{
  gtk_window_set_title (GTK_WINDOW (self), _ ("Connect a Source"));
  gtk_stack_set_visible_child_name (self->stack, "choose");
  gtk_widget_set_visible (self->back, FALSE);
  gtk_widget_set_visible (self->foot, FALSE);
}

/* From what was found back to the form as it was filled in, from there to the list. */
static void
veche_source_dialog_back_cb (VecheSourceDialog *self)
{
  if (veche_source_dialog_is_found (self))
    {
      gtk_stack_set_visible_child_name (self->stack, "form");
      veche_source_dialog_stop (self);
      return;
    }
  veche_source_dialog_stop (self);
  veche_source_dialog_show_choices (self);
}

static void
veche_source_dialog_discard_cb (VecheSourceDialog *self, const char *response)
{
  if (g_str_equal (response, "discard"))
    gtk_window_destroy (GTK_WINDOW (self));
}

static gboolean
veche_source_dialog_close_request (GtkWindow *window)
{
  VecheSourceDialog *self = VECHE_SOURCE_DIALOG (window);
  GtkWidget *ask;

  if (!self->typed)
    return GTK_WINDOW_CLASS (veche_source_dialog_parent_class)->close_request (window);

  ask = veche_ask_discard_new (window, _ ("What you typed to connect the source is not saved yet."), FALSE);
  g_signal_connect_object (ask, "response", G_CALLBACK (veche_source_dialog_discard_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (ask));

  return GDK_EVENT_STOP;
}

static void
veche_source_dialog_dispose (GObject *object)
{
  VecheSourceDialog *self = VECHE_SOURCE_DIALOG (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->connector);
  g_clear_object (&self->session);
  g_clear_pointer (&self->source_uid, g_free);
  g_clear_pointer (&self->address, g_free);
  g_clear_pointer (&self->token, g_free);
  g_clear_pointer (&self->settings, g_free);
  g_clear_pointer (&self->words, g_free);
  G_OBJECT_CLASS (veche_source_dialog_parent_class)->dispose (object);
}

static void
veche_source_dialog_class_init (VecheSourceDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_source_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = veche_source_dialog_close_request;
  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-source-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, VecheSourceDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceDialog, choices);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceDialog, back);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceDialog, form_scroller);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceDialog, steps_slot);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceDialog, form_slot);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceDialog, blocks_slot);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceDialog, own_server_list);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceDialog, own_server);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceDialog, list);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceDialog, found_icon);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceDialog, found_title);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceDialog, found_about);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceDialog, notices_slot);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceDialog, places_slot);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceDialog, feeds_slot);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceDialog, foot);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceDialog, trouble);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceDialog, trouble_text);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceDialog, trouble_detail);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceDialog, waiting);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceDialog, connect);
  gtk_widget_class_bind_template_callback (widget_class, veche_source_dialog_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_source_dialog_back_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_source_dialog_connect_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_source_dialog_list_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
veche_source_dialog_init (VecheSourceDialog *self)
{
  guint n_guides;
  const VecheSourceGuide *const *guides = veche_source_guides (&n_guides);

  self->cancellable = g_cancellable_new ();
  self->guide = guides[0];
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < n_guides; i++)
    gtk_list_box_append (self->choices, veche_source_guide_row_new (guides[i]));
}

static VecheSourceDialog *
veche_source_dialog_new (VecheSession *session, GtkWidget *parent)
{
  VecheSourceDialog *self
    = g_object_new (VECHE_TYPE_SOURCE_DIALOG, "transient-for", gtk_widget_get_root (parent), "modal", TRUE, NULL);

  self->session = g_object_ref (session);
  return self;
}

VecheSourceDialog *
veche_source_dialog_add (VecheSession *session, GtkWidget *parent)
{
  VecheSourceDialog *self = veche_source_dialog_new (session, parent);

  veche_source_dialog_show_choices (self);
  gtk_window_present (GTK_WINDOW (self));
  return self;
}

VecheSourceDialog *
veche_source_dialog_sign_in (VecheSession *session, GtkWidget *parent, VecheSource *source)
{
  VecheSourceDialog *self = veche_source_dialog_new (session, parent);

  self->source_uid = g_strdup (source->uid);
  self->address = g_strdup (source->url);
  self->words = g_strdup (source->words);
  self->settings = g_strdup (source->settings);
  gtk_switch_set_active (self->own_server, source->own_server);
  if (veche_source_guide_find (source->type) != NULL)
    veche_source_dialog_show_form (self, veche_source_guide_find (source->type));
  gtk_window_present (GTK_WINDOW (self));
  return self;
}
