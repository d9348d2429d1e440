/* veche-source-form.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "app/veche-source-form.h"
#include "app/veche-source-key.h"
#include "app/veche-source-places.h"
#include "connectors/veche-json.h"
#include "model/veche-source-address.h"

struct _VecheSourceForm
{
  GtkWidget               parent_instance;

  const VecheSourceGuide *guide;
  VecheSourceFormPart     part;
  GPtrArray              *fields;   /* (owned) (element-type FormField) */
  char                   *address;  /* (owned) (nullable): of a form that does not ask for it */
};

typedef struct
{
  const VecheGuideField *field;
  GtkWidget             *widget;    /* of the tree: an entry row, a switch or a chooser */
} FormField;

G_DEFINE_FINAL_TYPE (VecheSourceForm, veche_source_form, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_ACTIVATED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* Their own columns of a source, or its secrets. */
static gboolean
veche_source_form_is_setting (const VecheGuideField *field)
{
  return field->kind != VECHE_GUIDE_SECRET && !g_str_equal (field->key, "url") && !g_str_equal (field->key, "words");
}

static gboolean
veche_source_form_wants (VecheSourceForm *self, const VecheGuideField *field)
{
  switch (self->part)
    {
    case VECHE_SOURCE_FORM_CONNECT:
      return field->kind != VECHE_GUIDE_PLACES;
    case VECHE_SOURCE_FORM_SIGN_IN:
      return field->kind == VECHE_GUIDE_SECRET;
    case VECHE_SOURCE_FORM_PLACES:
      return field->kind == VECHE_GUIDE_PLACES;
    case VECHE_SOURCE_FORM_SETTINGS:
    default:
      return field->kind != VECHE_GUIDE_SECRET && !g_str_equal (field->key, "url");
    }
}

static void
veche_source_form_changed_cb (VecheSourceForm *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
veche_source_form_activated_cb (VecheSourceForm *self)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0);
}

static GtkWidget *
veche_source_form_make_switch (VecheSourceForm *self, const VecheGuideField *field, GtkWidget **widget)
{
  GtkWidget *row = adw_action_row_new ();

  *widget = gtk_switch_new ();
  gtk_widget_set_valign (*widget, GTK_ALIGN_CENTER);
  if (field->hint != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ (field->hint));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), *widget);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), *widget);
  g_signal_connect_swapped (*widget, "notify::active", G_CALLBACK (veche_source_form_changed_cb), self);

  return row;
}

static void
veche_source_form_folder_cb (GtkFileChooserNative *chooser, int response, gpointer user_data)
{
  g_autoptr(GtkEditable) entry = user_data;
  g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (response == GTK_RESPONSE_ACCEPT && path != NULL && g_utf8_validate (path, -1, NULL))
    gtk_editable_set_text (entry, path);
  g_object_unref (chooser);
}

static void
veche_source_form_choose_cb (GtkWidget *entry)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_ ("Choose a Folder"), GTK_WINDOW (gtk_widget_get_root (entry)),
                                                               GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _ ("_Choose"), NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect (chooser, "response", G_CALLBACK (veche_source_form_folder_cb), g_object_ref (entry));
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
veche_source_form_add_chooser (GtkWidget *entry)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("folder-open-symbolic");

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _ ("Choose a Folder"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Choose a Folder"), -1);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (veche_source_form_choose_cb), entry);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (entry), button);
}

