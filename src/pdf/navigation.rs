//! Navigation: the outline beside the pages, and the labels that replace their numbers.

use super::object::{Dict, Object};

/// A line of the outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlineEntry {
    /// What it says.
    pub title: String,
    /// Its indentation: more deeply indented lines belong to it.
    pub level: usize,
    /// The page that it points to, from 0.
    pub page: usize,
}

/// The label that replaces the number of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Label {
    /// The number of a slide.
    Number(usize),
    /// Another text, such as the slides on it.
    Text(String),
}

/// Adds the outline; the first object is its root.
pub(super) fn outline(
    objects: &mut Vec<Object>,
    entries: &[OutlineEntry],
    pages: &[usize],
) -> Option<usize> {
    let root = objects.len();
    let at = |index: usize| root + 1 + index;
    let parents = parents(entries);
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); entries.len() + 1];
    for (index, parent) in parents.iter().enumerate() {
        children[parent.map_or(0, |parent| parent + 1)].push(index);
    }
    let mut items: Vec<Dict> = Vec::with_capacity(entries.len() + 1);
    let mut top = Dict::default();
    top.set("Type", Object::name("Outlines"));
    items.push(top);
    for (entry, parent) in entries.iter().zip(&parents) {
        let mut item = Dict::default();
        item.set("Title", Object::text(&entry.title));
        item.set("Parent", Object::Ref(parent.map_or(root, at)));
        item.set("Dest", destination(*pages.get(entry.page)?));
        items.push(item);
    }
    for (owner, own) in children.iter().enumerate() {
        let (Some(first), Some(last)) = (own.first(), own.last()) else { continue };
        let dict = &mut items[owner];
        dict.set("First", Object::Ref(at(*first)));
        dict.set("Last", Object::Ref(at(*last)));
        // Closed, but for the first level: thousands of slides would be one long list.
        let count = if owner == 0 { own.len().to_string() } else { format!("-{}", own.len()) };
        dict.set("Count", Object::Plain(count.into_bytes()));
        for pair in own.windows(2) {
            items[pair[0] + 1].set("Next", Object::Ref(at(pair[1])));
            items[pair[1] + 1].set("Prev", Object::Ref(at(pair[0])));
        }
    }
    objects.extend(items.into_iter().map(Object::Dict));
    (!entries.is_empty()).then_some(root)
}

/// What each line belongs to: the nearest one above it that is less indented.
fn parents(entries: &[OutlineEntry]) -> Vec<Option<usize>> {
    let mut open: Vec<usize> = Vec::new();
    let mut parents = Vec::with_capacity(entries.len());
    for (index, entry) in entries.iter().enumerate() {
        while open.last().is_some_and(|&above| entries[above].level >= entry.level) {
            open.pop();
        }
        parents.push(open.last().copied());
        open.push(index);
    }
    parents
}

/// The top of a page, as large as it is seen.
pub(super) fn destination(page: usize) -> Object {
    Object::Array(vec![Object::Ref(page), Object::name("Fit")])
}

/// The labels of all pages: a run of numbers is one entry.
pub(super) fn labels(labels: &[Label]) -> Object {
    let mut numbers = Vec::new();
    let mut expected = None;
    for (page, label) in labels.iter().enumerate() {
        let next = match label {
            Label::Number(number) => Some(number + 1),
            Label::Text(_) => None,
        };
        if expected.is_none() || next != expected {
            numbers.push(Object::from(page));
            numbers.push(match label {
                Label::Number(number) => {
                    Object::dict([("S", Object::name("D")), ("St", (*number).into())])
                }
                Label::Text(text) => Object::dict([("P", Object::text(text))]),
            });
        }
        expected = next.map(|next| next + 1);
    }
    Object::dict([("Nums", Object::Array(numbers))])
}

#[cfg(test)]
mod tests {
    use super::{Label, OutlineEntry, labels, parents};

    #[test]
    fn a_run_of_numbers_is_one_entry() {
        let written = |list: &[Label]| {
            let mut out = Vec::new();
            labels(list).write(&mut out);
            String::from_utf8(out).unwrap()
        };
        let text = |text: &str| Label::Text(text.to_owned());
        assert_eq!(written(&[Label::Number(1), Label::Number(2)]), "<</Nums[0 <</S/D/St 1>>]>>");
        assert_eq!(
            written(&[
                Label::Number(1),
                Label::Number(4),
                text("5–8"),
                text("9"),
                Label::Number(2)
            ]),
            "<</Nums[0 <</S/D/St 1>> 1 <</S/D/St 4>> 2 <</P<feff003520130038>>> 3 <</P(9)>> 4 <</S/D/St 2>>]>>"
        );
    }

    #[test]
    fn a_line_belongs_to_the_nearest_one_above_that_is_less_indented() {
        let levels = [1, 2, 3, 2, 0, 2, 2];
        let entry = |&level: &usize| OutlineEntry { title: String::new(), level, page: 0 };
        let entries: Vec<_> = levels.iter().map(entry).collect();
        assert_eq!(parents(&entries), [None, Some(0), Some(1), Some(0), None, Some(4), Some(4)]);
    }
}
