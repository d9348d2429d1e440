/* veche-filter-line.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-columns-layout.h"
#include "app/veche-filter-line.h"
#include "app/veche-filter-value.h"
#include "app/veche-filter-words.h"
#include "model/veche-text.h"

/* What can be asked, the usual first.  Each activity is a thing of its own, and after these come the manager's own fields. */
static const struct
{
  VecheBy     by;
  const char *activity;
} fields[] = {
  { VECHE_BY_TAG, NULL },          { VECHE_BY_COMPETENCY, NULL },  { VECHE_BY_STAGE, NULL },          { VECHE_BY_CITY, NULL },
  { VECHE_BY_LAST_SEEN, NULL },    { VECHE_BY_ACTIVITY, "wrote" }, { VECHE_BY_ACTIVITY, "answered-us" }, { VECHE_BY_ACTIVITY, "answered-others" },
  { VECHE_BY_ACTIVITY, "reacted" }, { VECHE_BY_LAST_CONTACT, NULL }, { VECHE_BY_ACTIVITY, "contacted" }, { VECHE_BY_ACTIVITY, "we-answered" },
  { VECHE_BY_OPEN_MENTION, NULL }, { VECHE_BY_JOINED, NULL },      { VECHE_BY_PLATFORM, NULL },       { VECHE_BY_COMMUNITY, NULL },
  { VECHE_BY_ATTENDED, NULL },     { VECHE_BY_BIRTHDAY, NULL },    { VECHE_BY_IMPORTANT, NULL },      { VECHE_BY_WATCHED, NULL },
  { VECHE_BY_LEADER, NULL },       { VECHE_BY_REACH, NULL },       { VECHE_BY_ROLE, NULL },           { VECHE_BY_CONSENT, NULL },
  { VECHE_BY_TIE, NULL },          { VECHE_BY_CAME_THROUGH, NULL }, { VECHE_BY_ORGANISATION, NULL },  { VECHE_BY_NEEDS, NULL },
  { VECHE_BY_OFFERS, NULL },       { VECHE_BY_ACTIVITY, "call" },  { VECHE_BY_ACTIVITY, "meeting" },  { VECHE_BY_ACTIVITY, "dm" },
  { VECHE_BY_ACTIVITY, "email" },  { VECHE_BY_ACTIVITY, "attendance" }, { VECHE_BY_ACTIVITY, "any" }, { VECHE_BY_INTERACTIONS, NULL },
  { VECHE_BY_WORDS, NULL },        { VECHE_BY_NAME, NULL },        { VECHE_BY_HANDLE, NULL },         { VECHE_BY_NOTE, NULL },
  { VECHE_BY_HEADLINE, NULL },     { VECHE_BY_ADDRESS_AS, NULL },  { VECHE_BY_MANNER, NULL },         { VECHE_BY_MOTIVES, NULL },
  { VECHE_BY_LIKES, NULL },        { VECHE_BY_DISLIKES, NULL },    { VECHE_BY_ORIGIN, NULL },         { VECHE_BY_PREFERRED_PLATFORM, NULL },
  { VECHE_BY_DO_NOT_CONTACT, NULL }, { VECHE_BY_DO_NOT_MENTION, NULL }, { VECHE_BY_CREATED, NULL },   { VECHE_BY_ARCHIVED, NULL },
};

struct _VecheFilterLine
{
  AdwBin                    parent_instance;

  VecheSession             *session;     /* (owned) */
  const VecheFilterChoices *choices;     /* (borrowed) */
  VecheCondition           *condition;   /* (owned): as it stands, complete or not */
  gboolean                  filling;

  GtkWidget                *field, *op, *rest;
  GtkWidget                *value;       /* (nullable) */
};

