/* veche-faces.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/veche-faces.h"

#include "app/veche-draw.h"
#include "app/veche-face-cache.h"
#include "app/veche-row-ahead.h"
#include "app/veche-settings.h"
#include "app/veche-window.h"
#include "connectors/veche-http.h"
#include "connectors/veche-net.h"
#include "model/veche-text.h"
#include "store/veche-faces-table.h"

#define MAX_KEPT    300                       /* in memory; the files stay */
#define MAX_ASKED   40                        /* at once: what flew by is not asked for */
#define MAX_RUNNING 4
#define SETTLE      150                       /* milliseconds that somebody stays on screen */
#define FORGET      2000                      /* milliseconds after a change, until those who are gone are looked for */
#define AGAIN       (10 * G_TIME_SPAN_MINUTE) /* after a failure */
#define IN_ROWS     72                        /* 36, on a screen of two pixels to one */
#define LARGE       176

typedef struct
{
  GdkTexture *texture;    /* (owned) (nullable) */
  GPtrArray  *widgets;    /* (owned) (element-type GWeakRef): to be told */
  gboolean    asked;
  gint64      again;      /* when it may be asked for again; monotonic */
} VecheFace;

/* What a worker gets. */
typedef struct { char *key, *url, *own_host, *folder, *mark; guint pixels; gboolean may_fetch; } VecheFaceErrand;

struct _VecheFaces
{
  GObject       parent_instance;

  VecheStore   *store;
  char         *folder, *mark;
  GCancellable *cancellable;
  GHashTable   *faces;      /* (element-type utf8 VecheFace): key is "72 uid" */
  GQueue        asked;      /* (element-type utf8) keys, newest first */
  GQueue        waiting;    /* (element-type VecheFaceErrand) */
  guint         running, settle, forget;
  gboolean      on;
};

G_DEFINE_FINAL_TYPE (VecheFaces, veche_faces, G_TYPE_OBJECT)

static GQuark
face_quark (void)
{
  return g_quark_from_static_string ("veche-face");
}

static void
face_free_weak (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static void
face_free (gpointer data)
{
  VecheFace *face = data;

  g_clear_object (&face->texture);
  g_ptr_array_unref (face->widgets);
  g_free (face);
}

static void
face_errand_free (gpointer data)
{
  VecheFaceErrand *errand = data;

  g_free (errand->key);
  g_free (errand->url);
  g_free (errand->own_host);
  g_free (errand->folder);
  g_free (errand->mark);
  g_free (errand);
}

/* Rows are drawn again, an avatar that shows this person still takes the picture. */
static void
faces_tell (VecheFaces *self, const char *key, VecheFace *face)
{
  for (guint i = 0; i < face->widgets->len; i++)
    {
      g_autoptr (GtkWidget) widget = g_weak_ref_get (g_ptr_array_index (face->widgets, i));

      if (widget == NULL)
        continue;
      if (!ADW_IS_AVATAR (widget))
        veche_row_queue_draw (widget);
      else if (g_strcmp0 (g_object_get_qdata (G_OBJECT (widget), face_quark ()), key) == 0)
        adw_avatar_set_custom_image (ADW_AVATAR (widget), GDK_PAINTABLE (face->texture));
    }
  g_ptr_array_set_size (face->widgets, 0);
}

static void
face_remember (VecheFace *face, GtkWidget *widget)
{
  GWeakRef *ref;

  for (guint i = 0; i < face->widgets->len; i++)
    {
      g_autoptr (GtkWidget) known = g_weak_ref_get (g_ptr_array_index (face->widgets, i));

      if (known == widget)
        return;
    }
  ref = g_new0 (GWeakRef, 1);
  g_weak_ref_init (ref, widget);
  g_ptr_array_add (face->widgets, ref);
}

static gboolean
face_is_seen (VecheFace *face)
{
  for (guint i = 0; i < face->widgets->len; i++)
    {
      g_autoptr (GtkWidget) widget = g_weak_ref_get (g_ptr_array_index (face->widgets, i));

      if (widget != NULL && (VECHE_IS_ROW (widget) ? veche_row_is_near_view (VECHE_ROW (widget)) : gtk_widget_get_mapped (widget)))
        return TRUE;
    }

  return FALSE;
}

/*** Loading ***/

static void
faces_end (VecheFaces *self, const char *key, GdkPixbuf *picture)
{
  VecheFace *face = g_hash_table_lookup (self->faces, key);

  if (face == NULL)
    return;
  face->asked = FALSE;
  face->again = g_get_monotonic_time () + AGAIN;
  if (picture == NULL)
    {
      g_ptr_array_set_size (face->widgets, 0);
      return;
    }
  g_set_object (&face->texture, NULL);
  face->texture = gdk_texture_new_for_pixbuf (picture);
  faces_tell (self, key, face);
}

static void
faces_load_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  VecheFaceErrand *errand = data;
  GError *error = NULL;
  GdkPixbuf *picture = veche_face_cache_load (errand->folder, errand->mark, strchr (errand->key, ' ') + 1, errand->url, errand->own_host, errand->pixels, errand->may_fetch, cancellable, &error);

  if (picture != NULL)
    g_task_return_pointer (task, picture, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void faces_pump (VecheFaces *self);

static void
faces_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  VecheFaces *self = VECHE_FACES (object);
  VecheFaceErrand *errand = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkPixbuf) picture = g_task_propagate_pointer (G_TASK (result), &error);

  self->running--;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      faces_pump (self);     /* switched off and on again, others wait */
      return;
    }
  if (error != NULL)
    g_debug ("A picture did not come: %s", error->message);
  faces_end (self, errand->key, picture);
  faces_pump (self);
}