static GtkWidget *
veche_source_form_make_entry (VecheSourceForm *self, const VecheGuideField *field, GtkWidget **widget)
{
  *widget = field->kind == VECHE_GUIDE_SECRET ? adw_password_entry_row_new () : adw_entry_row_new ();
  if (g_str_equal (field->key, "url"))
    adw_entry_row_set_input_purpose (ADW_ENTRY_ROW (*widget), GTK_INPUT_PURPOSE_URL);
  if (field->kind == VECHE_GUIDE_FOLDER)
    veche_source_form_add_chooser (*widget);
  /* A chooser of folders may keep the entry for longer than the form is there. */
  g_signal_connect_object (*widget, "changed", G_CALLBACK (veche_source_form_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (*widget, "entry-activated", G_CALLBACK (veche_source_form_activated_cb), self, G_CONNECT_SWAPPED);

  return *widget;
}

static GtkWidget *
veche_source_form_add_box (VecheSourceForm *self)
{
  GtkWidget *box = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (box), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (box, "boxed-list");
  gtk_widget_set_parent (box, GTK_WIDGET (self));

  return box;
}

static GtkWidget *
veche_source_form_add_hint (VecheSourceForm *self, const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "veche-small");
  gtk_widget_add_css_class (label, "veche-second");
  gtk_widget_add_css_class (label, "veche-form-hint");
  gtk_widget_set_parent (label, GTK_WIDGET (self));

  return label;
}

/* (transfer full) (nullable) */
static char *
veche_source_form_dup_address (gpointer user_data)
{
  VecheSourceForm *self = user_data;
  g_autofree char *typed = veche_source_form_dup_text (self, "url");

  return typed != NULL ? veche_source_address (typed) : g_strdup (self->address);
}

static FormField *
veche_source_form_remember (VecheSourceForm *self, const VecheGuideField *field, GtkWidget *widget)
{
  FormField *made = g_new0 (FormField, 1);

  made->field = field;
  made->widget = widget;
  g_ptr_array_add (self->fields, made);

  return made;
}

/* Rows stand in one box until one has a hint, which follows right below it. */
static void
veche_source_form_build (VecheSourceForm *self)
{
  GtkWidget *box = NULL;

  for (const VecheGuideField *field = self->guide->fields; field != NULL && field->key != NULL; field++)
    {
      GtkWidget *row, *widget, *hint;

      if (!veche_source_form_wants (self, field))
        continue;
      if (field->kind == VECHE_GUIDE_PLACES)
        {
          widget = veche_source_places_new (_ (field->label), field->hint != NULL ? _ (field->hint) : NULL, field->required);
          g_signal_connect_swapped (widget, "changed", G_CALLBACK (veche_source_form_changed_cb), self);
          /* A list with a heading of its own stands apart from what is around it. */
          gtk_widget_set_margin_top (widget, self->fields->len > 0 ? 12 : 0);
          gtk_widget_set_margin_bottom (widget, 9);
          gtk_widget_set_parent (widget, GTK_WIDGET (self));
          veche_source_form_remember (self, field, widget);
          box = NULL;
          continue;
        }
      row = field->kind == VECHE_GUIDE_SWITCH ? veche_source_form_make_switch (self, field, &widget)
                                              : veche_source_form_make_entry (self, field, &widget);
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (field->label));
      if (box == NULL)
        box = veche_source_form_add_box (self);
      gtk_list_box_append (GTK_LIST_BOX (box), row);
      veche_source_form_remember (self, field, widget);
      if (field->kind == VECHE_GUIDE_SWITCH || (field->hint == NULL && field->kind != VECHE_GUIDE_LIST))
        continue;
      hint = veche_source_form_add_hint (self, field->hint != NULL ? _ (field->hint) : _ ("Put commas between them"));
      if (self->guide->key_page && field->kind == VECHE_GUIDE_SECRET)
        veche_source_key_attach (ADW_ENTRY_ROW (widget), GTK_LABEL (hint), veche_source_form_dup_address, self);
      box = NULL;
    }
}

static FormField *
veche_source_form_find (VecheSourceForm *self, const char *key)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      FormField *field = g_ptr_array_index (self->fields, i);

      if (g_str_equal (field->field->key, key))
        return field;
    }

  return NULL;
}

gboolean
veche_source_form_has (VecheSourceForm *self, const char *key)
{
  return veche_source_form_find (self, key) != NULL;
}

static char *
veche_source_form_dup_typed (FormField *field)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (field->widget))));

  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}

char *
veche_source_form_dup_text (VecheSourceForm *self, const char *key)
{
  FormField *field = veche_source_form_find (self, key);

  if (field == NULL || !GTK_IS_EDITABLE (field->widget))
    return NULL;

  return veche_source_form_dup_typed (field);
}

static gboolean
veche_source_form_lacks (FormField *field)
{
  g_autofree char *typed = NULL;

  if (!field->field->required || GTK_IS_SWITCH (field->widget))
    return FALSE;
  if (VECHE_IS_SOURCE_PLACES (field->widget))
    return veche_source_places_lacks (VECHE_SOURCE_PLACES (field->widget));
  typed = veche_source_form_dup_typed (field);
  if (typed != NULL && field->field->kind == VECHE_GUIDE_FOLDER)
    return !g_path_is_absolute (typed);
  if (typed != NULL && field->field->kind == VECHE_GUIDE_COMMAND)
    return !g_shell_parse_argv (typed, NULL, NULL, NULL);

  return typed == NULL;
}

