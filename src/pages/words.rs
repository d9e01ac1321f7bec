//! The words of the pages in nine languages, from one table.
//!
//! `{}` is replaced by a date, a number or a name. Sentences are written to need no plural; counted
//! nouns have their forms in [`counted`].

use crate::deck::SectionWords;
use crate::manifest::Difficulty;

/// One row per word or sentence, one column per language.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident: $en:literal $fr:literal $de:literal $es:literal $it:literal
       $pt:literal $nl:literal $pl:literal $ja:literal;)*) => {
        /// The words of one language, under the names that templates use.
        #[derive(Debug, serde::Serialize)]
        pub(super) struct PageWords {
            /// Its code.
            pub(super) language: &'static str,
            $($(#[$doc])* pub(super) $name: &'static str,)*
        }

        static TABLE: [PageWords; 9] = [
            PageWords { language: "en", $($name: $en,)* },
            PageWords { language: "fr", $($name: $fr,)* },
            PageWords { language: "de", $($name: $de,)* },
            PageWords { language: "es", $($name: $es,)* },
            PageWords { language: "it", $($name: $it,)* },
            PageWords { language: "pt", $($name: $pt,)* },
            PageWords { language: "nl", $($name: $nl,)* },
            PageWords { language: "pl", $($name: $pl,)* },
            PageWords { language: "ja", $($name: $ja,)* },
        ];
    };
}

words! {
    // The groups of the index.
    now: "Happening now" "En ce moment" "Gerade jetzt" "Ahora mismo" "In corso"
        "A decorrer" "Nu bezig" "Trwa teraz" "開催中";
    coming: "Coming soon" "Prochainement" "Demnächst" "Próximamente" "In arrivo"
        "Em breve" "Binnenkort" "Wkrótce" "今後の開催";
    past: "Past workshops" "Ateliers passés" "Vergangene Workshops" "Talleres anteriores" "Workshop passati"
        "Workshops anteriores" "Eerdere workshops" "Minione warsztaty" "過去のワークショップ";
    recorded: "Recorded workshops" "Ateliers filmés" "Aufgezeichnete Workshops" "Talleres grabados" "Workshop registrati"
        "Workshops gravados" "Opgenomen workshops" "Nagrane warsztaty" "録画のあるワークショップ";
    self_paced: "At your own pace" "À votre rythme" "Im eigenen Tempo" "A su ritmo" "Al proprio ritmo"
        "Ao seu ritmo" "In eigen tempo" "We własnym tempie" "自分のペースで";
    decks: "Slide decks" "Supports de cours" "Foliensätze" "Presentaciones" "Presentazioni"
        "Apresentações" "Presentaties" "Prezentacje" "スライド";
    no_deck: "There is no deck yet." "Il n’y a pas encore de support." "Es gibt noch keine Folien."
        "Todavía no hay ninguna presentación." "Non c’è ancora nessuna presentazione."
        "Ainda não há nenhuma apresentação." "Er is nog geen presentatie." "Nie ma jeszcze żadnej prezentacji."
        "スライドはまだありません。";
    all_past: "All past workshops" "Tous les ateliers passés" "Alle vergangenen Workshops" "Todos los talleres anteriores"
        "Tutti i workshop passati" "Todos os workshops anteriores" "Alle eerdere workshops" "Wszystkie minione warsztaty"
        "過去のワークショップ一覧";
    more_past: "All past workshops, {} more" "Tous les ateliers passés, encore {}" "Alle vergangenen Workshops, {} weitere"
        "Todos los talleres anteriores, {} más" "Tutti i workshop passati, altri {}"
        "Todos os workshops anteriores, mais {}" "Alle eerdere workshops, nog {}"
        "Wszystkie minione warsztaty, jeszcze {}" "過去のワークショップ一覧（ほか{}件）";
    workshops: "Workshops" "Ateliers" "Workshops" "Talleres" "Workshop" "Workshops" "Workshops" "Warsztaty" "ワークショップ";

    // When.
    scheduled: "Scheduled" "Prévu :" "Geplant:" "Previsto:" "In programma:" "Previsto:" "Gepland:" "Planowane:" "開催予定：";
    delivered: "Delivered" "Donné :" "Gehalten:" "Impartido:" "Tenuto:" "Realizado:" "Gegeven:" "Przeprowadzone:" "開催済み：";
    running: "Now:" "En cours :" "Jetzt:" "En curso:" "In corso:" "A decorrer:" "Nu:" "Trwa:" "開催中：";

    // Links.
    register: "Register" "S’inscrire" "Anmelden" "Inscribirse" "Iscriversi" "Inscrever-se" "Aanmelden" "Zapisz się" "申し込む";
    slides: "Slides" "Diapositives" "Folien" "Diapositivas" "Slide" "Slides" "Slides" "Slajdy" "スライド";
    video: "Video" "Vidéo" "Video" "Vídeo" "Video" "Vídeo" "Video" "Wideo" "動画";
    chat: "Chat" "Discussion" "Chat" "Chat" "Chat" "Chat" "Chat" "Czat" "チャット";
    calendar: "Add to calendar" "Ajouter à l’agenda" "In den Kalender" "Añadir al calendario" "Aggiungi al calendario"
        "Adicionar ao calendário" "In agenda zetten" "Dodaj do kalendarza" "カレンダーに追加";
    calendar_all: "Calendar" "Calendrier" "Kalender" "Calendario" "Calendario" "Calendário" "Agenda" "Kalendarz" "カレンダー";
    feed: "Feed" "Flux" "Feed" "Canal web" "Feed" "Feed" "Feed" "Kanał" "フィード";
    website: "Website" "Site web" "Webseite" "Sitio web" "Sito web" "Página web" "Website" "Strona internetowa" "ウェブサイト";
    skip: "Skip to the content" "Aller au contenu" "Zum Inhalt" "Ir al contenido" "Vai al contenuto"
        "Ir para o conteúdo" "Naar de inhoud" "Przejdź do treści" "本文へ移動";

    // The status of an event.
    cancelled: "Cancelled" "Annulé" "Abgesagt" "Cancelado" "Annullato" "Cancelado" "Geannuleerd" "Odwołane" "中止";
    moved: "Moved" "Déplacé" "Verlegt" "Aplazado o trasladado" "Spostato" "Alterado" "Verplaatst" "Przeniesione" "変更";
    sold_out: "Sold out" "Complet" "Ausgebucht" "Completo" "Esaurito" "Esgotado" "Volgeboekt" "Brak miejsc" "満席";
    cancelled_long: "This workshop was cancelled." "Cet atelier a été annulé." "Dieser Workshop wurde abgesagt."
        "Este taller se ha cancelado." "Questo workshop è stato annullato." "Este workshop foi cancelado."
        "Deze workshop gaat niet door." "Te warsztaty zostały odwołane." "このワークショップは中止になりました。";
    moved_long: "This workshop has a new date or venue."
        "Cet atelier a été déplacé : la date ou le lieu ont changé."
        "Dieser Workshop wurde verlegt: Datum oder Ort haben sich geändert."
        "Este taller ha cambiado de fecha o de lugar."
        "Questo workshop è stato spostato: la data o il luogo sono cambiati."
        "Este workshop mudou de data ou de local."
        "Deze workshop is verplaatst: datum of plaats is veranderd."
        "Te warsztaty zostały przeniesione: zmieniła się data lub miejsce."
        "このワークショップは日程または会場が変更されました。";
    sold_out_long: "This workshop is sold out." "Cet atelier est complet." "Dieser Workshop ist ausgebucht."
        "Este taller está completo." "Questo workshop è al completo." "Este workshop está esgotado."
        "Deze workshop is volgeboekt." "Na te warsztaty nie ma już miejsc." "このワークショップは満席です。";
    over: "This workshop is over." "Cet atelier est terminé." "Dieser Workshop ist vorbei."
        "Este taller ya terminó." "Questo workshop è terminato." "Este workshop já terminou."
        "Deze workshop is voorbij." "Te warsztaty już się odbyły." "このワークショップは終了しました。";
    happening: "This workshop is happening now." "Cet atelier a lieu en ce moment." "Dieser Workshop findet gerade statt."
        "Este taller se está impartiendo ahora." "Questo workshop è in corso." "Este workshop está a decorrer."
        "Deze workshop is nu bezig." "Te warsztaty właśnie trwają." "このワークショップは開催中です。";
    newer: "Newer material:" "Support plus récent :" "Neuere Fassung:" "Material más reciente:" "Materiale più recente:"
        "Material mais recente:" "Nieuwer materiaal:" "Nowsze materiały:" "新しい資料：";

    // The filter.
    filter: "Filter" "Filtrer" "Filtern" "Filtrar" "Filtra" "Filtrar" "Filteren" "Filtruj" "絞り込み";
    language_name: "Language" "Langue" "Sprache" "Idioma" "Lingua" "Língua" "Taal" "Język" "言語";
    year: "Year" "Année" "Jahr" "Año" "Anno" "Ano" "Jaar" "Rok" "年";
    speaker: "Speaker" "Intervenant" "Vortragende" "Ponente" "Docente" "Formador" "Spreker" "Prowadzący" "講師";
    place: "Place" "Lieu" "Ort" "Lugar" "Luogo" "Local" "Plaats" "Miejsce" "場所";
    all: "All" "Tous" "Alle" "Todos" "Tutti" "Todos" "Alle" "Wszystkie" "すべて";
    reset: "Show all" "Tout afficher" "Alle zeigen" "Mostrar todo" "Mostra tutto" "Mostrar tudo" "Alles tonen"
        "Pokaż wszystkie" "すべて表示";
    shown: "Workshops shown: {} of {}" "Ateliers affichés : {} sur {}" "Gezeigte Workshops: {} von {}"
        "Talleres mostrados: {} de {}" "Workshop mostrati: {} di {}" "Workshops mostrados: {} de {}"
        "Getoonde workshops: {} van {}" "Pokazane warsztaty: {} z {}" "表示中のワークショップ：{}／{}";

    // An event.
    date: "Date" "Date" "Datum" "Fecha" "Data" "Data" "Datum" "Data" "日程";
    time: "Time" "Horaires" "Uhrzeit" "Horario" "Orario" "Horário" "Tijd" "Godziny" "時間";
    your_time: "{} in your time zone" "{} dans votre fuseau horaire" "{} in Ihrer Zeitzone" "{} en su zona horaria"
        "{} nel suo fuso orario" "{} no seu fuso horário" "{} in uw tijdzone" "{} w Twojej strefie czasowej"
        "お使いのタイムゾーンでは {}";
    held_by: "Event" "Événement" "Veranstaltung" "Evento" "Evento" "Evento" "Evenement" "Wydarzenie" "イベント";
    online: "Online" "En ligne" "Online" "En línea" "Online" "Online" "Online" "Online" "オンライン";
    level: "Level" "Niveau" "Niveau" "Nivel" "Livello" "Nível" "Niveau" "Poziom" "レベル";
    beginner: "Beginner" "Débutant" "Für den Einstieg" "Principiante" "Principiante" "Iniciante" "Beginner"
        "Początkujący" "初級";
    intermediate: "Intermediate" "Intermédiaire" "Fortgeschritten" "Intermedio" "Intermedio" "Intermédio" "Gevorderd"
        "Średnio zaawansowany" "中級";
    advanced: "Advanced" "Avancé" "Für Erfahrene" "Avanzado" "Avanzato" "Avançado" "Expert" "Zaawansowany" "上級";
    about: "About this workshop" "Présentation" "Über diesen Workshop" "Acerca de este taller" "Il workshop"
        "Sobre este workshop" "Over deze workshop" "O warsztatach" "ワークショップについて";
    requirements: "What you need" "Prérequis" "Was Sie brauchen" "Requisitos" "Requisiti" "Requisitos" "Wat u nodig hebt"
        "Czego potrzebujesz" "必要なもの";
    agenda: "Agenda" "Programme" "Ablauf" "Programa" "Programma" "Programa" "Programma" "Program" "スケジュール";
    approximate: "Times within the day are approximate." "Les horaires indiqués au cours de la journée sont approximatifs."
        "Die Zeiten im Laufe des Tages sind ungefähre Angaben." "Los horarios durante el día son aproximados."
        "Gli orari durante la giornata sono indicativi." "Os horários ao longo do dia são aproximados."
        "De tijden in de loop van de dag zijn bij benadering." "Godziny w ciągu dnia są przybliżone."
        "各項目の時刻は目安です。";
    speakers: "Speakers" "Intervenants" "Vortragende" "Ponentes" "Docenti" "Formadores" "Sprekers" "Prowadzący" "講師";
    material: "Material" "Supports" "Unterlagen" "Material" "Materiali" "Materiais" "Materiaal" "Materiały" "資料";
    facts: "At a glance" "En bref" "Auf einen Blick" "De un vistazo" "In breve" "Em resumo" "In het kort" "W skrócie" "概要";
    on_phone: "This page on your phone" "Cette page sur votre téléphone" "Diese Seite auf Ihrem Telefon"
        "Esta página en su teléfono" "Questa pagina sul telefono" "Esta página no seu telemóvel"
        "Deze pagina op uw telefoon" "Ta strona w telefonie" "このページをスマートフォンで開く";
    day: "Day {}" "Jour {}" "Tag {}" "Día {}" "Giorno {}" "Dia {}" "Dag {}" "Dzień {}" "{}日目";
    morning: "Morning" "Matin" "Vormittag" "Mañana" "Mattina" "Manhã" "Ochtend" "Przed południem" "午前";
    afternoon: "Afternoon" "Après-midi" "Nachmittag" "Tarde" "Pomeriggio" "Tarde" "Middag" "Po południu" "午後";
    evening: "Evening" "Soirée" "Abend" "Noche" "Sera" "Noite" "Avond" "Wieczór" "夜";
    pause: "Break" "Pause" "Pause" "Pausa" "Pausa" "Intervalo" "Pauze" "Przerwa" "休憩";
    lunch: "Lunch" "Déjeuner" "Mittagspause" "Almuerzo" "Pranzo" "Almoço" "Lunch" "Przerwa obiadowa" "昼休み";
    continued: "{} (continued)" "{} (suite)" "{} (Fortsetzung)" "{} (continuación)" "{} (seguito)" "{} (continuação)"
        "{} (vervolg)" "{} (ciąg dalszy)" "{}（続き）";
    contents: "Table of contents" "Table des matières" "Inhalt" "Índice" "Indice" "Índice" "Inhoud" "Spis treści" "目次";
    nth: "{} of {}" "{} sur {}" "{} von {}" "{} de {}" "{} di {}" "{} de {}" "{} van {}" "{} z {}" "{}／{}";
    part: "Part {}" "Partie {}" "Teil {}" "Parte {}" "Parte {}" "Parte {}" "Deel {}" "Część {}" "パート{}";
    minutes: "{} min" "{} min" "{} Min." "{} min" "{} min" "{} min" "{} min" "{} min" "{}分";
    hours: "{} h" "{} h" "{} Std." "{} h" "{} h" "{} h" "{} uur" "{} godz." "{}時間";
    hours_minutes: "{} h {} min" "{} h {} min" "{} Std. {} Min." "{} h {} min" "{} h {} min" "{} h {} min"
        "{} uur {} min" "{} godz. {} min" "{}時間{}分";

    // A speaker, a deck.
    upcoming: "Upcoming workshops" "Prochains ateliers" "Kommende Workshops" "Próximos talleres" "Prossimi workshop"
        "Próximos workshops" "Komende workshops" "Nadchodzące warsztaty" "今後のワークショップ";
    taught_at: "Taught at" "Enseigné à" "Unterrichtet bei" "Impartido en" "Insegnato a" "Ensinado em" "Gegeven bij"
        "Prowadzone na" "開催";

    // Missing and moved pages.
    lost: "Page not found" "Page introuvable" "Seite nicht gefunden" "Página no encontrada" "Pagina non trovata"
        "Página não encontrada" "Pagina niet gevonden" "Nie znaleziono strony" "ページが見つかりません";
    lost_long: "The page may have moved, or the link may be misspelt."
        "La page a peut-être été déplacée, ou le lien est mal écrit."
        "Die Seite ist vielleicht umgezogen, oder der Link ist falsch geschrieben."
        "Puede que la página se haya movido o que el enlace esté mal escrito."
        "La pagina potrebbe essere stata spostata, o il link è scritto male."
        "A página pode ter mudado de lugar, ou a ligação está mal escrita."
        "Misschien is de pagina verplaatst, of is de link verkeerd geschreven."
        "Strona mogła zostać przeniesiona albo odnośnik zawiera błąd."
        "ページが移動したか、リンクが間違っている可能性があります。";
    see_all: "See what there is on {}" "Voir ce qu’il y a sur {}" "Sehen, was es auf {} gibt" "Ver lo que hay en {}"
        "Vedere che cosa c’è su {}" "Ver o que há em {}" "Bekijk wat er op {} is" "Zobacz, co jest na {}"
        "{} のトップページへ";
    has_moved: "This page has moved" "Cette page a été déplacée" "Diese Seite ist umgezogen" "Esta página se ha movido"
        "Questa pagina è stata spostata" "Esta página mudou de lugar" "Deze pagina is verplaatst"
        "Ta strona została przeniesiona" "このページは移動しました";
}

/// The words of a language; English for languages other than the nine.
pub(super) fn of(language: &str) -> &'static PageWords {
    let main = main(language);
    TABLE.iter().find(|words| words.language == main).unwrap_or(&TABLE[0])
}

