//! A file of a brand: its content, and the address derived from it.

use std::sync::Arc;

use crate::path::ProjectPath;
use crate::picture;
use crate::routes::{Route, fingerprint};

/// A file of a brand, at an address that changes with its content.
#[derive(Clone)]
pub(crate) struct BrandFile {
    pub(crate) route: Route,
    pub(crate) bytes: Arc<[u8]>,
    pub(crate) media_type: &'static str,
}

/// Files are compared by their addresses, which identify their content.
impl PartialEq for BrandFile {
    fn eq(&self, other: &Self) -> bool {
        self.route == other.route
    }
}

impl std::fmt::Debug for BrandFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.route.path())
    }
}

impl BrandFile {
    pub(super) fn new(stem: &str, path: &ProjectPath, bytes: Arc<[u8]>) -> Self {
        let ending = ending(path).to_ascii_lowercase();
        let media_type = picture::media_type(&ending).unwrap_or("application/octet-stream");
        let route = Route::asset(stem, &fingerprint(&bytes), &ending);
        Self { route, bytes, media_type }
    }
}

/// The extension of a file.
pub(super) fn ending(path: &ProjectPath) -> &str {
    path.file_name().rsplit_once('.').map_or("", |(_, ending)| ending)
}
