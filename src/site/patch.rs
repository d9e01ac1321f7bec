//! What an edit changed in a page, so that an open browser needs no other page.
//!
//! Slides keep their address as long as their name or title stays, so the address says which
//! slide of the old page is which of the new one. What is the same but moved gets a new number
//! and a new line; everything else is put in anew. As in presenterm, the first slide that shows
//! something else is where the author is looking.

use std::collections::HashMap;
use std::sync::Arc;

use serde::Serialize;

use super::page::DeckPage;
use crate::deck::Slide;
use crate::picture::Size;

/// What became of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Nothing.
    Same,
    /// Some of its slides, its numbers, its styles.
    Patch(Patch),
    /// What stands around the slides: it must be loaded anew.
    Reload,
}

/// How to make the new page of the old one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Patch {
    /// Slides to replace, put in and take out, from the first to the last.
    pub splices: Vec<Splice>,
    /// Slides that stay as they are but moved, by their place in the new page.
    pub shifts: Vec<Shift>,
    /// How many numbers there are now.
    pub total: u32,
    /// The style sheets, in order, when another one counts now.
    pub styles: Option<Vec<String>>,
    /// What stands before the slides, when only what names the deck differs there: the title, what
    /// describes the page, the header.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub head: Option<String>,
    /// The address of the first slide that shows something else.
    pub first: Option<String>,
}

/// Slides beside each other that change. All before them are the new ones already.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Splice {
    /// The index of the first one.
    pub at: usize,
    /// How many slides go.
    pub remove: usize,
    /// The sections that come instead.
    pub html: String,
    /// How many these are.
    #[serde(skip)]
    pub added: usize,
}

/// Slides beside each other that moved in the same way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Shift {
    /// The index of the first one.
    pub from: usize,
    /// The index after the last one.
    pub to: usize,
    /// What to add to their numbers.
    pub numbers: i64,
    /// What to add to their lines.
    pub lines: i64,
}

impl DeckPage {
    /// What makes this page of an older one.
    pub fn changed_since(&self, old: &Self) -> Change {
        let is_styled_anew = self.styles != old.styles;
        if self.sources != old.sources || self.entry.plan.repository != old.entry.plan.repository {
            return Change::Reload;
        }
        let (frame, old_frame) = (self.frame(), old.frame());
        let is_named_anew = frame != old_frame;
        if is_named_anew && nameless(&frame) != nameless(&old_frame) {
            return Change::Reload;
        }
        let mut patch = Patch {
            head: self.around.first().filter(|_| is_named_anew).cloned(),
            total: self.entry.deck.total,
            styles: is_styled_anew.then(|| self.styles.clone()),
            ..Patch::default()
        };
        self.compare_slides(old, &mut patch);
        let is_same = patch.splices.is_empty() && patch.shifts.is_empty();
        if is_same && !is_styled_anew && !is_named_anew && patch.total == old.entry.deck.total {
            Change::Same
        } else {
            Change::Patch(patch)
        }
    }

    /// What stands around the slides, without what a patch can change.
    fn frame(&self) -> Vec<String> {
        let total = format!("data-total=\"{}\"", self.entry.deck.total);
        let plain = |text: &String| {
            let text = text.replacen(&total, "data-total", 1);
            self.styles.iter().fold(text, |text, style| text.replace(style.as_str(), "style"))
        };
        self.around.iter().map(plain).collect()
    }

    fn compare_slides(&self, old: &Self, patch: &mut Patch) {
        let olds = &old.entry.deck.slides;
        let by_id: HashMap<&str, usize> =
            olds.iter().enumerate().map(|(index, slide)| (&*slide.id, index)).collect();
        let mut next_old = 0;
        for (index, slide) in self.entry.deck.slides.iter().enumerate() {
            let same = by_id.get(&*slide.id).copied().filter(|&same| same >= next_old);
            if let Some(same) = same {
                patch.splice(index, same - next_old, None);
                next_old = same + 1;
                let leads_elsewhere = self.links != old.links && self.is_linked(index);
                if is_same(&olds[same], slide)
                    && self.sizes(index).eq(old.sizes(same))
                    && !leads_elsewhere
                {
                    patch.shift(index, self.place(index), old.place(same));
                    continue;
                }
            }
            patch.first.get_or_insert_with(|| slide.id.to_string());
            let mut html = String::new();
            self.section(&mut html, index);
            patch.splice(index, usize::from(same.is_some()), Some(&html));
        }
        let rest = olds.len() - next_old;
        let count = self.entry.deck.slides.len();
        patch.splice(count, rest, None);
        if patch.first.is_none() && !patch.splices.is_empty() {
            // Slides were only taken out: what stands in their place.
            let at = patch.splices.first().map_or(0, |splice| splice.at).min(count.max(1) - 1);
            patch.first = self.entry.deck.slides.get(at).map(|slide| slide.id.to_string());
        }
    }

    /// The sizes of the pictures of a slide.
    fn sizes(&self, index: usize) -> impl Iterator<Item = Option<&Size>> {
        let slide = self.entry.deck.slides.get(index);
        let pictures = slide.map_or(&[][..], |slide| &slide.rendered.pictures);
        pictures.iter().map(|picture| self.entry.sizes.get(&picture.url))
    }

