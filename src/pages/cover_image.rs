//! The covers of decks: pictures generated from a deck's title, description and length.

use serde::Serialize;

use super::cover_art::{Art, art};
use super::lettering::{LetterKind, LetterPath, Lettering};
use super::words::{counted, stretch};
use super::{PageInput, PageKind, RenderedPage, place_of_deck};
use crate::event::agenda::Topic;
use crate::language::Vocabulary;
use crate::model::{Brand, DeckSummary, Extent};
use crate::routes::{PageFolder, Route};

pub(super) const KIND: PageKind = PageKind {
    routes: |outline| match outline.extent {
        Extent::Site => outline.decks.iter().map(Route::cover).collect(),
        Extent::Event => Vec::new(),
    },
    asks: |site, route| {
        let Route::Cover(name) = route else { return site.outline() };
        let brand = site.themes.brand_of_deck(None, name).clone();
        PageInput { brand, ..site.summaries(site.own_deck(name).into_iter()) }
    },
    make,
};

/// The data for the cover template.
#[derive(Serialize)]
struct Cover<'a> {
    title: &'a str,
    /// The title in lines of at most 24 columns, as far as words allow.
    lines: Vec<String>,
    /// The description in lines.
    description: Vec<String>,
    /// Slides and minutes in words.
    facts: Vec<String>,
    /// The start of each part and its share of the time, in thousandths.
    parts: Vec<PartShare>,
    language: &'a str,
    art: Art,
    /// All texts as outlines, if the brand has its own fonts.
    letters: Vec<LetterPath>,
}

#[derive(Serialize)]
pub(super) struct PartShare {
    pub(super) from: u64,
    pub(super) width: u64,
}

fn make(asked: &PageInput, route: &Route) -> RenderedPage {
    let Some(deck) = asked.decks.first() else { return RenderedPage::default() };
    let context = asked.context();
    let language = match deck.language.as_str() {
        "" => context.language(),
        language => language,
    };
    let place = place_of_deck(context.outline, &PageFolder::Top, deck);
    let brand = &context.brand.brand;
    let cover = cover(brand, deck, (language, &context.words(language)));
    let page = context.render("cover.svg", &cover);
    RenderedPage::text(route, page).asked_at(&place)
}

/// The maximum number of lines on a cover, for title and description together.
const MOST: usize = 4;

fn cover<'a>(
    brand: &Brand,
    deck: &'a DeckSummary,
    (language, words): (&'a str, &Vocabulary),
) -> Cover<'a> {
    let title = lines(&deck.title, 24, MOST);
    let mut cover = Cover {
        title: &deck.title,
        description: lines(&deck.description, 52, MOST - title.len()),
        lines: title,
        facts: facts(deck, words),
        parts: shares(deck),
        language,
        art: art(brand),
        letters: Vec::new(),
    };
    let lettering = Lettering::of(brand);
    if lettering.is_own() {
        cover.letters = letters(lettering, deck, &cover).unwrap_or_default();
    }
    cover
}

/// The texts of a cover as outlines, where the template has its texts; `None` if a letter is missing.
fn letters(
    lettering: Lettering<'_>,
    deck: &DeckSummary,
    cover: &Cover<'_>,
) -> Option<Vec<LetterPath>> {
    const LEFT: f32 = 80.0;
    let mut letters = Vec::new();
    let mut put = |text: &str, style, (y, size): (usize, u16), fill: &str| {
        let base = f32::from(u16::try_from(y).unwrap_or(u16::MAX));
        let line = lettering.line(text, style, ((LEFT, base), size))?;
        letters.push(LetterPath { path: line.commands, fill: fill.to_owned() });
        Some(())
    };
    let (mut lines, is_cut) = lettering.lines(&deck.title, LetterKind::Title, (80, ROOM, 3));
    let (mut size, mut first, mut leading) = (80, 190, 92);
    if is_cut {
        (size, first, leading) = (68, 176, 78);
        (lines, _) = lettering.lines(&deck.title, LetterKind::Title, (size, ROOM, MOST));
    }
    for (index, line) in lines.iter().enumerate() {
        put(line, LetterKind::Title, (first + index * leading, size), &cover.art.ink)?;
    }
    let left = MOST.saturating_sub(lines.len()).min(3);
    let (text, _) = lettering.lines(&deck.description, LetterKind::Text, (32, ROOM, left));
    for (index, line) in text.iter().enumerate().take(left) {
        let y = 172 + lines.len() * leading + index * 44;
        put(line, LetterKind::Text, (y, 32), &cover.art.muted)?;
    }
    put(&cover.facts.join(" · "), LetterKind::Bold, (514, 30), &cover.art.accent)?;
    Some(letters)
}

