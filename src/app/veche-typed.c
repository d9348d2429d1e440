/* veche-typed.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-typed.h"

#include <glib/gi18n.h>
#include <string.h>

/* A pause of the typing, and how long it may last without one. */
#define PAUSE_SECONDS 2
#define MOST_SECONDS 15

struct _VecheTyped
{
  GtkWidget             *widget;    /* (unowned) (nullable): gone */
  const VecheTypedField *field;
  char                  *stored;    /* what the store has */
  char                  *sent;      /* (nullable): all that is on its way */
  char                  *part;      /* (nullable): what is being said now */
  char                  *key;       /* (nullable) */
  char                  *of;        /* (nullable): whose words */
  GHashTable            *aside;     /* (owned) (nullable) (element-type utf8 utf8): unsaved words of others */
  guint                  flying;
  guint                  holds;     /* how many were taken so far */
  gboolean               adds, autosave, troubled, failed;
  guint                  timer;     /* 0: nothing to be said by itself */
  gint64                 touched;   /* monotonic: since when words wait */
};

typedef struct
{
  VecheTyped *typed;     /* (owned) */
  char       *words;
  char       *before;    /* what the store had then */
  char       *of;        /* (nullable) */
} Held;

struct _VecheTypedHold
{
  GArray *held;          /* (owned) (element-type Held) */
};

static G_DEFINE_QUARK (veche-typed, typed)

static void
typed_clear (VecheTyped *self)
{
  g_free (self->stored);
  g_free (self->sent);
  g_free (self->part);
  g_free (self->key);
  g_free (self->of);
  g_clear_pointer (&self->aside, g_hash_table_unref);
}

static void
typed_unref (gpointer self)
{
  g_rc_box_release_full (self, (GDestroyNotify) typed_clear);
}

static void
typed_widget_gone (gpointer data)
{
  ((VecheTyped *) data)->widget = NULL;
  typed_unref (data);
}

static void
typed_destroy_cb (GtkWidget *widget, VecheTyped *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->widget = NULL;
}

static VecheTyped *
typed_of (GtkWidget *widget)
{
  return g_object_get_qdata (G_OBJECT (widget), typed_quark ());
}

static void
set_text (char **place, const char *text)
{
  char *copy = g_strdup (text);

  g_free (*place);
  *place = copy;
}

/* (transfer full) */
static char *
typed_read (VecheTyped *self)
{
  return self->field->read != NULL ? self->field->read (self->widget) : g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->widget))));
}

static void
typed_show (VecheTyped *self, const char *text)
{
  g_autofree char *typed = typed_read (self);

  if (strcmp (typed, text) == 0)
    return;   /* a blank that is typed before the next word stays */
  if (self->field->show != NULL)
    {
      self->field->show (self->widget, text);
      return;
    }
  gtk_editable_set_text (GTK_EDITABLE (self->widget), text);
  gtk_editable_set_position (GTK_EDITABLE (self->widget), -1);
}

