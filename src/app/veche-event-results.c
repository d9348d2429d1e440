/* veche-event-results.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-event-results.h"

#include <glib/gi18n.h>
#include <string.h>

#include "analysis/veche-effect.h"
#include "app/veche-commit-row.h"
#include "app/veche-effect-window.h"
#include "app/veche-event-contest.h"
#include "app/veche-event-edits.h"
#include "app/veche-event-talk.h"
#include "app/veche-event-thanks.h"
#include "app/veche-fact-card.h"
#include "app/veche-label.h"
#include "app/veche-plan-words.h"
#include "app/veche-profile-parts.h"
#include "model/veche-text.h"
#include "store/veche-db.h"
#include "store/veche-events-voters.h"
#include "store/veche-plan-things.h"

#define TALK_DAYS     14
#define MOST_TALKS    10
#define MOST_OPINIONS 30
#define MOST_VOTERS   200

struct _VecheEventResults
{
  AdwBin          parent_instance;

  VecheSession   *session;      /* (owned) */
  VecheEventCard *event;        /* (unowned) (nullable) */
  GCancellable   *cancellable;  /* (owned) (nullable): of the effect that is being reckoned */
  char           *reckoned;     /* (nullable): of what */

  GtkLabel       *numbers, *effect;
  GtkWidget      *effect_button;
  VecheFactCard  *outcome;
  VecheEventThanks *thanks;
  GtkWidget      *opinions, *talks, *links;   /* lists of rows, each below a heading */
  VecheCommitRow *link_row;
  VecheEventContest *contest;
};

G_DEFINE_FINAL_TYPE (VecheEventResults, veche_event_results, ADW_TYPE_BIN)

void
veche_event_outcome_free (VecheEventOutcome *self)
{
  g_clear_pointer (&self->talks, g_ptr_array_unref);
  g_clear_pointer (&self->links, g_ptr_array_unref);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->polls, g_ptr_array_unref);
  g_clear_pointer (&self->voters, g_ptr_array_unref);
  g_free (self);
}

VecheEventOutcome *
veche_event_outcome_load (VecheDb *db, const char *event_uid, GError **error)
{
  VecheEventOutcome *self = g_new0 (VecheEventOutcome, 1);

  self->talks = veche_events_list_talks (db, event_uid, TALK_DAYS, MOST_TALKS, error);
  self->links = self->talks != NULL ? veche_things_list_links (db, "event", event_uid, error) : NULL;
  self->entries = self->links != NULL ? veche_events_list_entries (db, event_uid, error) : NULL;
  self->polls = self->entries != NULL ? veche_events_list_polls (db, event_uid, error) : NULL;
  self->voters = self->polls != NULL ? veche_events_list_voters (db, event_uid, MOST_VOTERS, error) : NULL;
  if (self->voters == NULL)
    g_clear_pointer (&self, veche_event_outcome_free);

  return self;
}

static void
clear_list (GtkWidget *list)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (list), row);
}

/*** The effect ***/

typedef struct
{
  char  *uid;
  gint64 now;
} EffectWish;

static void
effect_wish_free (gpointer data)
{
  g_free (((EffectWish *) data)->uid);
  g_free (data);
}

static gpointer
effect_job (VecheDb *db, gpointer input, GError **error)
{
  const EffectWish *wish = input;

  return veche_effect_of_event (db, wish->uid, 0, wish->now, error);
}

static void
effect_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheEventResults) self = user_data;
  g_autoptr (VecheEffect) effect = veche_store_run_finish (VECHE_STORE (source), result, NULL);
  g_autofree char *sample = NULL, *text = NULL;

  if (effect == NULL || self->session == NULL)
    return;
  if (effect->came > 0 && effect->early && effect->matched == 0)
    {
      gtk_label_set_text (self->effect, _ ("Fewer than two weeks have passed: it is too early to tell what it did to the community"));
      return;
    }
  if (effect->came == 0 || effect->matched == 0)
    {
      gtk_label_set_text (self->effect, _ ("What it did to the community can't be told: nobody came who could be compared with others"));
      return;
    }

  /* Translators: a sample: so many who came, against so many who did not, over so many days */
  sample = g_strdup_printf (_ ("%u who came against %u alike who did not, %u days before and after"), effect->matched, effect->others, effect->days);
  if (effect->small || effect->early || !effect->telling)
    text = g_strdup_printf (effect->small ? _ ("Too few people to tell what it did: %s") : effect->early ? _ ("Too early to tell what it did: %s")
                                          : _ ("No difference that could be told from chance: %s"), sample);
  else
    /* Translators: per person: messages more or less, people answered more or less; each with its spread */
    text = g_strdup_printf (_ ("Messages of a person: %+.1f ± %.1f. People they answered: %+.1f ± %.1f. %s"), effect->messages.gain, effect->messages.spread,
                            effect->people.gain, effect->people.spread, sample);
  gtk_label_set_text (self->effect, text);
}

