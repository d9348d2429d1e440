/* veche-typed.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Words typed into a field that saves itself, beside what the store has.  They stay in the field, and stay "changed", until the store says that it has
 * them: a save that fails leaves them there with a mark and they are said again at the next commit; a reload never takes the place of words that are
 * changed or on their way.  Who saves them passes a hold with the edit:
 *
 *   veche_session_edit (session, edit, NULL, veche_typed_saved_cb, veche_typed_hold (row, NULL));
 *
 * Main thread. */
typedef struct _VecheTyped VecheTyped;
typedef struct _VecheTypedHold VecheTypedHold;

typedef struct
{
  char      *(*read)   (GtkWidget *widget);                       /* (transfer full): as typed, blanks at the ends apart; NULL: a GtkEditable */
  void       (*show)   (GtkWidget *widget, const char *text);     /* NULL: a GtkEditable */
  void       (*say)    (GtkWidget *widget, const char *text);     /* tell who saves it */
  GtkWidget *(*spoken) (GtkWidget *widget);                       /* where a screen reader stands in it; NULL: on the widget itself */
  void       (*failed) (GtkWidget *widget);                       /* not saved: to be brought before the eyes again; NULL: it is */
} VecheTypedField;

/*** For the widget ***/

VecheTyped     *veche_typed_new         (GtkWidget *widget, const VecheTypedField *field);   /* lives with the widget */
gboolean        veche_typed_is_changed  (VecheTyped *self);
gboolean        veche_typed_is_unsaid   (VecheTyped *self);                                  /* neither in the store nor on its way there */
/* What was committed last: on its way, or what the store has; not what is being typed. (transfer none) */
const char     *veche_typed_get_said    (VecheTyped *self);
/* What is typed is said, unless it is what the store has or is on its way.  When nobody takes a hold on it and nobody finds it wrong there was nothing
 * to save, and the field shows what the store has. */
void            veche_typed_commit      (VecheTyped *self);
void            veche_typed_set_stored  (VecheTyped *self, const char *text /* (nullable) */);
void            veche_typed_set_problem (VecheTyped *self, const char *problem /* (nullable) */);
void            veche_typed_touch       (VecheTyped *self);                                  /* the text changed; an editable is heard by itself */
void            veche_typed_take_back   (VecheTyped *self);                                  /* shows what the store has, or will have */
/* Each saved text makes a thing of its own: the field is emptied of it, and keeps what was typed meanwhile. */
void            veche_typed_set_adds    (VecheTyped *self, gboolean adds);

/*** For who saves ***/

/* What makes sense half written is said in a pause of the typing too, so that no crash takes more than a few seconds of it. */
void            veche_typed_set_autosave (GtkWidget *field);

/* What these fields say now is on its way: NULL at the end, NULL for no field. (transfer full) (nullable): veche_typed_saved_cb() takes it. */
VecheTypedHold *veche_typed_hold        (GtkWidget *field, ...) G_GNUC_NULL_TERMINATED;
void            veche_typed_saved_cb    (gboolean ok, gpointer hold /* (transfer full) (nullable) */);   /* a VecheSessionDone */

/* Whether below this widget words stand that the store has not got. */
gboolean        veche_typed_is_unsaved  (GtkWidget *parent);
void            veche_typed_commit_below (GtkWidget *parent);   /* all of them */

/*** For who shows another thing in the same fields, or makes the fields anew ***/

/* Whose words they are, a uid: unsaved words of another one are put aside, and stand here again when that one is shown again.  Before the stored text
 * of it is set. */
void            veche_typed_set_of      (GtkWidget *field, const char *of);


/* Fields named by veche_typed_set_key() keep their unsaved words when they are made anew below another widget. (transfer full) */
void            veche_typed_set_key     (GtkWidget *field, const char *key);
GHashTable     *veche_typed_gather      (GtkWidget *parent);
void            veche_typed_give_back   (GtkWidget *parent, GHashTable *words);

G_END_DECLS
