//! Links to pages that a download does not contain, on a site without an address on the web: they
//! become plain text, and their author should know where.

use std::collections::{BTreeMap, BTreeSet};

use super::parcel::{Target, target};
use super::{DownloadKind, Parcel};
use crate::path::OutPath;

/// How many links are named.
const MOST_NAMED: usize = 10;

/// The links that become plain text in these files, in lines for the terminal; nothing if there are none. A file may
/// have no name where it is the only one.
pub fn lost_links<'a>(parcels: impl Iterator<Item = (&'a str, &'a Parcel)>) -> Vec<String> {
    let mut lost: BTreeMap<(String, String), BTreeSet<&str>> = BTreeMap::new();
    for (name, parcel) in parcels {
        for link in parcel.lost_links() {
            lost.entry(link).or_default().insert(name);
        }
    }
    if lost.is_empty() {
        return Vec::new();
    }
    let (count, verb) = match lost.len() {
        1 => ("1 link".to_owned(), "is"),
        count => (format!("{count} links"), "are"),
    };
    let head = format!(
        "{count} to pages outside {verb} plain text there, since `url` in workshops.yml does not say where the site is:"
    );
    let named = lost.iter().take(MOST_NAMED).map(|((place, address), files)| {
        let files: Vec<&str> = files.iter().copied().filter(|name| !name.is_empty()).collect();
        let files =
            if files.is_empty() { String::new() } else { format!(", in {}", files.join(", ")) };
        format!("  {place}: {address}{files}")
    });
    let more = lost.len().saturating_sub(MOST_NAMED);
    let more = (more > 0).then(|| format!("  and {more} more"));
    [head].into_iter().chain(named).chain(more).collect()
}

impl Parcel {
    /// The slides with links that point out of the file to an unknown address: their locations, and
    /// the addresses.
    fn lost_links(&self) -> Vec<(String, String)> {
        let names = match self.kind {
            DownloadKind::Zip => self.names(),
            DownloadKind::Html => BTreeMap::from([(&self.front, String::new())]),
            // Addresses of text count from the page on the web; PDFs have their own.
            DownloadKind::Pdf
            | DownloadKind::Text
            | DownloadKind::Markdown
            | DownloadKind::Labs => {
                return Vec::new();
            }
        };
        if !self.url().is_empty() {
            return Vec::new();
        }
        let is_lost = |page: &OutPath, address: &str| {
            matches!(target(address, page, (&names, "")), Target::Outside(..))
        };
        let links = self.decks.iter().flat_map(|(path, page)| {
            page.links().into_iter().filter(move |(_, address)| is_lost(path, address))
        });
        links.collect()
    }
}
