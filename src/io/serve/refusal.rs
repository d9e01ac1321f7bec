//! Answers that contain only a reason, as plain text or, for a person, as a small page.

use std::borrow::Cow;

use hyper::body::Bytes;
use hyper::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, HeaderValue, LOCATION, SET_COOKIE};
use hyper::{Response, StatusCode};

use super::body::Outgoing;

/// The result of a request.
pub(super) type ServeResult = Result<Response<Outgoing>, Refusal>;

/// Why a request is not served.
#[derive(Debug)]
pub(super) struct Refusal {
    status: StatusCode,
    reason: Cow<'static, str>,
    kind: &'static str,
    /// The supported methods.
    allow: Option<&'static str>,
    /// The right address, as a link relative to the requested one.
    location: Option<String>,
    /// A cookie to set.
    cookie: Option<String>,
}

impl Refusal {
    pub(super) fn new(status: StatusCode, reason: impl Into<Cow<'static, str>>) -> Self {
        let kind = "text/plain; charset=utf-8";
        Self { status, reason: reason.into(), kind, allow: None, location: None, cookie: None }
    }

    /// The page has another address.
    pub(super) fn elsewhere(status: StatusCode, link: String) -> Self {
        Self { location: Some(link), ..Self::new(status, "The page has another address.") }
    }

    /// A key was accepted: the page without it, with a cookie in its place.
    pub(super) fn exchange(cookie: String) -> Self {
        let status = StatusCode::SEE_OTHER;
        Self { cookie: Some(cookie), ..Self::elsewhere(status, "./".to_owned()) }
    }

    /// A page, in which all parts of the request are escaped.
    pub(super) fn page(status: StatusCode, html: String) -> Self {
        Self { kind: "text/html; charset=utf-8", ..Self::new(status, html) }
    }

    /// The request is invalid.
    pub(super) fn bad(reason: &'static str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, reason)
    }

    /// The request is valid, but something failed here.
    pub(super) fn failed(reason: &'static str) -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, reason)
    }

    /// The address does not support this method, only these.
    pub(super) fn method(allow: &'static str) -> Self {
        let reason = format!("Only {allow} are served here.");
        Self { allow: Some(allow), ..Self::new(StatusCode::METHOD_NOT_ALLOWED, reason) }
    }

    pub(super) fn into_response(self) -> Response<Outgoing> {
        let text = Bytes::from(format!("{}\n", self.reason));
        let mut response = Response::new(Outgoing::Whole(Some(text)));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(self.kind));
        let is_moved = self.location.is_some();
        let cache = if is_moved && self.cookie.is_none() { "no-cache" } else { "no-store" };
        headers.insert(CACHE_CONTROL, HeaderValue::from_static(cache));
        if let Some(Ok(link)) = self.location.map(HeaderValue::try_from) {
            headers.insert(LOCATION, link);
        }
        if let Some(Ok(cookie)) = self.cookie.map(HeaderValue::try_from) {
            headers.insert(SET_COOKIE, cookie);
        }
        if let Some(allow) = self.allow {
            headers.insert(ALLOW, HeaderValue::from_static(allow));
        }
        response
    }
}