static void
results_effect_cb (VecheEventResults *self)
{
  if (self->event != NULL)
    veche_effect_window_present (GTK_WIDGET (self), self->session, FALSE, self->event->uid);
}

static void
results_reckon (VecheEventResults *self)
{
  g_autofree char *what = g_strdup_printf ("%s %u", self->event->uid, self->event->came);
  EffectWish *wish;

  if (g_strcmp0 (what, self->reckoned) == 0)
    return;
  g_free (self->reckoned);
  self->reckoned = g_steal_pointer (&what);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  if (self->event->from > veche_now ())
    {
      gtk_label_set_text (self->effect, _ ("After the event it stands here what it did to the community"));
      return;
    }
  wish = g_new0 (EffectWish, 1);
  wish->uid = g_strdup (self->event->uid);
  wish->now = veche_now ();
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_SCANNER, effect_job, wish, effect_wish_free, (GDestroyNotify) veche_effect_free,
                         self->cancellable, effect_cb, g_object_ref (self));
}

/*** What people said, and who spoke with whom ***/

static GtkWidget *
opinion_new (const VecheGuest *guest)
{
  g_autofree char *name = veche_text_clamp (guest->name, 100, FALSE);
  g_autofree char *said = guest->feedback != NULL ? veche_text_clamp (guest->feedback, 500, TRUE) : NULL;
  g_autofree char *rated = guest->rating > 0 ? g_strdup_printf (_ ("rated it %u of 5"), guest->rating) : NULL;
  g_autofree char *both = said != NULL && rated != NULL ? g_strdup_printf ("%s · %s", rated, said) : NULL;

  return veche_label_row_new (name, both != NULL ? both : said != NULL ? said : rated);
}

static void
results_show_opinions (VecheEventResults *self, GPtrArray *guests)
{
  guint n = 0;

  clear_list (self->opinions);
  for (guint i = 0; i < guests->len && n < MOST_OPINIONS; i++)
    {
      const VecheGuest *guest = guests->pdata[i];

      if (guest->rating == 0 && guest->feedback == NULL)
        continue;
      n++;
      gtk_list_box_append (GTK_LIST_BOX (self->opinions), opinion_new (guest));
    }
  gtk_widget_set_visible (gtk_widget_get_parent (self->opinions), n > 0);
}

static void
results_show_numbers (VecheEventResults *self, GPtrArray *guests)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  const VecheEventCard *event = self->event;
  guint rated = 0, sum = 0;
  g_autofree char *text = NULL;

  for (guint i = 0; i < guests->len; i++)
    {
      rated += ((VecheGuest *) guests->pdata[i])->rating > 0;
      sum += ((VecheGuest *) guests->pdata[i])->rating;
    }
  g_ptr_array_add (parts, g_strdup_printf (ngettext ("%u came", "%u came", event->came), event->came));
  if (event->walk_ins > 0)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%u of them uninvited", "%u of them uninvited", event->walk_ins), event->walk_ins));
  if (event->no_show > 0)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%u promised and did not", "%u promised and did not", event->no_show), event->no_show));
  if (event->excused > 0)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%u said they could not", "%u said they could not", event->excused), event->excused));
  if (rated > 0)
    /* Translators: the average, and of how many */
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%.1f of 5 by %u rating", "%.1f of 5 by %u ratings", rated), (double) sum / rated, rated));
  g_ptr_array_add (parts, NULL);
  text = g_strjoinv (" · ", (char **) parts->pdata);
  gtk_label_set_text (self->numbers, text);
  gtk_widget_set_visible (GTK_WIDGET (self->numbers), event->came > 0 || event->from <= veche_now ());
}

