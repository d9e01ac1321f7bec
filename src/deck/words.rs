//! The words that a deck shows beside what its author wrote, in its language.

use crate::manifest::Difficulty;

/// The words of a deck's sections. `{}` is a gap.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub struct SectionWords {
    /// Its language, for dates.
    pub language: &'static str,
    /// The heading of a table of contents.
    pub contents: &'static str,
    /// A part, by its number.
    pub part: &'static str,
    /// The number of a section, and how many there are.
    pub place: &'static str,
    /// The heading of an agenda.
    pub agenda: &'static str,
    /// A day, by its number.
    pub day: &'static str,
    /// The half of a day before noon.
    pub morning: &'static str,
    /// The half after noon.
    pub afternoon: &'static str,
    /// What follows it.
    pub evening: &'static str,
    /// A short break.
    pub pause: &'static str,
    /// The long one at midday.
    pub lunch: &'static str,
    /// A section that began before a break.
    pub continued: &'static str,
    /// A duration in minutes.
    pub minutes: &'static str,
    /// One in whole hours.
    pub hours: &'static str,
    /// One in hours and minutes.
    pub hours_minutes: &'static str,
    /// The levels, the easiest first.
    pub levels: [&'static str; 3],
}

impl Default for SectionWords {
    fn default() -> Self {
        Self {
            language: "en",
            contents: "Contents",
            part: "Part {}",
            place: "{} of {}",
            agenda: "Agenda",
            day: "Day {}",
            morning: "Morning",
            afternoon: "Afternoon",
            evening: "Evening",
            pause: "Break",
            lunch: "Lunch",
            continued: "{} (continued)",
            minutes: "{} min",
            hours: "{} h",
            hours_minutes: "{} h {} min",
            levels: ["Beginner", "Intermediate", "Advanced"],
        }
    }
}

impl SectionWords {
    /// A duration: `45 min`, `2 h`, `1 h 30 min`.
    pub(super) fn stretch(&self, minutes: u64) -> String {
        let (hours, rest) = (minutes / 60, minutes % 60);
        match (hours, rest) {
            (0, rest) => filled(self.minutes, &[&rest.to_string()]),
            (hours, 0) => filled(self.hours, &[&hours.to_string()]),
            (hours, rest) => filled(self.hours_minutes, &[&hours.to_string(), &rest.to_string()]),
        }
    }

    /// The word for a level.
    pub(super) fn level(&self, level: Difficulty) -> &'static str {
        let index = Difficulty::ALL.iter().position(|other| *other == level).unwrap_or_default();
        self.levels[index]
    }
}

/// Words with their gaps filled in order.
pub(super) fn filled(words: &str, values: &[&str]) -> String {
    let mut values = values.iter();
    let mut out = String::new();
    for (index, piece) in words.split("{}").enumerate() {
        if index > 0 {
            out.push_str(values.next().unwrap_or(&""));
        }
        out.push_str(piece);
    }
    out
}
