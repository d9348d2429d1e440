/* veche-source-dialog.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-draw.h"
#include "app/veche-mention-words.h"
#include "app/veche-source-actions.h"
#include "app/veche-source-dialog.h"
#include "app/veche-source-guide.h"
#include "connectors/veche-connector.h"
#include "connectors/veche-oauth.h"

struct _VecheSourceDialog
{
  AdwWindow            parent_instance;

  VecheSession        *session;      /* (owned) */
  GCancellable        *cancellable;  /* (owned): closing the window ends what is under way */
  VecheConnector      *connector;    /* (owned) (nullable): the one being tried */
  const VecheSourceGuide *guide;
  char                *source_uid;   /* (owned) (nullable): signs in again */
  char                *address;      /* (owned) (nullable): being tried */
  char                *token;        /* (owned) (nullable): proven, not kept yet */
  char                *found_name;   /* (owned) (nullable): what the place calls itself */

  GtkStack            *stack;
  GtkListBox          *choices;
  GtkWidget           *back;
  GtkEditable         *address_row;
  GtkEditable         *name_row;
  GtkEditable         *words_row;
  GtkWidget           *words_group;
  GtkWidget           *token_group;
  GtkEditable         *token_row;
  GtkSwitch           *own_server;
  GtkLabel            *blind;
  GtkWidget           *trouble;
  GtkLabel            *trouble_text;
  GtkLabel            *waiting;
  GtkSpinner          *spinner;
  GtkButton           *connect;
};

G_DEFINE_FINAL_TYPE (VecheSourceDialog, veche_source_dialog, ADW_TYPE_WINDOW)

char *
veche_source_address (const char *typed)
{
  g_autofree char *text = g_strstrip (g_strdup (typed));
  g_autofree char *full = NULL;
  g_autoptr(GUri) uri = NULL;

  if (*text == '\0' || strpbrk (text, " \t\n") != NULL)
    return NULL;
  full = strstr (text, "://") != NULL ? g_strdup (text) : g_strconcat ("https://", text, NULL);
  uri = g_uri_parse (full, G_URI_FLAGS_ENCODED, NULL);
  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0' || g_uri_get_userinfo (uri) != NULL)
    return NULL;
  if (g_ascii_strcasecmp (g_uri_get_scheme (uri), "https") != 0 && g_ascii_strcasecmp (g_uri_get_scheme (uri), "http") != 0)
    return NULL;
  return g_steal_pointer (&full);
}

static void
veche_source_dialog_say (VecheSourceDialog *self, const char *trouble)
{
  gtk_label_set_text (self->trouble_text, trouble != NULL ? trouble : "");
  gtk_widget_set_visible (self->trouble, trouble != NULL);
}

static void
veche_source_dialog_wait (VecheSourceDialog *self, const char *waiting)
{
  gboolean busy = waiting != NULL;

  gtk_label_set_text (self->waiting, busy ? waiting : "");
  gtk_widget_set_visible (GTK_WIDGET (self->waiting), busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->connect), !busy);
  gtk_widget_set_sensitive (self->back, !busy);
}

/* Of errors that mean something else here than in a running sync. NULL: none of them. */
static const char *
veche_source_dialog_explain (int code)
{
  switch ((VecheConnectorError) code)
    {
    case VECHE_CONNECTOR_ERROR_PRIVATE:
      return _ ("This address is inside a private network. If it is yours, switch on “This is my own server”.");
    case VECHE_CONNECTOR_ERROR_TLS:
      return _ ("The connection to this address is not secure. Use https, or switch on “This is my own server” if it is yours.");
    case VECHE_CONNECTOR_ERROR_AUTH:
      return _ ("The server does not accept this access key. Get a fresh one, or sign in through the browser.");
    case VECHE_CONNECTOR_ERROR_OFFLINE:
      return _ ("Nobody answers at this address. Check it, and the network, then try again.");
    case VECHE_CONNECTOR_ERROR_PROTOCOL:
    case VECHE_CONNECTOR_ERROR_UNKNOWN:
    case VECHE_CONNECTOR_ERROR_REJECTED:
    case VECHE_CONNECTOR_ERROR_NOT_FOUND:
      return _ ("Something answers there, but it is not what was chosen here. Check the address.");
    case VECHE_CONNECTOR_ERROR_RATE_LIMITED:
    default:
      return NULL;
    }
}

static void
veche_source_dialog_fail (VecheSourceDialog *self, const GError *error)
{
  const char *explained = error->domain == VECHE_CONNECTOR_ERROR ? veche_source_dialog_explain (error->code) : NULL;
  g_autofree char *sentence = explained != NULL ? g_strdup (explained) : veche_error_sentence (error);

  veche_source_dialog_wait (self, NULL);
  veche_source_dialog_say (self, sentence);
}

