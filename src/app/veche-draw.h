/* veche-draw.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What the drawn rows share: measures scale with the font height, colours are named colours mixed with the text's.  Main thread. */

typedef enum { VECHE_INK_FG, VECHE_INK_88, VECHE_INK_70, VECHE_INK_55, VECHE_INK_NEG, VECHE_INK_POS, VECHE_INK_WARN, VECHE_INK_ACC, VECHE_INK_ACCENT_BG, VECHE_INK_WINDOW_BG } VecheInk;
void    veche_draw_ink      (GtkWidget *widget, VecheInk ink, GdkRGBA *rgba);
double  veche_draw_scale    (GtkWidget *widget);                        /* font height ÷ 18 */

/* Cached by (text, size, weight, width): layouts are made once a width. (transfer full) */
PangoLayout *veche_draw_layout (GtkWidget *widget, const char *text, int points, int weight, int width /* -1: natural */, int lines, gboolean tnum);
void    veche_draw_text     (GtkWidget *widget, GtkSnapshot *snapshot, PangoLayout *layout, VecheInk ink, float x, float y);
/* As AdwAvatar draws it: gradient pair g_str_hash (name) % 14, initials. */
void    veche_draw_avatar   (GtkWidget *widget, GtkSnapshot *snapshot, const char *name, float x, float y, float size);
/* A rounded area of the ink, at a share of its strength: 0.11 under a badge. */
void    veche_draw_box      (GtkWidget *widget, GtkSnapshot *snapshot, VecheInk ink, float alpha, const graphene_rect_t *area, float radius);
void    veche_draw_icon     (GtkWidget *widget, GtkSnapshot *snapshot, const char *icon, VecheInk ink, float x, float y, float size);
/* Returns its width. */
float   veche_draw_badge    (GtkWidget *widget, GtkSnapshot *snapshot, const char *icon, const char *text, VecheInk ink, float x, float y, float row_width);
void    veche_draw_selection (GtkWidget *widget, GtkSnapshot *snapshot, float x, float y, float w, float h);   /* by the row's state: selected, hovered */
typedef enum { VECHE_ACTIVITY_ACTIVE, VECHE_ACTIVITY_ENGAGED, VECHE_ACTIVITY_SPECTATOR, VECHE_ACTIVITY_SILENT, VECHE_ACTIVITY_GONE } VecheActivity;
void    veche_draw_activity (GtkWidget *widget, GtkSnapshot *snapshot, VecheActivity activity, float cx, float cy, float r);
void    veche_draw_shape    (GtkWidget *widget, GtkSnapshot *snapshot, const char *shape /* circle square triangle diamond */, float x, float y, float size);
void    veche_draw_shape_ink (GtkWidget *widget, const char *shape, GdkRGBA *rgba);   /* its colour */

/* "3 ч", "вчера", "вт", "12 нояб.", "12 нояб. 2024" (transfer full) */
char   *veche_time_short    (gint64 at);
char   *veche_time_days     (gint64 at);             /* as above, but days counted up to 99: "12 дн." */
char   *veche_time_long     (gint64 at);             /* "сегодня, 09:12", "12 ноября, 09:12" */
char   *veche_time_when     (gint64 at);             /* on a timeline: "сегодня, 09:12", "вчера, 21:04", then "12 нояб." */
gint64  veche_time_of_day   (const char *day);       /* for something that happened on a day: now if it is today, else its noon; 0: not a day */
char   *veche_month_title   (gint64 at);             /* "Ноябрь 2026" */
const char *veche_month_short   (int month);         /* 1…12: "нояб." */
const char *veche_month_in_date (int month);         /* "ноября" */
const char *veche_weekday_short (int weekday);       /* 1 is Monday: "пн" */
const char *veche_platform_icon (const char *platform);
const char *veche_platform_name (const char *platform);   /* "Telegram", "Mastodon" */

G_END_DECLS
