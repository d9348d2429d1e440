/* veche-task-row.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-row.h"
#include "store/veche-tasks-table.h"

G_BEGIN_DECLS

/* A task, drawn with the measures of a row of Members: a ring to tick, what is to be done, what it hangs on, when it is due.  A click on the ring does
 * the action "tasks.toggle" (id).  Headings have ids below zero.  The interface makes these records from what the store lists. */
typedef struct
{
  VecheRecord  parent;
  VecheTask   *task;    /* (owned) */
  char        *title;   /* clamped */
} VecheTaskRecord;

/* Takes the task. */
VecheTaskRecord *veche_task_record_new (VecheTask *task);

#define VECHE_TYPE_TASK_ROW (veche_task_row_get_type ())
G_DECLARE_FINAL_TYPE (VecheTaskRow, veche_task_row, VECHE, TASK_ROW, VecheRow)

G_END_DECLS
