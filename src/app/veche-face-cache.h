/* veche-face-cache.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gdk-pixbuf/gdk-pixbuf.h>

G_BEGIN_DECLS

/* Pictures of people as small PNG files of our own making, beside the workspaces and not in them: they can be thrown away at any time.
 * A file's name is the workspace's mark, the member's uid and the hash of where the picture came from, so that it goes when they go.  Any
 * thread but the main one. */

#define VECHE_FACE_KEPT_DAYS 30

/* Of a workspace at path: what its files begin with. (transfer full) */
char      *veche_face_cache_mark  (const char *path);

/* The picture at url as a square of so many pixels: the file that is there, else what is fetched and then kept.  may_fetch FALSE: only the
 * file.  What was no good is not asked for again for a day. (transfer full) */
GdkPixbuf *veche_face_cache_load  (const char *folder, const char *mark, const char *member_uid, const char *url, const char *own_host, guint pixels, gboolean may_fetch,
                                   GCancellable *cancellable, GError **error);
/* Whose pictures a workspace has there: uids, each once. (transfer full) */
GPtrArray *veche_face_cache_list  (const char *folder, const char *mark);
/* Removes all of a member. */
void       veche_face_cache_drop  (const char *folder, const char *mark, const char *member_uid);
/* Removes what is older than so many days; 0: everything. */
void       veche_face_cache_prune (const char *folder, guint days);

G_END_DECLS
