/* veche-guest-row.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-guest-row.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/veche-draw.h"
#include "app/veche-faces.h"
#include "app/veche-plan-words.h"
#include "model/veche-text.h"

#define ROW_HEIGHT   58
#define LEAST_WIDTH  440   /* below it the state stands under the name, not beside it */

struct _VecheGuestRow
{
  VecheRow parent_instance;
};

G_DEFINE_FINAL_TYPE (VecheGuestRow, veche_guest_row, VECHE_TYPE_ROW)

static void
guest_record_clear (gpointer data)
{
  VecheGuestRecord *self = data;

  veche_guest_free (self->guest);
  g_free (self->name);
  g_free (self->about);
}

static char *
guest_about (const VecheGuest *guest)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (parts, g_strdup (veche_role_title (guest->role)));
  if (guest->walk_in)
    g_ptr_array_add (parts, g_strdup (_ ("came without being invited")));
  if (guest->place > 0)
    g_ptr_array_add (parts, g_strdup_printf (_ ("number %u on the waiting list"), guest->place));
  if (guest->arrived > 0)
    {
      g_autofree char *when = veche_time_when (guest->arrived);

      g_ptr_array_add (parts, g_steal_pointer (&when));
    }
  if (guest->rating > 0)
    /* Translators: what a guest said of the event */
    g_ptr_array_add (parts, g_strdup_printf (_ ("rated it %u of 5"), guest->rating));
  g_ptr_array_add (parts, NULL);

  return g_strjoinv (" · ", (char **) parts->pdata);
}

VecheGuestRecord *
veche_guest_record_new (VecheGuest *guest)
{
  VecheGuestRecord *self = veche_record_alloc (sizeof (VecheGuestRecord), VECHE_RECORD_TABLE_ROW, guest->member_id, guest->member_uid, guest_record_clear);

  self->guest = guest;
  self->name = veche_text_clamp (guest->name, 200, FALSE);
  self->about = guest_about (guest);

  return self;
}

VecheGuestRecord *
veche_guest_record_new_at_door (const VecheDoorHit *hit)
{
  VecheGuest *guest = g_new0 (VecheGuest, 1);
  VecheGuestRecord *self;
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  guest->member_id = hit->member_id;
  guest->uid = g_strdup (hit->place_uid);
  guest->member_uid = g_strdup (hit->uid);
  guest->name = g_strdup (hit->name);
  guest->role = g_strdup (hit->role != NULL ? hit->role : "guest");
  guest->status = g_strdup (hit->status != NULL ? hit->status : "");
  guest->arrived = hit->arrived;
  guest->walk_in = hit->walk_in;
  self = veche_guest_record_new (guest);

  /* Two of one name are told apart by what else is known of them; a guest is what everybody is. */
  if (strcmp (guest->role, "guest") != 0 || hit->status != NULL)
    g_ptr_array_add (parts, g_steal_pointer (&self->about));
  if (hit->city != NULL && *hit->city != '\0')
    g_ptr_array_add (parts, veche_text_clamp (hit->city, 60, FALSE));
  if (hit->handles != NULL && *hit->handles != '\0')
    g_ptr_array_add (parts, veche_text_clamp (hit->handles, 100, FALSE));
  g_ptr_array_add (parts, NULL);
  g_free (self->about);
  self->about = g_strjoinv (" · ", (char **) parts->pdata);

  return self;
}

static const char *
status_words (const VecheGuestRecord *self)
{
  return *self->guest->status != '\0' ? veche_attendance_title (self->guest->status) : _ ("Not on the list");
}

static float
veche_guest_row_get_height (VecheRow *row, VecheRecord *record)
{
  return ROW_HEIGHT;
}

static void
status_look (const char *status, const char **icon, VecheInk *ink)
{
  static const struct { const char *status, *icon; VecheInk ink; } looks[] = {
    { "accepted", "object-select-symbolic", VECHE_INK_POS }, { "came", "object-select-symbolic", VECHE_INK_POS },
    { "waiting", "veche-clock-symbolic", VECHE_INK_WARN },   { "no-show", "window-close-symbolic", VECHE_INK_NEG },
  };

  *icon = NULL;
  *ink = VECHE_INK_70;
  for (gsize i = 0; i < G_N_ELEMENTS (looks); i++)
    if (strcmp (looks[i].status, status) == 0)
      {
        *icon = looks[i].icon;
        *ink = looks[i].ink;
      }
}

