//! Symbolic links of sites that are not a folder on disk: a revision, in which git stores them as
//! files with their targets, and a site read through an overlay.
//!
//! They are followed as on disk: within the site, never out of it, and not in circles. Otherwise
//! they count as missing.
//!
//! An overlay may have files below a name that is a link in the site: there the file comes first, whichever
//! links reach its name.

use std::collections::BTreeMap;
use std::ops::Bound;

/// How many links may follow each other; more count as a circle, as on disk.
const LONGEST_CHAIN: usize = 40;

/// How many files links may add. Folders that link to each other double with each step.
pub const MOST_LINKED: usize = 100_000;

/// A file or a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget<T> {
    /// A file, with what identifies its content.
    File(T),
    /// A link, with its target as written.
    Link(String),
}

/// Links point to more than [`MOST_LINKED`] files.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct TooMany;

/// All files by their paths, including paths through links.
pub fn followed<T: Clone>(
    found: &BTreeMap<String, LinkTarget<T>>,
) -> Result<BTreeMap<String, T>, TooMany> {
    let mut links = LinkResolver { found, files: BTreeMap::new(), added: 0 };
    for (path, what) in found {
        if matches!(what, LinkTarget::Link(_)) {
            links.follow(path, path, &above(path), 1)?;
        }
    }
    for (path, what) in found {
        if let LinkTarget::File(file) = what {
            links.files.insert(path.clone(), file.clone());
        }
    }
    Ok(links.files)
}

struct LinkResolver<'a, T> {
    found: &'a BTreeMap<String, LinkTarget<T>>,
    files: BTreeMap<String, T>,
    added: usize,
}

/// The folders around a path.
fn above(path: &str) -> Vec<String> {
    let ends = path.match_indices('/').map(|(end, _)| path[..end].to_owned());
    std::iter::once(String::new()).chain(ends).collect()
}