static void
typed_mark (VecheTyped *self, const char *problem)
{
  GtkWidget *spoken = self->field->spoken != NULL ? self->field->spoken (self->widget) : self->widget;

  if (problem != NULL)
    {
      gtk_widget_add_css_class (self->widget, "error");
      gtk_accessible_update_property (GTK_ACCESSIBLE (spoken), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, problem, -1);
    }
  else
    {
      gtk_widget_remove_css_class (self->widget, "error");
      gtk_accessible_reset_property (GTK_ACCESSIBLE (spoken), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
    }
  gtk_widget_set_tooltip_text (self->widget, problem);
}

VecheTyped *
veche_typed_new (GtkWidget *widget, const VecheTypedField *field)
{
  VecheTyped *self = g_rc_box_new0 (VecheTyped);

  self->widget = widget;
  self->field = field;
  self->stored = g_strdup ("");
  g_object_set_qdata_full (G_OBJECT (widget), typed_quark (), self, typed_widget_gone);
  g_signal_connect (widget, "destroy", G_CALLBACK (typed_destroy_cb), self);
  if (field->read == NULL)
    g_signal_connect_swapped (widget, "changed", G_CALLBACK (veche_typed_touch), self);

  return self;
}

gboolean
veche_typed_is_changed (VecheTyped *self)
{
  g_autofree char *typed = typed_read (self);

  return strcmp (typed, self->stored) != 0;
}

const char *
veche_typed_get_said (VecheTyped *self)
{
  return self->flying > 0 && self->sent != NULL ? self->sent : self->stored;
}

gboolean
veche_typed_is_unsaid (VecheTyped *self)
{
  g_autofree char *typed = typed_read (self);

  return strcmp (typed, veche_typed_get_said (self)) != 0;
}

void
veche_typed_set_adds (VecheTyped *self, gboolean adds)
{
  self->adds = adds;
}

void
veche_typed_set_problem (VecheTyped *self, const char *problem)
{
  self->troubled = problem != NULL;
  self->failed = FALSE;
  typed_mark (self, problem);
}

static gboolean
typed_pause_cb (gpointer user_data)
{
  VecheTyped *self = user_data;

  self->timer = 0;
  veche_typed_commit (self);

  return G_SOURCE_REMOVE;
}

void
veche_typed_touch (VecheTyped *self)
{
  gint64 now = g_get_monotonic_time ();
  guint wait = PAUSE_SECONDS * 1000;

  if (!self->autosave || self->widget == NULL)
    return;
  if (self->timer == 0)
    self->touched = now;
  g_clear_handle_id (&self->timer, g_source_remove);
  if (!veche_typed_is_changed (self))
    return;
  if (now - self->touched > MOST_SECONDS * G_USEC_PER_SEC)
    wait = 0;
  self->timer = g_timeout_add (wait, typed_pause_cb, self);
}

void
veche_typed_set_autosave (GtkWidget *field)
{
  typed_of (field)->autosave = TRUE;
}

void
veche_typed_take_back (VecheTyped *self)
{
  /* What is on its way is not called back: shown as it was, it would be said over what arrives. */
  typed_show (self, veche_typed_get_said (self));
  veche_typed_set_problem (self, NULL);
}

void
veche_typed_set_stored (VecheTyped *self, const char *text)
{
  g_autofree char *typed = typed_read (self);
  gboolean changed = strcmp (typed, self->stored) != 0;

  set_text (&self->stored, text != NULL ? text : "");
  g_strstrip (self->stored);
  if (!changed && self->flying == 0 && strcmp (typed, self->stored) != 0)
    typed_show (self, self->stored);
  else if (self->failed && strcmp (typed, self->stored) == 0)
    veche_typed_set_problem (self, NULL);
}

void
veche_typed_commit (VecheTyped *self)
{
  g_autoptr (GtkWidget) widget = self->widget != NULL ? g_object_ref (self->widget) : NULL;
  g_autofree char *typed = widget != NULL ? typed_read (self) : NULL, *text = NULL;
  guint holds = self->holds;
  gsize skip = 0;

  g_clear_handle_id (&self->timer, g_source_remove);
  if (typed == NULL)
    return;
  if (strcmp (typed, self->stored) == 0 || (self->flying > 0 && g_strcmp0 (typed, self->sent) == 0))
    return;

  if (self->adds && self->flying > 0 && g_str_has_prefix (typed, self->sent))
    skip = strlen (self->sent);
  set_text (&self->part, typed + skip);
  text = g_strstrip (g_strdup (self->part));
  self->field->say (widget, text);
  g_clear_pointer (&self->part, g_free);
  if (self->widget != NULL && self->holds == holds && self->flying == 0 && !self->troubled)
    typed_show (self, self->stored);
}

static void
typed_fail (VecheTyped *self)
{
  veche_typed_set_problem (self, _ ("Not saved yet: your words stay here, and are saved when you leave the field again"));
  self->failed = TRUE;
}

void
veche_typed_set_of (GtkWidget *field, const char *of)
{
  VecheTyped *self = typed_of (field);
  g_autofree char *words = NULL;

  if (g_strcmp0 (self->of, of) == 0)
    return;

  if (self->of != NULL && veche_typed_is_changed (self))
    {
      if (self->aside == NULL)
        self->aside = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      g_hash_table_insert (self->aside, g_strdup (self->of), typed_read (self));
    }
  words = self->aside != NULL && of != NULL ? g_strdup (g_hash_table_lookup (self->aside, of)) : NULL;
  if (words != NULL)
    g_hash_table_remove (self->aside, of);
  set_text (&self->of, of);
  set_text (&self->stored, "");
  self->flying = 0;
  g_clear_handle_id (&self->timer, g_source_remove);
  typed_show (self, words != NULL ? words : "");
  veche_typed_set_problem (self, NULL);
  if (words != NULL)
    typed_fail (self);
}

/*** On their way ***/

static void
typed_add_to (VecheTyped *self, VecheTypedHold *hold)
{
  g_autofree char *typed = typed_read (self);
  Held held = { g_rc_box_acquire (self), NULL, g_strdup (self->stored), g_strdup (self->of) };

  held.words = g_strdup (self->part != NULL ? self->part : typed);
  set_text (&self->sent, typed);
  self->holds++;
  self->flying++;
  g_array_append_val (hold->held, held);
}

VecheTypedHold *
veche_typed_hold (GtkWidget *field, ...)
{
  VecheTypedHold *hold;
  va_list more;

  if (field == NULL)
    return NULL;

  hold = g_new0 (VecheTypedHold, 1);
  hold->held = g_array_new (FALSE, FALSE, sizeof (Held));
  va_start (more, field);
  for (; field != NULL; field = va_arg (more, GtkWidget *))
    typed_add_to (typed_of (field), hold);
  va_end (more);

  return hold;
}

/* The words have become something; what was typed after them stays. */
static void
typed_take_out (VecheTyped *self, const char *words)
{
  g_autofree char *typed = typed_read (self);
  gsize length = strlen (words);

  if (g_str_has_prefix (typed, words))
    typed_show (self, typed + length);
  if (self->sent != NULL && g_str_has_prefix (self->sent, words))
    memmove (self->sent, self->sent + length, strlen (self->sent) - length + 1);
}

static void
typed_adopt (VecheTyped *self, const Held *held)
{
  g_autofree char *typed = typed_read (self);

  if (strcmp (self->stored, held->before) == 0)
    set_text (&self->stored, held->words);
  else if (strcmp (typed, held->words) == 0)
    typed_show (self, self->stored);   /* read again meanwhile: as the store writes it */
}

/* Another one is shown here meanwhile. */
static void
typed_saved_aside (VecheTyped *self, const Held *held)
{
  if (self->aside != NULL && held->of != NULL && g_strcmp0 (g_hash_table_lookup (self->aside, held->of), held->words) == 0)
    g_hash_table_remove (self->aside, held->of);
}

static void
typed_saved (VecheTyped *self, const Held *held, gboolean ok)
{
  if (g_strcmp0 (self->of, held->of) != 0)
    {
      if (ok)
        typed_saved_aside (self, held);
      return;
    }
  if (self->flying > 0)
    self->flying--;
  if (self->widget == NULL)
    return;

  if (!ok && veche_typed_is_changed (self))
    {
      typed_fail (self);
      if (self->field->failed != NULL)
        self->field->failed (self->widget);
    }
  else if (ok && self->adds)
    typed_take_out (self, held->words);
  else if (ok)
    typed_adopt (self, held);
  if (ok && self->failed)
    veche_typed_set_problem (self, NULL);
}

void
veche_typed_saved_cb (gboolean ok, gpointer user_data)
{
  VecheTypedHold *hold = user_data;

  if (hold == NULL)
    return;
  for (guint i = 0; i < hold->held->len; i++)
    {
      Held *held = &g_array_index (hold->held, Held, i);

      typed_saved (held->typed, held, ok);
      typed_unref (held->typed);
      g_free (held->words);
      g_free (held->before);
      g_free (held->of);
    }
  g_array_unref (hold->held);
  g_free (hold);
}

/*** Made anew ***/

void
veche_typed_set_key (GtkWidget *field, const char *key)
{
  set_text (&typed_of (field)->key, key);
}

static void
typed_walk (GtkWidget *widget, GHashTable *words, gboolean give)
{
  VecheTyped *self = typed_of (widget);

  if (self == NULL || self->key == NULL)
    for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
      typed_walk (child, words, give);
  else if (!give && veche_typed_is_changed (self))
    g_hash_table_insert (words, g_strdup (self->key), typed_read (self));
  else if (give && g_hash_table_contains (words, self->key))
    typed_show (self, g_hash_table_lookup (words, self->key));
}

GHashTable *
veche_typed_gather (GtkWidget *parent)
{
  GHashTable *words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  typed_walk (parent, words, FALSE);

  return words;
}

void
veche_typed_give_back (GtkWidget *parent, GHashTable *words)
{
  typed_walk (parent, words, TRUE);
}

static void
typed_find (GtkWidget *widget, GPtrArray *fields)
{
  if (typed_of (widget) != NULL)
    g_ptr_array_add (fields, g_object_ref (widget));
  else
    for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
      typed_find (child, fields);
}

void
veche_typed_commit_below (GtkWidget *parent)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func (g_object_unref);

  typed_find (parent, fields);
  for (guint i = 0; i < fields->len; i++)
    veche_typed_commit (typed_of (fields->pdata[i]));
}

gboolean
veche_typed_is_unsaved (GtkWidget *parent)
{
  VecheTyped *self = typed_of (parent);

  if (self != NULL)
    return self->flying > 0 || (self->aside != NULL && g_hash_table_size (self->aside) > 0) || veche_typed_is_changed (self);
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (veche_typed_is_unsaved (child))
      return TRUE;

  return FALSE;
}