    /// The number and the line of a slide.
    fn place(&self, index: usize) -> (i64, i64) {
        let number = self.entry.deck.slides.get(index).map_or(0, |slide| i64::from(slide.number));
        let line = self.entry.lines.get(index).copied().unwrap_or_default();
        (number, i64::try_from(line).unwrap_or_default())
    }
}

impl Patch {
    /// How many bytes of HTML it brings.
    pub fn size(&self) -> usize {
        let head = self.head.as_ref().map_or(0, String::len);
        head + self.splices.iter().map(|splice| splice.html.len()).sum::<usize>()
    }

    /// Adds to the last splice when this one follows it.
    fn splice(&mut self, at: usize, remove: usize, section: Option<&str>) {
        let (html, added) = (section.unwrap_or_default(), usize::from(section.is_some()));
        if remove == 0 && added == 0 {
            return;
        }
        match self.splices.last_mut() {
            Some(last) if last.at + last.added == at => {
                last.remove += remove;
                last.added += added;
                last.html.push_str(html);
            }
            _ => self.splices.push(Splice { at, remove, html: html.to_owned(), added }),
        }
    }

    fn shift(&mut self, index: usize, new: (i64, i64), old: (i64, i64)) {
        let (numbers, lines) = (new.0 - old.0, new.1 - old.1);
        if (numbers, lines) == (0, 0) {
            return;
        }
        match self.shifts.last_mut() {
            Some(last) if last.to == index && (last.numbers, last.lines) == (numbers, lines) => {
                last.to += 1;
            }
            _ => self.shifts.push(Shift { from: index, to: index + 1, numbers, lines }),
        }
    }
}

/// What stands around the slides, without what names the deck: an open page can be named anew.
fn nameless(frame: &[String]) -> Vec<String> {
    let mut frame = frame.to_vec();
    if let Some(before) = frame.first_mut() {
        let (head, body) = match before.find("</head>") {
            Some(end) => before.split_at(end),
            None => (before.as_str(), ""),
        };
        let head = without(head, "<title>", "</title>");
        let head = without(&head, "<meta name=\"", ">");
        let head = without(&head, "<meta property=\"", ">");
        *before = head + &with_empty_header(body);
    }
    frame
}

/// A text without its pieces between two marks, and the blanks before them.
fn without(text: &str, start: &str, end: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, piece)) = rest.split_once(start)
        && let Some((_, after)) = piece.split_once(end)
    {
        out.push_str(before.trim_end());
        rest = after;
    }
    out + rest
}

/// What stands before the slides without what the header holds, unless that is a script, which
/// would not run again.
fn with_empty_header(body: &str) -> String {
    let parts = || {
        let (before, header) = body.split_once("<header class=\"deck-header\"")?;
        let (attributes, inside) = header.split_once('>')?;
        let (inside, after) = inside.split_once("</header>")?;
        (!inside.contains("<script")).then(|| format!("{before}<header{attributes}>{after}"))
    };
    parts().unwrap_or_else(|| body.to_owned())
}

/// Whether two slides are written in the same way, apart from number and line.
fn is_same(old: &Slide, new: &Slide) -> bool {
    let Slide { planned, id, aliases, number: _, steps, opens, rendered } = new;
    old.id == *id
        && old.aliases == *aliases
        && old.steps == *steps
        && old.opens == *opens
        && (Arc::ptr_eq(&old.planned, planned) || old.planned.is_written_like(planned))
        && (Arc::ptr_eq(&old.rendered, rendered) || old.rendered == *rendered)
}

#[cfg(test)]
mod tests {
    use super::nameless;

    #[test]
    fn names_of_a_page_can_change_and_nothing_else() {
        let page = |head: &str, body: &str| {
            let text = format!("<html><head>\n{head}\n</head>\n<body>{body}\n<main>");
            nameless(&[text, "</main>".to_owned()])
        };
        let header = |text: &str| format!("<header class=\"deck-header\" data-ui>{text}</header>");
        let plain = page("<title>a</title>\n<link>", &header("<h1>a</h1>"));
        assert_eq!(plain, page("<title>b</title>\n<link>", &header("<h1>b</h1>\n<p>more</p>")));
        let described = "<title>b</title>\n<meta name=\"description\" content=\"c\">\n<link>";
        assert_eq!(plain, page(described, &header("")));
        for (head, body) in [
            ("<title>a</title>\n<link><link>", header("")),
            ("<title>a</title>\n<meta charset=\"x\"><link>", header("")),
            ("<title>a</title>\n<link>", header("<script>1</script>")),
            ("<title>a</title>\n<link>", header("") + "<p>"),
            ("<title>a</title>\n<link>", String::new()),
            ("<title>a</title>\n<link>", header("").replace("data-ui", "data-ui lang=\"de\"")),
            ("<title>a</title>\n<link>", String::new() + "<title>a</title>" + &header("")),
        ] {
            assert_ne!(plain, page(head, &body), "{head} {body}");
        }
    }
}