static FormField *
veche_source_form_find_missing (VecheSourceForm *self)
{
  for (guint i = 0; i < self->fields->len; i++)
    if (veche_source_form_lacks (g_ptr_array_index (self->fields, i)))
      return g_ptr_array_index (self->fields, i);

  return NULL;
}

gboolean
veche_source_form_is_filled (VecheSourceForm *self)
{
  return veche_source_form_find_missing (self) == NULL;
}

gboolean
veche_source_form_focus_missing (VecheSourceForm *self)
{
  FormField *field = veche_source_form_find_missing (self);

  return field != NULL && gtk_widget_grab_focus (field->widget);
}

void
veche_source_form_set_address (VecheSourceForm *self, const char *address)
{
  g_free (self->address);
  self->address = g_strdup (address);
}

gboolean
veche_source_form_is_empty (VecheSourceForm *self)
{
  return self->fields->len == 0;
}

char *
veche_source_form_dup_token (VecheSourceForm *self)
{
  g_autoptr(JsonNode) node = json_node_alloc ();
  g_autoptr(JsonObject) object = json_object_new ();
  g_autofree char *only = NULL;
  guint n_fields = 0;

  for (guint i = 0; i < self->fields->len; i++)
    {
      FormField *field = g_ptr_array_index (self->fields, i);
      g_autofree char *typed = NULL;

      if (field->field->kind != VECHE_GUIDE_SECRET)
        continue;
      n_fields++;
      typed = veche_source_form_dup_typed (field);
      if (typed == NULL)
        continue;
      json_object_set_string_member (object, field->field->key, typed);
      g_free (only);
      only = g_steal_pointer (&typed);
    }
  if (n_fields < 2 || only == NULL)
    return g_steal_pointer (&only);

  json_node_init_object (node, object);
  return json_to_string (node, FALSE);
}

/* ------------------------------------------------------------------------------------------------------------------------- settings */

gboolean
veche_source_form_can_read (const char *settings)
{
  g_autoptr(JsonNode) node = veche_json_read (settings);

  return settings == NULL || veche_json_root (node) != NULL;
}

static JsonObject *
veche_source_form_parse (const char *settings)
{
  g_autoptr(JsonNode) node = veche_source_form_can_read (settings) && settings != NULL ? json_from_string (settings, NULL) : NULL;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return json_object_new ();

  return json_node_dup_object (node);
}

static void
veche_source_form_write_list (JsonObject *object, const char *key, GStrv list)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; list[i] != NULL; i++)
    if (*g_strstrip (list[i]) != '\0')
      json_array_add_string_element (array, list[i]);
  if (json_array_get_length (array) > 0)
    json_object_set_array_member (object, key, g_steal_pointer (&array));
  g_clear_pointer (&array, json_array_unref);
}

/* Each word as it is, also an empty one. */
static void
veche_source_form_write_words (JsonObject *object, const char *key, GStrv list)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; list[i] != NULL; i++)
    json_array_add_string_element (array, list[i]);
  json_object_set_array_member (object, key, array);
}

/* Words as they are typed in a terminal. (transfer full) */
static char *
veche_source_form_join_words (GStrv list)
{
  g_autoptr(GString) typed = g_string_new (NULL);

  for (guint i = 0; list[i] != NULL; i++)
    {
      gboolean plain = *list[i] != '\0' && strpbrk (list[i], " \t\n\"'\\$&|;<>()*?#~`!") == NULL;
      g_autofree char *quoted = plain ? NULL : g_shell_quote (list[i]);

      g_string_append_printf (typed, "%s%s", i > 0 ? " " : "", plain ? list[i] : quoted);
    }

  return g_string_free (g_steal_pointer (&typed), FALSE);
}

static void
veche_source_form_write (FormField *field, JsonObject *object)
{
  const char *key = field->field->key;
  g_autofree char *typed = NULL;
  g_auto(GStrv) list = NULL;

  if (json_object_has_member (object, key))
    json_object_remove_member (object, key);
  if (GTK_IS_SWITCH (field->widget))
    {
      if (gtk_switch_get_active (GTK_SWITCH (field->widget)))
        json_object_set_string_member (object, key, "yes");
      return;
    }
  if (VECHE_IS_SOURCE_PLACES (field->widget))
    {
      list = veche_source_places_dup_chosen (VECHE_SOURCE_PLACES (field->widget));
      veche_source_form_write_list (object, key, list);
      return;
    }
  typed = veche_source_form_dup_typed (field);
  if (typed == NULL)
    return;
  if (field->field->kind == VECHE_GUIDE_COMMAND)
    {
      if (g_shell_parse_argv (typed, NULL, &list, NULL))
        veche_source_form_write_words (object, key, list);
      return;
    }
  if (field->field->kind != VECHE_GUIDE_LIST)
    {
      json_object_set_string_member (object, key, typed);
      return;
    }
  list = g_strsplit_set (typed, ",;\n", -1);
  veche_source_form_write_list (object, key, list);
}

