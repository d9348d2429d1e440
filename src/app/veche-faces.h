/* veche-faces.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "store/veche-store.h"

G_BEGIN_DECLS

/* Pictures of the people who are on screen.  Until one has come, and where there is none, initials stand in its place.  A picture is asked
 * for only when somebody is drawn and stays for a moment, four at a time, from platforms that the workspace is connected to, not on metered
 * networks, and not when the setting "show-pictures" is off.  Main thread. */
#define VECHE_TYPE_FACES (veche_faces_get_type ())
G_DECLARE_FINAL_TYPE (VecheFaces, veche_faces, VECHE, FACES, GObject)

VecheFaces *veche_faces_new  (VecheStore *store, const char *folder /* NULL: the user's cache */);

/* A picture of that side in pixels, or NULL: then the widget is drawn again when one comes. (transfer none) (nullable) */
GdkTexture *veche_faces_get  (VecheFaces *self, GtkWidget *widget, const char *member_uid, guint pixels);
/* Shows the member, by initials of name until there is a picture. member_uid (nullable): nobody's face.  The pictures are those of the
 * session whose window the widget is in; in another one initials stay. */
void        veche_faces_show (AdwAvatar *avatar, const char *member_uid, const char *name);
/* A round picture of that side, which shows the member already.  Names come from anywhere: none goes to an AdwAvatar past this. (transfer floating) */
GtkWidget  *veche_avatar_new (int size, const char *member_uid /* nullable */, const char *name /* nullable */);
/* The same, for a row that draws itself. */
void        veche_faces_draw (GtkWidget *widget, GtkSnapshot *snapshot, const char *member_uid, const char *name, float x, float y, float size);

G_END_DECLS
