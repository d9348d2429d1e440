/* veche-seed-words.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-seed-private.h"

const VecheSeedPlatform veche_seed_platforms[] = { { "telegram", "" }, { "mastodon", "social.example" }, { "discourse", "forum.example" } };

const char *const veche_seed_women[] = {
  "Анна", "Юлия", "Мария", "Екатерина", "Ольга", "Татьяна", "Елена", "Наталья", "Светлана", "Ирина", "Дарья", "Алёна", "Ксения",
  "Полина", "Вера", "Софья", "Надежда", "Галина", "Марина", "Евгения", "Лилия", "Зоя", "Яна", "Жанна", "Элина", "Фатима", "Айгуль", NULL
};
const char *const veche_seed_men[] = {
  "Иван", "Пётр", "Сергей", "Алексей", "Дмитрий", "Михаил", "Николай", "Андрей", "Максим", "Фёдор", "Артём", "Илья", "Роман",
  "Юрий", "Егор", "Степан", "Семён", "Глеб", "Тимур", "Хасан", "Владимир", "Павел", "Константин", "Григорий", "Виктор", "Яков", "Эдуард", NULL
};
/* For a woman -а is added: all of them end in -в or -н. */
const char *const veche_seed_surnames[] = {
  "Ёлкин", "Лебедев", "Щукин", "Царёв", "Жуков", "Соловьёв", "Чехов", "Шишкин", "Хохлов", "Юдин", "Яшин", "Иванов", "Петров",
  "Смирнов", "Кузнецов", "Попов", "Васильев", "Новиков", "Морозов", "Волков", "Алексеев", "Егоров", "Павлов", "Козлов", "Степанов",
  "Николаев", "Орлов", "Андреев", "Макаров", "Никитин", "Захаров", "Зайцев", "Борисов", "Королёв", "Герасимов", "Пономарёв",
  "Григорьев", "Лазарев", "Медведев", "Ершов", "Рябов", "Поляков", "Цветков", "Данилов", "Фролов", "Журавлёв", "Крылов", "Максимов",
  "Сидоров", "Осипов", "Белоусов", "Федотов", "Дорофеев", "Матвеев", "Бобров", "Дмитриев", "Калинин", "Анисимов", "Антонов", "Тимофеев",
  "Дроздов", "Абрамов", "Веселов", "Филиппов", "Марков", "Большаков", "Суханов", "Миронов", "Ширяев", "Александров", "Шестаков", "Гусев",
  NULL
};
const char *const veche_seed_names[] = {
  "Alice", "James", "Julia", "Oliver", "Emma", "Noah", "Charlotte", "Liam", "Sophie", "Henry", "Grace", "Jack", "Zoe", "Victor", "Claire",
  "Samuel", "Hannah", "Daniel", "Nora", "Max", "Ivy", "Felix", "Ruth", "Oscar", "Martha", "Leo", "Maya", "Hugo", "Elsa", "Adam", NULL
};
const char *const veche_seed_family_names[] = {
  "Adams", "Baker", "Carter", "Dixon", "Evans", "Fisher", "Graham", "Hughes", "Irving", "Jensen", "Keller", "Larsen", "Meyer", "Nolan",
  "Owens", "Parker", "Quinn", "Reed", "Shaw", "Turner", "Underwood", "Vaughn", "Walker", "Young", "Ziegler", "Novak", "Schmidt", "Rossi",
  "Dubois", "García", "Müller", "Kowalski", "O’Brien", "Lindqvist", NULL
};
const char *const veche_seed_cities[] = {
  "Москва", "Казань", "Санкт-Петербург", "Новосибирск", "Екатеринбург", "Нижний Новгород", "Ереван", "Тбилиси", "Алматы", "Berlin",
  "Belgrade", "London", "Amsterdam", "Томск", "Пермь", NULL
};
const char *const veche_seed_tags[] = {
  "спикер", "ментор", "организатор", "волонтёр", "преподаватель", "студент", "основатель", "критик", "переводчик", "newcomer guide",
  "beta tester", "writer", "designer", "open source", NULL
};
const char *const veche_seed_motives[] = {
  "учиться у сильных", "найти единомышленников", "показать свой проект", "отдавать долг сообществу", "сменить работу",
  "to meet people of the trade", "to be heard", "to learn by teaching", NULL
};
const char *const veche_seed_notes[] = {
  "Познакомились на осенней встрече, готов помогать с площадкой.", "Просит писать только по делу.", "Обещала доклад весной.",
  "Met at the spring meetup, offered to review talks.", "Prefers short messages in the morning.", "Знает полгорода, спрашивать про залы.",
  "Устал от споров в чате, звать в маленькие группы.", NULL
};

