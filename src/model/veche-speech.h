/* veche-speech.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What people do by saying it: thanks, greetings, help, proposals.  By phrases, not by guessing: each finding can show the words that made
 * it.  The lists are data (data/words/speech.tsv), in Russian and English, and the manager may add to them.  "Thanks in advance" is no
 * thanks: lists hold exceptions too, and what stands behind "not" is not said.  Immutable once made; any thread.  */
typedef enum
{
  VECHE_SPEECH_THANKS   = 1 << 0,
  VECHE_SPEECH_GREETING = 1 << 1,
  VECHE_SPEECH_HELP     = 1 << 2,   /* gives or offers help; asking for it is not this */
  VECHE_SPEECH_FEEDBACK = 1 << 3,   /* a proposal, a complaint about how things are, praise of them */
  VECHE_SPEECH_SETTLED  = 1 << 4,   /* it works now, I see: who asked has got what they needed */
} VecheSpeech;

typedef struct _VecheSpeechWords VecheSpeechWords;

/* own (nullable): lines like those of the file, of the person's own; what makes no sense in it is passed over. */
VecheSpeechWords *veche_speech_words_new   (const char *own);
VecheSpeechWords *veche_speech_words_ref   (VecheSpeechWords *self);
void              veche_speech_words_unref (VecheSpeechWords *self);

/* phrase (out) (nullable) (transfer full): the first words that said so. */
VecheSpeech       veche_speech_find        (VecheSpeechWords *self, const char *text, char **phrase);

/* As an answer to an answer: thanks, or says that it is settled. */
gboolean          veche_speech_has_helped  (VecheSpeechWords *self, const char *text);

const char       *veche_speech_to_nick     (VecheSpeech one);            /* "thanks", "greeting", "help", "feedback", "settled" */
VecheSpeech       veche_speech_from_nick   (const char *nick);           /* 0: none */
#define VECHE_SPEECH_ALL (VECHE_SPEECH_THANKS | VECHE_SPEECH_GREETING | VECHE_SPEECH_HELP | VECHE_SPEECH_FEEDBACK | VECHE_SPEECH_SETTLED)

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheSpeechWords, veche_speech_words_unref)

G_END_DECLS
