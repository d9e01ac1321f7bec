//! Numbers and durations as text in a language.

use crate::language::Vocabulary;

/// A number of slides: `1 slide`, `2 slajdy`.
pub(super) fn counted(words: &Vocabulary, count: u32) -> String {
    words.slides_count.with(&[("count", count.into())])
}

/// A duration: `45 min`, `2 h`, `1 h 30 min`.
pub(super) fn stretch(words: &Vocabulary, minutes: u32) -> String {
    words.stretch(minutes)
}

#[cfg(test)]
mod tests {
    use super::{counted, stretch};
    use crate::language::built_in_vocabulary as of;

    #[test]
    fn slides_are_counted_as_each_language_counts() {
        let of_polish = |count| counted(&of("pl"), count);
        assert_eq!(
            [1, 3, 12, 22, 25].map(of_polish).join(", "),
            "1 slajd, 3 slajdy, 12 slajdów, 22 slajdy, 25 slajdów"
        );
        let of_arabic = |count| counted(&of("ar"), count);
        assert_eq!(
            [1, 2, 3, 11, 100].map(of_arabic).join(", "),
            "شريحة واحدة, شريحتان, 3 شرائح, 11 شريحة, 100 شريحة"
        );
        assert_eq!(counted(&of("fr"), 0), "0 diapositive");
        assert_eq!(counted(&of("en"), 1), "1 slide");
    }

    #[test]
    fn stretches_are_written_in_hours_and_minutes() {
        assert_eq!(stretch(&of("en"), 90), "1 h 30 min");
        assert_eq!(stretch(&of("de"), 120), "2 Std.");
        assert_eq!(stretch(&of("ja"), 45), "45分");
    }
}