static void
faces_pump (VecheFaces *self)
{
  while (self->running < MAX_RUNNING && !g_queue_is_empty (&self->waiting))
    {
      VecheFaceErrand *errand = g_queue_pop_head (&self->waiting);
      g_autoptr (GTask) task = g_task_new (self, self->cancellable, faces_loaded_cb, NULL);

      g_task_set_task_data (task, errand, face_errand_free);
      self->running++;
      veche_net_run_task (task, faces_load_thread);
    }
}

/*** Asking ***/

static gpointer
faces_find_job (VecheDb *db, gpointer input, GError **error)
{
  GPtrArray *keys = input;
  g_autoptr (GPtrArray) uids = g_ptr_array_new ();

  for (guint i = 0; i < keys->len; i++)
    g_ptr_array_add (uids, strchr (g_ptr_array_index (keys, i), ' ') + 1);

  return veche_faces_find (db, uids, error);
}

static gboolean
faces_may_fetch (void)
{
  GNetworkMonitor *monitor = g_network_monitor_get_default ();

  return g_network_monitor_get_network_available (monitor) && !g_network_monitor_get_network_metered (monitor);
}

static const VecheFaceAddress *
faces_address_of (GPtrArray *addresses, const char *key)
{
  for (guint i = 0; addresses != NULL && i < addresses->len; i++)
    {
      const VecheFaceAddress *address = g_ptr_array_index (addresses, i);

      if (g_str_equal (address->member_uid, strchr (key, ' ') + 1))
        return address;
    }

  return NULL;
}

typedef struct { VecheFaces *faces; GPtrArray *keys; GCancellable *cancellable; } VecheFacesSearch;

static void
faces_found_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autofree VecheFacesSearch *search = user_data;
  g_autoptr (VecheFaces) self = search->faces;
  g_autoptr (GPtrArray) keys = search->keys;
  g_autoptr (GCancellable) cancellable = search->cancellable;     /* of the time it was asked */
  g_autoptr (GPtrArray) addresses = veche_store_run_finish (VECHE_STORE (object), result, NULL);

  for (guint i = 0; i < keys->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      const char *key = g_ptr_array_index (keys, i);
      const VecheFaceAddress *address = faces_address_of (addresses, key);
      VecheFaceErrand *errand;

      if (address == NULL)
        {
          faces_end (self, key, NULL);
          continue;
        }
      errand = g_new0 (VecheFaceErrand, 1);
      errand->key = g_strdup (key);
      errand->url = g_strdup (address->url);
      errand->own_host = address->own_url != NULL ? veche_http_dup_host (address->own_url) : NULL;
      errand->folder = g_strdup (self->folder);
      errand->mark = g_strdup (self->mark);
      errand->pixels = (guint) g_ascii_strtoull (key, NULL, 10);
      errand->may_fetch = faces_may_fetch ();
      g_queue_push_tail (&self->waiting, errand);
    }
  faces_pump (self);
}

