/* veche-pages.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-session.h"

G_BEGIN_DECLS

/* The list of pages: one line each makes the stack child, the sidebar row, the Alt+digit key and the target of win.show-page. */
typedef struct
{
  const char *name;       /* "members": stack child, action target */
  const char *title;      /* N_() */
  const char *icon;
  const char *group;      /* N_() heading in the sidebar, NULL: first group; "" at the bottom */
  GType     (*get_type) (void);
  const char *parent;     /* (nullable): the page it is a child of; it has no row in the sidebar and no key */
} VechePageInfo;

const VechePageInfo *veche_pages_list (guint *n);

/* A page is a GtkWidget with a construct property "session", and does what it can of these.  All optional. */
#define VECHE_TYPE_PAGE (veche_page_get_type ())
G_DECLARE_INTERFACE (VechePage, veche_page, VECHE, PAGE, GtkWidget)
struct _VechePageInterface
{
  GTypeInterface parent;
  void     (*focus)            (VechePage *self);                      /* the page was chosen: focus its list */
  void     (*search)           (VechePage *self, const char *text);    /* Ctrl+F with NULL: open the search */
  void     (*add)              (VechePage *self);                      /* Ctrl+N */
  gboolean (*back)             (VechePage *self);                      /* Esc, Alt+Left: TRUE when it went back inside */
  void     (*open_member)      (VechePage *self, const char *uid);
  void     (*open_interaction) (VechePage *self, const char *uid);
  void     (*open_item)        (VechePage *self, const char *uid);     /* a page that shows one thing, a project: which one */
  /* Folded: the window is narrower than 700 px and shows one pane; pages bind their leaflets' header buttons to this. */
  void     (*close)            (VechePage *self);                      /* the workspace closes: let go of models */
};
void     veche_page_focus            (VechePage *self);
void     veche_page_search           (VechePage *self, const char *text);
void     veche_page_add              (VechePage *self);
gboolean veche_page_back             (VechePage *self);
void     veche_page_open_member      (VechePage *self, const char *uid);
void     veche_page_open_interaction (VechePage *self, const char *uid);
void     veche_page_open_item        (VechePage *self, const char *uid);
void     veche_page_close            (VechePage *self);

G_END_DECLS
