/* veche-preferences-page.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-session.h"

G_BEGIN_DECLS

/* A page of the preferences that shows what the workspace holds: it is read anew whenever that changes, by an undo, too.  A kind of page says what it
 * reads and how it shows that; what is chosen holds at once and can be undone.  Construct property "session".  Main thread. */
#define VECHE_TYPE_PREFERENCES_PAGE (veche_preferences_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (VechePreferencesPage, veche_preferences_page, VECHE, PREFERENCES_PAGE, AdwPreferencesPage)

struct _VechePreferencesPageClass
{
  AdwPreferencesPageClass parent_class;

  VecheTables    tables;
  VecheJob       load;          /* on the reader */
  GDestroyNotify free_loaded;
  void (*fill) (VechePreferencesPage *self, gpointer loaded);
};

VecheSession *veche_preferences_page_get_session (VechePreferencesPage *self);
/* What fill() sets is not what a person chose. */
gboolean      veche_preferences_page_is_filling  (VechePreferencesPage *self);
void          veche_preferences_page_reload      (VechePreferencesPage *self);
/* As veche_session_build_edit(); what could not be saved is shown again as it is. */
void          veche_preferences_page_edit        (VechePreferencesPage *self, const char *what, VecheSessionBuild build, gpointer input, GDestroyNotify free_input,
                                                  const char *toast);

/* What may be chosen, and what is; the list stays the one that it is where the same may be: somebody may be choosing from it right now. */
void          veche_preferences_show_choices     (AdwComboRow *row, GtkStringList *words, guint chosen);

/* A row with a switch. (transfer floating); sw (out) */
GtkWidget    *veche_preferences_switch_row       (const char *title, const char *subtitle, GtkWidget **sw);

G_END_DECLS
