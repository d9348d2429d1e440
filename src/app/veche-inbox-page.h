/* veche-inbox-page.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-pages.h"

G_BEGIN_DECLS

/* Open mentions, the message in its thread, the person beside it. */
#define VECHE_TYPE_INBOX_PAGE (veche_inbox_page_get_type ())
G_DECLARE_FINAL_TYPE (VecheInboxPage, veche_inbox_page, VECHE, INBOX_PAGE, GtkWidget)

/* Opens the mention with the composer focused. uid: of the mention or its message */
void     veche_inbox_page_reply_to  (VecheInboxPage *self, const char *uid);
gboolean veche_inbox_page_is_ticked (VecheInboxPage *self, gint64 id);   /* for the row that draws it */

G_END_DECLS