const VecheSeedTopic veche_seed_topics[] = {
  { "Python", "питон", "Python" },           { "базы данных", "SQL", "databases" },
  { "дизайн интерфейсов", "UX", "interface design" }, { "ведение встреч", "модерация", "running meetups" },
  { "публичные выступления", "доклады", "public speaking" }, { "аналитика", "метрики", "analytics" },
  { "тестирование", "QA", "testing" },       { "Kubernetes", "k8s", "Kubernetes" },
  { "деплой", "CI/CD", "deployments" },      { "редактура", "тексты", "editing" },
  { "видеомонтаж", "монтаж", "video editing" }, { "фандрайзинг", "гранты", "fundraising" },
  { "переводы", "localization", "translation" }, { "Rust", "раст", "Rust" },
  { "GTK", "GNOME", "GTK" },                 { "безопасность", "security", "security" },
  { "машинное обучение", "ML", "machine learning" }, { "управление проектами", "project management", "project management" },
};
const guint veche_seed_n_topics = G_N_ELEMENTS (veche_seed_topics);

/* %s is the topic. */
const char *const veche_seed_said_ru[] = {
  "Написал заметку про %s, буду рад замечаниям.", "Вчера разбирали %s на встрече, запись выложу вечером.",
  "Коллеги, нашла хорошую статью: %s без лишней теории.", "Полгода занимаюсь темой «%s» и наконец вижу результат.",
  "Собираю группу на вечер про %s, приходите.", "Кажется, мы опять спорим про %s по кругу.", "Спасибо всем, кто помог вчера: %s теперь работает.",
  "Обновили страницу сообщества, добавили раздел «%s».", "В субботу показываю свой проект, там много про %s.", "Без шуток, %s спасла нам релиз.",
  "Нашли участников для пилота, тема — %s.", "Дочитала книгу про %s: первая половина отличная, вторая так себе.", NULL
};
const char *const veche_seed_said_en[] = {
  "Wrote down what I learned about %s, comments welcome.", "We talked about %s at the meetup, slides are in the channel.",
  "A short story of how %s saved our release.", "Half a year of %s and it finally pays off.", "Looking for two people to try %s together.",
  "Updated the wiki page on %s.", "Honestly, %s is where most of our time goes.", "Thanks to everyone who helped with %s yesterday!",
  "Reading group on %s starts next week.", "I think we are arguing about %s in circles again.", NULL
};
const char *const veche_seed_asked_ru[] = {
  "Подскажите, с чего начать: %s?", "Кто-нибудь пробовал совмещать работу и %s?", "Где лучше учиться, если интересует %s?",
  "А есть запись встречи про %s?", "Кому можно написать по теме «%s»?", "Почему у нас никто не рассказывает про %s?", NULL
};
const char *const veche_seed_asked_en[] = {
  "Where should I start with %s?", "Has anyone here used %s at work?", "Who can review my notes on %s?", "Is there a recording of the talk on %s?",
  "What is the best book about %s?", NULL
};
const char *const veche_seed_answered_ru[] = {
  "Да, пробовала: для начала хватит главы про %s в нашей базе знаний.", "Напишите мне, расскажу про %s подробнее.", "Согласен, %s — это надолго.",
  "Мы это обсуждали весной, поищите по слову «%s».", "Отличный вопрос! Соберём отдельную встречу про %s.", "Не согласна: %s тут ни при чём.", NULL
};
const char *const veche_seed_answered_en[] = {
  "Yes, start with the chapter on %s in our wiki.", "Ping me, I can tell you more about %s.", "Agreed, %s takes time.",
  "We had a thread about %s in spring, worth reading.", "Not sure %s is the problem here.", "Good question, let us make a session on %s.", NULL
};