G_DEFINE_FINAL_TYPE (VecheFilterLine, veche_filter_line, ADW_TYPE_BIN)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_REMOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
line_changed (VecheFilterLine *self)
{
  if (!self->filling)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
line_fill_value (VecheFilterLine *self)
{
  if (self->value != NULL)
    gtk_box_remove (GTK_BOX (self->rest), self->value);
  self->value = veche_filter_value_new (self->session, self->choices, self->condition);
  if (self->value == NULL)
    return;

  gtk_widget_set_hexpand (self->value, TRUE);
  gtk_box_append (GTK_BOX (self->rest), self->value);
  g_signal_connect_object (self->value, "changed", G_CALLBACK (line_changed), self, G_CONNECT_SWAPPED);
}

static void
line_op_cb (VecheFilterLine *self)
{
  guint n = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->op));

  if (self->filling)
    return;
  for (VecheOp op = 0; op < VECHE_N_OPS; op++)
    if (veche_condition_takes (self->condition, op) && n-- == 0)
      {
        self->condition->op = op;
        break;
      }

  line_fill_value (self);
  line_changed (self);
}

/* The first operator that suits is the one; "did not" is what one asks for as a rule. */
static void
line_choose_op (VecheFilterLine *self)
{
  if (veche_condition_takes (self->condition, self->condition->op))
    return;
  self->condition->op = VECHE_OP_IS;
  if (self->condition->by == VECHE_BY_ACTIVITY)
    self->condition->op = VECHE_OP_DID_NOT;
  else
    while (!veche_condition_takes (self->condition, self->condition->op) && self->condition->op + 1 < VECHE_N_OPS)
      self->condition->op++;
}

static void
line_fill_ops (VecheFilterLine *self)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  guint selected = 0, n = 0;

  for (VecheOp op = 0; op < VECHE_N_OPS; op++)
    {
      if (!veche_condition_takes (self->condition, op))
        continue;
      if (op == self->condition->op)
        selected = n;
      gtk_string_list_append (words, veche_filter_op_word (self->condition, op));
      n++;
    }

  self->filling = TRUE;
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->op), G_LIST_MODEL (words));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->op), selected);
  self->filling = FALSE;
}

/* What was said of another field means nothing here. */
static void
line_set_field (VecheFilterLine *self, guint index)
{
  guint own = index - (guint) G_N_ELEMENTS (fields);
  gboolean custom = index >= G_N_ELEMENTS (fields);
  VecheCondition *condition = veche_condition_new (custom ? VECHE_BY_CUSTOM : fields[index].by, self->condition->op, NULL);

  if (custom)
    {
      condition->what = g_strdup (self->choices->field_names[own]);
      condition->state = g_strdup (self->choices->field_kinds[own]);
    }
  else
    condition->what = g_strdup (fields[index].activity);
  if (condition->by == VECHE_BY_CONSENT)
    condition->what = g_strdup (veche_filter_purposes[0]);
  if (condition->by == VECHE_BY_ATTENDED)
    condition->state = g_strdup ("came");
  if (condition->by == VECHE_BY_ACTIVITY)
    condition->days = 30;
  condition->number = condition->by == VECHE_BY_BIRTHDAY ? 7 : condition->by == VECHE_BY_COMPETENCY ? 0 : 30;

  veche_condition_free (self->condition);
  self->condition = condition;
}

static void
line_field_cb (VecheFilterLine *self)
{
  if (self->filling)
    return;

  line_set_field (self, gtk_drop_down_get_selected (GTK_DROP_DOWN (self->field)));
  line_choose_op (self);
  line_fill_ops (self);
  line_fill_value (self);
  line_changed (self);
}

static void
line_fill_fields (VecheFilterLine *self)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  guint selected = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      gtk_string_list_append (words, veche_filter_field_word (fields[i].by, fields[i].activity));
      if (fields[i].by == self->condition->by && (fields[i].activity == NULL || g_strcmp0 (fields[i].activity, self->condition->what) == 0))
        selected = i;
    }
  for (guint i = 0; self->choices->field_names[i] != NULL; i++)
    {
      g_autofree char *clean = veche_text_clamp (self->choices->field_names[i], 60, FALSE);

      gtk_string_list_append (words, clean);
      if (self->condition->by == VECHE_BY_CUSTOM && g_strcmp0 (self->choices->field_names[i], self->condition->what) == 0)
        selected = (guint) G_N_ELEMENTS (fields) + i;
    }

  self->filling = TRUE;
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->field), G_LIST_MODEL (words));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->field), selected);
  self->filling = FALSE;
}

