//! Symbolic links of a revision, which git keeps as files that hold where they lead.
//!
//! They are followed as on disk: within the site, never out of it, and not in circles. What cannot
//! be followed is not there.

use std::collections::BTreeMap;
use std::ops::Bound;

/// How many links may lead to each other; more is a circle, as for the system.
const LONGEST_CHAIN: usize = 40;

/// How many files links may add. Folders that link to each other double with each step.
pub(super) const MOST: usize = 100_000;

/// What a path of a revision is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// A file, with its blob.
    File(String),
    /// A link, with where it leads, as it was written.
    Link(String),
}

/// The blobs of all files, by their paths, also by those that lead through links.
pub(super) fn followed(
    found: &BTreeMap<String, Found>,
) -> Result<BTreeMap<String, String>, String> {
    let mut links = Links { found, files: BTreeMap::new(), added: 0 };
    for (path, what) in found {
        match what {
            Found::File(blob) => _ = links.files.insert(path.clone(), blob.clone()),
            Found::Link(_) => links.follow(path, path, &above(path), 1)?,
        }
    }
    Ok(links.files)
}

struct Links<'a> {
    found: &'a BTreeMap<String, Found>,
    files: BTreeMap<String, String>,
    added: usize,
}

/// The folders that a path lies in.
fn above(path: &str) -> Vec<String> {
    let ends = path.match_indices('/').map(|(end, _)| path[..end].to_owned());
    std::iter::once(String::new()).chain(ends).collect()
}

/// A path in a folder, which may be the top.
fn within(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

impl Links<'_> {
    /// Puts in what a link leads to, under the name that leads there; `folders` are the real ones
    /// above that name, and `links` how many lead there.
    fn follow(
        &mut self,
        name: &str,
        link: &str,
        folders: &[String],
        links: usize,
    ) -> Result<(), String> {
        let Some(real) = self.real(link).filter(|_| links <= LONGEST_CHAIN) else {
            return Ok(());
        };
        if let Some(Found::File(blob)) = self.found.get(&real) {
            return self.add(name.to_owned(), blob.clone());
        }
        if folders.contains(&real) {
            return Ok(());
        }
        let found = self.found;
        let start = if real.is_empty() { String::new() } else { format!("{real}/") };
        let below = found.range::<str, _>((Bound::Included(start.as_str()), Bound::Unbounded));
        for (path, what) in below.take_while(|(path, _)| path.starts_with(&start)) {
            let name = within(name, &path[start.len()..]);
            match what {
                Found::File(blob) => self.add(name, blob.clone())?,
                Found::Link(_) => {
                    let inner = above(path).into_iter().filter(|folder| folder.len() >= real.len());
                    let folders: Vec<_> = folders.iter().cloned().chain(inner).collect();
                    self.follow(&name, path, &folders, links + 1)?;
                }
            }
        }
        Ok(())
    }

    fn add(&mut self, name: String, blob: String) -> Result<(), String> {
        self.added += 1;
        if self.added > MOST {
            return Err(format!("its symbolic links lead to more than {MOST} files"));
        }
        self.files.insert(name, blob);
        Ok(())
    }

    /// The file or folder that a path means, when all links on the way are followed.
    fn real(&self, path: &str) -> Option<String> {
        let mut left: Vec<String> = path.split('/').rev().map(str::to_owned).collect();
        let mut real: Vec<String> = Vec::new();
        let mut followed = 0;
        while let Some(part) = left.pop() {
            match part.as_str() {
                "" | "." => continue,
                ".." => {
                    real.pop()?; // It leads out of the site.
                    continue;
                }
                _ => real.push(part),
            }
            if let Some(Found::Link(target)) = self.found.get(&real.join("/")) {
                followed += 1;
                if followed > LONGEST_CHAIN || target.starts_with('/') {
                    return None;
                }
                real.pop();
                left.extend(target.split('/').rev().map(str::to_owned));
            }
        }
        Some(real.join("/"))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Found, followed};

    /// `path=blob` is a file, `path>target` a link.
    fn paths(entries: &str) -> Result<String, String> {
        let entry = |entry: &str| {
            let file = entry.split_once('=').map(|(path, blob)| (path, Found::File(blob.into())));
            let link = || entry.split_once('>').map(|(path, to)| (path, Found::Link(to.into())));
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
