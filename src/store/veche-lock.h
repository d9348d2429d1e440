/* veche-lock.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One process per workspace: an open-file-description lock on the side file PATH.lock.  The kernel drops it with its process, however that
 * ends, so a lock never goes stale.  (GApplication's uniqueness is no lock: two session buses gave two primary instances.) */
typedef struct _VecheLock VecheLock;

/* Held by another process: VECHE_STORE_ERROR_BUSY after half a second; time for a window that is just closing.  (transfer full) */
VecheLock *veche_lock_take    (const char *path, GError **error);
void       veche_lock_release (VecheLock *self);     /* (nullable) */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheLock, veche_lock_release)

G_END_DECLS
