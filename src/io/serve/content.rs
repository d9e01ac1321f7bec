//! The answer that sends a page: whole, in part, or not at all if the browser has it already.

use std::fs::File;
use std::io::ErrorKind;

use hyper::body::{Bytes, Incoming};
use hyper::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_RANGE, CONTENT_TYPE, ETAG, HeaderMap, HeaderValue,
    IF_NONE_MATCH,
};
use hyper::{Method, Request, Response, StatusCode};
use tokio::task::spawn_blocking;

use super::body::{Outgoing, Reading};
use super::etag::{self, etag};
use super::kind::content_type;
use super::range::{ByteRange, part};
use super::refusal::{Refusal, ServeResult};
use super::{Body, Cache, ServedPage};
use crate::io::beneath::Refused;

/// An existing page, whole or in part, unless the browser has it already.
pub(super) async fn serve(
    request: &Request<Incoming>,
    path: &str,
    page: ServedPage,
) -> ServeResult {
    let cache = match page.cache {
        Cache::Immutable => "max-age=31536000, immutable",
        Cache::Revalidate => "no-cache",
    };
    let opened = OpenedPage::open(page).await?;
    let mut headers = HeaderMap::new();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(cache));
    if let Ok(tag) = HeaderValue::from_str(&opened.etag) {
        headers.insert(ETAG, tag);
    }
    if etag::names(request.headers(), &IF_NONE_MATCH, &opened.etag) {
        return Ok(built(StatusCode::NOT_MODIFIED, headers, Outgoing::Whole(None)));
    }
    headers.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    headers.insert(CONTENT_TYPE, content_type(path));
    let len = opened.len;
    let part = match *request.method() {
        Method::GET => part(request.headers(), &opened.etag, len),
        _ => ByteRange::Whole,
    };
    match part {
        ByteRange::Whole => Ok(built(StatusCode::OK, headers, opened.part(0, len))),
        ByteRange::Range { first, len: some } => {
            let range = format!("bytes {first}-{}/{len}", first + some - 1);
            headers.extend(HeaderValue::try_from(range).map(|range| (CONTENT_RANGE, range)));
            Ok(built(StatusCode::PARTIAL_CONTENT, headers, opened.part(first, some)))
        }
        ByteRange::Outside => {
            let refusal = Refusal::new(
                StatusCode::RANGE_NOT_SATISFIABLE,
                format!("There are only {len} bytes."),
            );
            let mut response = refusal.into_response();
            let range = HeaderValue::try_from(format!("bytes */{len}"));
            response.headers_mut().extend(range.map(|range| (CONTENT_RANGE, range)));
            Ok(response)
        }
    }
}

fn built(status: StatusCode, headers: HeaderMap, body: Outgoing) -> Response<Outgoing> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}

/// A page that can be sent.
struct OpenedPage {
    content: ServedContent,
    etag: String,
    len: u64,
}

enum ServedContent {
    Bytes(Bytes),
    File(File),
}

impl OpenedPage {
    async fn open(page: ServedPage) -> Result<Self, Refusal> {
        match page.body {
            Body::Bytes(bytes) => {
                let etag = page.etag.unwrap_or_else(|| etag(&bytes));
                let len = bytes.len() as u64;
                Ok(Self { content: ServedContent::Bytes(Bytes::from_owner(bytes)), etag, len })
            }
            Body::File(file) => {
                let opened = spawn_blocking(move || file.open())
                    .await
                    .map_err(|_| Refusal::failed("The file cannot be read at the moment."))?
                    .map_err(|refused| unreadable(&refused))?;
                // Tag, length and content come from the same open file, even if it has since been
                // renamed.
                let etag = page.etag.unwrap_or_else(|| etag::of_file(opened.about()));
                let len = opened.about().len();
                Ok(Self { content: ServedContent::File(opened.into_file()), etag, len })
            }
        }
    }

    fn part(self, first: u64, len: u64) -> Outgoing {
        match self.content {
            ServedContent::File(file) => Outgoing::File(Reading::new(file, first, len)),
            ServedContent::Bytes(bytes) => {
                let at = |place: u64| {
                    usize::try_from(place).map_or(bytes.len(), |at| at.min(bytes.len()))
                };
                Outgoing::Whole(Some(bytes.slice(at(first)..at(first + len))))
            }
        }
    }
}

/// The answer for a file that cannot be read, without its path. It does not reveal that a link
/// points to something outside the site.
fn unreadable(refused: &Refused) -> Refusal {
    let kind = match refused {
        Refused::Outside | Refused::Hidden | Refused::Folder | Refused::NoFile => {
            ErrorKind::NotFound
        }
        Refused::System(error) => error.kind(),
    };
    match kind {
        ErrorKind::NotFound | ErrorKind::NotADirectory => {
            Refusal::new(StatusCode::NOT_FOUND, "The file is gone.")
        }
        ErrorKind::PermissionDenied => Refusal::failed("The file may not be read."),
        _ => Refusal::failed("The file cannot be read at the moment."),
    }
}
