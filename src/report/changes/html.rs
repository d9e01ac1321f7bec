//! One page with both versions of each slide side by side. It needs no script and requests nothing.
//!
//! It is written for the author, in English like all other messages of the program.

use super::{ChangeSides, ShownRow, event, kind, kind_name, n_slides, places, reach, remarks};
use super::{shown_rows, source, state, summary, title};
use crate::changes::{
    ChangeReport, DeckChange, DeckState, DiffLine, DiffRow, SlideChange, SlideChangeKind,
};
use crate::diag::problem::{counted, grouped};
use crate::render::deck_text::LineKind;
use crate::render::escape::{push_text, text};

/// How many changes a page shows.
const MOST_CHANGES: usize = 3_000;

/// How many rows of one slide it shows.
const MOST_ROWS: usize = 400;

/// The style sheet.
const STYLE: &str = include_str!("page.css");

/// Writes the page.
pub(super) fn write(sides: &ChangeSides, report: &ChangeReport) -> String {
    let mut page = ChangePage { out: String::new() };
    let (old, new) = (text(&sides.old), text(&sides.new));
    page.put(&format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <title>Changes of slides: {old} → {new}</title>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta name=\"robots\" content=\"noindex\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n"
    ));
    page.put("<a class=\"skip\" href=\"#changes\">Skip to the changes</a>\n<header>\n<h1>Changes of slides</h1>\n");
    page.put(&format!(
        "<p class=\"sides-named\"><code>{old}</code> <span aria-hidden=\"true\">→</span>\
         <span class=\"unseen\">compared with</span> <code>{new}</code></p>\n"
    ));
    page.put(&format!("<p class=\"summary\">{}</p>\n</header>\n<main>\n", text(&summary(report))));
    page.decks(report);
    page.events(report);
    page.changes(report);
    page.put("</main>\n</body>\n</html>\n");
    page.out
}

struct ChangePage {
    out: String,
}

impl ChangePage {
    fn put(&mut self, html: &str) {
        self.out.push_str(html);
    }

    fn decks(&mut self, report: &ChangeReport) {
        let changed = report.decks.iter().enumerate();
        let changed: Vec<_> = changed.filter(|(_, deck)| deck.state != DeckState::Same).collect();
        if changed.is_empty() {
            return;
        }
        self.put("<div>\n<h2 id=\"decks\">Decks</h2>\n");
        self.put("<section class=\"scroller\" tabindex=\"0\" aria-labelledby=\"decks\">\n");
        self.put("<table class=\"decks\">\n<thead><tr><th scope=\"col\">Deck</th>");
        for name in ["Slides", "Changed", "Added", "Removed", "Moved"] {
            self.put(&format!("<th scope=\"col\">{name}</th>"));
        }
        self.put("</tr></thead>\n<tbody>\n");
        let first = first_changes(report);
        for (index, deck) in &changed {
            self.deck(deck, first[*index]);
        }
        self.put("</tbody>\n</table>\n</section>\n");
        let same = report.decks.len() - changed.len();
        if same > 0 {
            self.put(&format!("<p class=\"quiet\">{} unchanged</p>\n", counted(same, "deck")));
        }
        self.put("</div>\n");
    }

    fn deck(&mut self, deck: &DeckChange, first: Option<usize>) {
        let name = text(&deck.address.to_string());
        let name = match first {
            Some(change) => format!("<a href=\"#change-{}\">{name}</a>", change + 1),
            None => name,
        };
        let title = text(&deck.title);
        let state = state(deck).map(|state| format!(" <em>{}</em>", text(&state)));
        self.put(&format!(
            "<tr><th scope=\"row\">{name} <span class=\"quiet\">{title}</span>{}</th><td>{}</td>",
            state.unwrap_or_default(),
            n_slides(deck)
        ));
        let of = &deck.counts;
        for count in [of.changed, of.added, of.removed, of.moved] {
            let count = if count == 0 {
                "<span class=\"quiet\">0</span>".to_owned()
            } else {
                grouped(count)
            };
            self.put(&format!("<td>{count}</td>"));
        }
        self.put("</tr>\n");
    }

    fn events(&mut self, report: &ChangeReport) {
        if report.events.is_empty() {
            return;
        }
        self.put("<section aria-labelledby=\"events\">\n<h2 id=\"events\">Events</h2>\n<ul>\n");
        for change in &report.events {
            self.put(&format!("<li>{}</li>\n", text(&event(change))));
        }
        self.put("</ul>\n</section>\n");
    }

    fn changes(&mut self, report: &ChangeReport) {
        self.put("<section aria-labelledby=\"changes\">\n<h2 id=\"changes\">Slides</h2>\n");
        if report.slides.is_empty() {
            self.put("<p>No slide differs.</p>\n");
        }
        for (index, change) in report.slides.iter().take(MOST_CHANGES).enumerate() {
            self.change(report, index + 1, change);
        }
        let more = report.slides.len().saturating_sub(MOST_CHANGES);
        if more > 0 {
            self.put(&format!("<p>{} more are not shown.</p>\n", counted(more, "change")));
        }
        self.put("</section>\n");
    }