static float
badge_width (GtkWidget *widget, const char *text, const char *icon, float scale)
{
  g_autoptr (PangoLayout) layout = veche_draw_layout (widget, text, 9, 600, -1, 1, FALSE);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);

  return (float) width + (icon != NULL ? 32 : 16) * scale;
}

/* A narrow row keeps its first line for the name: the state is the first thing of the second one. */
static void
draw_narrow (VecheGuestRow *self, GtkSnapshot *snapshot, const VecheGuestRecord *guest, VecheInk ink, float width, float scale)
{
  GtkWidget *widget = GTK_WIDGET (self);
  int room = MAX ((int) (width - 80 * scale), 10), taken;
  g_autoptr (PangoLayout) name = veche_draw_layout (widget, guest->name, 11, 600, room, 1, FALSE);
  g_autoptr (PangoLayout) status = veche_draw_layout (widget, status_words (guest), 10, 600, room, 1, FALSE), about = NULL;
  g_autofree char *rest = *guest->about != '\0' ? g_strconcat (" · ", guest->about, NULL) : NULL;

  veche_draw_text (widget, snapshot, name, VECHE_INK_FG, 64 * scale, 9 * scale);
  veche_draw_text (widget, snapshot, status, ink, 64 * scale, 30 * scale);
  pango_layout_get_pixel_size (status, &taken, NULL);
  if (rest == NULL || room - taken < 20 * scale)
    return;
  about = veche_draw_layout (widget, rest, 10, 400, room - taken, 1, FALSE);
  veche_draw_text (widget, snapshot, about, VECHE_INK_70, 64 * scale + (float) taken, 30 * scale);
}

static void
draw_wide (VecheGuestRow *self, GtkSnapshot *snapshot, const VecheGuestRecord *guest, const char *icon, VecheInk ink, float width, float scale)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const char *status = status_words (guest);
  float badge = badge_width (widget, status, icon, scale);
  int room = MAX ((int) (width - 90 * scale - badge), 10);
  g_autoptr (PangoLayout) name = veche_draw_layout (widget, guest->name, 11, 600, room, 1, FALSE);
  g_autoptr (PangoLayout) about = veche_draw_layout (widget, guest->about, 10, 400, room, 1, FALSE);

  veche_draw_badge (widget, snapshot, icon, status, ink, width - 16 * scale - badge, 20 * scale, width);
  veche_draw_text (widget, snapshot, name, VECHE_INK_FG, 64 * scale, 9 * scale);
  veche_draw_text (widget, snapshot, about, VECHE_INK_70, 64 * scale, 30 * scale);
}

static void
veche_guest_row_draw (VecheRow *row, GtkSnapshot *snapshot, VecheRecord *record, float width, float height, float scale)
{
  GtkWidget *widget = GTK_WIDGET (row);
  VecheGuestRecord *guest = (VecheGuestRecord *) record;
  const char *icon;
  VecheInk ink;

  status_look (guest->guest->status, &icon, &ink);
  veche_draw_selection (widget, snapshot, 6 * scale, scale, width - 12 * scale, 56 * scale);
  veche_faces_draw (widget, snapshot, guest->parent.uid, guest->name, 16 * scale, 11 * scale, 36 * scale);
  if (width < LEAST_WIDTH * scale)
    draw_narrow (VECHE_GUEST_ROW (row), snapshot, guest, ink, width, scale);
  else
    draw_wide (VECHE_GUEST_ROW (row), snapshot, guest, icon, ink, width, scale);
}

static char *
veche_guest_row_dup_label (VecheRow *row, VecheRecord *record)
{
  VecheGuestRecord *guest = (VecheGuestRecord *) record;

  return g_strdup_printf ("%s, %s, %s", guest->name, status_words (guest), guest->about);
}

static void
veche_guest_row_class_init (VecheGuestRowClass *klass)
{
  VecheRowClass *row_class = VECHE_ROW_CLASS (klass);

  row_class->get_height = veche_guest_row_get_height;
  row_class->draw = veche_guest_row_draw;
  row_class->dup_label = veche_guest_row_dup_label;
}

static void
veche_guest_row_init (VecheGuestRow *self)
{
}
