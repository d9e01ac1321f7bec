//! Joins chunks into one file.

use std::collections::BTreeMap;

use super::booklet::Booklet;
use super::links::{Targets, unescaped};
use super::metadata::metadata;
use super::navigation::{Label, OutlineEntry, destination, labels, outline};
use super::object::{Dict, Object};
use super::read::read;
use super::same::share;
use super::tags::Tags;
use super::write::write;

/// How many pages a node of the page tree holds.
const BRANCHES: usize = 50;

/// A chunk that a browser printed: some pages.
pub struct Chunk {
    /// The file.
    pub pdf: Vec<u8>,
    /// The names of the elements on its pages, grouped by unit: the first one of a unit has a
    /// destination in the file.
    pub units: Vec<Vec<String>>,
}

/// Joins chunks. `contents` makes the outline and the labels, of which there is one for each page,
/// from the page of each unit and the number of all pages. Otherwise returns what differs from
/// files that Chromium writes.
pub fn join(
    chunks: Vec<Chunk>,
    booklet: &Booklet<'_>,
    contents: impl FnOnce(&[usize], usize) -> (Vec<OutlineEntry>, Vec<Label>),
) -> Result<Vec<u8>, &'static str> {
    let mut file = Joined::default();
    for chunk in chunks {
        file.add(chunk)?;
    }
    share(&mut file.objects);
    file.settle_links(booklet);
    let (entries, page_labels) = contents(&file.units, file.pages.len());
    let outline = outline(&mut file.objects, &entries, &file.pages);
    Ok(file.finish(booklet, outline, &page_labels))
}

/// Where the tree of the structure is, and the document in it: in front of everything.
const TREE: (usize, usize) = (0, 1);

/// All chunks.
struct Joined {
    objects: Vec<Object>,
    pages: Vec<usize>,
    /// The page of each unit.
    units: Vec<usize>,
    names: BTreeMap<String, usize>,
    places: BTreeMap<Vec<u8>, Object>,
    tags: Tags,
}

impl Default for Joined {
    fn default() -> Self {
        let objects = vec![Object::Array(Vec::new()), Object::Array(Vec::new())];
        let (pages, units, tags) = (Vec::new(), Vec::new(), Tags::default());
        Self { objects, pages, units, names: BTreeMap::new(), places: BTreeMap::new(), tags }
    }
}