/* -------------------------------------------------------------------------------------------------------------------------- keeping */

typedef struct
{
  VecheSession *session;
  char         *uid;
  char         *token;   /* (nullable) */
} Kept;

static void
veche_source_dialog_kept_cb (gboolean ok, gpointer user_data)
{
  Kept *kept = user_data;
  VecheSync *sync = veche_session_get_sync (kept->session);

  if (ok && kept->token != NULL)
    veche_source_set_token (kept->session, kept->uid, kept->token);
  else if (ok && sync != NULL)
    veche_sync_run_async (sync, kept->uid, NULL, NULL, NULL);
  g_object_unref (kept->session);
  g_free (kept->uid);
  g_free (kept->token);
  g_free (kept);
}

static char *
veche_source_dialog_dup_name (VecheSourceDialog *self)
{
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (self->name_row)));
  g_autoptr(GUri) uri = g_uri_parse (self->address, G_URI_FLAGS_ENCODED, NULL);

  if (*typed != '\0')
    return g_steal_pointer (&typed);
  return g_strdup (self->found_name != NULL ? self->found_name : g_uri_get_host (uri));
}

static void
veche_source_dialog_keep (VecheSourceDialog *self)
{
  g_autofree char *name = NULL;
  g_autofree char *words = NULL;
  g_autofree char *toast = NULL;
  g_autoptr(VecheEdit) edit = NULL;
  Kept *kept;

  if (self->source_uid != NULL)
    {
      veche_source_set_token (self->session, self->source_uid, self->token);
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  name = veche_source_dialog_dup_name (self);
  words = g_strstrip (g_strdup (gtk_editable_get_text (self->words_row)));
  /* Translators: %s is the name of a source */
  toast = g_strdup_printf (_ ("Connected: %s"), name);
  edit = veche_edit_new ("add-source", name);
  kept = g_new0 (Kept, 1);
  kept->session = g_object_ref (self->session);
  kept->uid = g_strdup (veche_sources_edit_add (edit, self->guide->type, name, self->address, *words != '\0' ? words : NULL,
                                                gtk_switch_get_active (self->own_server)));
  kept->token = g_strdup (self->token);
  veche_session_edit (self->session, edit, toast, veche_source_dialog_kept_cb, kept);
  gtk_window_close (GTK_WINDOW (self));
}

/* --------------------------------------------------------------------------------------------------------------------------- trying */

/* A feed says what it is called; of a server with many channels none speaks for it. */
static void
veche_source_dialog_take_name (VecheSourceDialog *self, VecheBatch *batch)
{
  guint n;
  const VecheChannel *channels = veche_batch_get_channels (batch, &n);

  g_clear_pointer (&self->found_name, g_free);
  if (g_str_equal (self->guide->type, "feed") && n == 1 && channels[0].name != NULL)
    self->found_name = veche_words_clean (channels[0].name, 60, FALSE);
}

static void
veche_source_dialog_tried_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(VecheSourceDialog) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(VecheBatch) batch = veche_connector_fetch_finish (VECHE_CONNECTOR (source), result, &error);

  g_clear_object (&self->connector);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (batch == NULL)
    veche_source_dialog_fail (self, error);
  else
    {
      veche_source_dialog_take_name (self, batch);
      veche_source_dialog_keep (self);
    }
}

static void
veche_source_dialog_try (VecheSourceDialog *self)
{
  veche_source_dialog_wait (self, _ ("Trying it…"));
  g_clear_object (&self->connector);
  self->connector = veche_connector_new (self->guide->type, &(VecheConnectorSetup) { .url = self->address, .token = self->token,
                                                                                     .words = gtk_editable_get_text (self->words_row),
                                                                                     .own_server = gtk_switch_get_active (self->own_server) });
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
  veche_source_dialog_keep (self);
}

static gboolean
veche_source_dialog_needs_token (VecheSourceDialog *self)
{
  const VecheConnectorInfo *info = veche_connectors_find (self->guide->type);

  return info != NULL && info->needs_token;
}

static void
veche_source_dialog_connect_cb (VecheSourceDialog *self)
{
  g_autofree char *token = g_strstrip (g_strdup (gtk_editable_get_text (self->token_row)));

  veche_source_dialog_say (self, NULL);
  g_free (self->address);
  self->address = veche_source_address (gtk_editable_get_text (self->address_row));
  if (self->address == NULL)
    {
      veche_source_dialog_say (self, _ ("This is not an address of the web. It looks like https://example.org"));
      gtk_widget_grab_focus (GTK_WIDGET (self->address_row));
      return;
    }
  g_clear_pointer (&self->token, g_free);
  if (!veche_source_dialog_needs_token (self) || *token != '\0')
    {
      self->token = *token != '\0' ? g_strdup (token) : NULL;
      veche_source_dialog_try (self);
      return;
    }
  veche_source_dialog_wait (self, _ ("Asking the server…"));
  veche_oauth_sign_in_async (self->address, gtk_switch_get_active (self->own_server), veche_source_dialog_open_browser, self,
                             self->cancellable, veche_source_dialog_signed_cb, g_object_ref (self));
}

