//! The format of days and hours in each language: one row per language.

/// The words and patterns of a language.
#[derive(Debug)]
pub(super) struct Language {
    tag: &'static str,
    /// The names of months beside a day.
    pub(super) months: [&'static str; 12],
    /// The names of months without a day, if they differ.
    pub(super) months_alone: Option<[&'static str; 12]>,
    /// From Monday on.
    pub(super) weekdays: [&'static str; 7],
    /// Days `{d}` of a month `{m}`.
    pub(super) month_day: &'static str,
    /// Days `{d}` of a year `{y}`.
    pub(super) with_year: &'static str,
    /// A month `{m}` of a year `{y}`.
    pub(super) month_year: &'static str,
    /// The format of a day's number.
    number: Number,
    /// Between the first and the last of several days.
    pub(super) dash: &'static str,
    /// The same between days with their months.
    pub(super) wide_dash: &'static str,
    /// Between the days of a list.
    pub(super) comma: &'static str,
    /// Before the last of them.
    pub(super) and: &'static str,
    /// The format of hours.
    pub(super) clock: HourStyle,
    /// The word after them.
    pub(super) hour_word: &'static str,
}

/// The format of a day's number.
#[derive(Copy, Clone, Debug)]
enum Number {
    /// `23rd`
    English,
    /// `23`, with a suffix after the `1` of the first day.
    First(&'static str),
    /// `23` with a suffix.
    With(&'static str),
}

/// The format of hours.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum HourStyle {
    /// `09:00`
    Padded,
    /// `9:00`
    Plain,
    /// `9.00`
    Dotted,
    /// `9 h`, `9 h 30`
    French,
}

impl Language {
    /// A day of the month.
    pub(super) fn day(&self, day: i8) -> String {
        match self.number {
            Number::First(mark) if day == 1 => format!("1{mark}"),
            Number::First(_) => day.to_string(),
            Number::With(mark) => format!("{day}{mark}"),
            Number::English => {
                let mark = match (day / 10, day % 10) {
                    (1, _) => "th",
                    (_, 1) => "st",
                    (_, 2) => "nd",
                    (_, 3) => "rd",
                    _ => "th",
                };
                format!("{day}{mark}")
            }
        }
    }
}

/// The language of a tag such as `pt-BR`; English for unknown ones.
pub(super) fn language(tag: &str) -> &'static Language {
    let base = tag.split(['-', '_']).next().unwrap_or_default();
    all().find(|language| language.tag.eq_ignore_ascii_case(base)).unwrap_or(&ENGLISH)
}

/// All languages, English first.
pub(super) fn all() -> impl Iterator<Item = &'static Language> {
    std::iter::once(&ENGLISH).chain(&OTHERS)
}

static ENGLISH: Language = Language {
    tag: "en",
    months: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    months_alone: None,
    weekdays: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    month_day: "{m} {d}",
    with_year: "{d}, {y}",
    month_year: "{m} {y}",
    number: Number::English,
    dash: "-",
    wide_dash: "-",
    comma: ", ",
    and: " and ",
    clock: HourStyle::Padded,
    hour_word: "",
};

static OTHERS: [Language; 9] = [
    Language {
        tag: "fr",
        months: [
            "janvier",
            "février",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "août",
            "septembre",
            "octobre",
            "novembre",
            "décembre",
        ],
        months_alone: None,
        weekdays: ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
        month_day: "{d} {m}",
        with_year: "{d} {y}",
        month_year: "{m} {y}",
        number: Number::First("er"),
        dash: "-",
        wide_dash: " – ",
        comma: ", ",
        and: " et ",
        clock: HourStyle::French,
        hour_word: "",
    },
    Language {
        tag: "de",
        months: [
            "Januar",
            "Februar",
            "März",
            "April",
            "Mai",
            "Juni",
            "Juli",
            "August",
            "September",
            "Oktober",
            "November",
            "Dezember",
        ],
        months_alone: None,
        weekdays: ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"],
        month_day: "{d} {m}",
        with_year: "{d} {y}",
        month_year: "{m} {y}",
        number: Number::With("."),
        dash: "–",
        wide_dash: " – ",
        comma: ", ",
        and: " und ",
        clock: HourStyle::Plain,
        hour_word: "\u{a0}Uhr",
    },
    Language {
        tag: "es",
        months: [
            "enero",
            "febrero",
            "marzo",
            "abril",
            "mayo",
            "junio",
            "julio",
            "agosto",
            "septiembre",
            "octubre",
            "noviembre",
            "diciembre",
        ],
        months_alone: None,
        weekdays: ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"],
        month_day: "{d} de {m}",
        with_year: "{d} de {y}",
        month_year: "{m} de {y}",
        number: Number::With(""),
        dash: "-",
        wide_dash: " – ",
        comma: ", ",
        and: " y ",
        clock: HourStyle::Plain,
        hour_word: "",
    },
    Language {
        tag: "it",
        months: [
            "gennaio",
            "febbraio",
            "marzo",
            "aprile",
            "maggio",
            "giugno",
            "luglio",
            "agosto",
            "settembre",
            "ottobre",
            "novembre",
            "dicembre",
        ],
        months_alone: None,
        weekdays: ["lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"],
        month_day: "{d} {m}",
        with_year: "{d} {y}",
        month_year: "{m} {y}",
        number: Number::First("º"),
        dash: "-",
        wide_dash: " – ",
        comma: ", ",
        and: " e ",
        clock: HourStyle::Plain,
        hour_word: "",
    },
    Language {
        tag: "pt",
        months: [
            "janeiro",
            "fevereiro",
            "março",
            "abril",
            "maio",
            "junho",
            "julho",
            "agosto",
            "setembro",
            "outubro",
            "novembro",
            "dezembro",
        ],
        months_alone: None,
        weekdays: [
            "segunda-feira",
            "terça-feira",
            "quarta-feira",
            "quinta-feira",
            "sexta-feira",
            "sábado",
            "domingo",
        ],
        month_day: "{d} de {m}",
        with_year: "{d} de {y}",
        month_year: "{m} de {y}",
        number: Number::First("º"),
        dash: "-",
        wide_dash: " – ",
        comma: ", ",
        and: " e ",
        clock: HourStyle::Padded,
        hour_word: "",
    },
    Language {
        tag: "nl",
        months: [
            "januari",
            "februari",
            "maart",
            "april",
            "mei",
            "juni",
            "juli",
            "augustus",
            "september",
            "oktober",
            "november",
            "december",
        ],
        months_alone: None,
        weekdays: ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"],
        month_day: "{d} {m}",
        with_year: "{d} {y}",
        month_year: "{m} {y}",
        number: Number::With(""),
        dash: "-",
        wide_dash: " – ",
        comma: ", ",
        and: " en ",
        clock: HourStyle::Dotted,
        hour_word: "\u{a0}uur",
    },
    Language {
        tag: "pl",
        months: [
            "stycznia",
            "lutego",
            "marca",
            "kwietnia",
            "maja",
            "czerwca",
            "lipca",
            "sierpnia",
            "września",
            "października",
            "listopada",
            "grudnia",
        ],
        months_alone: Some([
            "styczeń",
            "luty",
            "marzec",
            "kwiecień",
            "maj",
            "czerwiec",
            "lipiec",
            "sierpień",
            "wrzesień",
            "październik",
            "listopad",
            "grudzień",
        ]),
        weekdays: ["poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota", "niedziela"],
        month_day: "{d} {m}",
        with_year: "{d} {y}",
        month_year: "{m} {y}",
        number: Number::With(""),
        dash: "–",
        wide_dash: " – ",
        comma: ", ",
        and: " i ",
        clock: HourStyle::Plain,
        hour_word: "",
    },
    Language {
        tag: "tr",
        months: [
            "Ocak", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran", "Temmuz", "Ağustos", "Eylül",
            "Ekim", "Kasım", "Aralık",
        ],
        months_alone: None,
        weekdays: ["Pazartesi", "Salı", "Çarşamba", "Perşembe", "Cuma", "Cumartesi", "Pazar"],
        month_day: "{d} {m}",
        with_year: "{d} {y}",
        month_year: "{m} {y}",
        number: Number::With(""),
        dash: "-",
        wide_dash: " – ",
        comma: ", ",
        and: " ve ",
        clock: HourStyle::Padded,
        hour_word: "",
    },
    Language {
        tag: "ja",
        months: [
            "1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月",
        ],
        months_alone: None,
        weekdays: ["月曜日", "火曜日", "水曜日", "木曜日", "金曜日", "土曜日", "日曜日"],
        month_day: "{m}{d}",
        with_year: "{y}年{d}",
        month_year: "{y}年{m}",
        number: Number::With("日"),
        dash: "〜",
        wide_dash: "〜",
        comma: "、",
        and: "、",
        clock: HourStyle::Plain,
        hour_word: "",
    },
];