/// The words that a deck in a language shows.
pub(crate) fn section_words(language: &str) -> SectionWords {
    let words = of(language);
    SectionWords {
        language: words.language,
        contents: words.contents,
        part: words.part,
        place: words.nth,
        agenda: words.agenda,
        day: words.day,
        morning: words.morning,
        afternoon: words.afternoon,
        evening: words.evening,
        pause: words.pause,
        lunch: words.lunch,
        continued: words.continued,
        minutes: words.minutes,
        hours: words.hours,
        hours_minutes: words.hours_minutes,
        levels: Difficulty::ALL.map(|level| level_word(words, level)),
    }
}

/// The word for a level in a language.
pub(super) fn level_of(language: &str, level: Difficulty) -> &'static str {
    level_word(of(language), level)
}

/// The word for a level.
fn level_word(words: &PageWords, level: Difficulty) -> &'static str {
    match level {
        Difficulty::Beginner => words.beginner,
        Difficulty::Intermediate => words.intermediate,
        Difficulty::Advanced => words.advanced,
    }
}

/// The language without its region: `pt` of `pt-BR`.
fn main(language: &str) -> String {
    language.split(['-', '_']).next().unwrap_or_default().to_lowercase()
}

/// A sentence with its gaps filled in order.
pub(super) fn filled(sentence: &str, values: &[&str]) -> String {
    let mut parts = sentence.split("{}");
    let mut out = parts.next().unwrap_or_default().to_owned();
    let mut values = values.iter();
    for part in parts {
        out.push_str(values.next().unwrap_or(&""));
        out.push_str(part);
    }
    out
}