impl Joined {
    fn add(&mut self, chunk: Chunk) -> Result<(), &'static str> {
        let document = read(&chunk.pdf).ok_or("a file of another form")?;
        drop(chunk.pdf);
        let start = self.objects.len();
        self.objects.extend(document.objects);
        for object in self.objects.iter_mut().skip(start) {
            object.for_each_ref(&mut |number| *number += start);
        }
        let catalog = start + document.root;
        let own = self.objects.get(catalog).and_then(Object::as_dict).ok_or("no catalog")?.clone();
        let pages = own.get("Pages").and_then(Object::as_ref);
        let pages = pages.and_then(|root| pages_of(&self.objects, root)).ok_or("no pages")?;
        self.place(chunk.units, pages, &own)?;
        let tags = self.tags.add(&mut self.objects, (start, catalog), TREE.1);
        tags.ok_or("no structure")
    }

    /// Finds the pages of units, and of all names on them.
    fn place(
        &mut self,
        units: Vec<Vec<String>>,
        pages: Vec<usize>,
        catalog: &Dict,
    ) -> Result<(), &'static str> {
        let first = self.pages.len();
        let own: BTreeMap<usize, usize> =
            pages.iter().enumerate().map(|(index, at)| (*at, first + index)).collect();
        // Then each unit has a page, whether or not there is a destination for it.
        let is_one_each = units.len() == pages.len();
        self.pages.extend(pages);
        let places = self.destinations(catalog);
        let page_of = |name: &String| {
            let Object::Array(place) = places.get(name.as_bytes())? else { return None };
            own.get(&place.first()?.as_ref()?).copied()
        };
        for (index, unit) in units.into_iter().enumerate() {
            let page =
                if is_one_each { Some(first + index) } else { unit.iter().find_map(page_of) };
            let page = page.ok_or("no place for a slide")?;
            self.units.push(page);
            self.names.extend(unit.into_iter().map(|name| (name, page)));
        }
        self.places.extend(places);
        Ok(())
    }

    /// The destinations of a chunk by their names.
    fn destinations(&self, catalog: &Dict) -> BTreeMap<Vec<u8>, Object> {
        let found = catalog.get("Dests");
        let found = found.and_then(|found| match found {
            Object::Ref(at) => self.objects.get(*at)?.as_dict(),
            found => found.as_dict(),
        });
        let own = found.into_iter().flat_map(|dict| &dict.0);
        own.map(|(name, place)| (unescaped(name), place.clone())).collect()
    }

    fn settle_links(&mut self, booklet: &Booklet<'_>) {
        let targets = Targets {
            places: std::mem::take(&mut self.places),
            names: &self.names,
            pages: &self.pages,
            here: booklet.here,
            printed_at: booklet.printed_at,
            published_at: booklet.published_at,
        };
        for object in &mut self.objects {
            let Some(dict) = object.as_dict_mut() else { continue };
            let is_link =
                matches!(dict.get("Subtype"), Some(Object::Name(name)) if name == b"Link");
            if is_link && !targets.settle(dict) {
                // Its text stays, and so does the structure that refers to it; it cannot be
                // clicked.
                dict.set("Rect", Object::Array(vec![0.into(), 0.into(), 0.into(), 0.into()]));
                dict.remove("A");
                dict.set(
                    "Dest",
                    targets.pages.first().map_or(Object::Ref(0), |page| destination(*page)),
                );
            }
        }
    }

    /// The tree of the pages; its root.
    fn page_tree(&mut self) -> usize {
        let root = self.objects.len();
        self.objects.push(Object::Array(Vec::new()));
        let mut nodes = Vec::new();
        for group in self.pages.chunks(BRANCHES) {
            let node = self.objects.len();
            for page in group {
                if let Some(dict) = self.objects.get_mut(*page).and_then(Object::as_dict_mut) {
                    dict.set("Parent", Object::Ref(node));
                }
            }
            let kids = group.iter().map(|page| Object::Ref(*page)).collect();
            let mut branch = node_of(kids, group.len());
            branch.set("Parent", Object::Ref(root));
            self.objects.push(Object::Dict(branch));
            nodes.push(Object::Ref(node));
        }
        self.objects[root] = Object::Dict(node_of(nodes, self.pages.len()));
        root
    }

    fn finish(
        mut self,
        booklet: &Booklet<'_>,
        outline: Option<usize>,
        page_labels: &[Label],
    ) -> Vec<u8> {
        let pages = self.page_tree();
        let (tree, document) = std::mem::take(&mut self.tags).finish(TREE, booklet.language);
        self.objects[TREE.0] = tree;
        self.objects[TREE.1] = document;
        let mut catalog = Dict::default();
        catalog.set("Type", Object::name("Catalog"));
        catalog.set("Pages", Object::Ref(pages));
        catalog.set("Lang", Object::text(booklet.language));
        catalog.set("MarkInfo", Object::dict([("Marked", Object::Plain(b"true".to_vec()))]));
        catalog.set("StructTreeRoot", Object::Ref(TREE.0));
        let shown = ("DisplayDocTitle", Object::Plain(b"true".to_vec()));
        catalog.set("ViewerPreferences", Object::dict([shown]));
        catalog.set("PageLabels", labels(page_labels));
        if let Some(outline) = outline {
            catalog.set("Outlines", Object::Ref(outline));
            catalog.set("PageMode", Object::name("UseOutlines"));
        }
        let mut info = Dict::default();
        let authors = booklet.authors.join(", ");
        let said =
            [("Title", booklet.title), ("Author", authors.as_str()), ("Subject", booklet.subject)];
        for (key, text) in said.into_iter().filter(|(_, text)| !text.is_empty()) {
            info.set(key, Object::text(text));
        }
        info.set("Creator", Object::text(booklet.creator));
        catalog.set("Metadata", Object::Ref(self.objects.len()));
        self.objects.push(metadata(booklet));
        let root = self.objects.len();
        self.objects.push(Object::Dict(catalog));
        self.objects.push(Object::Dict(info));
        write(&self.objects, root, root + 1)
    }
}

fn node_of(kids: Vec<Object>, count: usize) -> Dict {
    let mut node = Dict::default();
    node.set("Type", Object::name("Pages"));
    node.set("Kids", Object::Array(kids));
    node.set("Count", count);
    node
}

/// The pages of a chunk, in order.
fn pages_of(objects: &[Object], root: usize) -> Option<Vec<usize>> {
    let mut found = Vec::new();
    let mut open = vec![root];
    let mut seen = 0;
    while let Some(at) = open.pop() {
        seen += 1;
        if seen > objects.len() {
            return None; // A node that holds itself.
        }
        let dict = objects.get(at)?.as_dict()?;
        match dict.get("Kids") {
            Some(Object::Array(kids)) => {
                let kids: Option<Vec<usize>> = kids.iter().map(Object::as_ref).collect();
                open.extend(kids?.into_iter().rev());
            }
            _ => found.push(at),
        }
    }
    Some(found)
}
