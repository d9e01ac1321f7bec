//! `--against`: compares the new output with an earlier one.

use std::collections::BTreeSet;
use std::path::Path;

use super::run::{CommandRun, EVENTS};
use crate::diag::Diagnostic;
use crate::earlier::{EarlierPages, NewPages};
use crate::io::files::DiskWorld;
use crate::output::Content;
use crate::path::ProjectPath;
use crate::routes::{Route, is_private};
use crate::site::{self, Built};
use crate::span::Span;
use crate::world::{FileError, World as _};

/// Reads the pages of an earlier output: a folder, or a sitemap.
pub(super) fn read(run: &CommandRun<'_>, path: &Path) -> Result<EarlierPages, String> {
    let name = path.display().to_string();
    if let Ok(folder) = DiskWorld::new(path) {
        let files = folder.list("");
        if let Some((_, FileError::Unreadable(reason))) = folder.refused("").first() {
            return Err(format!(
                "cannot read `{name}`: {reason}: give this user the right to read it"
            ));
        }
        let pages = EarlierPages::of_files(name.clone(), &files);
        if files.is_empty() {
            return Err(format!("{name}: there is no file, so nothing can be compared"));
        }
        return Ok(pages);
    }
    let (Some(file), Some(folder)) =
        (path.file_name().and_then(|file| file.to_str()), path.parent())
    else {
        return Err(format!("{name}: there is no such file or folder"));
    };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let text = DiskWorld::new(folder)
        .ok()
        .and_then(|folder| folder.source(&ProjectPath::new(file)).ok())
        .ok_or_else(|| format!("{name}: there is no such folder, and no readable file"))?;
    let own = site::workshops(&run.world, &mut Vec::new()).settings.url.clone();
    // The earlier output may be that of the published site, or of a preview at another address.
    let other = run.config.url.clone().filter(|_| own.is_empty() || !text.text().contains(&own));
    let site = other.unwrap_or(own);
    let pages = EarlierPages::of_sitemap(name.clone(), text.text(), &site);
    pages.ok_or_else(|| {
        format!(
            "{name}: there is no page in it; --against expects an output folder or its sitemap.xml"
        )
    })
}

/// Reports the pages that the new output lacks.
pub(super) fn removed(
    run: &CommandRun<'_>,
    earlier: &EarlierPages,
    built: &Built,
) -> Vec<Diagnostic> {
    let paths = built.site.files.keys().chain(built.pages.keys());
    let paths = paths.chain(built.transcripts.keys());
    let paths = paths.chain(built.site.downloads.keys());
    let paths = paths.map(crate::path::OutPath::as_str).filter(|path| !is_private(path));
    let paths: BTreeSet<&str> = paths.collect();
    let host_redirects = match built.site.files.get(&Route::HostRedirects.path()) {
        Some(Content::Bytes(bytes)) => String::from_utf8_lossy(bytes).into_owned(),
        Some(Content::Copy(file)) => {
            run.world.source(file).map(|source| source.text().to_owned()).unwrap_or_default()
        }
        None => String::new(),
    };
    let workshops = site::workshops(&run.world, &mut Vec::new());
    let list = ProjectPath::new(EVENTS);
    let first = workshops.redirects.first().map(|redirect| redirect.from.span.clone());
    let place = first.or_else(|| run.world.is_file(&list).then(|| Span::start_of(list)));
    earlier.removed(&NewPages { paths, host_redirects, place })
}
