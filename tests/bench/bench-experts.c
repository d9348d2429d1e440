/* bench-experts.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bench-topics.h"

#include "analysis/veche-experts.h"

/* "Who can answer this?" in a big community: 200 competencies with other names and a tree, questions in Russian and English, short, long, with a
 * city, about things that nobody knows.  The goal is p99 <= 60 ms at 50,000 members and 2,000,000 messages; the yardstick is one full-text search
 * for the newest 50 messages with a word of the question. */

#define ROUNDS 12

static const char *const questions[] = {
  "Кто разбирается в базах данных?", "Who can help me with Kubernetes?", "Подскажите, как ускорить запрос с LEFT JOIN на большой таблице?",
  "Кто поможет с монтажом видео в Казани?", "Any interface designers in London?", "Нужна помощь с тестированием, сроки горят",
  "Как провести первую встречу на сорок человек и ничего не забыть?", "What is the best book about public speaking?",
  "Кто пишет на питоне и знает машинное обучение?", "Who knows about rental law?", "Посоветуйте, где учиться фандрайзингу и как писать заявку на грант",
  "Need a translation from German, who could do it?", "Чем измерять метрики сообщества, если данных почти нет, а отчёт нужен к пятнице и начальник уже "
  "третий раз спрашивает, почему цифры в презентации не сходятся с тем, что показывает дашборд аналитиков?", "Безопасность: пароль утёк, что делать?",
  "Где заказать кирпич для печи?", "topic 150 and topic 77, who did that?", "Кто из Томска занимается редактурой текстов?", "Rust or GTK for a small tool?",
};

static double
bare (VecheDb *db, guint index)
{
  static const char sql[] =
    "SELECT i.id, i.text FROM interaction_fts AS f JOIN interaction AS i ON i.id = f.rowid WHERE interaction_fts MATCH ?1 ORDER BY f.rowid DESC LIMIT 50";
  static const char *const words[] = { "базах", "Kubernetes", "тестированием", "translation", "метрики", "рекурсия" };
  double start = bench_seconds (CLOCK_MONOTONIC);
  VecheStatement *statement = veche_db_prepare (db, sql);

  veche_statement_bind_text (statement, 1, words[index % G_N_ELEMENTS (words)]);
  while (veche_statement_step (statement, NULL))
    ;

  return bench_seconds (CLOCK_MONOTONIC) - start;
}

static void
measure (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheDb) db = veche_db_open (path, VECHE_DB_READER, &error);
  g_autoptr (GArray) a = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) b = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) cpu = g_array_new (FALSE, FALSE, sizeof (double));
  guint found = 0, explained = 0;

  bench_check (db != NULL, error);
  for (guint round = 0; round < ROUNDS; round++)
    for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
      {
        VecheExpertsQuery query = { .text = questions[i], .for_id = 3 + round, .platform = i % 2 == 0 ? "telegram" : NULL };
        double start = bench_seconds (CLOCK_MONOTONIC), busy = bench_seconds (CLOCK_THREAD_CPUTIME_ID), one;
        g_autoptr (VecheExperts) result = veche_experts_find (db, &query, &error);

        bench_check (result != NULL, error);
        one = bench_seconds (CLOCK_MONOTONIC) - start;
        g_array_append_val (a, one);
        busy = bench_seconds (CLOCK_THREAD_CPUTIME_ID) - busy;
        g_array_append_val (cpu, busy);
        if (round == 1 && g_getenv ("VECHE_BENCH_TELL") != NULL)
          g_print ("%6.1f ms  %u topics, %u experts: %.60s\n", one * 1e3, result->topics->len, result->experts->len, questions[i]);
        found += result->experts->len > 0;
        for (guint e = 0; e < result->experts->len; e++)
          explained += ((VecheExpert *) result->experts->pdata[e])->reasons->len > 0;
        one = bare (db, i + round);
        g_array_append_val (b, one);
      }

  {
    double *ours = (double *) (gpointer) a->data, *plain = (double *) (gpointer) b->data, *work = (double *) (gpointer) cpu->data;

    g_print ("experts: median %.1f ms, p95 %.1f ms, p99 %.1f ms (goal p99 <= 60 ms at 50,000 members and 2,000,000 messages), of the processor: %.1f and %.1f ms; the newest 50 with a word: "
             "median %.2f ms; ratio of medians %.1f; %u questions, %.0f %% with somebody to ask, %u people with reasons\n",
             1e3 * bench_at (ours, a->len, 0.5), 1e3 * bench_at (ours, a->len, 0.95), 1e3 * bench_at (ours, a->len, 0.99),
             1e3 * bench_at (work, cpu->len, 0.5), 1e3 * bench_at (work, cpu->len, 0.99), 1e3 * bench_at (plain, b->len, 0.5),
             bench_at (ours, a->len, 0.5) / bench_at (plain, b->len, 0.5), a->len, 100.0 * found / a->len, explained);
  }
}

int
main (void)
{
  g_autofree char *folder = bench_folder ();
  g_autofree char *own = g_build_filename (folder, "w.veche", NULL);
  const char *path = bench_workspace (own, 10000, 100000);

  if (g_getenv ("VECHE_BENCH_WORKSPACE") == NULL)
    bench_add_topics (path);
  measure (path);
  bench_remove (folder);

  return 0;
}
