/* veche-session.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-faces.h"
#include "store/veche-store.h"
#include "sync/veche-sync.h"

G_BEGIN_DECLS

/* One open workspace as the window and its pages see it: store, sync, running jobs, and the way to say something (toast).  Every page gets
 * it by its construct property "session".  Main thread. */
#define VECHE_TYPE_SESSION (veche_session_get_type ())
G_DECLARE_FINAL_TYPE (VecheSession, veche_session, VECHE, SESSION, GObject)

VecheSession *veche_session_new          (VecheStore *store, VecheSync *sync, gboolean demo);
VecheStore   *veche_session_get_store    (VecheSession *self);
VecheFaces   *veche_session_get_faces    (VecheSession *self);                                          /* pictures of people; (transfer none) */
VecheSync    *veche_session_get_sync     (VecheSession *self);
gboolean      veche_session_is_demo      (VecheSession *self);
const char   *veche_session_get_actor    (VecheSession *self);                                          /* who acts, for jobs that write */

/* Property "folded": the window is narrower than 700 px, the sidebar is behind a button: pages show one that does "win.show-sidebar". */
gboolean      veche_session_get_folded   (VecheSession *self);
void          veche_session_set_folded   (VecheSession *self, gboolean folded);
/* Property "no-keyring": a token could be kept for this session only, and the window says so. */
void          veche_session_set_no_keyring (VecheSession *self);

/* Applies the edit and says so in a toast with Undo (toast NULL: silently). done may be NULL; an error is shown as a sentence either way. */
typedef void (*VecheSessionDone) (gboolean ok, gpointer user_data);
void          veche_session_edit         (VecheSession *self, VecheEdit *edit, const char *toast, VecheSessionDone done, gpointer user_data);
/* As above, for edits that must look things up: build runs on the writer and fills the edit; input is owned by the call. */
typedef gboolean (*VecheSessionBuild) (VecheDb *db, VecheEdit *edit, gpointer input, GError **error);
void          veche_session_build_edit   (VecheSession *self, VecheEdit *edit, VecheSessionBuild build, gpointer input, GDestroyNotify free_input,
                                          const char *toast, VecheSessionDone done, gpointer user_data);
void          veche_session_undo         (VecheSession *self);
void          veche_session_redo         (VecheSession *self);

void          veche_session_toast        (VecheSession *self, const char *text);                       /* signal "toast" (text, action, label) */
void          veche_session_toast_action (VecheSession *self, const char *text, const char *label, const char *detailed_action);
void          veche_session_show_error   (VecheSession *self, const GError *error);                    /* a translated sentence of its code */
char         *veche_error_sentence       (const GError *error);                                        /* what happened, what was kept, what to do */

/* Long work: appears in the activity popover with progress and Cancel. */
typedef struct _VecheJobView VecheJobView;
VecheJobView *veche_session_begin_job    (VecheSession *self, const char *title, GCancellable *cancellable);
void          veche_session_update_job   (VecheSession *self, VecheJobView *job, double fraction /* < 0: unknown */, const char *detail);  /* main thread */
void          veche_session_end_job      (VecheSession *self, VecheJobView *job, const GError *error); /* frees it; a failed one stays to be seen */
GListModel   *veche_session_get_jobs     (VecheSession *self);                                          /* (transfer none) (element-type VecheJobView) */
void          veche_session_dismiss_job  (VecheSession *self, VecheJobView *job);

/* Navigation, carried out by the window: signals "show-page" (name), "open-member" (id), "open-interaction" (id). */
void          veche_session_show_page    (VecheSession *self, const char *page);
void          veche_session_open_member  (VecheSession *self, const char *uid);
void          veche_session_open_interaction (VecheSession *self, const char *uid);
/* What a page of its own shows: "project" or another page's name, and the uid of it: signal "open-item" (page, uid). */
void          veche_session_open_item    (VecheSession *self, const char *page, const char *uid);
/* Puts the text into the reply to the message: into the composer if it is open there ("insert-reply" (uid, text) is handled), else into its
 * draft; then shows it, and says whether the text is there (done may be NULL). */
void          veche_session_insert_reply (VecheSession *self, const char *interaction_uid, const char *text, VecheSessionDone done, gpointer user_data);
void          veche_session_open_uri     (VecheSession *self, GtkWidget *parent, const char *uri);     /* allow-list of schemes */

G_END_DECLS
