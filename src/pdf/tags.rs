//! The structure for screen readers: the structures of all chunks are joined.

use super::object::{Dict, Object};

/// The structure of the whole file while chunks are added.
#[derive(Default)]
pub(super) struct Tags {
    /// The children of the document.
    kids: Vec<Object>,
    /// Which piece of structure belongs to which page or link, by number.
    parents: Vec<Object>,
    /// How many numbers are in use.
    next: usize,
    /// How many pieces have names.
    named: usize,
}

/// Keys that name, by number, the structure of a page or a link.
const KEYS: [&str; 2] = ["StructParents", "StructParent"];

impl Tags {
    /// Adds the structure of a chunk, whose objects begin at `start` in the file. Its references
    /// are already numbered for the whole file. `owner` is the piece that will contain all others.
    pub(super) fn add(
        &mut self,
        objects: &mut [Object],
        (start, catalog): (usize, usize),
        owner: usize,
    ) -> Option<()> {
        let tree = objects.get(catalog)?.as_dict()?.get("StructTreeRoot")?.as_ref()?;
        let tree = objects.get(tree)?.as_dict()?.clone();
        let first = self.next;
        let numbers = tree.get("ParentTree").and_then(Object::as_ref);
        let numbers = numbers.and_then(|at| objects.get(at)?.as_dict()?.get("Nums").cloned());
        let Some(Object::Array(numbers)) = numbers else { return None };
        for pair in numbers.chunks_exact(2) {
            let number = first + pair[0].as_int()?;
            self.parents.push(number.into());
            self.parents.push(pair[1].clone());
            self.next = self.next.max(number + 1);
        }
        self.hang(objects, tree.get("K")?, owner);
        for object in objects.get_mut(start..)? {
            let Some(dict) = object.as_dict_mut() else { continue };
            for key in KEYS {
                if let Some(number) = dict.get(key).and_then(Object::as_int) {
                    dict.set(key, first + number);
                }
            }
        }
        self.rename(objects, start);
        Some(())
    }

    /// The children of a chunk's documents become children of the single document.
    fn hang(&mut self, objects: &mut [Object], documents: &Object, owner: usize) {
        let documents = match documents {
            Object::Array(items) => items.clone(),
            one => vec![one.clone()],
        };
        for document in documents {
            let at = document.as_ref();
            let dict = at.and_then(|at| objects.get(at)?.as_dict());
            let kids = match dict.and_then(|dict| dict.get("K")) {
                Some(Object::Array(items)) => items.clone(),
                Some(one) => vec![one.clone()],
                None => continue,
            };
            for kid in kids {
                let piece = kid.as_ref().and_then(|at| objects.get_mut(at)?.as_dict_mut());
                if let Some(piece) = piece {
                    piece.set("P", Object::Ref(owner));
                    self.kids.push(kid);
                }
            }
        }
    }

    /// Names of pieces, by which table cells refer to their headings, are renumbered: Chromium
    /// counts everything that it ever showed, so the numbers differ in each run.
    fn rename(&mut self, objects: &mut [Object], start: usize) {
        let mut names: Vec<(Vec<u8>, Object)> = Vec::new();
        for object in objects.iter_mut().skip(start) {
            let Some(dict) = object.as_dict_mut().filter(|dict| dict.is("StructElem")) else {
                continue;
            };
            if let Some(Object::Text(old)) = dict.get("ID") {
                self.named += 1;
                let new = Object::Text(format!("s{}", self.named).into_bytes());
                names.push((old.clone(), new.clone()));
                dict.set("ID", new);
            }
        }
        names.sort_by(|one, other| one.0.cmp(&other.0));
        let new = |old: &[u8]| {
            let index = names.binary_search_by(|(name, _)| name.as_slice().cmp(old)).ok()?;
            names.get(index).map(|(_, new)| new.clone())
        };
        for object in objects.iter_mut().skip(start) {
            let Some(dict) = object.as_dict_mut().filter(|dict| dict.is("StructElem")) else {
                continue;
            };
            let mut headings = Vec::new();
            match dict.0.iter_mut().find(|(key, _)| key == b"A").map(|(_, value)| value) {
                Some(Object::Array(items)) => headings.extend(items.iter_mut()),
                Some(one) => headings.push(one),
                None => {}
            }
            let lists = headings.into_iter().filter_map(Object::as_dict_mut);
            for (_, value) in
                lists.flat_map(|dict| dict.0.iter_mut()).filter(|(key, _)| key == b"Headers")
            {
                let Object::Array(items) = value else { continue };
                for item in items {
                    let Object::Text(old) = &*item else { continue };
                    if let Some(new) = new(old) {
                        *item = new;
                    }
                }
            }
        }
    }

    /// The tree, and the document that it begins with.
    pub(super) fn finish(
        self,
        (tree, document): (usize, usize),
        language: &str,
    ) -> (Object, Object) {
        let mut root = Dict::default();
        root.set("Type", Object::name("StructTreeRoot"));
        root.set("K", Object::Ref(document));
        root.set("ParentTree", Object::dict([("Nums", Object::Array(self.parents))]));
        root.set("ParentTreeNextKey", self.next);
        let mut owner = Dict::default();
        owner.set("Type", Object::name("StructElem"));
        owner.set("S", Object::name("Document"));
        owner.set("P", Object::Ref(tree));
        owner.set("Lang", Object::text(language));
        owner.set("K", Object::Array(self.kids));
        (Object::Dict(root), Object::Dict(owner))
    }
}
