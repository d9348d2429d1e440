/* veche-consent-words.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "app/veche-consent-words.h"
#include "app/veche-profile-parts.h"
#include "store/veche-consents-table.h"

#define LINES_WANTED 2

const char *
veche_consent_purpose_word (const char *purpose)
{
  static const char *const words[] = {
    NC_ ("consent", "Write to them"), NC_ ("consent", "Mention publicly"), NC_ ("consent", "Show in the directory"),
    NC_ ("consent", "Photos"),        NC_ ("consent", "Offer as a talent"),
  };

  for (guint i = 0; veche_consent_purposes[i] != NULL; i++)
    if (g_str_equal (veche_consent_purposes[i], purpose))
      return g_dpgettext2 (NULL, "consent", words[i]);

  return purpose;
}

const char *
veche_consent_state_word (const char *state)
{
  static const char *const words[] = {
    NC_ ("consent", "asked, no answer yet"), NC_ ("consent", "given"), NC_ ("consent", "refused"), NC_ ("consent", "withdrawn"),
  };

  for (guint i = 0; veche_consent_states[i] != NULL; i++)
    if (g_str_equal (veche_consent_states[i], state))
      return g_dpgettext2 (NULL, "consent", words[i]);

  return state;
}

const VecheConsent *
veche_consent_newest (VecheProfile *profile, const char *purpose)
{
  for (guint i = 0; i < profile->consents->len; i++)
    {
      const VecheConsent *consent = profile->consents->pdata[i];

      if (consent->newest && g_str_equal (consent->purpose, purpose))
        return consent;
    }

  return NULL;
}

char *
veche_consent_until (const VecheConsent *consent)
{
  if (consent->until == NULL || strlen (consent->until) != 10)
    return NULL;

  /* Translators: until a month, as in "until 03.2027": month, year */
  return g_strdup_printf (_ ("until %.2s.%.4s"), consent->until + 5, consent->until);
}

/* How it stands, in words. (transfer full) */
static char *
standing (const VecheConsent *consent)
{
  g_autofree char *until = NULL;

  if (consent == NULL)
    return g_strdup (C_ ("consent", "not asked"));
  if (g_str_equal (consent->state, "given") && !consent->holds)
    return g_strdup (C_ ("consent", "has run out"));
  until = g_str_equal (consent->state, "given") ? veche_consent_until (consent) : NULL;

  return until != NULL ? g_steal_pointer (&until) : g_strdup (veche_consent_state_word (consent->state));
}

GtkWidget *
veche_consent_line_new (VecheProfile *profile, const char *purpose)
{
  const VecheConsent *consent = veche_consent_newest (profile, purpose);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *sign = gtk_image_new_from_icon_name (consent == NULL                                ? "list-remove-symbolic"
                                                  : consent->holds                               ? "veche-check-symbolic"
                                                  : g_str_equal (consent->state, "asked") ? "veche-question-symbolic"
                                                                                                 : "window-close-symbolic");
  GtkWidget *what = veche_profile_text_new (veche_consent_purpose_word (purpose), "veche-small");
  g_autofree char *words = standing (consent);
  GtkWidget *how = veche_profile_text_new (words, "veche-caption");

  gtk_image_set_pixel_size (GTK_IMAGE (sign), 12);
  gtk_widget_add_css_class (sign, consent != NULL && consent->holds ? "veche-pos-ink" : "veche-second");
  gtk_widget_set_valign (sign, GTK_ALIGN_CENTER);
  gtk_accessible_update_state (GTK_ACCESSIBLE (sign), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_widget_set_hexpand (what, TRUE);
  gtk_label_set_wrap (GTK_LABEL (how), FALSE);
  gtk_widget_add_css_class (how, "veche-second");
  gtk_box_append (GTK_BOX (line), sign);
  gtk_box_append (GTK_BOX (line), what);
  gtk_box_append (GTK_BOX (line), how);

  return line;
}

GtkWidget *
veche_consent_card_new (VecheProfile *profile)
{
  GtkWidget *card = veche_profile_card_new (_ ("Consents"));
  static const char *const usual[] = { "mention", "photo" };
  guint n = 0;

  for (guint i = 0; veche_consent_purposes[i] != NULL; i++)
    if (veche_consent_newest (profile, veche_consent_purposes[i]) != NULL)
      {
        gtk_box_append (GTK_BOX (card), veche_consent_line_new (profile, veche_consent_purposes[i]));
        n++;
      }
  for (guint i = 0; i < G_N_ELEMENTS (usual) && n < LINES_WANTED; i++)
    if (veche_consent_newest (profile, usual[i]) == NULL)
      {
        gtk_box_append (GTK_BOX (card), veche_consent_line_new (profile, usual[i]));
        n++;
      }

  return card;
}