char *
veche_source_form_dup_settings (VecheSourceForm *self, const char *before)
{
  g_autoptr(JsonObject) object = veche_source_form_parse (before);
  g_autoptr(JsonNode) node = json_node_alloc ();

  if (!veche_source_form_can_read (before))      /* nobody knows what would be lost */
    return g_strdup (before);

  for (guint i = 0; i < self->fields->len; i++)
    {
      FormField *field = g_ptr_array_index (self->fields, i);

      if (veche_source_form_is_setting (field->field))
        veche_source_form_write (field, object);
    }
  if (json_object_get_size (object) == 0)
    return NULL;

  json_node_init_object (node, object);
  return json_to_string (node, FALSE);
}

/* A list of texts, or one text. (transfer full) */
static GStrv
veche_source_form_read_list (JsonObject *object, const char *key)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  JsonNode *node = json_object_get_member (object, key);
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    g_strv_builder_add (builder, json_node_get_string (node));
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (element) && json_node_get_value_type (element) == G_TYPE_STRING)
        g_strv_builder_add (builder, json_node_get_string (element));
    }

  return g_strv_builder_end (builder);
}

void
veche_source_form_fill (VecheSourceForm *self, const char *settings, const char *words)
{
  g_autoptr(JsonObject) object = veche_source_form_parse (settings);

  for (guint i = 0; i < self->fields->len; i++)
    {
      FormField *field = g_ptr_array_index (self->fields, i);
      g_auto(GStrv) list = veche_source_form_read_list (object, field->field->key);
      gboolean words_list = field->field->kind == VECHE_GUIDE_COMMAND;
      g_autofree char *text = words_list ? veche_source_form_join_words (list) : g_strjoinv (", ", list);

      if (g_str_equal (field->field->key, "words"))
        gtk_editable_set_text (GTK_EDITABLE (field->widget), words != NULL ? words : "");
      else if (VECHE_IS_SOURCE_PLACES (field->widget))
        veche_source_places_choose (VECHE_SOURCE_PLACES (field->widget), (const char *const *) list);
      else if (GTK_IS_SWITCH (field->widget))
        gtk_switch_set_active (GTK_SWITCH (field->widget), g_str_equal (text, "yes"));
      else
        gtk_editable_set_text (GTK_EDITABLE (field->widget), text);
    }
}

void
veche_source_form_set_places (VecheSourceForm *self, VecheBatch *batch)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      FormField *field = g_ptr_array_index (self->fields, i);

      if (VECHE_IS_SOURCE_PLACES (field->widget))
        veche_source_places_set (VECHE_SOURCE_PLACES (field->widget), batch);
    }
}

static gboolean
veche_source_form_grab_focus (GtkWidget *widget)
{
  VecheSourceForm *self = VECHE_SOURCE_FORM (widget);

  return self->fields->len > 0 && gtk_widget_grab_focus (((FormField *) g_ptr_array_index (self->fields, 0))->widget);
}

static void
veche_source_form_dispose (GObject *object)
{
  VecheSourceForm *self = VECHE_SOURCE_FORM (object);
  GtkWidget *child;

  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_clear_pointer (&self->address, g_free);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (veche_source_form_parent_class)->dispose (object);
}

static void
veche_source_form_class_init (VecheSourceFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_source_form_dispose;
  widget_class->grab_focus = veche_source_form_grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
veche_source_form_init (VecheSourceForm *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 6);
  self->fields = g_ptr_array_new_with_free_func (g_free);
}

GtkWidget *
veche_source_form_new (const VecheSourceGuide *guide, VecheSourceFormPart part)
{
  VecheSourceForm *self = g_object_new (VECHE_TYPE_SOURCE_FORM, NULL);

  self->guide = guide;
  self->part = part;
  veche_source_form_build (self);

  return GTK_WIDGET (self);
}