/// The width for letters, in pixels.
const ROOM: u32 = 1040;

/// The slides and minutes of a deck in words.
pub(super) fn facts(deck: &DeckSummary, words: &Vocabulary) -> Vec<String> {
    let mut facts = vec![counted(words, deck.slides)];
    facts.extend(deck.minutes().map(|minutes| stretch(words, minutes)));
    facts
}

/// Each part's share of the time of a deck.
pub(super) fn shares(deck: &DeckSummary) -> Vec<PartShare> {
    let time = |topics: &[Topic]| -> u64 {
        topics.iter().map(|topic| topic.planned + topic.estimated).sum()
    };
    let total = time(&deck.topics).max(1);
    let mut from = 0;
    let mut parts = Vec::new();
    for part in deck.topics.chunk_by(|a, b| a.part == b.part) {
        let width = time(part) * 1000 / total;
        parts.push(PartShare { from, width });
        from += width;
    }
    parts
}

/// Whether a character is twice as wide as others: those of Chinese, Japanese and Korean.
fn is_wide(c: char) -> bool {
    c > '\u{2e7f}'
}

/// Marks that no line begins with.
const CLOSING: &str = "、。，．：；！？）」』】〉》ーぁぃぅぇぉっゃゅょァィゥェォッャュョ";

/// The pieces between which a line may be broken, and whether a space precedes each: words, and the
/// characters of languages without spaces.
fn pieces(text: &str) -> Vec<(bool, String)> {
    let mut pieces: Vec<(bool, String)> = Vec::new();
    for word in text.split_whitespace() {
        let mut before = None;
        for c in word.chars() {
            let may_break = |before: char| is_wide(before) || is_wide(c);
            match pieces.last_mut() {
                Some((_, piece))
                    if before.is_some_and(|b| !may_break(b) || CLOSING.contains(c)) =>
                {
                    piece.push(c);
                }
                _ => pieces.push((before.is_none(), c.to_string())),
            }
            before = Some(c);
        }
    }
    pieces
}

/// Wraps a text into lines of at most `columns`, as far as its words allow, and cuts it after the
/// last line.
fn lines(text: &str, columns: usize, most: usize) -> Vec<String> {
    let width =
        |text: &str| -> usize { text.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum() };
    let mut lines: Vec<String> = Vec::new();
    for (has_blank, piece) in pieces(text) {
        let count = lines.len();
        match lines.last_mut() {
            Some(line) if width(line) + usize::from(has_blank) + width(&piece) <= columns => {
                line.extend(has_blank.then_some(' '));
                line.push_str(&piece);
            }
            Some(line) if count == most => {
                line.push('…');
                break;
            }
            None if most == 0 => break,
            _ => lines.push(piece),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn titles_are_cut_into_lines() {
        assert_eq!(lines("one two three", 7, 3), ["one two", "three"]);
        assert_eq!(lines("one two three four", 7, 2), ["one two", "three…"]);
        assert_eq!(lines("", 7, 2), Vec::<String>::new());
        assert_eq!(lines("one", 7, 0), Vec::<String>::new());
        assert_eq!(lines("天然酵母でつくるパン", 12, 3), ["天然酵母でつ", "くるパン"]);
        assert_eq!(lines("酵母、生地。", 6, 3), ["酵母、", "生地。"]);
        assert_eq!(lines("初めての kubectl 入門", 12, 3), ["初めての", "kubectl 入門"]);
    }
}