/// A number of slides: `1 slide`, `2 slajdy`.
pub(super) fn counted(words: &PageWords, count: u32) -> String {
    let [one, few, many] = match words.language {
        "fr" => ["{} diapositive", "{} diapositives", "{} diapositives"],
        "de" => ["{} Folie", "{} Folien", "{} Folien"],
        "es" => ["{} diapositiva", "{} diapositivas", "{} diapositivas"],
        "it" => ["{} slide", "{} slide", "{} slide"],
        "pl" => ["{} slajd", "{} slajdy", "{} slajdów"],
        "ja" => ["スライド{}枚", "スライド{}枚", "スライド{}枚"],
        _ => ["{} slide", "{} slides", "{} slides"],
    };
    let is_one = count == 1 || (count == 0 && matches!(words.language, "fr" | "pt"));
    let is_few = words.language == "pl"
        && (2..=4).contains(&(count % 10))
        && !(12..=14).contains(&(count % 100));
    let form = if is_one {
        one
    } else if is_few {
        few
    } else {
        many
    };
    filled(form, &[&count.to_string()])
}

/// A duration: `45 min`, `2 h`, `1 h 30 min`.
pub(super) fn stretch(words: &PageWords, minutes: u32) -> String {
    let (hours, rest) = (minutes / 60, minutes % 60);
    match (hours, rest) {
        (0, rest) => filled(words.minutes, &[&rest.to_string()]),
        (hours, 0) => filled(words.hours, &[&hours.to_string()]),
        (hours, rest) => filled(words.hours_minutes, &[&hours.to_string(), &rest.to_string()]),
    }
}