/// A path in a folder, which may be the top.
fn within(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

impl<T: Clone> LinkResolver<'_, T> {
    /// Adds a link's target, under the name that points there; `folders` are the real ones above
    /// that name, and `links` how many point there.
    fn follow(
        &mut self,
        name: &str,
        link: &str,
        folders: &[String],
        links: usize,
    ) -> Result<(), TooMany> {
        let Some((real, passed)) = self.real(link).filter(|_| links <= LONGEST_CHAIN) else {
            return Ok(());
        };
        let found = self.found;
        if let Some(LinkTarget::File(file)) = found.get(&real) {
            return self.add(name.to_owned(), file.clone());
        }
        if folders.contains(&real) {
            return Ok(());
        }
        let start = if real.is_empty() { String::new() } else { format!("{real}/") };
        let below = found.range::<str, _>((Bound::Included(start.as_str()), Bound::Unbounded));
        for (path, what) in below.take_while(|(path, _)| path.starts_with(&start)) {
            let name = within(name, &path[start.len()..]);
            match what {
                LinkTarget::File(file) => self.add(name, file.clone())?,
                LinkTarget::Link(_) => {
                    let inner = above(path).into_iter().filter(|folder| folder.len() >= real.len());
                    let folders: Vec<_> = folders.iter().cloned().chain(inner).collect();
                    self.follow(&name, path, &folders, links + 1)?;
                }
            }
        }
        // Files below the name of a link; the nearest one counts.
        for way in passed.iter().rev() {
            let start = format!("{way}/");
            let below = found.range::<str, _>((Bound::Included(start.as_str()), Bound::Unbounded));
            for (path, what) in below.take_while(|(path, _)| path.starts_with(&start)) {
                if let LinkTarget::File(file) = what {
                    self.add(within(name, &path[start.len()..]), file.clone())?;
                }
            }
        }
        Ok(())
    }

    fn add(&mut self, name: String, file: T) -> Result<(), TooMany> {
        self.added += 1;
        if self.added > MOST_LINKED {
            return Err(TooMany);
        }
        self.files.insert(name, file);
        Ok(())
    }

    /// The file or folder at a path after following all links, and the intermediate paths.
    fn real(&self, path: &str) -> Option<(String, Vec<String>)> {
        let parts =
            |path: &str| -> Vec<String> { path.split('/').rev().map(str::to_owned).collect() };
        let (mut left, mut real, mut passed) = (parts(path), Vec::<String>::new(), Vec::new());
        let mut followed = 0;
        if let Some(LinkTarget::Link(target)) = self.found.get(path) {
            // Even if its folder is a link, the link itself is here.
            followed = 1;
            left = parts(target);
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            left.extend(parts(folder).into_iter().filter(|part| !part.is_empty()));
            if target.starts_with('/') {
                return None;
            }
        }
        loop {
            if followed > 0 && left.len() + real.len() > 0 {
                let ahead = self.ahead(&real, &left);
                if let Some(LinkTarget::File(_)) =
                    ahead.as_ref().and_then(|ahead| self.found.get(ahead))
                {
                    return Some((ahead?, Vec::new()));
                }
                passed.extend(ahead.filter(|ahead| passed.last() != Some(ahead)));
            }
            if !self.step(&mut left, &mut real, &mut followed)? {
                break;
            }
        }
        let real = real.join("/");
        passed.retain(|way| *way != real);
        Some((real, passed))
    }

    /// Continues until the next link is followed; `false` at the end, `None` if nothing can exist
    /// there.
    fn step(
        &self,
        left: &mut Vec<String>,
        real: &mut Vec<String>,
        followed: &mut usize,
    ) -> Option<bool> {
        while let Some(part) = left.pop() {
            match part.as_str() {
                "" | "." => continue,
                ".." => {
                    real.pop()?; // It leaves the site.
                    continue;
                }
                _ => real.push(part),
            }
            if let Some(LinkTarget::Link(target)) = self.found.get(&real.join("/")) {
                *followed += 1;
                if *followed > LONGEST_CHAIN || target.starts_with('/') {
                    return None;
                }
                real.pop();
                left.extend(target.split('/').rev().map(str::to_owned));
                return Some(true);
            }
        }
        Some(false)
    }

    /// The rest of the path from a folder, before more links are followed; `None` if that is
    /// unknown, or leaves the site.
    fn ahead(&self, real: &[String], left: &[String]) -> Option<String> {
        let mut path: Vec<&str> = real.iter().map(String::as_str).collect();
        for part in left.iter().rev() {
            match part.as_str() {
                "" | "." => {}
                // The parent of a link is known only once the link is followed.
                ".." if self.found.contains_key(&path.join("/")) => return None,
                ".." => _ = path.pop()?,
                part => path.push(part),
            }
        }
        Some(path.join("/"))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{LinkTarget, followed};

    /// `path=blob` is a file, `path>target` a link.
    fn paths(entries: &str) -> Result<String, super::TooMany> {
        let entry = |entry: &str| {
            let file =
                entry.split_once('=').map(|(path, blob)| (path, LinkTarget::File(blob.to_owned())));
            let link =
                || entry.split_once('>').map(|(path, to)| (path, LinkTarget::Link(to.into())));
            let (path, found) = file.or_else(link).expect("a file or a link");
            (path.to_owned(), found)
        };
        let found: BTreeMap<_, _> = entries.split_whitespace().map(entry).collect();
        let files = followed(&found)?;
        let pairs = files.iter().map(|(path, blob)| format!("{path}={blob}"));
        Ok(pairs.collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn files_and_folders_are_found_through_links() {
        assert_eq!(paths("a=1 b>a c>b").unwrap(), "a=1 b=1 c=1");
        assert_eq!(paths("s/a=1 s/x/b=2 t>s").unwrap(), "s/a=1 s/x/b=2 t/a=1 t/x/b=2");
        assert_eq!(paths("common/a=1 s/k>../common s/l>k/a").unwrap(), "common/a=1 s/k/a=1 s/l=1");
        assert_eq!(
            paths("a/b=1 a/c>../d e>a d/f>../a/b").unwrap(),
            "a/b=1 a/c/f=1 d/f=1 e/b=1 e/c/f=1"
        );
    }

    #[test]
    fn what_leads_out_or_nowhere_is_not_there() {
        assert_eq!(paths("a=1 b>../a c>/etc/passwd d>missing s/e>../../a").unwrap(), "a=1");
    }

    #[test]
    fn files_below_the_name_of_a_link_come_first() {
        let found = "k>m m/a=1 m/b=2 k/a=mine";
        assert_eq!(paths(found).unwrap(), "k/a=mine k/b=2 m/a=1 m/b=2");
        let chained = paths(&format!("{found} c>k f>k/a g>c/a")).unwrap();
        assert!(chained.starts_with("c/a=mine c/b=2 f=mine g=mine "), "{chained}");
    }

    #[test]
    fn circles_end() {
        assert_eq!(paths("a>b b>a c>c").unwrap(), "");
        assert_eq!(paths("s/a=1 s/up>.. s/self>. top>s").unwrap(), "s/a=1 top/a=1");
        assert_eq!(paths("a/x=1 a/b>../b b/y=2 b/a>../a").unwrap(), "a/b/y=2 a/x=1 b/a/x=1 b/y=2");
    }

    #[test]
    fn folders_that_double_are_refused() {
        let doubled = |n: usize| format!("f{n}/l>../f{} f{n}/r>../f{} ", n + 1, n + 1);
        let entries: String = (0..40).map(doubled).collect();
        assert!(paths(&format!("{entries} f40/x=1")).is_err());
        let chained = |n: usize| format!("f{n:05}/l>../f{:05} ", n + 1);
        let entries: String = (0..3000).map(chained).collect();
        assert_eq!(paths(&entries).unwrap(), "");
    }
}
