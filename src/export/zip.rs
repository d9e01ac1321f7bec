//! An archive with pages and everything that they need, whose `index.html` opens without a network.

use rayon::prelude::*;

use super::archive::archive;
use super::lost_links::lost_links;
use super::{ExportError, Exported, Exporter, Means, Parcel};

/// The extensions of files that are compressed already.
const COMPRESSED: [&str; 21] = [
    "png", "jpg", "jpeg", "gif", "webp", "avif", "jxl", "woff", "woff2", "zip", "gz", "bz2", "xz",
    "zst", "7z", "mp4", "webm", "mp3", "ogg", "m4a", "pdf",
];

/// Makes archives.
pub(super) struct Zip;

impl Exporter for Zip {
    fn export(&self, parcel: &Parcel, means: Means<'_>) -> Result<Exported, ExportError> {
        let names = parcel.names();
        let mut files: Vec<_> = names.iter().map(|(path, name)| (*path, name)).collect();
        // The front page first: a program that shows the list shows it at its top.
        files.sort_by_key(|(path, name)| (**path != parcel.front, (*name).clone()));
        let packed = files.par_iter().map(|(path, name)| {
            let bytes = parcel.content((path, name), &names, means.files)?;
            let packed = means.compressions.packed(bytes, is_compressed(name));
            Ok(((*name).clone(), packed))
        });
        let files = packed.collect::<Result<Vec<_>, ExportError>>()?;
        let notes = lost_links(std::iter::once(("", parcel)));
        Ok(Exported { bytes: archive(&files)?, notes })
    }
}

/// Whether a file is compressed already, judging by its name.
fn is_compressed(name: &str) -> bool {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    COMPRESSED.iter().any(|known| known.eq_ignore_ascii_case(extension))
}