#[cfg(test)]
mod tests {
    use super::{TABLE, counted, filled, of, stretch};

    #[test]
    fn a_language_is_known_with_and_without_its_region() {
        assert_eq!(of("pt-BR").language, "pt");
        assert_eq!(of("FR").register, "S’inscrire");
        assert_eq!(of("tr").language, "en");
        assert_eq!(of("").language, "en");
    }

    #[test]
    fn every_sentence_has_the_same_gaps_in_all_languages() {
        let english = serde_json::to_value(&TABLE[0]).unwrap();
        for words in &TABLE[1..] {
            for (name, text) in serde_json::to_value(words).unwrap().as_object().unwrap() {
                let gaps = |text: &serde_json::Value| text.as_str().unwrap().matches("{}").count();
                assert_eq!(gaps(text), gaps(&english[name]), "{name} in {}", words.language);
                assert!(!text.as_str().unwrap().is_empty(), "{name}");
            }
        }
    }

    #[test]
    fn slides_are_counted_as_each_language_counts() {
        let of_polish = |count| counted(of("pl"), count);
        assert_eq!(
            [1, 3, 12, 22, 25].map(of_polish).join(", "),
            "1 slajd, 3 slajdy, 12 slajdów, 22 slajdy, 25 slajdów"
        );
        assert_eq!(counted(of("fr"), 0), "0 diapositive");
        assert_eq!(counted(of("en"), 1), "1 slide");
    }

    #[test]
    fn stretches_are_written_in_hours_and_minutes() {
        assert_eq!(stretch(of("en"), 90), "1 h 30 min");
        assert_eq!(stretch(of("de"), 120), "2 Std.");
        assert_eq!(filled("{} of {}", &["1"]), "1 of ");
    }
}