    fn change(&mut self, report: &ChangeReport, number: usize, change: &SlideChange) {
        let class = kind_name(change.kind);
        self.put(&format!(
            "<article class=\"{class}\" id=\"change-{number}\" aria-labelledby=\"title-{number}\">\n\
             <h3 id=\"title-{number}\"><span class=\"kind\">{}</span> <span dir=\"auto\">{}</span></h3>\n",
            text(&kind(change)),
            text(title(change)),
        ));
        let source = Some(source(change)).filter(|source| !source.is_empty());
        let source = source.map(|source| format!("<code>{}</code>", text(source)));
        let reach = reach(report, change).map(|reach| format!("<strong>{}</strong>", text(&reach)));
        let places = format!("slide {}", text(&places(report, change)));
        let about: Vec<String> = source.into_iter().chain(reach).chain([places]).collect();
        self.put(&format!("<p class=\"about\">{}</p>\n", about.join(" · ")));
        for remark in remarks(change) {
            self.put(&format!("<p class=\"remark\">{}</p>\n", text(&remark)));
        }
        if !change.rows.is_empty() {
            self.rows(change);
        }
        self.put("</article>\n");
    }

    fn rows(&mut self, change: &SlideChange) {
        let columns: &[&str] = match change.kind {
            SlideChangeKind::Changed => &["Before", "After"],
            SlideChangeKind::Added => &["After"],
            SlideChangeKind::Removed => &["Before"],
            SlideChangeKind::Moved => return,
        };
        self.put("<table class=\"sides\">\n<thead><tr>");
        for name in columns {
            self.put(&format!("<th scope=\"col\">{name}</th>"));
        }
        self.put("</tr></thead>\n<tbody>\n");
        let rows = shown_rows(&change.rows);
        for row in rows.iter().take(MOST_ROWS) {
            match row {
                ShownRow::Gap(count) => self.note(columns.len(), &counted(*count, "equal line")),
                ShownRow::Row(row) => self.row(row, columns.len()),
            }
        }
        let more = rows.len().saturating_sub(MOST_ROWS);
        if more > 0 {
            self.note(columns.len(), &format!("{} more", counted(more, "line")));
        }
        self.put("</tbody>\n</table>\n");
    }

    fn note(&mut self, columns: usize, words: &str) {
        let span = if columns > 1 { " colspan=\"2\"" } else { "" };
        self.put(&format!("<tr class=\"gap\"><td{span}>{words}</td></tr>\n"));
    }

    fn row(&mut self, row: &DiffRow, columns: usize) {
        let class = if row.is_same() { " class=\"same\"" } else { "" };
        self.put(&format!("<tr{class}>"));
        if columns > 1 {
            self.cell("old", row.old.as_ref(), row);
            self.cell("new", row.new.as_ref(), row);
        } else {
            let side = if row.old.is_some() { "old" } else { "new" };
            self.cell(side, row.old.as_ref().or(row.new.as_ref()), row);
        }
        self.put("</tr>\n");
    }

    fn cell(&mut self, side: &str, line: Option<&DiffLine>, row: &DiffRow) {
        let Some(line) = line else {
            self.put(&format!("<td class=\"{side} empty\"></td>"));
            return;
        };
        let sign = match (row.is_same(), side) {
            (true, _) => "",
            (false, "old") => "<span class=\"sign\">−</span>",
            (false, _) => "<span class=\"sign\">+</span>",
        };
        self.put(&format!("<td class=\"{side} {}\" dir=\"auto\">{sign}", line_class(line.kind)));
        if line.kind == LineKind::Note {
            self.put("<span class=\"quiet\">note: </span>");
        }
        let element = if side == "old" { "del" } else { "ins" };
        for piece in &line.pieces {
            if piece.is_changed {
                self.put(&format!("<{element}>"));
                push_text(&mut self.out, &piece.text);
                self.put(&format!("</{element}>"));
            } else {
                push_text(&mut self.out, &piece.text);
            }
        }
        self.put("</td>");
    }
}

/// The class of a line.
fn line_class(kind: LineKind) -> &'static str {
    match kind {
        LineKind::Property => "property",
        LineKind::Heading => "heading",
        LineKind::Text => "text",
        LineKind::Item => "item",
        LineKind::Code => "code",
        LineKind::Row => "row",
        LineKind::Note => "note",
    }
}

/// The first change of each deck that the page shows.
fn first_changes(report: &ChangeReport) -> Vec<Option<usize>> {
    let mut first = vec![None; report.decks.len()];
    for (index, change) in report.slides.iter().take(MOST_CHANGES).enumerate() {
        for place in &change.places {
            first[place.deck].get_or_insert(index);
        }
    }
    first
}
