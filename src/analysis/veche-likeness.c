/* veche-likeness.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/veche-crowd-private.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* In the order of the enumeration.  What a reason weighs in a case is in veche-crowd-weights.h. */
static const char *const nicks[VECHE_N_LIKES] = {
  "same-email", "same-phone", "same-handle", "near-handle", "same-name", "part-name", "handle-of-name", "rare-name", "same-patronymic", "cross-link",
  "same-site", "same-avatar", "same-city", "same-hours", "same-birthday", "same-headline", "common-name", "other-birthday", "other-city",
  "other-gender", "other-email", "other-phone", "other-patronymic", "other-name", "other-surname", "family", "twins", "talked", "same-platform",
  "numbered", "shared", "staff",
};

static void
veche_like_reason_free (gpointer data)
{
  VecheLikeReason *self = data;

  g_free (self->a);
  g_free (self->b);
  g_free (self);
}

void
veche_likeness_free (VecheLikeness *self)
{
  g_ptr_array_unref (self->reasons);
  g_free (self);
}

const char *
veche_like_to_nick (VecheLike what)
{
  g_return_val_if_fail (what < VECHE_N_LIKES, NULL);

  return nicks[what];
}

gboolean
veche_like_from_nick (const char *nick, VecheLike *what)
{
  for (guint i = 0; nick != NULL && i < VECHE_N_LIKES; i++)
    if (strcmp (nicks[i], nick) == 0)
      {
        *what = i;
        return TRUE;
      }

  return FALSE;
}

static int
compare_reasons (gconstpointer a, gconstpointer b)
{
  const VecheLikeReason *x = *(const VecheLikeReason *const *) a, *y = *(const VecheLikeReason *const *) b;
  gboolean against_x = x->points < 0, against_y = y->points < 0;

  if (against_x != against_y)
    return against_x - against_y;

  return against_x ? x->points - y->points : y->points - x->points;
}

VecheLikeness *
veche_likeness_new (void)
{
  VecheLikeness *self = g_new0 (VecheLikeness, 1);

  self->reasons = g_ptr_array_new_with_free_func (veche_like_reason_free);

  return self;
}

void
veche_likeness_add (VecheLikeness *self, VecheLike what, int points, const char *a, const char *b)
{
  VecheLikeReason *reason;

  if (points == 0)
    return;

  reason = g_new0 (VecheLikeReason, 1);
  reason->what = what;
  reason->points = points;
  reason->a = g_strdup (a);
  reason->b = g_strdup (b);
  g_ptr_array_add (self->reasons, reason);
}

void
veche_likeness_sum_up (VecheLikeness *self)
{
  int sum = 0;

  for (guint i = 0; i < self->reasons->len; i++)
    sum += ((VecheLikeReason *) self->reasons->pdata[i])->points;
  self->score = CLAMP (sum, 0, 100);
  g_ptr_array_sort (self->reasons, compare_reasons);
}

char *
veche_likeness_to_json (VecheLikeness *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_array (builder);
  for (guint i = 0; i < self->reasons->len; i++)
    {
      const VecheLikeReason *reason = self->reasons->pdata[i];

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "what");
      json_builder_add_string_value (builder, veche_like_to_nick (reason->what));
      json_builder_set_member_name (builder, "points");
      json_builder_add_int_value (builder, reason->points);
      for (guint side = 0; side < 2; side++)
        {
          const char *value = side == 0 ? reason->a : reason->b;

          if (value == NULL)
            continue;
          json_builder_set_member_name (builder, side == 0 ? "a" : "b");
          json_builder_add_string_value (builder, value);
        }
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  root = json_builder_get_root (builder);

  return json_to_string (root, FALSE);
}

GPtrArray *
veche_likeness_reasons_from_json (const char *json)
{
  GPtrArray *reasons = g_ptr_array_new_with_free_func (veche_like_reason_free);
  g_autoptr (JsonNode) root = json_from_string (json, NULL);
  JsonArray *array = root != NULL && JSON_NODE_HOLDS_ARRAY (root) ? json_node_get_array (root) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *object = json_array_get_object_element (array, i);
      VecheLikeReason *reason;
      VecheLike what;

      if (object == NULL || !veche_like_from_nick (json_object_get_string_member_with_default (object, "what", NULL), &what))
        continue;
      reason = g_new0 (VecheLikeReason, 1);
      reason->what = what;
      reason->points = (int) json_object_get_int_member_with_default (object, "points", 0);
      reason->a = g_strdup (json_object_get_string_member_with_default (object, "a", NULL));
      reason->b = g_strdup (json_object_get_string_member_with_default (object, "b", NULL));
      g_ptr_array_add (reasons, reason);
    }

  return reasons;
}