static void
results_show_talks (VecheEventResults *self, GPtrArray *talks)
{
  clear_list (self->talks);
  for (guint i = 0; i < talks->len; i++)
    {
      const VecheTalkPair *pair = talks->pdata[i];
      g_autofree char *a = veche_text_clamp (pair->a_name, 60, FALSE), *b = veche_text_clamp (pair->b_name, 60, FALSE);
      g_autofree char *title = g_strdup_printf (C_ ("pair", "%s and %s"), a, b);
      g_autofree char *written = g_strdup_printf (ngettext ("%u message", "%u messages", pair->messages), pair->messages);
      g_autofree char *count = !pair->there ? g_strdup (written)
                               : pair->messages == 0 ? g_strdup (_ ("spoke there")) : g_strdup_printf ("%s · %s", _ ("spoke there"), written);
      g_autofree char *text = pair->new_tie ? g_strdup_printf (_ ("%s, never before"), count) : g_strdup (count);

      gtk_list_box_append (GTK_LIST_BOX (self->talks), veche_label_row_new (title, text));
    }
  gtk_widget_set_visible (self->talks, talks->len > 0);
  gtk_widget_set_visible (gtk_widget_get_parent (self->talks), talks->len > 0 || self->event->came > 1);
}

static void
results_talk_cb (VecheEventResults *self)
{
  if (self->event != NULL)
    veche_event_talk_ask (GTK_WIDGET (self), self->session, self->event);
}

/*** What is left of it ***/

static void
results_unlink_cb (VecheEventResults *self, GtkWidget *button)
{
  g_autoptr (VecheEdit) edit = NULL;

  if (self->event == NULL)
    return;
  edit = veche_edit_new ("event", self->event->title);
  veche_edit_delete (edit, "plan_link", gtk_widget_get_name (button));
  veche_session_edit (self->session, edit, _ ("A link was removed"), NULL, NULL);
}

static void
results_open_link_cb (VecheEventResults *self, GtkWidget *row)
{
  veche_session_open_uri (self->session, GTK_WIDGET (self), gtk_widget_get_name (row));
}

static void
results_show_links (VecheEventResults *self, GPtrArray *links)
{
  clear_list (self->links);
  for (guint i = 0; i < links->len; i++)
    {
      const VechePlanLink *link = links->pdata[i];
      g_autofree char *title = veche_text_clamp (link->title, 100, FALSE), *url = veche_text_clamp (link->url, 100, FALSE);
      GtkWidget *row = veche_label_row_new (title, strcmp (title, url) != 0 ? url : NULL);
      GtkWidget *remove = veche_profile_icon_button_new ("list-remove-symbolic", _ ("Remove the Link"));

      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      gtk_widget_set_name (row, link->url);
      gtk_widget_set_name (remove, link->uid);
      gtk_widget_set_valign (remove, GTK_ALIGN_CENTER);
      g_signal_connect_swapped (row, "activated", G_CALLBACK (results_open_link_cb), self);
      g_signal_connect_swapped (remove, "clicked", G_CALLBACK (results_unlink_cb), self);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), remove);
      gtk_list_box_append (GTK_LIST_BOX (self->links), row);
    }
  gtk_widget_set_visible (self->links, links->len > 0);
}

typedef struct { char *uid, *url, *title; } LinkWish;

static void
link_wish_free (gpointer data)
{
  LinkWish *wish = data;

  g_free (wish->uid);
  g_free (wish->url);
  g_free (wish->title);
  g_free (wish);
}

static gboolean
link_build (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  const LinkWish *wish = input;
  VechePlanLink link = { .kind = (char *) "material", .url = wish->url, .title = wish->title };

  return veche_things_edit_link (db, edit, "event", wish->uid, &link, error) != NULL;
}

/* "Слайды https://example.org/slides": the address, and what stands before it is its name. */
static void
results_link_cb (VecheEventResults *self, const char *text)
{
  const char *at = strstr (text, "http");
  g_autoptr (VecheEdit) edit = NULL;
  LinkWish *wish;

  veche_commit_row_set_problem (self->link_row, *text != '\0' && at == NULL ? _ ("An address begins with https://") : NULL);
  if (self->event == NULL || at == NULL)
    return;
  wish = g_new0 (LinkWish, 1);
  wish->uid = g_strdup (self->event->uid);
  wish->url = g_strdup (at);
  wish->title = at > text ? g_strstrip (g_strndup (text, (gsize) (at - text))) : NULL;
  edit = veche_edit_new ("event", self->event->title);
  veche_session_build_edit (self->session, edit, link_build, wish, link_wish_free, NULL, veche_typed_saved_cb,
                            veche_typed_hold (GTK_WIDGET (self->link_row), NULL));
}

/*** The tab ***/

static void
results_outcome_cb (VecheEventResults *self, const char *text)
{
  if (self->event != NULL)
    veche_event_edit_text (self->session, self->event, "outcome", text, veche_typed_hold (GTK_WIDGET (self->outcome), NULL));
}

static void
results_dispose (GObject *object)
{
  VecheEventResults *self = VECHE_EVENT_RESULTS (object);

  self->event = NULL;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->reckoned, g_free);

  G_OBJECT_CLASS (veche_event_results_parent_class)->dispose (object);
}