/* The button says what it will do: with a key typed it connects, without one it opens the browser. */
static void
veche_source_dialog_typed_cb (VecheSourceDialog *self)
{
  gboolean browser = veche_source_dialog_needs_token (self) && *gtk_editable_get_text (self->token_row) == '\0';

  gtk_button_set_label (self->connect, browser ? _ ("_Sign In in the Browser") : _ ("_Connect"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->connect), *gtk_editable_get_text (self->address_row) != '\0');
}

static void
veche_source_dialog_show_form (VecheSourceDialog *self, const VecheSourceGuide *guide)
{
  gboolean token;

  self->guide = guide;
  token = veche_source_dialog_needs_token (self);
  gtk_window_set_title (GTK_WINDOW (self), _ (guide->title));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->address_row), _ (guide->fields[0].label));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->address_row), FALSE);
  gtk_label_set_text (self->blind, _ (guide->blind));
  gtk_widget_set_visible (self->token_group, token);
  gtk_widget_set_visible (self->words_group, g_str_equal (guide->type, "feed"));
  veche_source_dialog_say (self, NULL);
  veche_source_dialog_wait (self, NULL);
  veche_source_dialog_typed_cb (self);
  gtk_stack_set_visible_child_name (self->stack, "form");
  gtk_widget_set_visible (self->back, self->source_uid == NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->address_row));
}

static void
veche_source_dialog_chosen_cb (VecheSourceDialog *self, GtkListBoxRow *row)
{
  const char *type = g_object_get_data (G_OBJECT (row), "veche-type");

  veche_source_dialog_show_form (self, veche_source_guide_find (type));
}

static void
veche_source_dialog_back_cb (VecheSourceDialog *self)
{
  gtk_window_set_title (GTK_WINDOW (self), _ ("Connect a Source"));
  gtk_stack_set_visible_child_name (self->stack, "choose");
  gtk_widget_set_visible (self->back, FALSE);
}

static void
veche_source_dialog_add_choice (VecheSourceDialog *self, const VecheSourceGuide *guide)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name (veche_platform_icon (guide->type));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (guide->title));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ (guide->about));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data (G_OBJECT (row), "veche-type", (gpointer) guide->type);
  gtk_list_box_append (self->choices, row);
}

static gboolean
veche_source_dialog_close_request (GtkWindow *window)
{
  g_cancellable_cancel (VECHE_SOURCE_DIALOG (window)->cancellable);
  return GTK_WINDOW_CLASS (veche_source_dialog_parent_class)->close_request (window);
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
  g_clear_pointer (&self->found_name, g_free);
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
  gtk_widget_class_bind_template_child (widget_class, VecheSourceDialog, address_row);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceDialog, words_row);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceDialog, words_group);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceDialog, token_group);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceDialog, token_row);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceDialog, own_server);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceDialog, blind);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceDialog, trouble);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceDialog, trouble_text);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceDialog, waiting);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceDialog, connect);
  gtk_widget_class_bind_template_callback (widget_class, veche_source_dialog_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_source_dialog_back_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_source_dialog_typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_source_dialog_connect_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
veche_source_dialog_init (VecheSourceDialog *self)
{
  const VecheSourceGuide *const *guides;
  guint n_guides;

  self->cancellable = g_cancellable_new ();
  guides = veche_source_guides (&n_guides);
  self->guide = guides[0];
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < n_guides; i++)
    veche_source_dialog_add_choice (self, guides[i]);
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

  veche_source_dialog_back_cb (self);
  gtk_window_present (GTK_WINDOW (self));
  return self;
}

VecheSourceDialog *
veche_source_dialog_sign_in (VecheSession *session, GtkWidget *parent, VecheSource *source)
{
  VecheSourceDialog *self = veche_source_dialog_new (session, parent);

  self->source_uid = g_strdup (source->uid);
  gtk_editable_set_text (self->address_row, source->url);
  gtk_editable_set_editable (self->address_row, FALSE);
  gtk_editable_set_text (self->name_row, source->name);
  gtk_widget_set_visible (GTK_WIDGET (self->name_row), FALSE);
  gtk_switch_set_active (self->own_server, source->own_server);
  if (veche_source_guide_find (source->type) != NULL)
    veche_source_dialog_show_form (self, veche_source_guide_find (source->type));
  gtk_widget_grab_focus (GTK_WIDGET (self->token_row));
  gtk_window_present (GTK_WINDOW (self));
  return self;
}