/* Those who stayed; who is gone by now is asked for when they are seen again. */
static gboolean
faces_settled_cb (gpointer user_data)
{
  VecheFaces *self = user_data;
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  VecheFacesSearch *search;
  char *key;

  self->settle = 0;
  while ((key = g_queue_pop_head (&self->asked)) != NULL)
    {
      VecheFace *face = g_hash_table_lookup (self->faces, key);

      if (face != NULL && keys->len < MAX_ASKED && face_is_seen (face))
        {
          g_ptr_array_add (keys, key);
          continue;
        }
      g_hash_table_remove (self->faces, key);
      g_free (key);
    }
  if (keys->len == 0)
    return G_SOURCE_REMOVE;

  search = g_new0 (VecheFacesSearch, 1);
  search->faces = g_object_ref (self);
  search->keys = g_ptr_array_ref (keys);
  search->cancellable = g_object_ref (self->cancellable);
  veche_store_run_async (self->store, VECHE_LANE_READER, faces_find_job, g_ptr_array_ref (keys), (GDestroyNotify) g_ptr_array_unref,
                         (GDestroyNotify) g_ptr_array_unref, self->cancellable, faces_found_cb, search);

  return G_SOURCE_REMOVE;
}

static gboolean
faces_is_idle (gpointer key, gpointer value, gpointer user_data)
{
  return !((VecheFace *) value)->asked;
}

GdkTexture *
veche_faces_get (VecheFaces *self, GtkWidget *widget, const char *member_uid, guint pixels)
{
  g_autofree char *key = NULL;
  VecheFace *face;

  g_return_val_if_fail (VECHE_IS_FACES (self), NULL);

  if (!self->on || member_uid == NULL || *member_uid == '\0')
    return NULL;

  key = g_strdup_printf ("%u %s", pixels, member_uid);
  face = g_hash_table_lookup (self->faces, key);
  if (face != NULL && (face->texture != NULL || (!face->asked && face->again > g_get_monotonic_time ())))
    return face->texture;

  if (face == NULL)
    {
      if (g_hash_table_size (self->faces) >= MAX_KEPT)
        g_hash_table_foreach_remove (self->faces, faces_is_idle, NULL);
      face = g_new0 (VecheFace, 1);
      face->widgets = g_ptr_array_new_with_free_func (face_free_weak);
      g_hash_table_insert (self->faces, g_strdup (key), face);
    }
  face_remember (face, widget);
  if (!face->asked)
    {
      face->asked = TRUE;
      g_queue_push_head (&self->asked, g_steal_pointer (&key));
      if (self->settle == 0)
        self->settle = g_timeout_add (SETTLE, faces_settled_cb, self);
    }

  return NULL;
}

/* Of the window around it; NULL: none yet, or one without a workspace. */
static VecheFaces *
faces_around (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  VecheSession *session = VECHE_IS_WINDOW (root) ? veche_window_get_session (VECHE_WINDOW (root)) : NULL;

  return session != NULL ? veche_session_get_faces (session) : NULL;
}

static void
faces_fill_avatar (AdwAvatar *avatar)
{
  const char *key = g_object_get_qdata (G_OBJECT (avatar), face_quark ());
  VecheFaces *self = faces_around (GTK_WIDGET (avatar));
  GdkTexture *texture = self != NULL && key != NULL ? veche_faces_get (self, GTK_WIDGET (avatar), strchr (key, ' ') + 1, LARGE) : NULL;

  adw_avatar_set_custom_image (avatar, texture != NULL ? GDK_PAINTABLE (texture) : NULL);
}

void
veche_faces_show (AdwAvatar *avatar, const char *member_uid, const char *name)
{
  static const char followed[] = "veche-face-followed";

  g_autofree char *shown = veche_text_clamp (name, 60, FALSE);

  adw_avatar_set_text (avatar, shown);
  g_object_set_qdata_full (G_OBJECT (avatar), face_quark (), member_uid != NULL ? g_strdup_printf ("%u %s", LARGE, member_uid) : NULL, g_free);
  if (g_object_get_data (G_OBJECT (avatar), followed) == NULL)
    {
      g_object_set_data (G_OBJECT (avatar), followed, avatar);
      g_signal_connect (avatar, "map", G_CALLBACK (faces_fill_avatar), NULL);
    }
  faces_fill_avatar (avatar);
}

GtkWidget *
veche_avatar_new (int size, const char *member_uid, const char *name)
{
  GtkWidget *avatar = adw_avatar_new (size, NULL, TRUE);

  veche_faces_show (ADW_AVATAR (avatar), member_uid, name);

  return avatar;
}

void
veche_faces_draw (GtkWidget *widget, GtkSnapshot *snapshot, const char *member_uid, const char *name, float x, float y, float size)
{
  VecheFaces *self = faces_around (widget);
  GdkTexture *texture = self != NULL ? veche_faces_get (self, widget, member_uid, IN_ROWS) : NULL;
  GskRoundedRect circle;

  if (texture == NULL)
    {
      veche_draw_avatar (widget, snapshot, name, x, y, size);
      return;
    }
  gsk_rounded_rect_init_from_rect (&circle, &GRAPHENE_RECT_INIT (x, y, size, size), size / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &circle);
  gtk_snapshot_append_texture (snapshot, texture, &circle.bounds);
  gtk_snapshot_pop (snapshot);
}