static void
veche_event_results_class_init (VecheEventResultsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = results_dispose;
}

static void
veche_event_results_init (VecheEventResults *self)
{
}

/* A heading and a list below it. */
static GtkWidget *
results_add_list (GtkWidget *box, const char *heading)
{
  GtkWidget *part = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, heading, -1);
  gtk_box_append (GTK_BOX (part), veche_label_new_wrapped (heading, "heading", NULL));
  gtk_box_append (GTK_BOX (part), list);
  gtk_box_append (GTK_BOX (box), part);

  return list;
}

GtkWidget *
veche_event_results_new (VecheSession *session)
{
  VecheEventResults *self = g_object_new (VECHE_TYPE_EVENT_RESULTS, NULL);
  GtkWidget *scrolled = gtk_scrolled_window_new (), *clamp = adw_clamp_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *add = adw_preferences_group_new (), *talk;

  self->session = g_object_ref (session);
  self->numbers = GTK_LABEL (veche_label_new_wrapped ("", "heading", NULL));
  self->effect = GTK_LABEL (veche_label_new_wrapped ("", "veche-second", NULL));
  self->effect_button = gtk_button_new_with_label (_ ("Effect on the Community"));
  gtk_widget_set_halign (self->effect_button, GTK_ALIGN_START);
  g_signal_connect_swapped (self->effect_button, "clicked", G_CALLBACK (results_effect_cb), self);
  self->outcome = g_object_new (VECHE_TYPE_FACT_CARD, "title", _ ("What came of it"), "hint", _ ("What was decided, what to do otherwise next time"), NULL);
  veche_typed_set_autosave (GTK_WIDGET (self->outcome));
  g_signal_connect_swapped (self->outcome, "committed", G_CALLBACK (results_outcome_cb), self);
  self->link_row = VECHE_COMMIT_ROW (veche_commit_row_new_adding (_ ("Slides, a recording, photos: what it is and its address")));
  g_signal_connect_swapped (self->link_row, "committed", G_CALLBACK (results_link_cb), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (add), GTK_WIDGET (self->link_row));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->numbers));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->effect));
  gtk_box_append (GTK_BOX (box), self->effect_button);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->outcome));
  self->thanks = VECHE_EVENT_THANKS (veche_event_thanks_new (session));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->thanks));
  self->links = results_add_list (box, _ ("Materials"));
  gtk_box_append (GTK_BOX (gtk_widget_get_parent (self->links)), add);
  self->opinions = results_add_list (box, _ ("What people said"));
  self->talks = results_add_list (box, _ ("Who spoke with whom, there and in the two weeks after"));
  talk = gtk_button_new_with_label (_ ("Who Spoke There…"));
  gtk_widget_set_halign (talk, GTK_ALIGN_START);
  g_signal_connect_swapped (talk, "clicked", G_CALLBACK (results_talk_cb), self);
  gtk_box_append (GTK_BOX (gtk_widget_get_parent (self->talks)), talk);
  self->contest = VECHE_EVENT_CONTEST (veche_event_contest_new (session));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->contest));
  gtk_widget_add_css_class (box, "event-form");
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 760);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  adw_bin_set_child (ADW_BIN (self), scrolled);

  return GTK_WIDGET (self);
}

void
veche_event_results_show (VecheEventResults *self, VecheEventCard *event, GPtrArray *guests, VecheEventOutcome *outcome)
{
  self->event = event;
  veche_event_contest_show (self->contest, event, outcome != NULL ? outcome->entries : NULL, outcome != NULL ? outcome->polls : NULL,
                            outcome != NULL ? outcome->voters : NULL);
  veche_event_thanks_show (self->thanks, event, guests, outcome != NULL ? outcome->entries : NULL);
  if (event == NULL)
    return;

  veche_typed_set_of (GTK_WIDGET (self->outcome), event->uid);
  veche_typed_set_of (GTK_WIDGET (self->link_row), event->uid);
  veche_fact_card_set_text (self->outcome, event->outcome);
  gtk_widget_set_visible (self->effect_button, event->from <= veche_now ());
  results_show_numbers (self, guests);
  results_show_opinions (self, guests);
  results_show_talks (self, outcome->talks);
  results_show_links (self, outcome->links);
  results_reckon (self);
}

void
veche_event_results_commit (VecheEventResults *self)
{
  veche_fact_card_commit (self->outcome);
  veche_commit_row_commit (self->link_row);
  veche_event_thanks_commit (self->thanks);
}