static void
line_remove_cb (VecheFilterLine *self)
{
  g_signal_emit (self, signals[SIGNAL_REMOVED], 0);
}

static GtkWidget *
line_new_drop_down (VecheFilterLine *self, const char *label, GCallback callback)
{
  GtkExpression *expression = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");
  GtkWidget *drop_down = gtk_drop_down_new (NULL, expression);

  gtk_widget_set_valign (drop_down, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_object (drop_down, "notify::selected", callback, self, G_CONNECT_SWAPPED);

  return drop_down;
}

static void
line_build (VecheFilterLine *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *remove = gtk_button_new_from_icon_name ("window-close-symbolic");

  self->field = line_new_drop_down (self, _ ("What"), G_CALLBACK (line_field_cb));
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (self->field), TRUE);
  self->op = line_new_drop_down (self, _ ("How"), G_CALLBACK (line_op_cb));
  self->rest = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_box_append (GTK_BOX (self->rest), self->op);

  gtk_widget_set_layout_manager (words, veche_columns_layout_new (460, 330, 6));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), self->field);
  gtk_box_append (GTK_BOX (words), self->rest);

  gtk_widget_add_css_class (remove, "flat");
  gtk_widget_add_css_class (remove, "circular");
  gtk_widget_set_valign (remove, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (remove, _ ("Remove This Condition"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Remove This Condition"), -1);
  g_signal_connect_object (remove, "clicked", G_CALLBACK (line_remove_cb), self, G_CONNECT_SWAPPED);

  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), remove);
  adw_bin_set_child (ADW_BIN (self), box);
}

static void
veche_filter_line_dispose (GObject *object)
{
  VecheFilterLine *self = VECHE_FILTER_LINE (object);

  g_clear_object (&self->session);

  G_OBJECT_CLASS (veche_filter_line_parent_class)->dispose (object);
}

static void
veche_filter_line_finalize (GObject *object)
{
  g_clear_pointer (&VECHE_FILTER_LINE (object)->condition, veche_condition_free);

  G_OBJECT_CLASS (veche_filter_line_parent_class)->finalize (object);
}

static gboolean
veche_filter_line_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (VECHE_FILTER_LINE (widget)->field);
}

static void
veche_filter_line_class_init (VecheFilterLineClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = veche_filter_line_dispose;
  G_OBJECT_CLASS (klass)->finalize = veche_filter_line_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = veche_filter_line_grab_focus;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", VECHE_TYPE_FILTER_LINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_REMOVED] = g_signal_new ("removed", VECHE_TYPE_FILTER_LINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
veche_filter_line_init (VecheFilterLine *self)
{
  line_build (self);
}

GtkWidget *
veche_filter_line_new (VecheSession *session, const VecheFilterChoices *choices, const VecheCondition *condition)
{
  VecheFilterLine *self = g_object_new (VECHE_TYPE_FILTER_LINE, NULL);

  self->session = g_object_ref (session);
  self->choices = choices;
  self->condition = veche_condition_copy (condition);
  line_choose_op (self);
  line_fill_fields (self);
  line_fill_ops (self);
  line_fill_value (self);

  return GTK_WIDGET (self);
}

VecheCondition *
veche_filter_line_dup_condition (VecheFilterLine *self)
{
  g_return_val_if_fail (VECHE_IS_FILTER_LINE (self), NULL);

  return veche_condition_check (self->condition, NULL) ? veche_condition_copy (self->condition) : NULL;
}