/*** The object ***/

static void
faces_prune_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  veche_face_cache_prune (data, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (task), "days")));
  g_task_return_boolean (task, TRUE);
}

static void
faces_prune (VecheFaces *self, guint days)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, NULL, NULL);

  g_task_set_task_data (task, g_strdup (self->folder), g_free);
  g_object_set_data (G_OBJECT (task), "days", GUINT_TO_POINTER (days));
  g_task_run_in_thread (task, faces_prune_thread);
}

/* Who was removed leaves no picture behind. */
static gpointer
faces_forget_job (VecheDb *db, gpointer input, GError **error)
{
  const char *const *where = input;
  g_autoptr (GPtrArray) uids = veche_face_cache_list (where[0], where[1]);

  for (guint i = 0; i < uids->len; i++)
    if (veche_faces_is_gone (db, g_ptr_array_index (uids, i)))
      veche_face_cache_drop (where[0], where[1], g_ptr_array_index (uids, i));

  return VECHE_JOB_DONE;
}

static gboolean
faces_forget_cb (gpointer user_data)
{
  VecheFaces *self = user_data;
  const char *where[] = { self->folder, self->mark, NULL };

  self->forget = 0;
  veche_store_run_async (self->store, VECHE_LANE_READER, faces_forget_job, g_strdupv ((char **) where), (GDestroyNotify) g_strfreev, NULL, NULL, NULL, NULL);

  return G_SOURCE_REMOVE;
}

static void
faces_changed_cb (VecheFaces *self, VecheChange *change)
{
  if (self->forget == 0 && (veche_change_get_tables (change) & (VECHE_TABLE_MEMBER | VECHE_TABLE_IDENTITY)))
    self->forget = g_timeout_add (FORGET, faces_forget_cb, self);
}

/* Switched off, what was kept goes too. */
static void
faces_setting_cb (VecheFaces *self)
{
  self->on = g_settings_get_boolean (veche_settings_get (), "show-pictures");
  if (self->on)
    return;
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_clear_handle_id (&self->settle, g_source_remove);
  g_queue_clear_full (&self->asked, g_free);
  g_queue_clear_full (&self->waiting, face_errand_free);
  g_hash_table_remove_all (self->faces);
  faces_prune (self, 0);
}

static void
veche_faces_dispose (GObject *object)
{
  VecheFaces *self = VECHE_FACES (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->settle, g_source_remove);
  g_clear_handle_id (&self->forget, g_source_remove);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (veche_faces_parent_class)->dispose (object);
}

static void
veche_faces_finalize (GObject *object)
{
  VecheFaces *self = VECHE_FACES (object);

  g_queue_clear_full (&self->asked, g_free);
  g_queue_clear_full (&self->waiting, face_errand_free);
  g_hash_table_unref (self->faces);
  g_object_unref (self->cancellable);
  g_free (self->folder);
  g_free (self->mark);

  G_OBJECT_CLASS (veche_faces_parent_class)->finalize (object);
}

static void
veche_faces_class_init (VecheFacesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = veche_faces_dispose;
  G_OBJECT_CLASS (klass)->finalize = veche_faces_finalize;
}

static void
veche_faces_init (VecheFaces *self)
{
  self->cancellable = g_cancellable_new ();
  self->faces = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, face_free);
  g_queue_init (&self->asked);
  g_queue_init (&self->waiting);
}

VecheFaces *
veche_faces_new (VecheStore *store, const char *folder)
{
  VecheFaces *self = g_object_new (VECHE_TYPE_FACES, NULL);

  self->store = g_object_ref (store);
  self->folder = folder != NULL ? g_strdup (folder) : g_build_filename (g_get_user_cache_dir (), "veche", "pictures", NULL);
  self->on = g_settings_get_boolean (veche_settings_get (), "show-pictures");
  g_signal_connect_object (veche_settings_get (), "changed::show-pictures", G_CALLBACK (faces_setting_cb), self, G_CONNECT_SWAPPED);
  self->mark = veche_face_cache_mark (veche_store_get_path (store));
  g_signal_connect_object (store, "changed", G_CALLBACK (faces_changed_cb), self, G_CONNECT_SWAPPED);
  faces_prune (self, VECHE_FACE_KEPT_DAYS);
  self->forget = g_timeout_add (FORGET, faces_forget_cb, self);

  return self;
}
